import { describe, expect, test } from "vitest";
import { project, unproject } from "../src/geo.ts";
import { find_parting_zoom, group_photos, GROUP_RADIUS_PX, on_one_spot } from "../src/grouping.ts";
import type { LocatedPhoto } from "../src/photo.ts";
import { photo } from "./photos.ts";

const ZOOM = 6;

/** Photos at pixels of the test's zoom. */
function at_pixels(...pixels: [x: number, y: number][]): LocatedPhoto[] {
  return pixels.map(([x, y], i) => {
    const { lon, lat } = unproject({ x: 12_000 + x, y: 6_000 + y }, ZOOM);
    return photo(i + 1, lon, lat);
  });
}

const keys = (photos: readonly LocatedPhoto[]): string[] => group_photos(photos, ZOOM).map(({ key }) => key).sort();

describe("groups", () => {
  test.each<[string, [number, number][], string[]]>([
    ["no photo makes no group", [], []],
    ["one photo stands alone", [[0, 0]], ["1"]],
    ["photos on one spot are one group", [[0, 0], [0, 0], [0, 0]], ["1-2-3"]],
    ["29 px apart are one", [[0, 0], [29, 0]], ["1-2"]],
    ["31 px apart are two", [[0, 0], [31, 0]], ["1", "2"]],
    ["two clumps stay two", [[0, 0], [10, 0], [100, 0], [110, 0]], ["1-2", "3-4"]],
  ])("%s", (_, pixels, expected) => expect(keys(at_pixels(...pixels))).toEqual(expected));

  test("every photo is in exactly one group, whatever the zoom", () => {
    const photos = at_pixels(...Array.from({ length: 80 }, (_, i): [number, number] => [(i * 37) % 400, (i * 53) % 300]));
    for (let zoom = 0; zoom < 12; zoom++) {
      const ids = group_photos(photos, zoom).flatMap((group) => group.photos.map(({ id }) => id));
      expect(ids.sort((a, b) => a - b)).toEqual(photos.map(({ id }) => id));
    }
  });

  test("no two markers stand nearer than the radius", () => {
    const groups = group_photos(at_pixels(...Array.from({ length: 120 }, (_, i): [number, number] => [(i * 17) % 300, (i * 29) % 300])), ZOOM);
    const pixels = groups.map(({ at }) => project(at, ZOOM));
    pixels.forEach((a, i) => pixels.slice(i + 1).forEach((b) => expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(GROUP_RADIUS_PX - 1e-6)));
  });

  test("the order of the photos does not matter", () => {
    const photos = at_pixels(...Array.from({ length: 40 }, (_, i): [number, number] => [(i * 23) % 200, (i * 31) % 150]));
    expect(keys([...photos].reverse())).toEqual(keys(photos));
  });

  test("a group on one spot stands exactly there", () => {
    const spot = { lon: 76.94578, lat: 43.238949 };
    const [group] = group_photos([photo(1, spot.lon, spot.lat), photo(2, spot.lon, spot.lat)], 3);
    expect(group?.at).toEqual(spot);
  });
});

describe("parting", () => {
  test("photos on one spot never part", () => {
    const photos = [photo(1, 70, 40), photo(2, 70, 40)];
    expect(on_one_spot(photos)).toBe(true);
    expect(find_parting_zoom(photos, 3, 17)).toBeNull();
  });

  test("two photos 20 px apart part at the next zoom, 10 px apart at the one after", () => {
    expect(find_parting_zoom(at_pixels([0, 0], [20, 0]), ZOOM, 17)).toBe(ZOOM + 1);
    expect(find_parting_zoom(at_pixels([0, 0], [10, 0]), ZOOM, 17)).toBe(ZOOM + 2);
  });

  test("what parts only beyond the deepest zoom does not part", () => {
    expect(find_parting_zoom([photo(1, 70, 40), photo(2, 70.000001, 40)], 3, 17)).toBeNull();
  });
});
