// A story as it is read: its intro, then its photos, with bars over and under them.
import { copy_button } from "./copy.ts";
import { date_words, day_words } from "./date_words.ts";
import { h, icon } from "./dom.ts";
import { is_located } from "./photo.ts";
import type { Essay, Photo } from "./photo.ts";
import { story_link } from "./photo_links.ts";
import { picture, source } from "./photo_view.ts";
import { place_names } from "./route.ts";
import type { Route } from "./route.ts";
import { say, sentence } from "./say.ts";
import { credits_of, span_of } from "./steps.ts";
import type { Move } from "./steps.ts";
import { written_in } from "./text_language.ts";
import { credit_words, photos_words, place_words, position_words, uncertainty_words } from "./words.ts";

export interface Story {
  readonly essay: Essay;
  readonly photos: readonly Photo[];
  readonly route: Route;
  /** Number of the essay's colour. */
  readonly colour: number;
  /** The essay after this one. */
  readonly next: Essay | null;
}

export interface StoryEvents {
  readonly on_move: (move: Move) => void;
  readonly on_leave: () => void;
  readonly on_card: (photo: Photo) => void;
  readonly on_story: (slug: string) => void;
  readonly on_say: (words: string) => void;
  /** The address of the step that is read. */
  readonly url: () => string;
}

const CLOSE = "M6 6l12 12M18 6L6 18";
const PREVIOUS = "M14.5 6l-6 6 6 6";
const NEXT = "M9.5 6l6 6-6 6";
const LINK = "M10 14a4 4 0 005.7 0l3-3a4 4 0 00-5.7-5.7l-1 1M14 10a4 4 0 00-5.7 0l-3 3a4 4 0 005.7 5.7l1-1";
const PRINT = "M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z";
const MOST_PLACES = 5;
const LONG_CAPTION = 130;

export function story_bar({ essay }: Story, { on_leave, on_say, url }: StoryEvents): HTMLElement {
  return h("header", { class: "story-bar" },
    h("button", { class: "story-close", key: "leave", click: on_leave, attributes: { type: "button" } }, icon(CLOSE), say("story_leave")),
    h("p", { class: "story-name", attributes: { "aria-hidden": "true" } }, essay.title),
    h("div", { class: "story-tools" },
      copy_button(say("copy_link"), icon(LINK), "story-copy", url, on_say),
      h("button", { class: "action", key: "story-print", click: () => print(), attributes: { type: "button" } }, icon(PRINT), h("span", {}, say("story_print")))));
}

export function story_steps(story: Story, events: StoryEvents): HTMLElement[] {
  return [shell(0, intro(story, events)), ...story.photos.map((_, i) => shell(i + 1, null))];
}

export function story_nav(events: StoryEvents): HTMLElement {
  const button = (move: "previous" | "next", drawing: string): HTMLElement =>
    h("button", { class: "step", key: `story-${move}`, click: () => events.on_move(move), attributes: { type: "button", "aria-label": say(move === "next" ? "story_next" : "story_previous") } }, icon(drawing));
  return h("nav", { class: "story-nav", attributes: { "aria-label": say("story_steps") } },
    h("div", { class: "story-line", attributes: { "aria-hidden": "true" } }, h("div", { class: "story-line-done" })),
    button("previous", PREVIOUS), h("span", { class: "story-progress" }), button("next", NEXT));
}

/** What stands in the step of a photo. */
export function story_photo(story: Story, step: number, events: StoryEvents): HTMLElement | null {
  const photo = story.photos[step - 1];
  if (!photo) return null;
  const credit = credit_words(photo.credit);
  return h("div", { class: "story-body" },
    picture(photo),
    h("p", { class: "story-when" }, h("span", {}, place_line(photo)), h("span", {}, date_words(photo.taken_start, photo.taken_end))),
    h("h2", { class: `story-caption${photo.caption.length > LONG_CAPTION ? " story-caption-long" : ""}`, key: `step-${step}`, attributes: { tabindex: "-1", ...written_in(photo.caption, story.essay.title) } }, photo.caption),
    h("p", { class: "story-where" }, is_located(photo) ? sentence(uncertainty_words(photo.uncertainty_m, photo.place_name)) : say("story_unplaced")),
    credit === null ? null : h("p", { class: "story-credit" }, credit),
    source(photo),
    h("button", { class: "story-card", key: `card-${step}`, click: () => events.on_card(photo), attributes: { type: "button" } }, say("story_card")),
    printed(photo, story_link({ essay: story.essay.slug, step }, location.href)),
    step === story.photos.length ? story_end(story, events) : null);
}

function shell(step: number, body: HTMLElement | null): HTMLElement {
  return h("article", { class: `story-step${step === 0 ? " story-intro" : ""}`, attributes: { "data-step": String(step) } }, body);
}

function intro({ essay, photos, route, colour }: Story, { on_move, url }: StoryEvents): HTMLElement {
  const span = span_of(photos);
  const about = [photos_words(photos.length), ...credits_of(photos), span ? date_words(span.start, span.end) : ""].filter(Boolean);
  return h("div", { class: "story-body" },
    h("p", { class: "kicker" }, h("span", { class: `swatch fill-${colour}`, attributes: { "aria-hidden": "true" } }), say("story_kicker")),
    h("h1", { class: "story-title", key: "step-0", attributes: { tabindex: "-1", ...written_in(essay.title, essay.intro) } }, essay.title),
    essay.intro ? h("p", { class: "story-lede", attributes: written_in(essay.intro) }, essay.intro) : null,
    way(place_names(route)),
    h("p", { class: "story-about" }, about.join(" · ")),
    h("div", { class: "story-start" },
      h("button", { class: "story-begin", key: "begin", click: () => on_move("next"), attributes: { type: "button" } }, say("story_begin"), icon(NEXT)),
      h("p", { class: "story-hint" }, say("story_hint"))),
    h("p", { class: "printed" }, `${url()} · ${say("story_printed", { date: day_words(new Date()) })}`));
}

/** The places one comes through. */
function way(names: readonly string[]): HTMLElement | null {
  if (!names.length) return null;
  const shown = names.length > MOST_PLACES ? [...names.slice(0, MOST_PLACES - 2), "…", names.at(-1) ?? ""] : names;
  return h("ol", { class: "story-way", attributes: { "aria-label": say("story_way") } }, ...shown.map((name) => h("li", {}, name)));
}

function place_line({ place_name, country, at }: Photo): string {
  return at === null ? say("place_unknown") : place_words(place_name, country);
}

function story_end({ next }: Story, { on_move, on_leave, on_story }: StoryEvents): HTMLElement {
  const link = (key: string, words: string, click: () => void): HTMLElement => h("button", { class: "story-card", key, click, attributes: { type: "button" } }, words);
  return h("div", { class: "story-end" },
    h("span", { class: "story-mark", attributes: { "aria-hidden": "true" } }),
    next ? link("story-other", say("story_other", { title: next.title }), () => on_story(next.slug)) : null,
    link("story-again", say("story_again"), () => on_move("first")),
    link("story-leave", say("story_leave"), on_leave));
}

/** Only on paper, where nothing can be clicked. */
function printed(photo: Photo, url: string): HTMLElement {
  const where = is_located(photo) ? position_words(photo.at.lon, photo.at.lat) : say("place_unknown");
  return h("p", { class: "printed" }, h("span", {}, where), h("span", {}, url));
}
