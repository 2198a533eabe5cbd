import { describe, expect, test } from "vitest";
import { parse_sources } from "../src/sources.ts";

describe("the sources of the places", () => {
  test("have a name and a licence, and a link where they are on the web", () => {
    const attributions = [
      { name: "GeoNames", licence: "CC BY 4.0", url: "https://www.geonames.org/" },
      { name: "our own", licence: "CC BY 4.0", url: "data/places.csv" },
      { name: "sly", licence: "none", url: "javascript:alert(1)" },
      { name: "silent", licence: "none" },
    ];
    expect(parse_sources({ attributions }).map(({ url }) => url)).toEqual(["https://www.geonames.org/", null, null, null]);
    expect(parse_sources({ attributions })[0]).toEqual(attributions[0]);
    expect(parse_sources({ attributions: [] })).toEqual([]);
  });

  test.each<[string, unknown]>([
    ["sources is not an object", []],
    ["attributions is not a list", {}],
    ["licence is not a text", { attributions: [{ name: "x" }] }],
  ])("%s", (message, value) => expect(() => parse_sources(value)).toThrow(message));
});
