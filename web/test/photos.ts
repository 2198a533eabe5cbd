// Photos for tests.
import type { LocatedPhoto } from "../src/photo.ts";

export function photo(id: number, lon: number, lat: number, rest: Partial<LocatedPhoto> = {}): LocatedPhoto {
  return {
    id, essay: "one", essay_title: "One", position: id, caption: `Photo ${id}`, credit: null,
    taken_start: null, taken_end: null, place_name: "Somewhere", country: "KZ", uncertainty_m: 100, reason: null,
    candidates: [], licence: null, source_url: null, image_url: null, at: { lon, lat }, ...rest,
  };
}
