import { describe, expect, test } from "vitest";
import { page_count, parse_sort, sorted_photos } from "../src/list.ts";
import type { ListSort } from "../src/list.ts";
import { photo } from "./photos.ts";

describe("the list", () => {
  const photos = [
    photo(1, 0, 0, { essay_title: "B", country: "UZ", place_name: "Bukhara", taken_start: "2023-01-01", uncertainty_m: 900 }),
    photo(2, 0, 0, { essay_title: "A", position: 2, country: "KZ", place_name: "Taraz", uncertainty_m: null }),
    photo(3, 0, 0, { essay_title: "A", position: 1, country: "KZ", place_name: "Almaty", taken_start: null, taken_end: "2022-01-01", uncertainty_m: 50 }),
    { ...photo(4, 0, 0, { essay_title: "C", country: null, place_name: null, uncertainty_m: 10 }), at: null },
  ];
  test.each<[ListSort, number[]]>([
    ["essay", [3, 2, 1, 4]],
    ["date", [3, 1, 2, 4]],
    ["place", [3, 2, 1, 4]],
    ["precision", [3, 1, 2, 4]],
  ])("by %s: what is not known comes last", (sort, ids) => expect(sorted_photos(photos, sort).map(({ id }) => id)).toEqual(ids));

  test("an order that there is not is none", () => {
    expect(parse_sort("date")).toBe("date");
    expect(parse_sort("colour")).toBeNull();
    expect(parse_sort(null)).toBeNull();
  });

  test.each([[0, 1], [50, 1], [51, 2]])("%i photos have %i pages", (photos_, pages) => expect(page_count(photos_)).toBe(pages));
});
