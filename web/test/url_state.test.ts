import { describe, expect, test } from "vitest";
import { NO_FILTER } from "../src/filter.ts";
import { format_url_state, parse_url_state } from "../src/url_state.ts";

const NOTHING = { view: null, filter: NO_FILTER, list: null, photo: null, story: null, lang: null };

describe("address", () => {
  test.each([
    "",
    "?z=5&lon=70.50&lat=43.10",
    "?essays=along-the-silk-road,halls-of-tech",
    "?photo=17",
    "?story=along-the-silk-road",
    "?photo=17&story=along-the-silk-road&step=3",
    "?list=date",
    "?photo=3&lang=kk",
    "?z=14&lon=66.97500&lat=39.65500&essays=a,b&photo=3",
    "?z=4&lon=-170.25&lat=-12.00",
    "?essays=a&photographer=Fu%2C%20Shalen&countries=CN,KZ&from=2022-06&to=2023-05&undated=no&within=5000&pictures=only&photo=3",
  ])("%s says the same after a round trip", (search) => {
    expect(format_url_state(parse_url_state(search))).toBe(search);
  });

  test.each([
    ["?z=5", "a view needs its centre"],
    ["?z=5&lon=200&lat=10", "no such longitude"],
    ["?z=5&lon=20&lat=91", "no such latitude"],
    ["?z=a&lon=1&lat=1", "no number"],
    ["?photo=-1", "no id"],
    ["?step=3", "a step of what"],
    ["?story=", "no slug"],
    ["?photo=1e3", "no id"],
    ["?essays=,,", "no slug"],
    ["?other=1", "unknown"],
    ["?list=colour", "no order"],
    ["?lang=de", "no language of ours"],
    ["?from=2022-13&to=May", "no months"],
    ["?from=2023-06&to=2022-06", "it ends before it begins"],
    ["?countries=kz,KAZ", "no codes"],
    ["?within=-5", "no distance"],
    ["?undated=yes&pictures=1", "what is meant anyhow"],
  ])("%s is no state (%s)", (search) => {
    expect(parse_url_state(search)).toEqual(NOTHING);
  });

  test("a zoom out of range is brought into it", () => {
    expect(parse_url_state("?z=40&lon=1&lat=1").view?.zoom).toBe(20);
    expect(parse_url_state("?z=0&lon=1&lat=1").view?.zoom).toBe(2);
  });

  test.each(["?story=a&step=-1", "?story=a&step=x", "?story=a&step=0", "?story=a"])("%s begins with the intro", (search) => {
    expect(parse_url_state(search).story).toEqual({ essay: "a", step: 0 });
  });

  test("essays are sorted, each once", () => {
    expect(parse_url_state("?essays=b,a,b").filter.essays).toEqual(["a", "b"]);
  });
});
