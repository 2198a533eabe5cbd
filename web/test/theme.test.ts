import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const css = fs.readFileSync(path.join(path.dirname(fileURLToPath(import.meta.url)), "../src/theme.css"), "utf8");
const [light = "", dark = ""] = css.split("@media screen and (prefers-color-scheme: dark)");
const TEXT = 4.5;
const GRAPHIC = 3;

/** Name to [red, green, blue]. */
function colours(block: string): Map<string, number[]> {
  return new Map([...block.matchAll(/--([\w-]+): #([\da-f]{6});/g)].map(([, name = "", hex = ""]) => [name, [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16))]));
}

/** WCAG 2.2 relative luminance. */
function luminance(rgb: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((byte) => byte / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(theme: ReadonlyMap<string, number[]>, a: string, b: string): number {
  const [one, two] = [a, b].map((name) => luminance(theme.get(name) ?? [0, 0, 0]));
  const [high, low] = [Math.max(one ?? 0, two ?? 0), Math.min(one ?? 0, two ?? 0)];
  return (high + 0.05) / (low + 0.05);
}

describe.each([["light", colours(light)], ["dark", colours(dark)]])("contrast in the %s theme", (_, theme) => {
  test.each([
    ["ink", "paper"], ["ink", "paper-raised"], ["ink", "paper-sunk"], ["ink-soft", "paper"], ["ink-soft", "paper-raised"], ["ink-soft", "paper-sunk"],
    ["name", "map-land"], ["name-country", "map-land"], ["name-land", "map-land"], ["name-water", "map-water"], ["ink", "map-land"],
  ])("text %s on %s", (text, ground) => expect(contrast(theme, text, ground)).toBeGreaterThanOrEqual(TEXT));

  test.each([["essay"], ...Array.from({ length: 8 }, (_unused, i) => [`essay-${i}`])])("%s on the map and on paper", (essay) => {
    expect(contrast(theme, essay, "map-land")).toBeGreaterThanOrEqual(GRAPHIC);
    expect(contrast(theme, essay, "paper-raised")).toBeGreaterThanOrEqual(GRAPHIC);
  });

  test("the focus ring", () => expect(contrast(theme, "accent", "paper")).toBeGreaterThanOrEqual(GRAPHIC));
});
