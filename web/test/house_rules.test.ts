import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const src = path.join(path.dirname(fileURLToPath(import.meta.url)), "../src");
const read = (name: string): string => fs.readFileSync(path.join(src, name), "utf8");
const modules = fs.readdirSync(src).filter((name) => name.endsWith(".ts"));
const holding = (pattern: RegExp): string[] => modules.filter((name) => pattern.test(read(name)));

describe("the source keeps the rules of the house", () => {
  test("only the map view and its layers know Leaflet", () => expect(holding(/from "leaflet"/)).toEqual(["basemap_layers.ts", "leaflet_order.ts", "map_drawing.ts", "map_shapes.ts", "map_view.ts", "marker_layer.ts", "name_layer.ts", "route_layer.ts"]));
  test("only the fetcher asks the network", () => expect(holding(/\bfetch\(|XMLHttpRequest|sendBeacon/)).toEqual(["fetcher.ts"]));
  test("text is never parsed as HTML", () => expect(holding(/innerHTML|outerHTML|insertAdjacentHTML|document\.write/)).toEqual([]));
  test("nothing is any", () => expect(holding(/[:<|]\s*any\b|\bas any\b/)).toEqual([]));
  test.each(modules)("%s has at most 400 lines", (name) => expect(read(name).split("\n").length).toBeLessThanOrEqual(400));

  test("the page has no inline script or style and names no other host", () => {
    const page = read("index.html");
    expect(page).not.toMatch(/\sstyle=|<style|\son\w+=/);
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(page).not.toMatch(/(src|href)="https?:/);
  });
});
