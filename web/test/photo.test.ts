import { describe, expect, test } from "vitest";
import { parse_collection, parse_essays, parse_photo, parse_photo_page } from "../src/photo.ts";
import { merge_tiles, PhotoTiles } from "../src/photo_tiles.ts";
import { photo } from "./photos.ts";

const FEATURE = {
  type: "Feature", id: 17, geometry: { type: "Point", coordinates: [66.9787, 39.6601] },
  properties: { essay: "along", essay_title: "Along the Silk Road", position: 4, caption: "Bread", country: "UZ", uncertainty_m: 400, image_url: null },
};

describe("parsing", () => {
  test("a photo has its longitude first", () => {
    expect(parse_photo(FEATURE)).toMatchObject({ id: 17, essay: "along", caption: "Bread", at: { lon: 66.9787, lat: 39.6601 }, image_url: null, candidates: [] });
  });

  test("a photo without geometry has no place", () => {
    expect(parse_photo({ ...FEATURE, geometry: null }).at).toBeNull();
  });

  test.each<[string, unknown]>([
    ["caption is not a text", { ...FEATURE, properties: { essay: "along" } }],
    ["id is not a number", { ...FEATURE, id: "x" }],
    ["photo is not an object", null],
    ["latitude is not a number", { ...FEATURE, geometry: { coordinates: [1] } }],
  ])("%s", (message, value) => expect(() => parse_photo(value)).toThrow(message));

  test("a page knows where the rest is", () => {
    const links = [{ rel: "self", href: "/a" }, { rel: "next", href: "/b?offset=10" }];
    expect(parse_photo_page({ features: [FEATURE], links }).next).toBe("/b?offset=10");
    expect(parse_photo_page({ features: [] }).next).toBeNull();
  });

  test("essays and the collection", () => {
    expect(parse_essays({ features: [{ id: "a", properties: { title: "A", photo_count: 3 } }] })).toEqual([{ slug: "a", title: "A", intro: "", photo_count: 3 }]);
    expect(parse_collection({ title: "Photos", extent: { spatial: { bbox: [[66, 39, 81, 52]] } }, attribution: "one; two" }))
      .toEqual({ title: "Photos", extent: { west: 66, south: 39, east: 81, north: 52 }, attribution: ["one", "two"] });
    expect(parse_collection({}).extent).toBeNull();
  });
});

describe("tiles", () => {
  const stop = new AbortController().signal;

  test("a photo in two tiles is one photo", () => {
    expect(merge_tiles([[photo(2, 1, 1), photo(1, 0, 0)], [photo(2, 1, 1)]]).map(({ id }) => id)).toEqual([1, 2]);
  });

  test("a tile is asked for once for each filter", async () => {
    const asked: string[] = [];
    const tiles = new PhotoTiles(async ({ x }, essays) => {
      asked.push(`${x}:${essays.join()}`);
      return [photo(x, x, 0)];
    });
    const wanted = [{ z: 3, x: 1, y: 0 }, { z: 3, x: 2, y: 0 }];
    await tiles.load(wanted, [], stop);
    expect(await tiles.load(wanted, [], stop)).toHaveLength(2);
    await tiles.load(wanted, ["a"], stop);
    expect(asked).toEqual(["1:", "2:", "1:a", "2:a"]);
  });

  test("a tile that failed is asked for again", async () => {
    let fails = true;
    const tiles = new PhotoTiles(async () => {
      if (fails) throw new Error("away");
      return [photo(1, 0, 0)];
    });
    await expect(tiles.load([{ z: 0, x: 0, y: 0 }], [], stop)).rejects.toThrow("away");
    fails = false;
    expect(await tiles.load([{ z: 0, x: 0, y: 0 }], [], stop)).toHaveLength(1);
  });
});
