import { describe, expect, test } from "vitest";
import type { Group } from "../src/stats.ts";
import { parse_stats } from "../src/stats.ts";
import { axis_of, bars_of, months_of, next_window, range_of, span_of, undated_of, year_marks } from "../src/timeline.ts";
import type { Axis } from "../src/timeline.ts";

const groups = (...values: (string | null)[]): Group[] => values.map((value, i) => ({ value, count: i + 1 }));
const axis = (...values: string[]): Axis => axis_of(groups(...values)) ?? { first: 0, months_each: 0, bars: 0 };

describe("axis", () => {
  test.each([
    [["2022-06", "2023-07"], 1, 14, "2022-06"],
    [["2022-06"], 1, 1, "2022-06"],
    [["2022-11/2023-02"], 1, 4, "2022-11"],
    [["2010-02", "2022-06"], 3, 50, "2010-01"],
    [["1950-02", "2022-06"], 12, 73, "1950-01"],
    [["1850", "1850-02", "2022-06"], 60, 35, "1850-01"],
    [["0001-01", "2022-06"], 600, 41, "0000-01"],
  ])("%j has bars of %i months, %i of them", (values, months_each, bars, from) => {
    const made = axis(...values);
    expect(made).toMatchObject({ months_each, bars });
    expect(months_of({ first: 0, last: 0 }, made).from).toBe(from);
  });

  test("there is none where nothing is dated", () => {
    expect(axis_of(groups(null))).toBeNull();
    expect(axis_of([])).toBeNull();
  });
});

describe("bars", () => {
  const june_to_september = axis("2022-06", "2022-09");

  test("a photo of several months may be of each; the undated are none of them", () => {
    const counted: Group[] = [{ value: "2022-06", count: 5 }, { value: "2022-06/2022-08", count: 2 }, { value: null, count: 9 }];
    expect(bars_of(counted, june_to_september)).toEqual([{ sure: 5, possible: 2 }, { sure: 0, possible: 2 }, { sure: 0, possible: 2 }, { sure: 0, possible: 0 }]);
    expect(undated_of(counted)).toBe(9);
    expect(undated_of([])).toBe(0);
  });

  test("what lies beyond the axis is left out", () => {
    expect(bars_of([{ value: "2021-01/2022-06", count: 1 }, { value: "2024-01", count: 1 }], june_to_september).map(({ possible, sure }) => possible + sure)).toEqual([1, 0, 0, 0]);
  });
});

describe("range", () => {
  const year = axis("2022-01", "2022-12");
  test.each([
    [{ first: 0, last: 11 }, { from: null, to: null }],
    [{ first: 5, last: 7 }, { from: "2022-06", to: "2022-08" }],
    [{ first: 0, last: 0 }, { from: null, to: "2022-01" }],
    [{ first: 11, last: 11 }, { from: "2022-12", to: null }],
  ])("%j is %j, and back", (span, range) => {
    expect(range_of(span, year)).toEqual(range);
    expect(span_of(range, year)).toEqual(span);
  });

  test("a month beyond the axis is its end", () => expect(span_of({ from: "1999-01", to: "2030-01" }, year)).toEqual({ first: 0, last: 11 }));
  test("a bar of years ends with December", () => expect(range_of({ first: 1, last: 1 }, axis("1950-02", "2022-06"))).toEqual({ from: "1951-01", to: "1951-12" }));
});

describe("play", () => {
  const bars = [3, 0, 0, 2, 1].map((sure) => ({ sure, possible: 0 }));
  test.each([
    [{ first: 0, last: 4 }, { first: 0, last: 0 }],
    [{ first: 0, last: 0 }, { first: 3, last: 3 }],
    [{ first: 0, last: 1 }, { first: 2, last: 3 }],
    [{ first: 4, last: 4 }, null],
  ])("after %j comes %j: the next window with photos", (span, next) => expect(next_window(bars, span)).toEqual(next));
});

test("years are marked where they begin, and not too many", () => {
  expect(year_marks(axis("2022-06", "2023-07"), 7)).toEqual([{ bar: 0, year: "2022" }, { bar: 7, year: "2023" }]);
  expect(year_marks(axis("2022-12", "2024-12"), 7).map(({ year }) => year)).toEqual(["2023", "2024"]);
  expect(year_marks(axis("1950-01", "2022-06"), 5)).toHaveLength(5);
});

test("counts are read as the server sends them", () => {
  expect(parse_stats({ numberMatched: 3, groups: [{ value: null, count: 3, name: "x" }] })).toEqual({ matched: 3, groups: [{ value: null, count: 3 }] });
  expect(() => parse_stats({ groups: [{ value: "a" }] })).toThrow("count is not a number");
});
