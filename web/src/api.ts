// The routes the page uses, as functions.
import { parse_tilejson } from "./basemaps.ts";
import type { OtherMap } from "./basemaps.ts";
import { FetchError, fetch_answer, fetch_json } from "./fetcher.ts";
import type { Filter } from "./filter.ts";
import { query_in_box, query_of } from "./filter_parameters.ts";
import { parse_found } from "./found_place.ts";
import type { FoundPlace } from "./found_place.ts";
import type { Bbox, LonLat, TileId } from "./geo.ts";
import { array_of, object_of } from "./json.ts";
import { parse_collection, parse_essays, parse_photo, parse_photo_page } from "./photo.ts";
import type { Collection, Essay, Page, Photo } from "./photo.ts";
import { parse_place } from "./place.ts";
import { with_local_names, with_local_place_names } from "./place_names.ts";
import type { Place } from "./place.ts";
import { parse_sources } from "./sources.ts";
import type { Source } from "./sources.ts";
import { parse_stats } from "./stats.ts";
import type { CountedBy, Stats } from "./stats.ts";
import { parse_tile } from "./tile.ts";
import type { LoadedTile, TileQuery } from "./tile_store.ts";

const PAGE_SIZE = 500;
const MOST_PAGES = 20;
const LIST_SIZE = 100;
const MOST_FOUND = 5;
const MOST_PLACES = 50;
const MOST_GROUPS = 2000;

export async function load_collection(signal: AbortSignal): Promise<Collection> {
  return parse_collection(await fetch_json("/collections/photos", signal));
}

export async function load_essays(signal: AbortSignal): Promise<Essay[]> {
  return parse_essays(await fetch_json("/collections/essays/items?skipGeometry=true", signal));
}

export async function load_sources(signal: AbortSignal): Promise<Source[]> {
  return parse_sources(await fetch_json("/attributions", signal));
}

export async function load_operators_map(): Promise<OtherMap> {
  return parse_tilejson(await fetch_json("/basemap.json", new AbortController().signal));
}

export async function load_photo(id: number, signal: AbortSignal): Promise<Photo> {
  const photo = parse_photo(await fetch_json(`/collections/photos/items/${id}`, signal));
  const [named = photo] = await with_local_names([photo], signal);
  return named;
}

/** Null where the database has no such place. */
export async function load_place(id: string, signal: AbortSignal): Promise<Place | null> {
  try {
    return parse_place(await fetch_json(`/collections/places/items/${encodeURIComponent(id)}?f=json`, signal));
  } catch (error) {
    if (error instanceof FetchError && error.status === 404) return null;
    throw error;
  }
}

/** Those of these places that the database has, named in the reader's language. */
export async function load_places_among(ids: readonly string[], signal: AbortSignal): Promise<Place[]> {
  if (!ids.length) return [];
  const quoted = ids.slice(0, MOST_PLACES).map((id) => `'${id.replaceAll("'", "''")}'`).join(",");
  const answer = object_of(await fetch_json(`/collections/places/items?limit=${MOST_PLACES}&filter=${encodeURIComponent(`id IN (${quoted})`)}`, signal), "places");
  return with_local_place_names(array_of(answer["features"], "features").map(parse_place), signal);
}

/** All photos of an essay in its order, those without a place too. */
export async function load_essay_photos(slug: string, signal: AbortSignal): Promise<Photo[]> {
  const photos: Photo[] = [];
  let path: string | null = `/collections/photos/items?essay=${encodeURIComponent(slug)}&limit=${PAGE_SIZE}`;
  for (let page = 0; path !== null && page < MOST_PAGES; page++) {
    const { items, next }: Page<Photo> = await load_photo_page(path, signal);
    photos.push(...items);
    path = next;
  }
  return photos.sort((a, b) => a.position - b.position || a.id - b.id);
}

/** The first photos within a box, by their ids; the page's `next` leads to more. */
export async function load_photos_in(box: Bbox, filter: Filter, signal: AbortSignal, limit = LIST_SIZE): Promise<Page<Photo>> {
  return load_photo_page(`/collections/photos/items?limit=${limit}${query_in_box(filter, widened(box))}`, signal);
}

/** The first photos wherever they are, by their ids. */
export async function load_photos(filter: Filter, signal: AbortSignal, limit: number): Promise<Page<Photo>> {
  return load_photo_page(`/collections/photos/items?limit=${limit}${query_of(filter)}`, signal);
}

/** `path` is the `next` of another page. */
export async function load_photo_page(path: string, signal: AbortSignal): Promise<Page<Photo>> {
  const page = parse_photo_page(await fetch_json(own_path(path), signal));
  return { ...page, items: await with_local_names(page.items, signal) };
}

export async function load_tile({ z, x, y }: TileId, { version, filter }: TileQuery, signal: AbortSignal): Promise<LoadedTile> {
  const { value, lasts } = await fetch_answer(`/tiles/${z}/${x}/${y}.geojson?v=${encodeURIComponent(version)}${filter}`, signal);
  return { features: parse_tile(value), lasts };
}

/** Places whose name begins so, in any script; those near a point come first, named in the reader's language. */
export async function search_places(text: string, { lon, lat }: LonLat, language: string, signal: AbortSignal): Promise<FoundPlace[]> {
  const near = `&lon=${lon.toFixed(4)}&lat=${lat.toFixed(4)}`;
  return parse_found(await fetch_json(`/photon/api?q=${encodeURIComponent(text)}&limit=${MOST_FOUND}${near}&lang=${encodeURIComponent(language)}`, signal));
}

/** How many photos there are of each essay, month and the like. A box null: wherever they are. */
export async function load_stats(by: CountedBy, filter: Filter, box: Bbox | null, signal: AbortSignal): Promise<Stats> {
  const where = box === null ? query_of(filter) : query_in_box(filter, widened(box));
  return parse_stats(await fetch_json(`/stats?by=${by}&limit=${MOST_GROUPS}${where}`, signal));
}

/** A decimetre wider on each side: a tile's boxes are rounded to some millimetres, to either side. */
function widened({ west, south, east, north }: Bbox): Bbox {
  const grain = 1e-6;
  return { west: Math.max(-180, west - grain), south: Math.max(-90, south - grain), east: Math.min(180, east + grain), north: Math.min(90, north + grain) };
}

/** A link of an answer, kept on our own server whatever host it names. */
function own_path(href: string): string {
  const url = new URL(href, "http://own.invalid/");
  return url.pathname + url.search;
}
