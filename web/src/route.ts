// The journey of an essay: where its photos lead, in their order, and the lines between.
import { project, unproject } from "./geo.ts";
import type { Bbox, LonLat } from "./geo.ts";
import type { Photo } from "./photo.ts";

/** Photos in a row that stand in one place. */
export interface Stop {
  /** A longitude past 180 where the way crosses the antimeridian. */
  readonly at: LonLat;
  readonly place_name: string | null;
}

export interface Route {
  readonly stops: readonly Stop[];
  /** For each photo the stop where it is; null where nobody knows its place. */
  readonly stop_of: readonly (number | null)[];
}

const LEG_POINTS = 28;
/** How far a leg bends from the straight line, as a part of its length: there and back are two lines. */
const BEND = 0.14;

export function route_of(photos: readonly Pick<Photo, "at" | "place_name">[]): Route {
  const stops: Stop[] = [];
  const stop_of = photos.map(({ at, place_name }) => {
    if (at === null) return null;
    const last = stops.at(-1);
    const lon = last ? shortest(last.at.lon, at.lon) : at.lon;
    if (last?.at.lon !== lon || last.at.lat !== at.lat) stops.push({ at: { lon, lat: at.lat }, place_name });
    return stops.length - 1;
  });
  return { stops, stop_of };
}

/** How many stops the way has behind it at this photo: those of the photos before it too, if it has no place. */
export function stops_reached({ stop_of }: Route, photo: number): number {
  for (let i = photo; i >= 0; i--) {
    const stop = stop_of[i];
    if (stop !== null && stop !== undefined) return stop + 1;
  }
  return 0;
}

/** From one stop to the next, bent to the right of the way as it is seen on the map. */
export function leg(from: LonLat, to: LonLat): LonLat[] {
  const [a, b] = [project(from, 0), project(to, 0)];
  const bend = { x: (a.x + b.x) / 2 - (b.y - a.y) * BEND, y: (a.y + b.y) / 2 + (b.x - a.x) * BEND };
  return Array.from({ length: LEG_POINTS + 1 }, (_, i) => {
    const t = i / LEG_POINTS;
    const [first, middle, last] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
    return unproject({ x: first * a.x + middle * bend.x + last * b.x, y: first * a.y + middle * bend.y + last * b.y }, 0);
  });
}

/** Null without a stop. May reach past 180 degrees east, but never farther round. */
export function route_box({ stops }: Route): Bbox | null {
  if (!stops.length) return null;
  const [lons, lats] = [stops.map(({ at }) => at.lon), stops.map(({ at }) => at.lat)];
  return { west: Math.min(...lons), south: Math.min(...lats), east: Math.max(...lons), north: Math.max(...lats) };
}

/** Names of the places in the order of the way, each once in a row. */
export function place_names({ stops }: Route): string[] {
  const names = stops.map(({ place_name }) => place_name).filter((name) => name !== null);
  return names.filter((name, i) => name !== names[i - 1]);
}

function shortest(from: number, to: number): number {
  return to + 360 * Math.round((from - to) / 360);
}
