import { describe, expect, test } from "vitest";
import { area_condition, area_of_box, box_of, is_inside, rounded } from "../src/area.ts";
import type { Area, Ring } from "../src/area.ts";
import { parse_area_condition } from "../src/area_condition.ts";
import { drawn_ring, fit_area } from "../src/area_fit.ts";
import { NO_FILTER, passes } from "../src/filter.ts";
import { query_of } from "../src/filter_parameters.ts";
import { photo } from "./photos.ts";

const ring = (...numbers: number[]): Ring => Array.from({ length: numbers.length / 2 }, (_, i) => ({ lon: numbers[2 * i] ?? 0, lat: numbers[2 * i + 1] ?? 0 }));
const SQUARE = ring(66, 39, 68, 39, 68, 41, 66, 41);
const HOLE = ring(66.5, 39.5, 67.5, 39.5, 67.5, 40.5, 66.5, 40.5);
const area = (...polygons: Area["polygons"]): Area => ({ name: null, polygons });
const circle = (corners: number): Ring => Array.from({ length: corners }, (_, i) => ({ lon: 70 + Math.cos((2 * Math.PI * i) / corners), lat: 40 + Math.sin((2 * Math.PI * i) / corners) }));

describe("an area in a condition", () => {
  test.each<[string, Area]>([
    ["a square", area([SQUARE])],
    ["with a hole", area([SQUARE, HOLE])],
    ["in two parts", area([SQUARE], [HOLE])],
  ])("%s says the same after a round trip, beside other conditions too", (_, { polygons }) => {
    const told = area_condition(area(...polygons));
    expect(parse_area_condition(told)).toEqual({ polygons, rest: null });
    expect(parse_area_condition(`${told} AND (caption LIKE '%)%' OR position > 3)`)).toEqual({ polygons, rest: "caption LIKE '%)%' OR position > 3" });
  });

  test.each([
    " s_intersects ( geometry , polygon((66 39, 68 39,68 41, 66 41,66 39)) ) ",
    "S_INTERSECTS(\"geometry\", BBOX(66, 39, 68, 41))",
    "S_INTERSECTS(geometry,POLYGON((66.0 39,68 39,6.8e1 41,66 41,66 39)))",
  ])("%s is read as others write it", (text) => expect(parse_area_condition(text)).toEqual({ polygons: [[SQUARE]], rest: null }));

  test.each([
    "",
    "country = 'KZ'",
    "NOT S_INTERSECTS(geometry,POLYGON((66 39,68 39,68 41,66 39)))",
    "S_INTERSECTS(geometry,POLYGON((66 39,68 39,68 41,66 39))) OR position = 1",
    "S_INTERSECTS(geometry,POLYGON((66 39,68 39,68 41,66 39))) AND position = 1",
    "S_INTERSECTS(geometry,POLYGON((66 39,68 39,68 41,66 39))) AND (position = 1) OR (position = 2)",
    "S_INTERSECTS(geometry,POLYGON((66 39,68 39,68 41)))",
    "S_INTERSECTS(geometry,POLYGON((66 39 1,68 39 1,68 41 1,66 39 1)))",
    "S_INTERSECTS(geometry,POLYGON((266 39,268 39,268 41,266 39)))",
    "S_INTERSECTS(geometry,POLYGON((66 39,68 39,68 41,66 39))",
    "S_INTERSECTS(geometry,POLYGON EMPTY)",
    "S_INTERSECTS(geometry,POINT(66 39))",
    "S_INTERSECTS(geometry,BBOX(66,39,66,41))",
  ])("%s is left to the server", (text) => expect(parse_area_condition(text)).toBeNull());
});

describe("what the server is asked", () => {
  test("is a polygon that ends where it begins, with its holes", () => {
    expect(area_condition(area([SQUARE, HOLE]))).toBe("S_INTERSECTS(geometry,POLYGON((66 39,68 39,68 41,66 41,66 39),(66.5 39.5,67.5 39.5,67.5 40.5,66.5 40.5,66.5 39.5)))");
    expect(query_of({ ...NO_FILTER, area: area([SQUARE]) })).toBe("&filter=S_INTERSECTS(geometry,POLYGON((66%2039,68%2039,68%2041,66%2041,66%2039)))");
  });

  test("is both parts of a box over the antimeridian", () => {
    expect(area_condition(area_of_box({ west: 170, south: -10, east: -170, north: 10 }))).toBe("S_INTERSECTS(geometry,MULTIPOLYGON(((170 -10,180 -10,180 10,170 10,170 -10)),((-180 -10,-170 -10,-170 10,-180 10,-180 -10))))");
  });

  test("fits into an address with as many corners as there may be", () => {
    expect(query_of({ ...NO_FILTER, area: area([circle(200).map(rounded)]) }).length).toBeLessThan(6000);
  });
});

test("what lies in a hole, or in no place, is not inside", () => {
  const filter = { ...NO_FILTER, area: area([SQUARE, HOLE]) };
  expect(is_inside({ lon: 66.2, lat: 40 }, filter.area)).toBe(true);
  expect(is_inside({ lon: 67, lat: 40 }, filter.area)).toBe(false);
  expect(is_inside({ lon: 69, lat: 40 }, filter.area)).toBe(false);
  expect(passes(photo(1, 66.2, 40), filter)).toBe(true);
  expect(passes({ ...photo(1, 0, 0), at: null }, filter)).toBe(false);
});

describe("an area that is made fit to be asked for", () => {
  test("is left as it is where it can be", () => {
    expect(fit_area([[SQUARE, HOLE]])).toEqual({ polygons: [[SQUARE, HOLE]], simplified: false });
  });

  test("loses corners, and hardly any of its ground, where it has too many", () => {
    const fitted = fit_area([[circle(5000)]]);
    if (typeof fitted === "string") throw new Error(fitted);
    expect(fitted.simplified).toBe(true);
    const corners = fitted.polygons.flat().flat();
    expect(corners.length).toBeLessThanOrEqual(200);
    for (const { lon, lat } of corners) expect(Math.hypot(lon - 70, lat - 40)).toBeCloseTo(1, 3);
  });

  test.each<[string, Ring[][], string]>([
    ["sides that cross", [[ring(66, 39, 68, 41, 68, 39, 66, 41)]], "crosses"],
    ["a hole that crosses the outline", [[SQUARE, ring(67, 40, 69, 40, 69, 40.5, 67, 40.5)]], "crosses"],
    ["a line there and back", [[ring(66, 39, 68, 39, 67, 39)]], "flat"],
    ["corners on one spot", [[ring(66, 39, 66.000001, 39, 66, 39.000001)]], "flat"],
    ["one across the antimeridian", [[ring(170, 0, -170, 0, -170, 10, 170, 10)]], "antimeridian"],
    ["one drawn across it", [[ring(170, 0, 190, 0, 190, 10, 170, 10)]], "antimeridian"],
    ["more islands than there may be corners", Array.from({ length: 150 }, (_, i) => [ring(i, 0, i + 0.5, 0, i, 0.5)]), "fine"],
  ])("refuses %s", (_, polygons, fault) => {
    expect(fit_area(polygons.map(([outline = [], ...holes]) => [outline, ...holes]))).toBe(fault);
  });

  test("is brought back from another copy of the world", () => {
    const fitted = fit_area([[SQUARE.map(({ lon, lat }) => ({ lon: lon + 720, lat }))]]);
    expect(fitted).toEqual({ polygons: [[SQUARE]], simplified: false });
  });

  test("may be the whole world", () => {
    expect(fit_area(area_of_box({ west: -180, south: -85, east: 179.999999, north: 85 }).polygons)).toHaveProperty("simplified", false);
  });
});

test("a side drawn over many degrees gets corners between, straight on the map", () => {
  const drawn = drawn_ring(ring(60, 40, 70, 60, 70, 40));
  expect(drawn).toHaveLength(8 + 1 + 1);
  expect(drawn[4]?.lon).toBeCloseTo(65);
  expect(drawn[4]?.lat).toBeGreaterThan(50.5);
  expect(drawn_ring(SQUARE)).toEqual(SQUARE);
});

test("the box around points is known, and that of none is none", () => {
  expect(box_of(SQUARE)).toEqual({ west: 66, south: 39, east: 68, north: 41 });
  expect(box_of([])).toBeNull();
});
