import { describe, expect, test } from "vitest";
import { parse_collection, parse_essays, parse_photo, parse_photo_page } from "../src/photo.ts";

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
    expect(parse_photo_page({ features: [FEATURE], links, numberMatched: 11 })).toMatchObject({ matched: 11, next: "/b?offset=10" });
    expect(parse_photo_page({ features: [] }).next).toBeNull();
  });

  test("essays and the collection", () => {
    expect(parse_essays({ features: [{ id: "a", properties: { title: "A", photo_count: 3 } }] })).toEqual([{ slug: "a", title: "A", intro: "", photo_count: 3 }]);
    expect(parse_collection({ title: "Photos", extent: { spatial: { bbox: [[66, 39, 81, 52]] } }, attribution: "one; two", tileVersion: "7-1" }))
      .toEqual({ title: "Photos", version: "7-1", extent: { west: 66, south: 39, east: 81, north: 52 }, attribution: ["one", "two"] });
    expect(parse_collection({ tileVersion: "7-1" }).extent).toBeNull();
    expect(() => parse_collection({})).toThrow("tileVersion is not a text");
  });
});
