import { describe, expect, test } from "vitest";
import { parse_found } from "../src/found_place.ts";
import type { FoundPlace } from "../src/found_place.ts";
import { load_recent, with_newest } from "../src/recent.ts";

const feature = (properties: object): object => ({ features: [{ geometry: { coordinates: [66.9758, 39.6547] }, properties }] });
const place = (name: string): FoundPlace => ({ name, where: "city", at: { lon: 1, lat: 2 }, box: null });

describe("what Photon answers", () => {
  test("the north comes before the south", () => {
    expect(parse_found(feature({ name: "Samarkand", osm_value: "city", state: "Samarqand Region", country: "Uzbekistan", extent: [66.88, 39.73, 67.07, 39.58] }))).toEqual([
      { name: "Samarkand", where: "city, Samarqand Region, Uzbekistan", at: { lon: 66.9758, lat: 39.6547 }, box: { west: 66.88, south: 39.58, east: 67.07, north: 39.73 } },
    ]);
  });

  test.each<[object, string]>([
    [{ name: "Almaty", osm_value: "city", city: "Almaty", country: "Kazakhstan" }, "city, Kazakhstan"],
    [{ name: "Almaty Region", osm_value: "administrative", country: "Kazakhstan" }, "region, Kazakhstan"],
    [{ name: "Bibi-Khanym", osm_value: "place_of_worship", city: "Samarkand" }, "place of worship, Samarkand"],
    [{ name: "Nowhere" }, ""],
  ])("%j is %j", (properties, where) => expect(parse_found(feature(properties))[0]).toMatchObject({ where, box: null }));
});

describe("recent places", () => {
  test("the newest comes first, each once, five at most", () => {
    const five = ["a", "b", "c", "d", "e"].map(place);
    expect(with_newest(five, place("c")).map(({ name }) => name)).toEqual(["c", "a", "b", "d", "e"]);
    expect(with_newest(five, place("f")).map(({ name }) => name)).toEqual(["f", "a", "b", "c", "d"]);
  });

  test("there are none where nothing can be kept", () => expect(load_recent()).toEqual([]));
});
