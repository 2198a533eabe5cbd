// The routes the page uses, as functions.
import { fetch_json } from "./fetcher.ts";
import type { TileId } from "./geo.ts";
import { parse_collection, parse_essays, parse_photo, parse_photo_page } from "./photo.ts";
import type { Collection, Essay, Photo } from "./photo.ts";
import { parse_sources } from "./sources.ts";
import type { Source } from "./sources.ts";

const PAGE_SIZE = 500;
const MOST_PAGES = 20;

export async function load_collection(signal: AbortSignal): Promise<Collection> {
  return parse_collection(await fetch_json("/collections/photos", signal));
}

export async function load_essays(signal: AbortSignal): Promise<Essay[]> {
  return parse_essays(await fetch_json("/collections/essays/items", signal));
}

export async function load_sources(signal: AbortSignal): Promise<Source[]> {
  return parse_sources(await fetch_json("/attributions", signal));
}

export async function load_photo(id: number, signal: AbortSignal): Promise<Photo> {
  return parse_photo(await fetch_json(`/collections/photos/items/${id}`, signal));
}

/** All photos of an essay in its order, those without a place too. */
export async function load_essay_photos(slug: string, signal: AbortSignal): Promise<Photo[]> {
  const photos: Photo[] = [];
  let path: string | null = `/collections/photos/items?essay=${encodeURIComponent(slug)}&limit=${PAGE_SIZE}`;
  for (let page = 0; path !== null && page < MOST_PAGES; page++) {
    const { items, next }: { items: readonly Photo[]; next: string | null } = parse_photo_page(await fetch_json(path, signal));
    photos.push(...items);
    path = next === null ? null : own_path(next);
  }
  return photos.sort((a, b) => a.position - b.position || a.id - b.id);
}

export async function load_photo_tile({ z, x, y }: TileId, essays: readonly string[], signal: AbortSignal): Promise<readonly Photo[]> {
  const filter = essays.length ? `?essay=${essays.map(encodeURIComponent).join(",")}` : "";
  return parse_photo_page(await fetch_json(`/tiles/${z}/${x}/${y}.geojson${filter}`, signal)).items;
}

/** A link of an answer, kept on our own server whatever host it names. */
function own_path(href: string): string {
  const url = new URL(href, "http://own.invalid/");
  return url.pathname + url.search;
}
