// The panel's page for one photo: its caption as a museum label, and how its place is known.
import { date_words } from "./date_words.ts";
import { h, icon } from "./dom.ts";
import { is_located } from "./photo.ts";
import type { Candidate, LocatedPhoto, Photo } from "./photo.ts";
import type { About, Neighbour } from "./photo_about.ts";
import { photo_actions } from "./photo_actions.ts";
import { say, sentence } from "./say.ts";
import { back_bar } from "./spot_view.ts";
import { story_button } from "./story_button.ts";
import { written_in } from "./text_language.ts";
import { away_words, credit_words, distance_words, hierarchy_words, place_words, position_words, uncertainty_words } from "./words.ts";

export interface PhotoState {
  readonly photo: Photo;
  /** The photos of its essay in order; null until they have come. */
  readonly essay: readonly Photo[] | null;
  /** Null until it has come. */
  readonly about: About | null;
  /** Where Back leads, in words. */
  readonly back: string;
  readonly colour_of: (essay: string) => number;
  readonly is_told: (essay: string) => boolean;
}

export interface PhotoEvents {
  readonly on_back: () => void;
  readonly on_photo: (photo: Photo) => void;
  readonly on_reveal: () => void;
  /** Opens the story of its essay at this photo. */
  readonly on_story: (slug: string, photo: Photo) => void;
  /** Says something to those who do not see the page. */
  readonly on_say: (words: string) => void;
}

const PREVIOUS = "M14.5 6l-6 6 6 6";
const NEXT = "M9.5 6l6 6-6 6";
const TARGET = "M12 3v4M12 17v4M3 12h4M17 12h4M12 8.5a3.5 3.5 0 100 7 3.5 3.5 0 000-7z";

export function photo_view(state: PhotoState, events: PhotoEvents): HTMLElement[] {
  const { photo, about } = state;
  const colour = state.colour_of(photo.essay);
  return [
    back_bar(state.back, events.on_back, stepper(state, events)),
    h("article", { class: `card ink-${colour}` },
      picture(photo),
      h("p", { class: "card-essay" }, h("span", { class: `swatch fill-${colour}`, attributes: { "aria-hidden": "true" } }), h("span", { attributes: written_in(photo.essay_title) }, photo.essay_title)),
      h("h1", { class: `card-caption${photo.caption.length > 130 ? " card-caption-long" : ""}`, key: "heading", attributes: { tabindex: "-1", ...written_in(photo.caption, photo.essay_title) } }, photo.caption),
      text("card-credit", credit_words(photo.credit)),
      source(photo),
      facts(photo, about),
      other_places(photo),
      h("div", { class: "card-ways" },
        is_located(photo) ? h("button", { class: "reveal", key: "reveal", click: events.on_reveal, attributes: { type: "button" } }, icon(TARGET), say("show_on_map")) : null,
        state.is_told(photo.essay) ? story_button(() => events.on_story(photo.essay, photo)) : null),
      photo_actions(photo, events.on_say),
      about?.neighbours.length ? neighbours(about.neighbours, state, events) : null),
  ];
}

function stepper({ photo, essay }: PhotoState, { on_photo }: PhotoEvents): HTMLElement | null {
  const here = essay?.findIndex(({ id }) => id === photo.id) ?? -1;
  if (!essay || here < 0) return null;
  return h("div", { class: "stepper" },
    step("previous", say("previous_photo"), PREVIOUS, essay[here - 1], on_photo),
    h("span", { class: "step-count" }, say("step_of", { here: here + 1, n: essay.length })),
    step("next", say("next_photo"), NEXT, essay[here + 1], on_photo));
}

function step(key: string, label: string, drawing: string, to: Photo | undefined, on_photo: (photo: Photo) => void): HTMLElement {
  return h("button", { class: "step", key, click: () => to && on_photo(to), attributes: { type: "button", "aria-label": label, "aria-disabled": String(to === undefined) } }, icon(drawing));
}

/** A picture of another host is linked to and not loaded: the page asks no host but its own. */
export function picture({ image_url, caption }: Photo): HTMLElement | null {
  if (image_url === null || !/^https?:\/\//.test(new URL(image_url, location.href).href)) return null;
  if (new URL(image_url, location.href).origin !== location.origin) {
    return h("p", { class: "source" }, h("a", { attributes: { href: image_url, rel: "noopener noreferrer" } }, say("the_picture")));
  }
  const image = h("img", { attributes: { src: image_url, alt: caption, decoding: "async" } });
  const figure = h("figure", { class: "picture" }, image);
  image.addEventListener("error", () => figure.remove());
  return figure;
}

function facts(photo: Photo, about: About | null): HTMLElement {
  return h("dl", { class: "facts" },
    ...fact(say("when"), date_words(photo.taken_start, photo.taken_end)),
    ...(is_located(photo) ? place_facts(photo, about) : fact(say("where"), say("not_on_map"))),
    ...reason(photo));
}

function place_facts(photo: LocatedPhoto, about: About | null): HTMLElement[] {
  const { place_name, stored_place_name, country, at, uncertainty_m } = photo;
  const around = about && about.places.length > 1 ? say("lies_in", { places: hierarchy_words(about.places.slice(1).map(({ name }) => name), country) }) : null;
  return [
    ...fact(say("where"), place_words(place_name, country), stored_place_name, around, position_words(at.lon, at.lat)),
    ...fact(say("how_exactly"), sentence(uncertainty_words(uncertainty_m, place_name))),
  ];
}

function fact(term: string, value: string | null, ...details: (string | null)[]): HTMLElement[] {
  if (value === null) return [];
  return [h("dt", {}, term), h("dd", {}, value, ...details.map((detail) => (detail === null ? null : h("span", { class: "detail" }, detail))))];
}

/** The server gives its reasons in English. */
function reason({ reason }: Photo): HTMLElement[] {
  return reason === null ? [] : [h("dt", {}, say("why_here")), h("dd", { attributes: { lang: "en" } }, sentence(reason))];
}

function other_places({ candidates, place_name, country }: Photo): HTMLElement | null {
  const others = candidates.filter((one) => one.place_name !== place_name || one.country !== country);
  if (!others.length) return null;
  return h("section", { class: "others" },
    h("h2", {}, say("could_also_be")),
    h("ul", {}, ...others.map((one) => h("li", {}, candidate_words(one)))));
}

function candidate_words({ place_name, country, uncertainty_m }: Candidate): string {
  const where = place_words(place_name, country);
  return uncertainty_m === null ? where : say("place_within", { place: where, distance: distance_words(uncertainty_m) });
}

function neighbours(near: readonly Neighbour[], { photo: here, colour_of }: PhotoState, { on_photo }: PhotoEvents): HTMLElement {
  return h("section", { class: "others" },
    h("h2", {}, say("nearby")),
    h("ul", { class: "neighbours" }, ...near.map(({ photo, away_m }) => h("li", {},
      h("button", { class: "photo", key: `near-${photo.id}`, click: () => on_photo(photo), attributes: { type: "button" } },
        h("span", { class: `swatch fill-${colour_of(photo.essay)}`, attributes: { "aria-hidden": "true" } }),
        h("span", { class: "photo-words" },
          h("span", { class: "photo-caption", attributes: written_in(photo.caption, photo.essay_title) }, photo.caption),
          h("span", { class: "photo-place" }, `${place_words(photo.place_name, photo.country)} · ${away_words(away_m, here.uncertainty_m)}`)))))));
}

export function source({ licence, source_url }: Photo): HTMLElement | null {
  const link = source_url !== null && /^https?:\/\//.test(source_url)
    ? h("a", { attributes: { href: source_url, rel: "noopener noreferrer" } }, say("published_essay")) : null;
  if (licence === null && link === null) return null;
  return h("p", { class: "source" }, link, link && licence !== null ? " · " : null, licence);
}

function text(name: string, value: string | null): HTMLElement | null {
  return value === null ? null : h("p", { class: name }, value);
}
