import { describe, expect, test } from "vitest";
import { country_anchors, sample_grid } from "../src/border_labels.ts";
import { degree_words, graticule_lines } from "../src/graticule.ts";
import { place_labels } from "../src/label_layout.ts";
import type { WantedLabel } from "../src/label_layout.ts";

const VIEW = { left: 0, top: 0, right: 400, bottom: 300 };
const label = (name: string, x: number, y: number, centred = false): WantedLabel<string> => ({ item: name, name, at: { x, y }, width: 60, height: 16, centred });
const names = (labels: WantedLabel<string>[], discs = [] as { x: number; y: number; radius: number }[]): string[] => place_labels(labels, discs, [], VIEW).map(({ item }) => item);

describe("names on the map", () => {
  test("the first keeps its place, what would cover it on every side is left out", () => {
    expect(names([label("Almaty", 200, 150, true), label("Village", 201, 151, true)])).toEqual(["Almaty"]);
  });

  test("a town that finds its right side taken stands on another", () => {
    const [, second] = place_labels([label("One", 100, 100), label("Two", 95, 112)], [], [], VIEW);
    expect(second?.item).toBe("Two");
  });

  test("the same name is written once", () => {
    expect(names([label("Khorgos", 100, 100), label("Khorgos", 180, 140)])).toEqual(["Khorgos"]);
  });

  test("a town under a marker is named beside the marker and needs no dot", () => {
    const [placed] = place_labels([label("Astana", 100, 100)], [{ x: 104, y: 100, radius: 20 }], [], VIEW);
    expect(placed?.covered).toBe(true);
    expect(placed?.box.left).toBeGreaterThan(124);
  });

  test("nothing is written under a control", () => {
    expect(place_labels([label("Hidden", 350, 250, true)], [], [{ left: 340, top: 240, right: 380, bottom: 280 }], VIEW)).toEqual([]);
  });

  test("what does not fit on the screen is left out", () => {
    expect(names([label("Edge", 398, 298, true)])).toEqual([]);
  });
});

describe("graticule", () => {
  test("every ten minutes at zoom 11, none far out", () => {
    const box = { west: 66.8, south: 39.6, east: 67.1, north: 39.7 };
    expect(graticule_lines(box, 11).meridians.map((lon) => degree_words(lon))).toEqual(["66°50′", "67°00′"]);
    expect(graticule_lines(box, 6).meridians).toEqual([]);
  });

  test.each([[39.675, "39°40′30″"], [-0.5, "0°30′"], [0, "0°00′"]])("%d is %s", (degrees, words) => expect(degree_words(degrees)).toBe(words));
});

describe("names of countries along a border", () => {
  const west_is = (border: number) => sample_grid(900, 700).map((pixel) => ({ ...pixel, at: { lon: 0, lat: 0 }, country: pixel.x < border ? "KZ" : "CN" }));

  test("each side is named on its own side", () => {
    const anchors = country_anchors(west_is(450));
    expect(anchors.map(({ country }) => country).sort()).toEqual(["CN", "KZ"]);
    for (const { x, country } of anchors) expect(x < 450).toBe(country === "KZ");
  });

  test("a country that fills the screen is not named", () => expect(country_anchors(west_is(9000))).toEqual([]));
});
