// Where a photo is found again, and how it is cited.
import type { LocatedPhoto, Photo } from "./photo.ts";
import { clamp, zoom_for_circle } from "./geo.ts";
import { date_words, distance_words, place_words, position_words } from "./words.ts";
import { is_located } from "./photo.ts";
import { format_story } from "./url_state.ts";
import type { StoryPlace } from "./url_state.ts";

/** The address that opens this photo and nothing else. */
export function permalink(id: number, page: string): string {
  const url = new URL(page);
  return `${url.origin}${url.pathname}?photo=${id}`;
}

/** The address that opens this step of a story and nothing else. */
export function story_link(place: StoryPlace, page: string): string {
  const url = new URL(page);
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

/** Who, what, when, in which essay; where it is placed and how exactly; the address and the day it was looked at. */
export function citation_words(photo: Photo, url: string, today: Date): string {
  const { credit, caption, taken_start, taken_end, essay_title, licence } = photo;
  const who = credit === null ? "" : `${ended(credit.replace(/^(©|photo(graph)?s? by|photo:)\s*/i, ""))} `;
  const accessed = today.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  return `${who}“${ended(caption)}” Photograph, ${date_words(taken_start, taken_end)}. In: ${ended(essay_title)} ${placed(photo)}${licence === null ? "" : `${ended(licence)} `}${url} (accessed ${accessed}).`;
}

function placed(photo: Photo): string {
  if (!is_located(photo)) return "";
  const { place_name, country, at, uncertainty_m } = photo;
  const exactly = uncertainty_m === null ? "" : `, within ${distance_words(uncertainty_m)}`;
  return `Placed at ${place_words(place_name, country)} (${position_words(at.lon, at.lat)}${exactly}). `;
}

function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
