import { describe, expect, test } from "vitest";
import { choose_basemap, covers, OPENSTREETMAP, parse_credit, parse_tilejson } from "../src/basemaps.ts";

const TILEJSON = { name: "Old Town", tiles: ["https://elsewhere.example/basemap/{z}/{x}/{y}?v=1"], minzoom: 3, maxzoom: 14, bounds: [66, 39, 67, 40], attribution: "the Town" };

describe("the operator's map", () => {
  test("is read from TileJSON, its tiles kept on our own server", () => {
    expect(parse_tilejson(TILEJSON)).toEqual({
      name: "Old Town", form: "pictures", vector_layers: [], tiles: "/basemap/{z}/{x}/{y}?v=1", credit: [{ text: "the Town", href: null }], min_zoom: 3, max_zoom: 14,
      box: { west: 66, south: 39, east: 67, north: 40 },
    });
  });

  test("without bounds it is of the whole world", () => expect(parse_tilejson({ ...TILEJSON, bounds: undefined }).box).toBeNull());
  test.each([[{ ...TILEJSON, tiles: [] }], [{ ...TILEJSON, name: 5 }], [null]])("%j is none", (value) => expect(() => parse_tilejson(value)).toThrow(TypeError));

  test.each([
    [66.5, 39.5, 5, true],
    [66.5, 39.5, 2, false],
    [65.9, 39.5, 5, false],
    [66.5, 40.1, 5, false],
  ])("at %d, %d and zoom %d it covers our names: %s", (lon, lat, zoom, covered) => expect(covers(parse_tilejson(TILEJSON), { lon, lat }, zoom)).toBe(covered));

  test("of vector tiles leaves names to our own", () => {
    const map = parse_tilejson({ ...TILEJSON, format: "pbf", vector_layers: [{ id: "water" }, { id: "streets" }] });
    expect([map.form, map.vector_layers]).toEqual(["vector", ["water", "streets"]]);
    expect(covers(map, { lon: 66.5, lat: 39.5 }, 10)).toBe(false);
  });

  test("may cross the antimeridian", () => {
    const map = parse_tilejson({ ...TILEJSON, bounds: [170, -10, -170, 10] });
    expect([175, -175, 0].map((lon) => covers(map, { lon, lat: 0 }, 5))).toEqual([true, true, false]);
  });
});

describe("an attribution", () => {
  test.each([
    ["", []],
    ["&copy; the Town &amp; others", [{ text: "© the Town & others", href: null }]],
    ["<a href=\"https://a.example/?x=1&amp;y=2\" target=\"_blank\">&#169; A</a>, <b>B</b>", [{ text: "© A", href: "https://a.example/?x=1&y=2" }, { text: ", B", href: null }]],
    ["<a href=\"javascript:alert(1)\">A</a>", [{ text: "A", href: null }]],
    ["<img src=x onerror=alert(1)>A &lt;b&gt;", [{ text: "A <b>", href: null }]],
  ])("%s", (html, parts) => expect(parse_credit(html)).toEqual(parts));
});

describe("which map is shown first", () => {
  test.each([
    [null, false, "own"],
    [null, true, "operator"],
    ["own", true, "own"],
    ["operator", false, "own"],
    ["osm", false, "osm"],
    ["osm", true, "osm"],
  ] as const)("chosen before: %s, operator's there: %s", (kept, there, kind) => expect(choose_basemap(kept, there)).toBe(kind));

  test("OpenStreetMap covers everything and is thanked", () => {
    expect(covers(OPENSTREETMAP, { lon: 179, lat: -84 }, 2)).toBe(true);
    expect(OPENSTREETMAP.credit).toEqual([{ text: "© OpenStreetMap", href: "https://www.openstreetmap.org/copyright" }]);
  });
});
