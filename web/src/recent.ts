// What was picked last in the search, kept in this browser only.
import { array_of, find_text, object_of, text_of, number_of } from "./json.ts";
import type { FoundPlace } from "./found_place.ts";

export type Recent =
  | { readonly kind: "place"; readonly place: FoundPlace }
  | { readonly kind: "words"; readonly words: string };

const KEY = "photomap.recent";
const MOST = 5;

export function load_recent(): Recent[] {
  try {
    return array_of(JSON.parse(localStorage.getItem(KEY) ?? "[]"), "recent").map(parse_recent);
  } catch {
    return [];  // storage is closed to us, or holds what an older page left
  }
}

export function keep_recent(recent: Recent): void {
  store(with_newest(load_recent(), recent));
}

export function forget_recent(): void {
  store([]);
}

/** The newest comes first, and each once. */
export function with_newest(recent: readonly Recent[], newest: Recent): Recent[] {
  return [newest, ...recent.filter((one) => told(one) !== told(newest))].slice(0, MOST);
}

function told(recent: Recent): string {
  return recent.kind === "words" ? recent.words : `${recent.place.name}\n${recent.place.where}`;
}

function store(recent: readonly Recent[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(recent));
  } catch {
    // A browser that keeps nothing has no recent places.
  }
}

function parse_recent(value: unknown): Recent {
  const recent = object_of(value, "recent");
  return recent["kind"] === "words" ? { kind: "words", words: text_of(recent["words"], "words") } : { kind: "place", place: parse_kept_place(recent["place"]) };
}

function parse_kept_place(value: unknown): FoundPlace {
  const place = object_of(value, "place");
  const at = object_of(place["at"], "at");
  const box = place["box"] === null ? null : object_of(place["box"], "box");
  return {
    id: find_text(place["id"]), name: text_of(place["name"], "name"), where: text_of(place["where"], "where"),
    at: { lon: number_of(at["lon"], "lon"), lat: number_of(at["lat"], "lat") },
    box: box && { west: number_of(box["west"], "west"), south: number_of(box["south"], "south"), east: number_of(box["east"], "east"), north: number_of(box["north"], "north") },
  };
}
