import { describe, expect, test } from "vitest";
import { parse_found } from "../src/found_place.ts";
import type { FoundPlace } from "../src/found_place.ts";
import { load_recent, with_newest } from "../src/recent.ts";
import type { Recent } from "../src/recent.ts";
import { has_words } from "../src/search.ts";
import type { Found } from "../src/search.ts";
import { status_of } from "../src/search_options.ts";

const feature = (properties: object): object => ({ features: [{ geometry: { coordinates: [66.9758, 39.6547] }, properties }] });
const place = (name: string): FoundPlace => ({ id: null, name, where: "city", at: { lon: 1, lat: 2 }, box: null });

describe("what Photon answers", () => {
  test("the north comes before the south", () => {
    expect(parse_found(feature({ photomap_id: "samarkand", name: "Samarkand", osm_value: "city", state: "Samarqand Region", country: "Uzbekistan", extent: [66.88, 39.73, 67.07, 39.58] }))).toEqual([
      { id: "samarkand", name: "Samarkand", where: "city, Samarqand Region, Uzbekistan", at: { lon: 66.9758, lat: 39.6547 }, box: { west: 66.88, south: 39.58, east: 67.07, north: 39.73 } },
    ]);
  });

  test.each<[object, string]>([
    [{ name: "Almaty", osm_value: "city", city: "Almaty", country: "Kazakhstan" }, "city, Kazakhstan"],
    [{ name: "Almaty Region", osm_value: "administrative", country: "Kazakhstan" }, "region, Kazakhstan"],
    [{ name: "Bibi-Khanym", osm_value: "place_of_worship", city: "Samarkand" }, "place of worship, Samarkand"],
    [{ name: "Nowhere" }, ""],
  ])("%j is %j", (properties, where) => expect(parse_found(feature(properties))[0]).toMatchObject({ where, box: null }));
});

describe("recent searches", () => {
  const names = (recent: readonly Recent[]): string[] => recent.map((one) => (one.kind === "words" ? `“${one.words}”` : one.place.name));
  const recent = (name: string): Recent => ({ kind: "place", place: place(name) });

  test("the newest comes first, each once, five at most", () => {
    const five: Recent[] = [recent("a"), { kind: "words", words: "b" }, recent("c"), recent("d"), recent("e")];
    expect(names(with_newest(five, recent("c")))).toEqual(["c", "a", "“b”", "d", "e"]);
    expect(names(with_newest(five, { kind: "words", words: "b" }))).toEqual(["“b”", "a", "c", "d", "e"]);
    expect(names(with_newest(five, { kind: "words", words: "d" }))).toEqual(["“d”", "a", "“b”", "c", "d"]);
  });

  test("there are none where nothing can be kept", () => expect(load_recent()).toEqual([]));
});

describe("words to look for", () => {
  test.each(["bazaar", "\"silk road\"", "самарканд*", "撒马尔罕", "-melons bazaar", "7"])("%s has some", (text) => expect(has_words(text)).toBe(true));
  test.each(["", "-melons", "* ( )", "-\"silk"])("%s has none", (text) => expect(has_words(text)).toBe(false));
});

describe("what is told of a search", () => {
  const hits = { words: "alma", matched: 12, first: [] };
  test.each<[Partial<Found>, string]>([
    [{}, ""],
    [{ places: [] }, ""],
    [{ places: [place("a")] }, "1 place"],
    [{ places: [place("a")], photos: hits }, "1 place, 12 photos"],
    [{ places: [place("a")], photos: "none" }, "1 place, 0 photos"],
    [{ places: [], photos: hits }, "0 places, 12 photos"],
    [{ places: [], photos: "none" }, "No place and no photo for “alma”. Try another spelling, or the town it is in."],
    [{ places: [], photos: "none", filtered: true }, "No place and no photo for “alma”. Try another spelling, or the town it is in. Only photos that pass the filter were searched."],
    [{ places: "unanswered", photos: "none" }, "The server does not answer."],
    [{ places: "unavailable", photos: hits }, "Places cannot be searched for at the moment., 12 photos"],
  ])("%j: %s", (found, words) => expect(status_of("alma", { places: null, inside: new Map(), photos: null, filtered: false, ...found })).toBe(words));
});
