import { describe, expect, test } from "vitest";
import type { Counts } from "../src/counts.ts";
import { listed_essays } from "../src/essay_order.ts";

const ESSAYS = ["a", "b", "c", "d", "e"].map((slug) => ({ slug, title: slug, intro: "", photo_count: 1 }));
const seen = (...slugs: string[]): Counts => ({ matched: 5, in_view: slugs.length, essays: slugs.map((value) => ({ value, count: 1 })), months: [] });
const slugs = (chosen: string[], counts: Counts | null, most: number): string => listed_essays(ESSAYS, chosen, counts, most).map(({ slug }) => slug).join("");

describe("the list of essays", () => {
  test("has all of them in their order where they are few", () => expect(slugs(["e"], seen("d"), 5)).toBe("abcde"));
  test("of many has those that are chosen, then those in sight, then others", () => {
    expect(slugs(["e"], seen("d", "c"), 4)).toBe("ecda");
    expect(slugs([], null, 2)).toBe("ab");
  });
});
