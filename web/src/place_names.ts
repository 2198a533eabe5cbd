// Names of places in the reader's language: the database holds one name for each, the gazetteer more.
import { FetchError, fetch_json } from "./fetcher.ts";
import { array_of, find_text, object_of } from "./json.ts";
import type { Photo } from "./photo.ts";
import type { Place } from "./place.ts";
import { reader_locale } from "./say.ts";

/** As many as the server tells of in one answer. */
const MOST_AT_ONCE = 50;
/** Further ones keep their names: a list of a thousand photos must not wait for a thousand places. */
const MOST_ASKED = 200;

/** By the places' ids; what the gazetteer does not know has the name null. */
const names = new Map<string, string | null>();
/** By the names that the database has, for tiles, which tell no ids. Null: places of one name have several here. */
const names_of_stored = new Map<string, string | null>();

/** The places that the photos are at, so that the map's own names come right at first sight. Without an answer names stay as they are. */
export async function load_names_of_stored(signal: AbortSignal): Promise<void> {
  if (is_stored_language()) return;
  const answer = await fetch_json(`/collections/places/items?limit=${MOST_ASKED}&f=json`, signal).catch((error: unknown) => {
    if (!(error instanceof FetchError)) throw error;
    return { features: [] };
  });
  const places = array_of(object_of(answer, "places")["features"], "features")
    .map((one) => object_of(one, "place")).map((place) => ({ id: String(place["id"]), name: find_text(object_of(place["properties"], "properties")["name"]) }));
  await load_names(places.map(({ id }) => id), signal);
  for (const { id, name } of places) {
    const local = names.get(id) ?? null;
    if (name !== null && local !== null) names_of_stored.set(name, names_of_stored.has(name) && names_of_stored.get(name) !== local ? null : local);
  }
}

export function local_name(stored: string | null): string | null {
  return stored === null ? null : (names_of_stored.get(stored) ?? stored);
}

/** The photos with their places' names in the reader's language, and the stored one beside it. */
export async function with_local_names(photos: readonly Photo[], signal: AbortSignal): Promise<Photo[]> {
  await load_names(photos.map(({ place_id }) => place_id), signal);
  return photos.map((photo) => {
    const local = (photo.place_id === null ? null : names.get(photo.place_id)) ?? null;
    return local === null || local === photo.place_name ? photo : { ...photo, place_name: local, stored_place_name: photo.place_name };
  });
}

export async function with_local_place_names(places: readonly Place[], signal: AbortSignal): Promise<Place[]> {
  await load_names(places.map(({ id }) => id), signal);
  return places.map((place) => ({ ...place, name: names.get(place.id) ?? place.name }));
}

/** What is known already is not asked for again. A server without gazetteer leaves all names as they are. */
async function load_names(ids: readonly (string | null)[], signal: AbortSignal): Promise<void> {
  if (is_stored_language()) return;
  const wanted = [...new Set(ids)].filter((id): id is string => id !== null && !id.includes(",") && !names.has(id)).slice(0, MOST_ASKED);
  const parts = Array.from({ length: Math.ceil(wanted.length / MOST_AT_ONCE) }, (_, i) => wanted.slice(i * MOST_AT_ONCE, (i + 1) * MOST_AT_ONCE));
  try {
    await Promise.all(parts.map((part) => load_part(part, signal)));
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
  }
}

async function load_part(ids: readonly string[], signal: AbortSignal): Promise<void> {
  const answer = await fetch_json(`/lookup?format=jsonv2&accept-language=${reader_locale()}&osm_ids=${ids.map(encodeURIComponent).join(",")}`, signal);
  for (const id of ids) names.set(id, null);
  for (const one of array_of(answer, "places")) {
    const { photomap_id, name } = object_of(one, "place");
    if (typeof photomap_id === "string") names.set(photomap_id, find_text(name));
  }
}

/** English is what the gazetteer's own names, and so the database's, are in. */
function is_stored_language(): boolean {
  return reader_locale() === "en";
}
