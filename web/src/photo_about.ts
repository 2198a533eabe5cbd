// What is around a photo: the places that contain its place, and the photos nearest to it.
import { load_photos_in, load_place } from "./api.ts";
import { NO_FILTER } from "./filter.ts";
import { box_around, distance_m } from "./geo.ts";
import { is_located } from "./photo.ts";
import type { LocatedPhoto, Photo } from "./photo.ts";
import type { Place } from "./place.ts";
import { with_local_place_names } from "./place_names.ts";

export interface Neighbour {
  readonly photo: LocatedPhoto;
  readonly away_m: number;
}

export interface About {
  /** From the place itself to the largest that contains it; empty where it is not known. */
  readonly places: readonly Place[];
  readonly neighbours: readonly Neighbour[];
}

const MOST_LEVELS = 6;
const NEAR_M = 10_000;
const LEAST_M = 10;
const MOST_ASKED = 200;
const MOST_NEIGHBOURS = 4;

export async function load_about(photo: LocatedPhoto, signal: AbortSignal): Promise<About> {
  const [places, neighbours] = await Promise.all([load_places(photo.place_id, signal), load_neighbours(photo, signal)]);
  return { places, neighbours };
}

export function nearest(photo: LocatedPhoto, others: readonly Photo[]): Neighbour[] {
  return others.filter(is_located).filter(({ id }) => id !== photo.id)
    .map((other) => ({ photo: other, away_m: distance_m(photo.at, other.at) }))
    .sort((a, b) => a.away_m - b.away_m || a.photo.id - b.photo.id).slice(0, MOST_NEIGHBOURS);
}

async function load_places(first: string | null, signal: AbortSignal): Promise<Place[]> {
  const places: Place[] = [];
  for (let id = first; id !== null && places.length < MOST_LEVELS;) {
    const place: Place | null = await load_place(id, signal);
    if (place) places.push(place);
    id = place?.parent_id ?? null;
  }
  return with_local_place_names(places, signal);
}

/** Where more lie in the box than one answer holds, the nearest are found in a smaller one. */
async function load_neighbours(photo: LocatedPhoto, signal: AbortSignal): Promise<Neighbour[]> {
  for (let radius = NEAR_M; ; radius /= 5) {
    const { items, matched } = await load_photos_in(box_around(photo.at, radius), NO_FILTER, signal, MOST_ASKED);
    if (matched <= items.length || radius < LEAST_M) return nearest(photo, items);
  }
}
