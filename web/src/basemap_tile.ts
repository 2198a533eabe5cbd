// The format of the basemap's tiles (written by basemap/tiles.mjs), and which of them stands behind a map tile.
import { array_of, find_text, number_of, object_of, text_of } from "./json.ts";
import { country_name } from "./say.ts";
import type { Bbox, LonLat, TileId } from "./geo.ts";
import { project, tiles_in_box, unproject } from "./geo.ts";
import layout from "../basemap/levels.json" with { type: "json" };

export type LabelKind = "country" | "capital" | "town" | "water" | "land";

export interface Label {
  readonly name: string;
  readonly at: LonLat;
  readonly kind: LabelKind;
  readonly from_zoom: number;
  readonly to_zoom: number;
}

/** [x, y, dx, dy, dx, dy, ...] in units of the extent; rings close themselves. */
export type Path = readonly number[];

export interface BasemapTile {
  /** Units along a side. */
  readonly extent: number;
  readonly land: ReadonlyMap<string, readonly Path[]>;
  readonly borders: readonly Path[];
  readonly rivers: readonly Path[];
  readonly labels: readonly Label[];
}

const KINDS: readonly string[] = ["country", "capital", "town", "water", "land"] satisfies LabelKind[];
const [west = -180, south = -90, east = 180, north = 90] = layout.region;
const REGION: Bbox = { west, south, east, north };

/** The stored tile that holds a map tile of 2^z a side: the deepest level made for this zoom and place. */
export function basemap_tile_for(map_tile: TileId, zoom: number): TileId {
  const levels = layout.levels.filter(({ from_zoom, depth }) => from_zoom <= zoom && depth <= map_tile.z);
  for (const { depth, source } of [...levels].reverse()) {
    const tile = ancestor(map_tile, depth);
    if (source === "world" || in_region(tile)) return tile;
  }
  return { z: 0, x: 0, y: 0 };
}

/** Below the directory of the basemap. */
export function basemap_path({ z, x, y }: TileId): string {
  return `${z}/${x}/${y}.json`;
}

/** Names in the reader's language by the ids of labels; countries are named without. */
export type LabelNames = ReadonlyMap<string, string>;

export function parse_label_names(value: unknown): LabelNames {
  return new Map(Object.entries(object_of(value, "names")).map(([id, name]) => [id, text_of(name, "name")]));
}

export function parse_basemap_tile(value: unknown, id: TileId, names: LabelNames): BasemapTile {
  const tile = object_of(value, "basemap tile");
  const extent = layout.levels.find(({ depth }) => depth === id.z)?.extent ?? 4096;
  return {
    extent,
    land: new Map(Object.entries(object_of(tile["land"], "land")).map(([country, rings]) => [country, paths_of(rings, "land")])),
    borders: paths_of(tile["borders"], "borders"),
    rivers: paths_of(tile["rivers"], "rivers"),
    labels: array_of(tile["labels"], "labels").map((row) => parse_label(row, id, extent, names)),
  };
}

/** The country whose land holds a point; null on water. */
export function find_country(tile: BasemapTile, id: TileId, at: LonLat): string | null {
  const pixel = project(at, id.z);
  const [x, y] = [(pixel.x / 256 - id.x) * tile.extent, (pixel.y / 256 - id.y) * tile.extent];
  for (const [country, rings] of tile.land) {
    if (rings.reduce((inside, ring) => inside !== crosses(ring, x, y), false)) return country;
  }
  return null;
}

function ancestor({ z, x, y }: TileId, depth: number): TileId {
  return { z: depth, x: x >> (z - depth), y: y >> (z - depth) };
}

function in_region({ z, x, y }: TileId): boolean {
  const range = region_range(z);
  return x >= range.x0 && x <= range.x1 && y >= range.y0 && y <= range.y1;
}

function region_range(z: number): { x0: number; x1: number; y0: number; y1: number } {
  const tiles = tiles_in_box(REGION, z);
  const [first, last] = [tiles[0], tiles[tiles.length - 1]];
  return { x0: first?.x ?? 0, x1: last?.x ?? 0, y0: first?.y ?? 0, y1: last?.y ?? 0 };
}

/** Whether a ray from the point crosses the ring an odd number of times. */
function crosses(ring: Path, px: number, py: number): boolean {
  let [x, y, inside] = [ring[0] ?? 0, ring[1] ?? 0, false];
  const [x0, y0] = [x, y];
  for (let i = 2; i <= ring.length; i += 2) {
    const [nx, ny] = i < ring.length ? [x + (ring[i] ?? 0), y + (ring[i + 1] ?? 0)] : [x0, y0];
    if (y > py !== ny > py && px < ((nx - x) * (py - y)) / (ny - y) + x) inside = !inside;
    [x, y] = [nx, ny];
  }
  return inside;
}

function paths_of(value: unknown, name: string): Path[] {
  return array_of(value, name).map((path) => array_of(path, name) as Path);
}

function parse_label(value: unknown, id: TileId, extent: number, names: LabelNames): Label {
  const [name, x, y, kind, from_zoom, to_zoom, key] = array_of(value, "label");
  const pixel = {
    x: (id.x + number_of(x, "label x") / extent) * 256,
    y: (id.y + number_of(y, "label y") / extent) * 256,
  };
  return {
    name: kind === "country" && find_text(key) !== null ? country_name(String(key)) : (names.get(String(key)) ?? text_of(name, "label name")),
    at: unproject(pixel, id.z),
    kind: is_kind(kind) ? kind : "town",
    from_zoom: number_of(from_zoom, "from_zoom"),
    to_zoom: number_of(to_zoom, "to_zoom"),
  };
}

function is_kind(value: unknown): value is LabelKind {
  return typeof value === "string" && KINDS.includes(value);
}
