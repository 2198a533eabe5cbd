// The panel: which of its pages is open, and what it takes to draw it.
import { find_key, h, redraw } from "./dom.ts";
import { essays_view, masthead } from "./essays_view.ts";
import type { EssaysEvents } from "./essays_view.ts";
import { toggle_essay } from "./filter.ts";
import { filters_view } from "./filters_view.ts";
import type { FiltersEvents, FiltersState } from "./filters_view.ts";
import type { Collection, Photo } from "./photo.ts";
import type { About } from "./photo_about.ts";
import { photo_view } from "./photo_view.ts";
import type { PhotoEvents } from "./photo_view.ts";
import { spot_view } from "./spot_view.ts";
import type { Spot, SpotEvents } from "./spot_view.ts";

export type Panel =
  | { readonly kind: "waiting" }
  | { readonly kind: "essays" }
  | { readonly kind: "photo"; readonly photo: Photo; readonly essay: readonly Photo[] | null; readonly about: About | null }
  | { readonly kind: "spot"; readonly spot: Spot };

export interface OpenEssay {
  readonly slug: string;
  /** Null until they have come. */
  readonly photos: readonly Photo[] | null;
}

export interface PanelState extends FiltersState {
  readonly panel: Panel;
  readonly collection: Collection | null;
  readonly open: OpenEssay | null;
}

export interface PanelEvents extends FiltersEvents, PhotoEvents, SpotEvents {
  readonly on_open: EssaysEvents["on_open"];
}

export function draw_panel(element: HTMLElement, state: PanelState, events: PanelEvents): void {
  const had_focus = element.contains(document.activeElement) && element !== document.activeElement;
  element.dataset["page"] = state.panel.kind;
  redraw(element, ...page_of(state, events));
  // What had the focus may be gone, as a chip that was pressed is.
  if (had_focus && !element.contains(document.activeElement)) (find_key(element, "filters") ?? find_key(element, "heading"))?.focus({ preventScroll: true });
}

function page_of(state: PanelState, events: PanelEvents): HTMLElement[] {
  const { panel, collection, colour_of } = state;
  switch (panel.kind) {
    case "photo": return photo_view({ ...panel, colour_of }, events);
    case "spot": return spot_view(panel.spot, colour_of, events);
    case "essays": return collection ? home(collection, state, events) : [];
    case "waiting": return [h("p", { class: "waiting" }, "Loading the photos …")];
  }
}

function home(collection: Collection, state: PanelState, events: PanelEvents): HTMLElement[] {
  const { essays, filter, open, counts, colour_of } = state;
  return [
    masthead(collection, essays),
    ...(essays.length ? [filters_view(state, events)] : []),
    essays_view({ essays, counts, filter: filter.essays, open, colour_of }, {
      ...events, on_toggle: (slug) => events.on_filter(toggle_essay(filter, slug, essays.map((essay) => essay.slug))),
    }),
  ];
}
