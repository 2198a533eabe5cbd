import { describe, expect, test } from "vitest";
import { is_whole_map, look_of } from "../src/vector_look.ts";
import { line_width } from "../src/vector_paint.ts";
import { parse_vector_tile } from "../src/vector_tile.ts";
import type { Shape, Tag } from "../src/vector_tile.ts";

const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]);
const text = (value: string): number[] => [...new TextEncoder().encode(value)];
const number = (field: number, value: number): number[] => [...varint(field * 8), ...varint(value)];
const bytes = (field: number, value: readonly number[]): number[] => [...varint(field * 8 + 2), ...varint(value.length), ...value];
const feature = (shape: number, tags: number[], geometry: number[]): number[] => [...bytes(2, tags), ...number(3, shape), ...bytes(4, geometry.flatMap(varint))];
/** The example of the specification (4.3.5): a polygon, then a line. */
const TRIANGLE = [9, 6, 12, 18, 10, 12, 24, 44, 15];
const LINE = [9, 4, 4, 18, 0, 16, 16, 0];
const layer = (...features: number[][]): number[] => [
  ...bytes(1, text("streets")), ...features.flatMap((one) => bytes(2, one)),
  ...["kind", "lanes", "height"].flatMap((key) => bytes(3, text(key))),
  ...bytes(4, bytes(1, text("primary"))), ...bytes(4, number(5, 300)), ...bytes(4, number(6, 5)), ...bytes(4, number(7, 1)),
  ...bytes(4, [3 * 8 + 1, ...new Uint8Array(new Float64Array([2.5]).buffer)]),
  ...number(5, 512), ...number(15, 2),
];
const tile = (...features: number[][]): Uint8Array => new Uint8Array(bytes(3, layer(...features)));

describe("a vector tile", () => {
  test("has layers of shapes with what is known of them", () => {
    expect(parse_vector_tile(tile(feature(2, [0, 0, 1, 1], LINE), feature(3, [1, 2, 0, 3, 2, 4], TRIANGLE)))).toEqual([{
      name: "streets", extent: 512,
      features: [
        { shape: "line", tags: new Map<string, Tag>([["kind", "primary"], ["lanes", 300]]), paths: [[2, 2, 2, 10, 10, 10]] },
        { shape: "polygon", tags: new Map<string, Tag>([["lanes", -3], ["kind", true], ["height", 2.5]]), paths: [[3, 6, 8, 12, 20, 34]] },
      ],
    }]);
  });

  test("may be empty, and hold several points and features of no known shape", () => {
    expect(parse_vector_tile(new Uint8Array())).toEqual([]);
    const [{ features } = { features: [] }] = parse_vector_tile(tile(feature(1, [], [17, 10, 14, 3, 9]), feature(0, [], LINE), feature(9, [], LINE)));
    expect(features).toEqual([{ shape: "point", tags: new Map(), paths: [[5, 7], [3, 2]] }]);
  });

  test("that is damaged is refused and never read for long", () => {
    const whole = tile(feature(2, [0, 0], LINE));
    for (let length = 1; length < whole.length; ++length) expect(() => parse_vector_tile(whole.subarray(0, length))).toThrow(RangeError);
    expect(() => parse_vector_tile(new TextEncoder().encode("<html>not a tile"))).toThrow(RangeError);
    expect(() => parse_vector_tile(tile(feature(2, [], [2 + 8 * 0x1fffffff, 1, 1])))).toThrow(RangeError);
  });
});

describe("what a vector map shows", () => {
  const look = (name: string, shape: Shape, tags: Record<string, Tag> = {}): string | null => look_of(name, { shape, tags: new Map(Object.entries(tags)), paths: [] });

  test.each([
    ["water", "polygon", {}, "water"],
    ["water", "line", {}, "river"],
    ["landcover", "polygon", { class: "wood" }, "green"],
    ["landcover", "polygon", { class: "ice" }, null],
    ["transportation", "line", { class: "motorway" }, "motorway"],
    ["transportation", "line", { class: "minor" }, "street"],
    ["transportation_name", "line", {}, null],
    ["boundary", "line", { admin_level: 2 }, "border"],
    ["boundary", "line", { admin_level: 2, maritime: 1 }, null],
    ["boundary", "line", { admin_level: 4 }, null],
    ["water_lines", "line", { kind: "river" }, "river"],
    ["streets", "line", { kind: "primary" }, "road"],
    ["place_labels", "point", {}, null],
    ["roads", "line", { kind: "highway" }, "motorway"],
    ["landuse", "polygon", { "pmap:kind": "park" }, "green"],
    ["boundaries", "line", { kind: "country" }, "border"],
    ["earth", "polygon", {}, null],
    ["our_walks", "line", {}, "line"],
    ["our_walks", "point", {}, "dot"],
    ["toString", "polygon", {}, "area"],
  ] as const)("%s, a %s with %j: %s", (name, shape, tags, expected) => expect(look(name, shape, tags)).toBe(expected));

  test.each([
    [["water", "transportation", "place"], true],
    [["ocean", "streets"], true],
    [["earth", "water", "roads"], true],
    [["water"], false],
    [["our_walks"], false],
    [[], false],
  ])("%j show all land: %s", (layers, whole) => expect(is_whole_map(layers)).toBe(whole));

  test("roads grow with the zoom, the larger the wider, and end at a limit", () => {
    for (const zoom of [8, 10, 12, 14]) expect(line_width("street", zoom) <= line_width("road", zoom) && line_width("road", zoom) < line_width("motorway", zoom)).toBe(true);
    expect(line_width("street", 15)).toBeGreaterThan(line_width("street", 13));
    expect(line_width("motorway", 22)).toBe(line_width("motorway", 21));
  });
});
