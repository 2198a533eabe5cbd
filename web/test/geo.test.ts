import { describe, expect, test } from "vitest";
import { meters_per_pixel, middle_of, project, tile_box, tiles_in_box, unproject, zoom_for_circle } from "../src/geo.ts";

const keys = (box: Parameters<typeof tiles_in_box>[0], z: number): string[] => tiles_in_box(box, z).map(({ x, y }) => `${x}/${y}`);

describe("projection", () => {
  test("the null island is the middle of the world", () => {
    expect(project({ lon: 0, lat: 0 }, 0)).toEqual({ x: 128, y: 128 });
  });

  test.each([[66.975, 39.655], [-179.9, -84], [0, 0], [80.38, 44.2222]])("%d, %d comes back", (lon, lat) => {
    const back = unproject(project({ lon, lat }, 12), 12);
    expect(back.lon).toBeCloseTo(lon, 9);
    expect(back.lat).toBeCloseTo(lat, 9);
  });

  test("the middle of a box is where the map shows it", () => {
    const { lon, lat } = middle_of({ west: 60, south: 0, east: 80, north: 80 });
    expect(lon).toBeCloseTo(70, 9);
    expect(project({ lon, lat }, 5).y).toBeCloseTo((project({ lon, lat: 80 }, 5).y + project({ lon, lat: 0 }, 5).y) / 2, 6);
  });

  test("a pixel at the equator at zoom 0 is 156.5 km", () => {
    expect(meters_per_pixel(0, 0)).toBeCloseTo(156_543, 0);
    expect(meters_per_pixel(60, 1)).toBeCloseTo(156_543 / 4, 0);
  });
});

describe("tiles of a box", () => {
  test("a point takes one tile", () => {
    expect(keys({ west: 70, east: 70, south: 43, north: 43 }, 3)).toEqual(["5/2"]);
  });

  test("the whole world takes every tile once", () => {
    expect(keys({ west: -180, east: 179.99, south: -85, north: 85 }, 2)).toHaveLength(16);
  });

  test("a box over the antimeridian takes tiles on both of its sides", () => {
    expect(keys({ west: 170, east: -170, south: 10, north: 20 }, 3)).toEqual(["7/3", "0/3"]);
  });

  test("a tile's own box is covered by it", () => {
    const { west, south, east, north } = tile_box({ z: 5, x: 22, y: 11 });
    expect(keys({ west: west + 1e-6, south: south + 1e-6, east: east - 1e-6, north: north - 1e-6 }, 5)).toEqual(["22/11"]);
  });
});

test.each([[15_000, 700, 11], [150, 700, 18], [1_600_000, 700, 4]])("a circle of %d m fits %d px at zoom %d", (radius, size, zoom) => {
  expect(zoom_for_circle(43, radius, size)).toBe(zoom);
  expect((2 * radius) / meters_per_pixel(43, zoom)).toBeLessThanOrEqual(size);
});
