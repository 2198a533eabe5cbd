// The panel: which of its pages is open, and what it takes to draw it.
import { find_key, h, redraw } from "./dom.ts";
import { empty_note, essays_view, masthead } from "./essays_view.ts";
import type { EssaysEvents } from "./essays_view.ts";
import { toggle_essay } from "./filter.ts";
import { filters_view } from "./filters_view.ts";
import type { FiltersEvents, FiltersState } from "./filters_view.ts";
import type { ListSort } from "./list.ts";
import type { ListState } from "./list_page.ts";
import { list_view } from "./list_view.ts";
import type { ListEvents } from "./list_view.ts";
import type { Collection, Photo } from "./photo.ts";
import type { About } from "./photo_about.ts";
import { photo_view } from "./photo_view.ts";
import type { PhotoEvents } from "./photo_view.ts";
import { say } from "./say.ts";
import { spot_view } from "./spot_view.ts";
import type { Spot, SpotEvents } from "./spot_view.ts";

export type Panel =
  | { readonly kind: "waiting" }
  | { readonly kind: "essays" }
  | { readonly kind: "list" }
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
  readonly list: ListState | null;
  readonly sort: ListSort;
  readonly most_essays: number;
  /** Where Back leads, in words. */
  readonly back: string;
  /** The essay can be read as a story. */
  readonly is_told: (essay: string) => boolean;
}

export interface PanelEvents extends FiltersEvents, PhotoEvents, SpotEvents, ListEvents {
  /** The list of photos, or null for the essays. */
  readonly on_home: (list: ListSort | null) => void;
  readonly on_open: EssaysEvents["on_open"];
  readonly on_more_essays: EssaysEvents["on_more_essays"];
  /** At its beginning, or at one of its photos. */
  readonly on_story: (slug: string, photo?: Photo) => void;
}

export function draw_panel(element: HTMLElement, state: PanelState, events: PanelEvents): void {
  const had_focus = element.contains(document.activeElement) && element !== document.activeElement;
  element.dataset["page"] = state.panel.kind;
  redraw(element, ...page_of(state, events));
  // What had the focus may be gone, as a chip that was pressed is.
  if (had_focus && !element.contains(document.activeElement)) (find_key(element, "filters") ?? find_key(element, "heading"))?.focus({ preventScroll: true });
}

function page_of(state: PanelState, events: PanelEvents): HTMLElement[] {
  const { panel, collection, colour_of, is_told } = state;
  switch (panel.kind) {
    case "photo": return photo_view({ ...panel, back: state.back, colour_of, is_told }, events);
    case "spot": return spot_view(panel.spot, state.back, colour_of, events);
    case "essays":
    case "list": return collection ? home(collection, state, events) : [];
    case "waiting": return [h("p", { class: "waiting" }, say("loading_photos"))];
  }
}

function home(collection: Collection, state: PanelState, events: PanelEvents): HTMLElement[] {
  const { panel, essays, filter, open, counts, list, sort, most_essays: most, colour_of, is_told } = state;
  if (!essays.length) return [masthead(collection, essays), empty_note()];
  const on_toggle = (slug: string): void => events.on_filter(toggle_essay(filter, slug, essays.map((essay) => essay.slug)));
  return [
    masthead(collection, essays), filters_view(state, events), tabs(panel.kind === "list", sort, events),
    ...(panel.kind === "list" ? list_view(list, counts?.matched !== 0, sort, colour_of, events) : essays_view({ essays, counts, filter: filter.essays, open, most, colour_of, is_told }, { ...events, on_toggle })),
  ];
}

function tabs(is_list: boolean, sort: ListSort, { on_home }: PanelEvents): HTMLElement {
  const tab = (key: string, words: string, here: boolean, to: ListSort | null): HTMLElement =>
    h("button", { class: "tab", key, click: () => on_home(to), attributes: { type: "button", ...(here ? { "aria-current": "true" } : {}) } }, words);
  return h("nav", { class: "tabs", attributes: { "aria-label": say("essays_or_list") } }, tab("tab-essays", say("essays"), !is_list, null), tab("tab-list", say("list_tab"), is_list, sort));
}
