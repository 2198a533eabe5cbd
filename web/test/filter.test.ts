import { describe, expect, test } from "vitest";
import { is_filtering, keep_known, last_day, NO_FILTER, passes, query_of, toggle_country, toggle_essay } from "../src/filter.ts";
import type { Filter } from "../src/filter.ts";
import { chips_of } from "../src/filter_chips.ts";
import { photo } from "./photos.ts";

const filter = (part: Partial<Filter>): Filter => ({ ...NO_FILTER, ...part });

describe("what the server is asked", () => {
  test.each<[Partial<Filter>, string]>([
    [{}, ""],
    [{ essays: ["a", "b"] }, "&essay=a,b"],
    [{ photographer: "Fu, Shalen & Co" }, "&photographer=Fu%2C%20Shalen%20%26%20Co"],
    [{ countries: ["CN", "KZ"] }, "&country=CN,KZ"],
    [{ from: "2022-06", to: "2024-02" }, "&datetime=2022-06-01/2024-02-29"],
    [{ from: "2022-06" }, "&datetime=2022-06-01/.."],
    [{ to: "2022-06" }, "&datetime=../2022-06-30"],
    [{ undated: false }, "&dated=true"],
    [{ within_m: 500, pictures: true }, "&max-uncertainty=500&has-image=true"],
  ])("%j", (part, query) => {
    expect(query_of(filter(part))).toBe(query);
    expect(is_filtering(filter(part))).toBe(query !== "");
  });

  test.each([["2023-02", "2023-02-28"], ["2024-02", "2024-02-29"], ["2022-12", "2022-12-31"]])("%s ends with %s", (month, day) => expect(last_day(month)).toBe(day));
});

describe("a photo passes", () => {
  const june = photo(1, 0, 0, { credit: "Ana", country: "KZ/CN", taken_start: "2022-06-01", taken_end: "2022-06-30", uncertainty_m: 500 });
  const undated = photo(2, 0, 0, { uncertainty_m: null });
  test.each<[Partial<Filter>, boolean, boolean]>([
    [{}, true, true],
    [{ essays: ["one"] }, true, true],
    [{ essays: ["two"] }, false, false],
    [{ photographer: "Ana" }, true, false],
    [{ countries: ["CN"] }, true, false],
    [{ from: "2022-06", to: "2022-06" }, true, true],
    [{ from: "2022-07" }, false, true],
    [{ to: "2022-05" }, false, true],
    [{ undated: false }, true, false],
    [{ within_m: 500 }, true, false],
    [{ within_m: 499 }, false, false],
    [{ pictures: true }, false, false],
  ])("%j: a dated one %s, an undated one %s", (part, one, other) => {
    expect(passes(june, filter(part))).toBe(one);
    expect(passes(undated, filter(part))).toBe(other);
  });
});

describe("essays and countries", () => {
  const toggled = (shown: string[], slug: string): readonly string[] => toggle_essay(filter({ essays: shown }), slug, ["a", "b", "c"]).essays;

  test("the first essay shows itself alone, the second joins it", () => {
    expect(toggled([], "b")).toEqual(["b"]);
    expect(toggled(["b"], "a")).toEqual(["a", "b"]);
  });

  test("taking out the last one, or putting in all, shows every essay", () => {
    expect(toggled(["b"], "b")).toEqual([]);
    expect(toggled(["a", "b"], "c")).toEqual([]);
  });

  test("an essay that is gone is no filter", () => {
    expect(keep_known(filter({ essays: ["gone", "here"] }), ["here", "there"]).essays).toEqual(["here"]);
    expect(keep_known(filter({ essays: ["gone"] }), ["here"]).essays).toEqual([]);
  });

  test("countries come and go one by one", () => {
    expect(toggle_country(filter({ countries: ["KZ"] }), "CN").countries).toEqual(["CN", "KZ"]);
    expect(toggle_country(filter({ countries: ["KZ"] }), "KZ").countries).toEqual([]);
  });
});

test("each part of a filter is a chip, and taking all of them away leaves no filter", () => {
  const all = filter({ essays: ["a", "b"], photographer: "Ana", countries: ["KZ"], from: "2022-06", to: "2022-08", undated: false, within_m: 5000, pictures: true });
  const words = (one: Filter): string[] => chips_of(one, (slug) => slug.toUpperCase()).map((chip) => chip.words);
  expect(words(all)).toEqual(["A", "B", "by Ana", "Kazakhstan", "June – August 2022", "without the undated", "known within 5 km", "with a picture"]);
  let rest = all;
  for (let left = 8; left > 0; left--) {
    const [first] = chips_of(rest, (slug) => slug);
    rest = first?.without ?? rest;
    expect(words(rest)).toHaveLength(left - 1);
  }
  expect(rest).toEqual(NO_FILTER);
});
