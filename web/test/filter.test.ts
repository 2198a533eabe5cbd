import { describe, expect, test } from "vitest";
import { keep_known, last_day, NO_FILTER, passes, toggle_country, toggle_essay, with_months, without_time } from "../src/filter.ts";
import type { Filter } from "../src/filter.ts";
import { chips_of } from "../src/filter_chips.ts";
import { FILTER_PARAMETERS, format_filter, is_filtering, parse_filter, query_in_box, query_of, with_area } from "../src/filter_parameters.ts";
import { photo } from "./photos.ts";

const AREA = { name: "Samarkand", polygons: [[[{ lon: 1, lat: 2 }, { lon: 3, lat: 2 }, { lon: 3, lat: 4 }]]] } as const satisfies Filter["area"];
const filter = (part: Partial<Filter>): Filter => ({ ...NO_FILTER, ...part });

describe("what the server is asked", () => {
  test.each<[Partial<Filter>, string]>([
    [{}, ""],
    [{ essays: ["a", "b"] }, "&essay=a,b"],
    [{ photographer: "Fu, Shalen & Co" }, "&photographer=Fu,%20Shalen%20%26%20Co"],
    [{ countries: ["CN", "KZ"] }, "&country=CN,KZ"],
    [{ from: "2022-06", to: "2024-02" }, "&datetime=2022-06-01/2024-02-29"],
    [{ from: "2022-06" }, "&datetime=2022-06-01/.."],
    [{ to: "2022-06" }, "&datetime=../2022-06-30"],
    [{ undated: false }, "&dated=true"],
    [{ within_m: 500, pictures: true }, "&max-uncertainty=500&has-image=true"],
    [{ words: "\"silk road\" -melons", places: ["admin1:KZ.03", "samarkand"] }, "&place=admin1:KZ.03,samarkand&q=%22silk%20road%22%20-melons"],
    [{ others: [["ids", "17,18"], ["place_name", "Almaty"]] }, "&ids=17,18&place_name=Almaty"],
    [{ area: AREA, others: [["filter", "position > 3"]] }, "&filter=S_INTERSECTS(geometry,POLYGON((1%202,3%202,3%204,1%202)))%20AND%20(position%20%3E%203)"],
  ])("%j", (part, query) => {
    expect(query_of(filter(part))).toBe(query);
    expect(is_filtering(filter(part))).toBe(query !== "");
  });

  test.each([["2023-02", "2023-02-28"], ["2024-02", "2024-02-29"], ["2022-12", "2022-12-31"]])("%s ends with %s", (month, day) => expect(last_day(month)).toBe(day));
});

describe("what the address says in the server's words", () => {
  const parsed = (search: string): Filter => parse_filter(new URLSearchParams(search));
  const COMPLEMENT: Readonly<Record<string, string>> = { "filter-lang": "cql2-json", "filter-crs": "EPSG:3857", "bbox": "1,2,3,4,5,6", "dated": "true", "has-image": "true" };

  test.each(FILTER_PARAMETERS)("%s goes on to the server, whatever its value, and is a chip", (name) => {
    for (const value of ["strange value", COMPLEMENT[name] ?? "7"]) {
      const one = parsed(`${name}=${encodeURIComponent(value)}`);
      expect(new URLSearchParams(query_of(one)).get(name)).toBe(value);
      expect(parsed(format_filter(one).join("&"))).toEqual(one);
      const [chip, ...more] = chips_of(one, { essay: String, place: String });
      expect(more).toEqual([]);
      expect(chip?.without).toEqual(NO_FILTER);
    }
  });

  test.each([
    ["essays=b,a&countries=KZ&within=500", "essay=a,b&country=KZ&max-uncertainty=500"],
    ["from=2022-06&to=2024-02&undated=no&pictures=only", "datetime=2022-06-01/2024-02-29&dated=true&has-image=true"],
    ["from=2022-13&undated=yes", ""],
    ["from=2023-06&to=2022-06", "datetime=2023-06-01/2022-06-30"],
    ["datetime=/2022-06-30", "datetime=../2022-06-30"],
    ["dated=false&has-image=false&q=&ids=,", ""],
    ["q=a&q=b", "q=a&q=b"],
    ["bbox=1,2,3,4", "filter=S_INTERSECTS(geometry,POLYGON((1%202,3%202,3%204,1%204,1%202)))"],
    ["bbox=1,2,3,4&uncertainty=touches", "bbox=1,2,3,4&uncertainty=touches"],
    ["filter=position%20%3E%203&bbox=1,2,3,4", "filter=S_INTERSECTS(geometry,POLYGON((1%202,3%202,3%204,1%204,1%202)))%20AND%20(position%20%3E%203)"],
    ["filter={}&filter-lang=cql2-json&bbox=1,2,3,4", "bbox=1,2,3,4&filter=%7B%7D&filter-lang=cql2-json"],
    ["bbox=1,2,1,4", "bbox=1,2,1,4"],
    ["lang=kk&other=1", ""],
  ])("%s is %s", (search, told) => expect(format_filter(parsed(search)).join("&")).toBe(told));

  test("a time that is no row of months is told as it came, until the bars say another", () => {
    const noon = parsed("datetime=2022-06-15T12:00:00Z&dated=maybe");
    expect(query_of(noon)).toBe("&datetime=2022-06-15T12:00:00Z&dated=maybe");
    expect(query_of(with_months(noon, "2022-07", null))).toBe("&datetime=2022-07-01/..&dated=maybe");
    expect(without_time(noon)).toEqual(NO_FILTER);
  });

  test("what is in sight is asked for as a condition where the filter has a box of its own", () => {
    const box = { west: 1, south: 2, east: 3, north: 4 };
    const told = "filter=S_INTERSECTS(geometry,POLYGON((1%202,3%202,3%204,1%204,1%202)))";
    expect(query_in_box(filter({ words: "a" }), box)).toBe("&bbox=1.0000000,2.0000000,3.0000000,4.0000000&q=a");
    expect(query_in_box(parsed("bbox=5,6,7,8&uncertainty=touches"), box)).toBe(`&bbox=5,6,7,8&uncertainty=touches&${told}`);
    expect(query_in_box(parsed("bbox=5,6,7,8&uncertainty=touches&filter=position=1"), box)).toBe(`&bbox=5,6,7,8&uncertainty=touches&${told}%20AND%20(position%3D1)`);
    expect(query_in_box(parsed("bbox=5,6,7,8&filter-crs=x"), box)).toBe("&bbox=5,6,7,8&filter-crs=x");
  });

  test("an area joins a condition in text, and takes the place of one in JSON", () => {
    expect(with_area(parsed("filter=position=1"), AREA).others).toEqual([["filter", "position=1"]]);
    expect(with_area(parsed("filter={}&filter-lang=cql2-json&ids=1"), AREA).others).toEqual([["ids", "1"]]);
  });
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
  const all = filter({ essays: ["a", "b"], photographer: "Ana", countries: ["KZ"], places: ["samarkand"], from: "2022-06", to: "2022-08", undated: false, within_m: 5000, pictures: true, words: "bazaar", area: AREA,
    others: [["ids", "17,18"], ["bbox", "1,2,3,4"], ["uncertainty", "touches"], ["filter", "position > 3"], ["place_name", "Almaty"]] });
  const NAMES = { essay: (slug: string) => slug.toUpperCase(), place: (id: string) => `place ${id}` };
  const words = (one: Filter): string[] => chips_of(one, NAMES).map((chip) => chip.words);
  expect(words(all)).toEqual(["with “bazaar”", "in place samarkand", "A", "B", "by Ana", "Kazakhstan", "June – August 2022", "without the undated", "known within 5 km", "with a picture", "inside Samarkand",
    "2 chosen photos", "perhaps within 1,2,3,4", "where position > 3", "place_name: Almaty"]);
  let rest = all;
  for (let left = 15; left > 0; left--) {
    const [first] = chips_of(rest, NAMES);
    rest = first?.without ?? rest;
    expect(words(rest)).toHaveLength(left - 1);
  }
  expect(rest).toEqual(NO_FILTER);
});
