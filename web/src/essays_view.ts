// The panel's first page: the essays as a filter, each with its photos to leaf through.
import { h, icon } from "./dom.ts";
import type { Collection, Essay, Photo } from "./photo.ts";
import { photo_list } from "./photo_list.ts";
import { counter_words, photos_words } from "./words.ts";

export interface EssaysState {
  readonly collection: Collection;
  readonly essays: readonly Essay[];
  /** Empty: every essay is shown. */
  readonly filter: readonly string[];
  /** The essay whose photos are listed; its photos are null until they have come. */
  readonly open: { readonly slug: string; readonly photos: readonly Photo[] | null } | null;
  readonly colour_of: (essay: string) => number;
}

export interface EssaysEvents {
  readonly on_toggle: (slug: string) => void;
  readonly on_all: () => void;
  readonly on_open: (slug: string) => void;
  readonly on_photo: (photo: Photo) => void;
}

const CHEVRON = "M8 10l4 4 4-4";
const ALL = "M4 12.5l5 5L20 6.5";

export function essays_view(state: EssaysState, events: EssaysEvents): HTMLElement[] {
  const { collection, essays, filter } = state;
  const total = count(essays);
  const shown = filter.length ? count(essays.filter(({ slug }) => filter.includes(slug))) : total;
  return [
    h("header", { class: "masthead" },
      h("p", { class: "kicker" }, "photomap"),
      h("h1", {}, collection.title),
      h("p", { class: "lede" }, essays.length ? `${photos_words(total)} in ${essays.length} ${essays.length === 1 ? "essay" : "essays"}, each set where it was taken, as nearly as anyone can tell.` : "")),
    essays.length ? filter_bar(shown, total, filter, events) : empty_note(),
    h("ul", { class: "essays" }, ...essays.map((essay) => essay_item(essay, state, events))),
  ];
}

function filter_bar(shown: number, total: number, filter: readonly string[], { on_all }: EssaysEvents): HTMLElement {
  return h("div", { class: "filter-bar" },
    h("p", { class: "counter" }, counter_words(shown, total)),
    h("button", { class: "all", key: "all", click: on_all, attributes: { type: "button", "aria-pressed": String(filter.length === 0) } }, icon(ALL), "All essays"));
}

function empty_note(): HTMLElement {
  return h("p", { class: "empty" }, "No photos yet. Once an essay has been imported, it appears here and on the map.");
}

function essay_item(essay: Essay, { filter, open, colour_of }: EssaysState, events: EssaysEvents): HTMLElement {
  const { slug, title, photo_count } = essay;
  const shown = filter.length === 0 || filter.includes(slug);
  const opened = open?.slug === slug ? open : null;
  return h("li", { class: `essay${shown ? "" : " essay-off"}` },
    h("div", { class: "essay-row" },
      h("button", { class: "essay-toggle", key: `toggle-${slug}`, click: () => events.on_toggle(slug), attributes: { type: "button", "aria-pressed": String(filter.includes(slug)) } },
        h("span", { class: `swatch fill-${colour_of(slug)}`, attributes: { "aria-hidden": "true" } }),
        h("span", { class: "essay-title" }, title),
        h("span", { class: "essay-count", attributes: { "aria-label": photos_words(photo_count) } }, photo_count.toLocaleString("en"))),
      h("button", { class: "essay-open", key: `open-${slug}`, click: () => events.on_open(slug), attributes: { type: "button", "aria-expanded": String(opened !== null), "aria-label": `Photos of ${title}` } }, icon(CHEVRON))),
    opened ? essay_body(essay, opened.photos, events) : null);
}

function essay_body({ intro }: Essay, photos: readonly Photo[] | null, { on_photo }: EssaysEvents): HTMLElement {
  return h("div", { class: "essay-body" },
    intro ? h("p", { class: "intro" }, intro) : null,
    photos ? photo_list(photos, on_photo) : h("p", { class: "waiting" }, "Loading the photos …"));
}

function count(essays: readonly Essay[]): number {
  return essays.reduce((sum, { photo_count }) => sum + photo_count, 0);
}
