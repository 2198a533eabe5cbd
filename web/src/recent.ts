// The places that were picked last, kept in this browser only.
import { array_of, object_of, text_of, number_of } from "./json.ts";
import type { FoundPlace } from "./found_place.ts";

const KEY = "photomap.recent";
const MOST = 5;

export function load_recent(): FoundPlace[] {
  try {
    return array_of(JSON.parse(localStorage.getItem(KEY) ?? "[]"), "recent").map(parse_recent);
  } catch {
    return [];  // storage is closed to us, or holds what an older page left
  }
}

export function keep_recent(place: FoundPlace): void {
  store(with_newest(load_recent(), place));
}

export function forget_recent(): void {
  store([]);
}

/** The newest comes first, and each once. */
export function with_newest(places: readonly FoundPlace[], newest: FoundPlace): FoundPlace[] {
  return [newest, ...places.filter(({ name, where }) => name !== newest.name || where !== newest.where)].slice(0, MOST);
}

function store(places: readonly FoundPlace[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(places));
  } catch {
    // A browser that keeps nothing has no recent places.
  }
}

function parse_recent(value: unknown): FoundPlace {
  const place = object_of(value, "place");
  const at = object_of(place["at"], "at");
  const box = place["box"] === null ? null : object_of(place["box"], "box");
  return {
    name: text_of(place["name"], "name"), where: text_of(place["where"], "where"),
    at: { lon: number_of(at["lon"], "lon"), lat: number_of(at["lat"], "lat") },
    box: box && { west: number_of(box["west"], "west"), south: number_of(box["south"], "south"), east: number_of(box["east"], "east"), north: number_of(box["north"], "north") },
  };
}
