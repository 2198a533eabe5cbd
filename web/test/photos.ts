// Photos and clusters for tests.
import type { LocatedPhoto } from "../src/photo.ts";
import type { Cluster, LonePhoto } from "../src/tile.ts";

export function photo(id: number, lon: number, lat: number, rest: Partial<LocatedPhoto> = {}): LocatedPhoto {
  return {
    id, essay: "one", essay_title: "One", position: id, caption: `Photo ${id}`, credit: null,
    taken_start: null, taken_end: null, place_id: null, place_name: "Somewhere", stored_place_name: null, country: "KZ", uncertainty_m: 100, reason: null,
    candidates: [], licence: null, source_url: null, image_url: null, at: { lon, lat }, ...rest,
  };
}

export function lone_photo(id: number, lon: number, lat: number, rest: Partial<LonePhoto> = {}): LonePhoto {
  return { kind: "photo", id, essay: "one", at: { lon, lat }, caption: `Photo ${id}`, place_name: "Somewhere", country: "KZ", uncertainty_m: 100, ...rest };
}

/** Around a point, a degree to each side. */
export function cluster(count: number, lon: number, lat: number, rest: Partial<Cluster> = {}): Cluster {
  return {
    kind: "cluster", at: { lon, lat }, count, box: { west: lon - 1, south: lat - 1, east: lon + 1, north: lat + 1 },
    expansion_zoom: 9, taken_start: null, taken_end: null, place_name: null, is_area: false, area_m: null, ...rest,
  };
}
