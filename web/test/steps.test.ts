import { describe, expect, test } from "vitest";
import { credits_of, is_filled, move_of, span_of, step_after } from "../src/steps.ts";
import { photo } from "./photos.ts";

describe("steps", () => {
  test.each([
    ["ArrowRight", "next"], ["ArrowDown", "next"], ["PageDown", "next"], ["j", "next"],
    ["ArrowLeft", "previous"], ["ArrowUp", "previous"], ["PageUp", "previous"], ["k", "previous"],
    ["Home", "first"], ["End", "last"], ["x", null], ["Enter", null],
  ])("the key %s moves: %s", (key, move) => expect(move_of(key)).toBe(move));

  test.each([
    [0, "previous", 0], [0, "next", 1], [12, "next", 12], [5, "first", 0], [5, "last", 12], [1, "previous", 0],
  ] as const)("from step %i of 12, %s leads to %i", (step, move, after) => expect(step_after(step, move, 12)).toBe(after));

  test("a short story is there as a whole, a long one around the step that is read", () => {
    expect([1, 100, 200].map((step) => is_filled(step, 1, 200))).toEqual([true, true, true]);
    expect([0, 491, 492, 500, 508, 509].map((step) => is_filled(step, 500, 1000))).toEqual([true, false, true, true, true, false]);
  });

  test("it was taken from the first day to the last of the dated", () => {
    const dated = (start: string | null, end: string | null): ReturnType<typeof photo> => photo(1, 0, 0, { taken_start: start, taken_end: end });
    expect(span_of([dated("2022-06-01", "2022-06-30"), dated(null, null), dated("2021-12-01", "2021-12-31")])).toEqual({ start: "2021-12-01", end: "2022-06-30" });
    expect(span_of([dated(null, null)])).toBeNull();
  });

  test("each who took photos is named once", () => {
    expect(credits_of([photo(1, 0, 0, { credit: "B" }), photo(2, 0, 0), photo(3, 0, 0, { credit: "A" }), photo(4, 0, 0, { credit: "B" })])).toEqual(["B", "A"]);
  });
});
