// Where a photo is found again, and how it is cited.
import type { LocatedPhoto, Photo } from "./photo.ts";
import { clamp, zoom_for_circle } from "./geo.ts";
import { date_words, day_words } from "./date_words.ts";
import { whole_url } from "./embed.ts";
import { is_located } from "./photo.ts";
import { say, sentences_words } from "./say.ts";
import { format_story } from "./url_state.ts";
import type { StoryPlace } from "./url_state.ts";
import { distance_words, place_words, position_words } from "./words.ts";

/** The address that opens this photo and nothing else. */
export function permalink(id: number, page: string): string {
  const url = new URL(whole_url(page));
  return `${url.origin}${url.pathname}?photo=${id}`;
}

/** The address that opens this step of a story and nothing else. */
export function story_link(place: StoryPlace, page: string): string {
  const url = new URL(whole_url(page));
  return `${url.origin}${url.pathname}?${format_story(place)}`;
}

/** Zoomed so that the circle of uncertainty fits a small window. */
export function openstreetmap_url({ at, uncertainty_m }: LocatedPhoto): string {
  const zoom = clamp(zoom_for_circle(at.lat, Math.max(uncertainty_m ?? 0, 50), 500), 3, 18);
  const [lat, lon] = [at.lat.toFixed(5), at.lon.toFixed(5)];
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=${zoom}/${lat}/${lon}`;
}

export function geojson_path(id: number): string {
  return `/collections/photos/items/${id}?f=json`;
}

/** Who, what, when, in which essay; where it is placed and how exactly; the address and the day it was looked at. A sentence each. */
export function citation_words(photo: Photo, url: string, today: Date): string {
  const { credit, caption, taken_start, taken_end, essay_title, licence } = photo;
  return sentences_words([
    credit === null ? null : ended(credit.replace(/^(©|photo(graph)?s? by|photo:)\s*/i, "")),
    say("cite_caption", { caption: ended(caption) }),
    say("cite_photograph", { date: date_words(taken_start, taken_end) }),
    say("cite_essay", { essay: ended(essay_title) }),
    placed(photo),
    licence === null ? null : ended(licence),
    say("cite_accessed", { url, date: day_words(today) }),
  ].filter((part) => part !== null));
}

function placed(photo: Photo): string | null {
  if (!is_located(photo)) return null;
  const { place_name, country, at, uncertainty_m } = photo;
  const told = { place: place_words(place_name, country), position: position_words(at.lon, at.lat) };
  return uncertainty_m === null ? say("cite_placed", told) : say("cite_placed_within", { ...told, distance: distance_words(uncertainty_m) });
}

function ended(text: string): string {
  return /[.!?…。！？]$/.test(text) ? text : say("sentence", { text });
}
