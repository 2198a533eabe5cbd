import { describe, expect, test } from "vitest";
import { is_wide, marker_label, marker_radius, marker_title } from "../src/marker.ts";
import { short_number_words } from "../src/say.ts";
import { photo_selection, spot_selection } from "../src/selection.ts";
import { find_holder, is_spot, key_of, parse_tile } from "../src/tile.ts";
import { cluster, lone_photo, photo } from "./photos.ts";

const CLUSTER = {
  type: "Feature", bbox: [66.9, 39.6, 69.3, 41.4], geometry: { type: "Point", coordinates: [67.5, 40.1] },
  properties: { cluster: true, point_count: 17, expansion_zoom: 6, sample_ids: [1, 9], taken_start: "2022-06-01", taken_end: "2022-06-30" },
};
const SPOT = {
  type: "Feature", bbox: [76.9, 43.2, 76.9, 43.2], geometry: { type: "Point", coordinates: [76.9, 43.2] },
  properties: { cluster: true, point_count: 3, same_place: true, place_name: "Almaty", uncertainty_m: 1084701, area: "somewhere in Almaty, within 15 km", sample_ids: [1] },
};
const PHOTO = {
  type: "Feature", id: 17, geometry: { type: "Point", coordinates: [66.9787, 39.6601] },
  properties: { id: 17, essay: "along", essay_title: "Along", position: 4, caption: "Bread", uncertainty_m: 400, confidence: 0.9 },
};
const tile = (...features: unknown[]): unknown => ({ type: "FeatureCollection", features });
const colour_of = (essay: string): number => (essay === "one" ? 1 : 2);

describe("parsing a tile", () => {
  test("a cluster has its count, its box and the zoom at which it parts", () => {
    expect(parse_tile(tile(CLUSTER))).toEqual([{
      kind: "cluster", at: { lon: 67.5, lat: 40.1 }, count: 17, box: { west: 66.9, south: 39.6, east: 69.3, north: 41.4 },
      expansion_zoom: 6, taken_start: "2022-06-01", taken_end: "2022-06-30", place_name: null, is_area: false, area_m: null,
    }]);
  });

  test("photos on one spot have no such zoom, but a place and its area", () => {
    expect(parse_tile(tile(SPOT))).toMatchObject([{ expansion_zoom: null, place_name: "Almaty", is_area: true, area_m: 15_000 }]);
  });

  test("what a photo's tile leaves out is not known", () => {
    expect(parse_tile(tile(PHOTO))).toEqual([{ kind: "photo", id: 17, essay: "along", at: { lon: 66.9787, lat: 39.6601 }, caption: "Bread", place_name: null, country: null, uncertainty_m: 400 }]);
  });

  test("a caption that was cut says so", () => {
    expect(parse_tile(tile({ ...PHOTO, properties: { ...PHOTO.properties, caption_cut_at_bytes: 5 } }))).toMatchObject([{ caption: "Bread…" }]);
  });

  test("an empty tile is no feature", () => expect(parse_tile(tile())).toEqual([]));

  test.each<[string, unknown]>([
    ["tile is not an object", null],
    ["features is not a list", {}],
    ["bbox is not a list", tile({ ...CLUSTER, bbox: undefined })],
    ["point_count is not a number", tile({ ...CLUSTER, properties: { cluster: true } })],
    ["a photo of a tile has no geometry", tile({ ...PHOTO, geometry: null })],
  ])("%s", (message, value) => expect(() => parse_tile(value)).toThrow(message));
});

describe("clusters", () => {
  test.each<[number | null, boolean]>([[20, false], [21, true], [30, true], [null, true]])("that part at zoom %s of 20 are listed: %s", (expansion_zoom, listed) => {
    expect(is_spot(cluster(2, 0, 0, { expansion_zoom }), 20)).toBe(listed);
  });

  test("the same photos on the same spot have the same key", () => {
    expect(key_of(cluster(2, 70, 40))).toBe(key_of(cluster(2, 70, 40, { expansion_zoom: null })));
    expect(new Set([cluster(2, 70, 40), cluster(3, 70, 40), cluster(2, 71, 40), lone_photo(2, 70, 40)].map(key_of)).size).toBe(4);
  });
});

describe("the marker that a photo is under", () => {
  const [own, near, far] = [lone_photo(7, 70, 40), cluster(5, 70.1, 40.1), cluster(9, 70.9, 40.9)];

  test("is its own", () => expect(find_holder([near, own], own.at, 7)).toBe(own));
  test("is the nearest cluster around it", () => expect(find_holder([far, near], own.at, 7)).toBe(near));
  test("is no other photo's on the same point", () => expect(find_holder([own], own.at, 8)).toBeNull());
  test("is none where no box holds it", () => expect(find_holder([near, far], { lon: 60, lat: 40 }, 7)).toBeNull());
});

describe("markers", () => {
  test.each<[number | null, boolean]>([[150, false], [999, false], [1000, true], [15_000, true], [null, false]])("%s m is a wide area: %s", (uncertainty_m, wide) => {
    expect(is_wide(lone_photo(1, 0, 0, { uncertainty_m }))).toBe(wide);
  });

  test("a spot is a wide area where its server says so", () => {
    expect(is_wide(cluster(3, 0, 0, { is_area: true }))).toBe(true);
    expect(is_wide(cluster(3, 0, 0))).toBe(false);
  });

  test.each([[2, "2"], [1234, "1,234"], [12_345, "12K"], [3_400_000, "3.4M"]])("%d are written %s", (count, words) => expect(short_number_words(count)).toBe(words));

  test("grow with the count, but ten million photos have no larger one than neighbours at 30 pixels bear", () => {
    expect(marker_radius(cluster(2, 0, 0))).toBeLessThan(marker_radius(cluster(50, 0, 0)));
    expect(marker_radius(cluster(10_000_000, 0, 0))).toBe(19);
  });

  test.each([
    [cluster(1234, 0, 0, { taken_start: "2022-06-01", taken_end: "2022-06-30" }), "1,234 photos: June 2022. Zooms in"],
    [cluster(2, 0, 0), "2 photos. Zooms in"],
    [cluster(2, 0, 0, { expansion_zoom: 25 }), "2 photos. Opens a list"],
    [cluster(2, 0, 0, { expansion_zoom: null, place_name: "Registan" }), "2 photos: Registan. Opens a list"],
    [cluster(2, 0, 0, { expansion_zoom: null, place_name: "Almaty", is_area: true, area_m: 15_000 }), "2 photos: somewhere in Almaty, within 15 km. Opens a list"],
    [lone_photo(1, 0, 0), "Photo 1 Somewhere, Kazakhstan"],
  ])("are read out as what they are and do (%#)", (feature, words) => expect(marker_label(feature)).toBe(words));

  test("the title of a photo says how exactly", () => expect(marker_title(lone_photo(1, 0, 0))).toBe("Somewhere, Kazakhstan (± 100 m)"));
});

describe("what is selected", () => {
  test("a photo shows its circle and the other places that remain", () => {
    const place = { place_name: "There", country: "UZ", uncertainty_m: 10 };
    const candidates = [{ ...place, at: { lon: 70, lat: 40 } }, { ...place, at: { lon: 60, lat: 40 } }, { ...place, at: null }];
    expect(photo_selection(photo(1, 70, 40, { candidates }), colour_of)).toEqual({ at: { lon: 70, lat: 40 }, radii_m: [100], others: [{ lon: 60, lat: 40 }], colour: 1 });
    expect(photo_selection({ ...photo(1, 70, 40), at: null }, colour_of)).toBeNull();
  });

  test("a spot shows the circle known best and the one that holds all, in its essay's colour if it is one", () => {
    const at = { lon: 70, lat: 40 };
    const photos = [400, 15_000, 2_000].map((uncertainty_m, i) => photo(i, 70, 40, { uncertainty_m }));
    expect(spot_selection(at, photos, colour_of)).toMatchObject({ radii_m: [400, 15_000], colour: 1 });
    expect(spot_selection(at, [photo(1, 70, 40), photo(2, 70, 40, { essay: "two" })], colour_of)).toMatchObject({ radii_m: [100], colour: null });
    expect(spot_selection(at, [photo(1, 70, 40, { uncertainty_m: null })], colour_of).radii_m).toEqual([]);
  });
});
