import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { basemap_tile_for, find_country, parse_basemap_tile, parse_label_names } from "../src/basemap_tile.ts";
import type { LabelNames } from "../src/basemap_tile.ts";
import { tiles_in_box } from "../src/geo.ts";
import type { TileId } from "../src/geo.ts";
import { load_catalogue } from "../src/languages.ts";
import { use_catalogue } from "../src/say.ts";
import { ensure_basemap } from "../basemap/build_basemap.mjs";
import { translation_files } from "../basemap/translations.mjs";

let built = "";
beforeAll(async () => {
  built = await ensure_basemap();
});

function read_tile(id: TileId): ReturnType<typeof parse_basemap_tile> {
  return parse_basemap_tile(JSON.parse(fs.readFileSync(path.join(built, `${id.z}/${id.x}/${id.y}.json`), "utf8")), id, new Map());
}

function tile_at(lon: number, lat: number, zoom: number): TileId {
  const [map_tile] = tiles_in_box({ west: lon, east: lon, south: lat, north: lat }, zoom - 1);
  if (!map_tile) throw new Error("no tile");
  return basemap_tile_for(map_tile, zoom);
}

describe("countries on the basemap", () => {
  test.each<[string, number, number, string | null]>([
    ["Khorgos village", 80.38, 44.2222, "KZ"],
    ["the Kazakhstani side of the ICBC", 80.38, 44.22222, "KZ"],
    ["the Khorgos Gateway dry port", 80.2952, 44.1647, "KZ"],
    ["Khorgos city", 80.40972, 44.2125, "CN"],
    ["Samarkand", 66.975, 39.655, "UZ"],
    ["Almaty", 76.9458, 43.2389, "KZ"],
    ["Osh", 72.8, 40.53, "KG"],
    ["Issyk-Kul", 77.2, 42.4, null],
    ["Lake Balkhash", 74.3, 46.3, null],
  ])("%s lies where it should, from zoom 9 on", (_, lon, lat, country) => {
    const id = tile_at(lon, lat, 12);
    expect(id.z).toBe(8);
    expect(find_country(read_tile(id), id, { lon, lat })).toBe(country);
  });

  test.each<[string, number, number, number, string]>([
    ["Paris", 2.35, 48.85, 12, "FR"],
    ["Nairobi", 36.82, -1.29, 5, "KE"],
    ["Lima", -77.0, -12.1, 6, "PE"],
    ["Astana", 71.42, 51.15, 3, "KZ"],
    ["Astana", 71.42, 51.15, 7, "KZ"],
  ])("%s (%d, %d) at zoom %d is in %s", (_, lon, lat, zoom, country) => {
    const id = tile_at(lon, lat, zoom);
    expect(find_country(read_tile(id), id, { lon, lat })).toBe(country);
  });
});

describe("names on the basemap", () => {
  const names_at = (lon: number, lat: number, zoom: number): string[] => {
    const id = tile_at(lon, lat, zoom);
    return read_tile(id).labels.filter(({ from_zoom, to_zoom }) => from_zoom <= zoom && zoom <= to_zoom).map(({ name }) => name);
  };

  test.each<[string, number, number, number]>([
    ["Astana", 71.42, 51.15, 5], ["Almaty", 76.9458, 43.2389, 5], ["Tashkent", 69.25, 41.3, 5],
    ["Samarkand", 66.975, 39.655, 7], ["Khorgos", 80.38, 44.2222, 12], ["Lake Balkhash", 74.6, 46.35, 7],
  ])("%s is named at its zoom", (name, lon, lat, zoom) => expect(names_at(lon, lat, zoom)).toContain(name));

  test("a label stands where its town is", () => {
    const id = tile_at(71.42, 51.15, 12);
    const astana = read_tile(id).labels.find(({ name }) => name === "Astana");
    expect(astana?.at.lon).toBeCloseTo(71.43, 1);
    expect(astana?.at.lat).toBeCloseTo(51.18, 1);
  });
});

describe("names in other languages", () => {
  const names_in = (language: string): LabelNames => parse_label_names(JSON.parse(fs.readFileSync(path.join(built, `names.${language}.json`), "utf8")));
  const labels_in = (language: string, lon: number, lat: number, zoom: number): string[] => {
    const id = tile_at(lon, lat, zoom);
    return parse_basemap_tile(JSON.parse(fs.readFileSync(path.join(built, `${id.z}/${id.x}/${id.y}.json`), "utf8")), id, names_in(language)).labels.map(({ name }) => name);
  };

  test.each([["ru", "Озеро Балхаш"], ["kk", "Балқаш көлі"], ["uz", "Balxash koʻli"], ["zh", "巴尔喀什湖"]])("in %s the lake is %s", (language, name) => {
    expect(labels_in(language, 74.6, 46.35, 7)).toContain(name);
  });

  test("countries are named by their codes", async () => {
    use_catalogue(await load_catalogue("kk"));
    expect(labels_in("kk", 66, 47, 4)).toContain("Қазақстан");
  });

  // Images of Debian leave the translations out; towns then keep their English names.
  test.skipIf(translation_files().length === 0).each([
    ["ru", ["Астана", "Алматы", "Ташкент", "Самарканд", "Бишкек"]], ["kk", ["Астана", "Алматы", "Ташкент", "Самарқанд", "Бішкек"]],
    ["uz", ["Ostona", "Olmaota", "Toshkent", "Samarqand"]], ["zh", ["阿斯塔纳", "阿拉木图", "塔什干", "撒马尔罕", "奥什"]],
  ])("in %s cities are %j", (language, cities) => expect([...names_in(language).values()]).toEqual(expect.arrayContaining(cities)));
});

test("every tile the page may ask for is there", () => {
  for (let zoom = 2; zoom <= 9; zoom++) {
    for (const map_tile of tiles_in_box({ west: 40, south: 30, east: 100, north: 60 }, zoom - 1)) {
      const { z, x, y } = basemap_tile_for(map_tile, zoom);
      expect(fs.existsSync(path.join(built, `${z}/${x}/${y}.json`)), `${z}/${x}/${y}`).toBe(true);
    }
  }
});

test("no tile is heavier than 300 KB", () => {
  const sizes = fs.readdirSync(built, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => fs.statSync(path.join(entry.parentPath ?? entry.path, entry.name)).size);
  expect(Math.max(...sizes)).toBeLessThan(300 * 1024);
});
