// The panel's first page: the essays as a filter, each with its photos to leaf through.
import type { Counts } from "./counts.ts";
import { h, icon } from "./dom.ts";
import { listed_essays } from "./essay_order.ts";
import type { Collection, Essay, Photo } from "./photo.ts";
import { photo_list } from "./photo_list.ts";
import { number_words, say } from "./say.ts";
import { count_of } from "./stats.ts";
import { story_button } from "./story_button.ts";
import { written_in } from "./text_language.ts";
import { photos_words } from "./words.ts";

export interface EssaysState {
  readonly essays: readonly Essay[];
  /** Null until they have come. */
  readonly counts: Counts | null;
  /** Empty: every essay is shown. */
  readonly filter: readonly string[];
  /** The essay whose photos are listed; its photos are null until they have come. */
  readonly open: { readonly slug: string; readonly photos: readonly Photo[] | null } | null;
  /** How many are listed at most. */
  readonly most: number;
  readonly colour_of: (essay: string) => number;
  readonly is_told: (essay: string) => boolean;
}

export interface EssaysEvents {
  readonly on_toggle: (slug: string) => void;
  readonly on_open: (slug: string) => void;
  readonly on_photo: (photo: Photo) => void;
  readonly on_story: (slug: string) => void;
  readonly on_more_essays: () => void;
}

const CHEVRON = "M8 10l4 4 4-4";

export function masthead({ title }: Collection, essays: readonly Essay[]): HTMLElement {
  const total = essays.reduce((sum, { photo_count }) => sum + photo_count, 0);
  return h("header", { class: "masthead" },
    h("h1", {}, title),
    h("p", { class: "lede" }, essays.length ? say("lede", { photos: photos_words(total), in_essays: say("in_essays", { n: essays.length }) }) : ""));
}

export function essays_view(state: EssaysState, events: EssaysEvents): HTMLElement[] {
  const { essays, filter, open, counts, most } = state;
  const listed = listed_essays(essays, open ? [...filter, open.slug] : filter, counts, most);
  const list = h("ul", { class: "essays", attributes: { "aria-label": say("essays") } }, ...listed.map((essay) => essay_item(essay, state, events)));
  const further = essays.length - listed.length;
  return further ? [list, h("button", { class: "more", key: "more-essays", click: events.on_more_essays, attributes: { type: "button" } }, say("more_essays", { n: further }))] : [list];
}

export function empty_note(): HTMLElement {
  return h("p", { class: "empty" }, say("no_photos_yet"));
}

function essay_item(essay: Essay, { counts, filter, open, colour_of, is_told }: EssaysState, events: EssaysEvents): HTMLElement {
  const { slug, title, intro, photo_count } = essay;
  const shown = filter.length === 0 || filter.includes(slug);
  const in_view = counts ? count_of(counts.essays, slug) : photo_count;
  const opened = open?.slug === slug ? open : null;
  return h("li", { class: `essay${shown ? "" : " essay-off"}` },
    h("div", { class: "essay-row" },
      h("button", { class: "essay-toggle", key: `toggle-${slug}`, click: () => events.on_toggle(slug), attributes: { type: "button", "aria-pressed": String(filter.includes(slug)) } },
        h("span", { class: `swatch fill-${colour_of(slug)}`, attributes: { "aria-hidden": "true" } }),
        h("span", { class: "essay-title", attributes: written_in(title, intro) }, title),
        essay_count(in_view, photo_count)),
      h("button", { class: "essay-open", key: `open-${slug}`, click: () => events.on_open(slug), attributes: { type: "button", "aria-expanded": String(opened !== null), "aria-label": say("photos_of_essay", { title }) } }, icon(CHEVRON))),
    opened ? essay_body(essay, opened.photos, is_told(slug), events) : null);
}

function essay_body({ slug, intro }: Essay, photos: readonly Photo[] | null, told: boolean, { on_photo, on_story }: EssaysEvents): HTMLElement {
  return h("div", { class: "essay-body" },
    intro ? h("p", { class: "intro", attributes: written_in(intro) }, intro) : null,
    told ? story_button(() => on_story(slug)) : null,
    photos ? photo_list(photos, on_photo) : h("p", { class: "waiting" }, say("loading_photos")));
}

/** How many of its photos are in sight: "3 / 8", and in words for those who hear it. */
function essay_count(in_view: number, all: number): HTMLElement {
  const words = in_view === all ? photos_words(all) : say("part_in_view", { part: in_view, n: all });
  return h("span", { class: "essay-count", attributes: { title: words } },
    h("span", { attributes: { "aria-hidden": "true" } }, number_words(in_view), in_view === all ? null : h("span", { class: "essay-all" }, ` / ${number_words(all)}`)),
    h("span", { class: "unseen" }, words));
}
