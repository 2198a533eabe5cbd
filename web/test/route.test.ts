import { describe, expect, test } from "vitest";
import { distance_m } from "../src/geo.ts";
import { leg, place_names, route_box, route_of, stops_reached } from "../src/route.ts";
import { photo } from "./photos.ts";

const unplaced = { ...photo(9, 0, 0), at: null };

describe("route", () => {
  test("photos in a row on one spot share a stop, and one comes back to it as another", () => {
    const route = route_of([photo(1, 67, 39), photo(2, 67, 39), photo(3, 69, 41), photo(4, 67, 39)]);
    expect(route.stops.map(({ at }) => at.lon)).toEqual([67, 69, 67]);
    expect(route.stop_of).toEqual([0, 0, 1, 2]);
  });

  test("a photo without a place has no stop and does not part its neighbours", () => {
    const route = route_of([unplaced, photo(1, 67, 39), unplaced, photo(2, 67, 39), photo(3, 69, 41)]);
    expect(route.stop_of).toEqual([null, 0, null, 0, 1]);
    expect([0, 1, 2, 3, 4].map((step) => stops_reached(route, step))).toEqual([0, 1, 1, 1, 2]);
  });

  test("the way over the antimeridian is the short one", () => {
    const route = route_of([photo(1, 178, 10), photo(2, -178, 10), photo(3, 179, 10)]);
    expect(route.stops.map(({ at }) => at.lon)).toEqual([178, 182, 179]);
    expect(route_box(route)).toEqual({ west: 178, south: 10, east: 182, north: 10 });
  });

  test("no stop, no box", () => expect(route_box(route_of([unplaced]))).toBeNull());

  test("places are named in their order, each once in a row", () => {
    const at = (id: number, lon: number, place_name: string | null): ReturnType<typeof photo> => photo(id, lon, 40, { place_name });
    expect(place_names(route_of([at(1, 67, "Samarkand"), at(2, 67.1, "Samarkand"), at(3, 68, null), at(4, 69, "Tashkent"), at(5, 67, "Samarkand")]))).toEqual(["Samarkand", "Tashkent", "Samarkand"]);
  });
});

describe("leg", () => {
  const [a, b] = [{ lon: 67, lat: 39.6 }, { lon: 69.2, lat: 41.3 }];

  test("begins and ends at its stops", () => {
    const points = leg(a, b);
    expect(distance_m(points[0] ?? b, a)).toBeLessThan(1);
    expect(distance_m(points.at(-1) ?? a, b)).toBeLessThan(1);
  });

  test("there and back are two lines, each to the right of its way", () => {
    const middle = (points: readonly { lon: number; lat: number }[]): { lon: number; lat: number } => points[Math.floor(points.length / 2)] ?? a;
    const [there, back] = [middle(leg(a, b)), middle(leg(b, a))];
    expect(there.lon).toBeGreaterThan(back.lon);
    expect(there.lat).toBeLessThan(back.lat);
  });
});
