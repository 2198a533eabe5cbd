import { describe, expect, test } from "vitest";
import { format_url_state, keep_known, parse_url_state, toggle_essay } from "../src/url_state.ts";

const NOTHING = { view: null, essays: [], photo: null };

describe("address", () => {
  test.each([
    "",
    "?z=5&lon=70.50&lat=43.10",
    "?essays=along-the-silk-road,halls-of-tech",
    "?photo=17",
    "?z=14&lon=66.97500&lat=39.65500&essays=a,b&photo=3",
    "?z=4&lon=-170.25&lat=-12.00",
  ])("%s says the same after a round trip", (search) => {
    expect(format_url_state(parse_url_state(search))).toBe(search);
  });

  test.each([
    ["?z=5", "a view needs its centre"],
    ["?z=5&lon=200&lat=10", "no such longitude"],
    ["?z=5&lon=20&lat=91", "no such latitude"],
    ["?z=a&lon=1&lat=1", "no number"],
    ["?photo=-1", "no id"],
    ["?photo=1e3", "no id"],
    ["?essays=,,", "no slug"],
    ["?other=1", "unknown"],
  ])("%s is no state (%s)", (search) => {
    expect(parse_url_state(search)).toEqual(NOTHING);
  });

  test("a zoom out of range is brought into it", () => {
    expect(parse_url_state("?z=40&lon=1&lat=1").view?.zoom).toBe(20);
    expect(parse_url_state("?z=0&lon=1&lat=1").view?.zoom).toBe(2);
  });

  test("essays are sorted, each once", () => {
    expect(parse_url_state("?essays=b,a,b").essays).toEqual(["a", "b"]);
  });
});

describe("filter", () => {
  test("the first essay shows itself alone, the second joins it", () => {
    expect(toggle_essay([], "b", ["a", "b", "c"])).toEqual(["b"]);
    expect(toggle_essay(["b"], "a", ["a", "b", "c"])).toEqual(["a", "b"]);
  });

  test("taking out the last one, or putting in all, shows every essay", () => {
    expect(toggle_essay(["b"], "b", ["a", "b", "c"])).toEqual([]);
    expect(toggle_essay(["a", "b"], "c", ["a", "b", "c"])).toEqual([]);
  });
});

test("an essay that is gone is no filter", () => {
  expect(keep_known(["gone", "here"], ["here", "there"])).toEqual(["here"]);
  expect(keep_known(["gone"], ["here"])).toEqual([]);
});
