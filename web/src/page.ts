// What the parts of the app have in common.
import type { Address } from "./address.ts";
import type { Known } from "./known.ts";
import type { MapView } from "./map_view.ts";
import type { Notice } from "./notice.ts";
import type { PanelHost } from "./panel_host.ts";
import type { TimelineView } from "./timeline_view.ts";

export interface Page {
  readonly address: Address;
  readonly known: Known;
  readonly map: MapView;
  readonly timeline: TimelineView;
  readonly panel: PanelHost;
  readonly notice: Notice;
  /** Says something to those who do not see the page. */
  readonly say: (words: string) => void;
}
