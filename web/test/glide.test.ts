import { describe, expect, test } from "vitest";
import { holders_of } from "../src/glide.ts";
import type { Cluster } from "../src/tile.ts";
import { lone_photo } from "./photos.ts";

const cluster = (lon: number, half: number, count: number): Cluster => ({
  kind: "cluster", at: { lon, lat: 0 }, count, box: { west: lon - half, east: lon + half, south: -half, north: half },
  expansion_zoom: 5, taken_start: null, taken_end: null, place_name: null, is_area: false, area_m: null,
});

describe("when the zoom changes", () => {
  const parent = cluster(10, 2, 3);
  test("what comes out of a cluster starts where that was", () => {
    expect([...holders_of([lone_photo(1, 9, 0), cluster(11, 0.5, 2)], [parent, lone_photo(9, 50, 0)]).values()]).toEqual([parent.at, parent.at]);
  });
  test("of two clusters that could hold it, the nearer does", () => {
    expect([...holders_of([lone_photo(1, 12, 0)], [parent, cluster(13, 2, 2)]).values()]).toEqual([{ lon: 13, lat: 0 }]);
  });
  test("what stays as it is, or was in no cluster, does not move", () => {
    expect(holders_of([lone_photo(9, 10, 0)], [parent, lone_photo(9, 10, 0)]).size).toBe(0);
    expect(holders_of([lone_photo(1, 40, 0)], [parent]).size).toBe(0);
  });
});
