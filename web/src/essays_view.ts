// The panel's first page: the essays as a filter, each with its photos to leaf through.
import type { Counts } from "./counts.ts";
import { h, icon } from "./dom.ts";
import type { Collection, Essay, Photo } from "./photo.ts";
import { photo_list } from "./photo_list.ts";
import { count_of } from "./stats.ts";
import { story_button } from "./story_button.ts";
import { photos_words } from "./words.ts";

export interface EssaysState {
  readonly essays: readonly Essay[];
  /** Null until they have come. */
  readonly counts: Counts | null;
  /** Empty: every essay is shown. */
  readonly filter: readonly string[];
  /** The essay whose photos are listed; its photos are null until they have come. */
  readonly open: { readonly slug: string; readonly photos: readonly Photo[] | null } | null;
  readonly colour_of: (essay: string) => number;
  readonly is_told: (essay: string) => boolean;
}

export interface EssaysEvents {
  readonly on_toggle: (slug: string) => void;
  readonly on_open: (slug: string) => void;
  readonly on_photo: (photo: Photo) => void;
  readonly on_story: (slug: string) => void;
}

const CHEVRON = "M8 10l4 4 4-4";

export function masthead({ title }: Collection, essays: readonly Essay[]): HTMLElement {
  const total = essays.reduce((sum, { photo_count }) => sum + photo_count, 0);
  return h("header", { class: "masthead" },
    h("p", { class: "kicker" }, "photomap"),
    h("h1", {}, title),
    h("p", { class: "lede" }, essays.length ? `${photos_words(total)} in ${essays.length} ${essays.length === 1 ? "essay" : "essays"}, each set where it was taken, as nearly as anyone can tell.` : ""));
}

export function essays_view(state: EssaysState, events: EssaysEvents): HTMLElement {
  return h("ul", { class: "essays", attributes: { "aria-label": "Essays" } }, ...state.essays.map((essay) => essay_item(essay, state, events)));
}

export function empty_note(): HTMLElement {
  return h("p", { class: "empty" }, "No photos yet. Once an essay has been imported, it appears here and on the map.");
}

function essay_item(essay: Essay, { counts, filter, open, colour_of, is_told }: EssaysState, events: EssaysEvents): HTMLElement {
  const { slug, title, photo_count } = essay;
  const shown = filter.length === 0 || filter.includes(slug);
  const in_view = counts ? count_of(counts.essays, slug) : photo_count;
  const opened = open?.slug === slug ? open : null;
  return h("li", { class: `essay${shown ? "" : " essay-off"}` },
    h("div", { class: "essay-row" },
      h("button", { class: "essay-toggle", key: `toggle-${slug}`, click: () => events.on_toggle(slug), attributes: { type: "button", "aria-pressed": String(filter.includes(slug)) } },
        h("span", { class: `swatch fill-${colour_of(slug)}`, attributes: { "aria-hidden": "true" } }),
        h("span", { class: "essay-title" }, title),
        essay_count(in_view, photo_count)),
      h("button", { class: "essay-open", key: `open-${slug}`, click: () => events.on_open(slug), attributes: { type: "button", "aria-expanded": String(opened !== null), "aria-label": `Photos of ${title}` } }, icon(CHEVRON))),
    opened ? essay_body(essay, opened.photos, is_told(slug), events) : null);
}

function essay_body({ slug, intro }: Essay, photos: readonly Photo[] | null, told: boolean, { on_photo, on_story }: EssaysEvents): HTMLElement {
  return h("div", { class: "essay-body" },
    intro ? h("p", { class: "intro" }, intro) : null,
    told ? story_button(() => on_story(slug)) : null,
    photos ? photo_list(photos, on_photo) : h("p", { class: "waiting" }, "Loading the photos …"));
}

/** How many of its photos are in sight. */
function essay_count(in_view: number, all: number): HTMLElement {
  const part = in_view.toLocaleString("en");
  return h("span", { class: "essay-count", attributes: { title: in_view === all ? photos_words(all) : `${part} of ${photos_words(all)} in view` } },
    part, in_view === all ? null : h("span", { class: "essay-all" }, ` of ${all.toLocaleString("en")}`), h("span", { class: "unseen" }, in_view === all ? " photos" : " photos in view"));
}
