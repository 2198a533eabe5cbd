// What a text finds: places of the gazetteer, how many photos lie in them, and photos that have the words.
import { load_photos, load_places_among, load_stats, search_places } from "./api.ts";
import { FetchError, is_abort } from "./fetcher.ts";
import type { Filter } from "./filter.ts";
import { is_filtering } from "./filter_parameters.ts";
import type { FoundPlace } from "./found_place.ts";
import type { LonLat } from "./geo.ts";
import type { Photo } from "./photo.ts";

/** Within what is searched. */
export interface Search {
  readonly filter: Filter;
  readonly near: LonLat;
  /** Places are named in this language. */
  readonly language: string;
}

export interface PhotoHits {
  /** What finds them: what was typed, or words that begin so. */
  readonly words: string;
  readonly matched: number;
  readonly first: readonly Photo[];
}

/** Null: not yet known. "unanswered" and "unavailable": the server does not answer, or not this. */
export interface Found {
  readonly places: readonly FoundPlace[] | "unanswered" | "unavailable" | null;
  /** How many photos lie in a place, by its id; of places without photos there is nothing. */
  readonly inside: ReadonlyMap<string, number>;
  readonly photos: PhotoHits | "none" | null;
  /** Only what passes the filter was looked at. */
  readonly filtered: boolean;
}

const MOST_PHOTOS = 3;
const MOST_COUNTED = 3;

/** Tells what is known so far, as often as more is known. Never throws but for answers that cannot be read. */
export async function search(text: string, within: Search, signal: AbortSignal, on_found: (found: Found) => void): Promise<void> {
  let found: Found = { places: null, inside: new Map(), photos: null, filtered: is_filtering(within.filter) };
  const add = (part: Partial<Found>): void => {
    if (signal.aborted) return;
    found = { ...found, ...part };
    on_found(found);
  };
  await Promise.all([
    find_places(text, within, signal).then(async (places) => {
      add({ places });
      if (typeof places !== "string") add({ inside: await count_inside(places, within.filter, signal) });
    }),
    find_photos(text, within.filter, signal).then((photos) => add({ photos: photos ?? "none" })),
  ].map((work) => work.catch((error: unknown) => {
    if (!is_abort(error)) throw error;
  })));
}

/** Words are what the server can look for: at least one that is not left out. */
export function has_words(text: string): boolean {
  return text.split(/\s+/).some((word) => /[\p{L}\p{N}]/u.test(word) && !word.startsWith("-"));
}

async function find_places(text: string, { near, language }: Search, signal: AbortSignal): Promise<Exclude<Found["places"], null>> {
  try {
    return await search_places(text, near, language, signal);
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return error.status === 0 ? "unanswered" : "unavailable";
  }
}

/** As typed, or where that finds nothing, words that begin so: one is still typing, and words have endings. */
async function find_photos(text: string, filter: Filter, signal: AbortSignal): Promise<PhotoHits | null> {
  if (!has_words(text)) return null;
  try {
    for (const words of /[\p{L}\p{N}]$/u.test(text) ? [text, `${text}*`] : [text]) {
      const { matched, items } = await load_photos({ ...filter, words }, signal, MOST_PHOTOS);
      if (matched > 0) return { words, matched, first: items };
    }
    return null;
  } catch (error) {
    if (error instanceof FetchError) return null;
    throw error;
  }
}

/** Of the first places only: each is a question of its own. */
async function count_inside(places: readonly FoundPlace[], filter: Filter, signal: AbortSignal): Promise<Map<string, number>> {
  try {
    const here = await load_places_among(places.map(({ id }) => id).filter((id) => id !== null), signal);
    const first = places.filter(({ id }) => here.some((place) => place.id === id)).slice(0, MOST_COUNTED);
    const counts = await Promise.all(first.map(async ({ id }) => [id ?? "", (await load_stats("essay", { ...filter, places: [id ?? ""] }, null, signal)).matched] as const));
    return new Map(counts.filter(([, count]) => count > 0));
  } catch (error) {
    if (error instanceof FetchError) return new Map();
    throw error;
  }
}
