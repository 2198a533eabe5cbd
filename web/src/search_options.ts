// What was found, as options to pick from, and in words.
import { h } from "./dom.ts";
import type { FoundPlace } from "./found_place.ts";
import type { Photo } from "./photo.ts";
import type { Recent } from "./recent.ts";
import { say, sentences_words } from "./say.ts";
import type { Found } from "./search.ts";
import { written_in } from "./text_language.ts";
import { place_words } from "./words.ts";

export interface Option {
  /** Stays the same while more is found. */
  readonly key: string;
  readonly element: HTMLElement;
  readonly pick: () => void;
}

export interface Group {
  readonly name: string;
  readonly options: readonly Option[];
}

export interface Picks {
  readonly on_place: (place: FoundPlace) => void;
  /** The photos that have these words. */
  readonly on_words: (words: string) => void;
  /** The photos in this place, which the database calls so. */
  readonly on_inside: (place: FoundPlace, id: string) => void;
  readonly on_photo: (photo: Photo) => void;
  readonly on_forget: () => void;
}

export function found_groups({ places, inside, photos }: Found, picks: Picks): Group[] {
  const of_places = Array.isArray(places) ? (places as readonly FoundPlace[]).flatMap((place) => place_options(place, inside, picks)) : [];
  const of_photos = photos === null || photos === "none" ? [] : [
    option("words", () => picks.on_words(photos.words), "search-all", say("photos_with", { n: photos.matched, text: photos.words })),
    ...photos.first.map((photo) => photo_option(photo, picks)),
  ];
  return [{ name: say("places"), options: of_places }, { name: say("found_photos"), options: of_photos }].filter(({ options }) => options.length > 0);
}

export function recent_options(recent: readonly Recent[], picks: Picks): Group {
  const options = recent.map((one) => (one.kind === "place" ? place_option(one.place, picks)
    : option(`words-${one.words}`, () => picks.on_words(one.words), "search-name", say("chip_words", { text: one.words }))));
  return { name: say("recent_searches"), options: [...options, option("forget", picks.on_forget, "search-forget", say("forget_recent"))] };
}

/** What is told to those who hear it, and where nothing was found to all. Empty while nothing is known. */
export function status_of(text: string, { places, photos, filtered }: Found): string {
  if (photos === null && (places === null || places.length === 0)) return "";
  const failed = places === "unanswered" ? say("no_answer_short") : places === "unavailable" ? say("search_unavailable") : null;
  const hits = photos === null || photos === "none" ? 0 : photos.matched;
  if (hits === 0 && failed !== null) return failed;
  if (places === null || (hits === 0 && places.length === 0)) return places === null ? "" : sentences_words([say("nothing_found", { text }), ...(filtered ? [say("search_filtered")] : [])]);
  const told = failed ?? say("places_found", { n: places.length });
  return photos === null ? told : say("found_both", { places: told, photos: say("photos", { n: hits }) });
}

function place_options(place: FoundPlace, inside: Found["inside"], picks: Picks): Option[] {
  const { id } = place;
  const count = id === null ? undefined : inside.get(id);
  if (id === null || count === undefined) return [place_option(place, picks)];
  return [place_option(place, picks), option(`inside-${id}`, () => picks.on_inside(place, id), "search-inside", say("photos_inside_place", { n: count, name: place.name }))];
}

function place_option(place: FoundPlace, { on_place }: Picks): Option {
  const element = h("li", {}, h("span", { class: "search-name" }, place.name), h("span", { class: "search-where" }, place.where));
  return { key: `place-${place.id ?? place.name}-${place.where}`, element, pick: () => on_place(place) };
}

function photo_option(photo: Photo, { on_photo }: Picks): Option {
  const element = h("li", {},
    h("span", { class: "search-caption", attributes: written_in(photo.caption, photo.essay_title) }, photo.caption),
    h("span", { class: "search-where" }, place_words(photo.place_name, photo.country)));
  return { key: `photo-${photo.id}`, element, pick: () => on_photo(photo) };
}

function option(key: string, pick: () => void, look: string, words: string): Option {
  return { key, pick, element: h("li", { class: look }, words) };
}
