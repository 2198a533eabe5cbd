// A vector map of the operator's: its tiles, and how one of them comes onto a canvas.
import { DRAWN_TILE_PX } from "./basemap_draw.ts";
import type { OtherMap } from "./basemaps.ts";
import { fetch_bytes } from "./fetcher.ts";
import { project, wrap } from "./geo.ts";
import type { Bbox, TileId } from "./geo.ts";
import { is_whole_map } from "./vector_look.ts";
import { paint_vector_tile } from "./vector_paint.ts";
import type { VectorColours } from "./vector_paint.ts";
import { parse_vector_tile } from "./vector_tile.ts";
import type { VectorLayer } from "./vector_tile.ts";

const KEPT_TILES = 48;

export class VectorMap {
  private readonly tiles_ = new Map<string, Promise<VectorLayer[] | null>>();
  private readonly whole_: boolean;

  constructor(private readonly map_: OtherMap) {
    this.whole_ = is_whole_map(map_.vector_layers);
  }

  /** `coords` are of the map's zoom. What the map does not cover remains empty. */
  async draw(canvas: HTMLCanvasElement, coords: TileId, ratio: number): Promise<void> {
    const z = coords.z - 1;
    const context = canvas.getContext("2d");
    if (!context || coords.y < 0 || coords.y >= 2 ** z) return;
    const tile = { z, x: wrap(coords.x, 2 ** z), y: coords.y };
    const stored = ancestor(tile, Math.min(z, this.map_.max_zoom));
    const layers = await this.load_(stored);
    if (layers === null) return;
    const times = 2 ** (z - stored.z);
    const size = DRAWN_TILE_PX * ratio;
    if (this.map_.box) clip(context, this.map_.box, tile, size);
    paint_vector_tile(context, layers, { left: (stored.x * times - tile.x) * size, top: (stored.y * times - tile.y) * size, size: size * times },
      { colours: read_colours(), zoom: coords.z, px: ratio, whole: this.whole_ });
  }

  /** Null where there is none. Beyond the deepest zoom many tiles are drawn from one, which is read once. */
  private load_({ z, x, y }: TileId): Promise<VectorLayer[] | null> {
    const path = this.map_.tiles.replace("{z}", String(z)).replace("{x}", String(x)).replace("{y}", String(y));
    const known = this.tiles_.get(path);
    if (known) return known;
    const loading = fetch_bytes(path, new AbortController().signal).then((bytes) => bytes && parse_vector_tile(bytes));
    this.tiles_.set(path, loading);
    loading.catch(() => this.tiles_.delete(path));
    for (const oldest of [...this.tiles_.keys()].slice(0, Math.max(0, this.tiles_.size - KEPT_TILES))) this.tiles_.delete(oldest);
    return loading;
  }
}

function ancestor({ z, x, y }: TileId, depth: number): TileId {
  const times = 2 ** (z - depth);
  return { z: depth, x: Math.floor(x / times), y: Math.floor(y / times) };
}

/** Outside of its bounds a map has nothing to say, not even that there is land. */
function clip(context: CanvasRenderingContext2D, { west, south, east, north }: Bbox, { z, x, y }: TileId, size: number): void {
  if (west > east) return;
  const [first, last] = [{ lon: west, lat: north }, { lon: east, lat: south }].map((corner) => project(corner, z));
  if (!first || !last) return;
  const at = (pixel: number, tile: number): number => (pixel / 256 - tile) * size;
  context.beginPath();
  context.rect(at(first.x, x), at(first.y, y), (last.x - first.x) / 256 * size, (last.y - first.y) / 256 * size);
  context.clip();
}

function read_colours(): VectorColours {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(`--map-${name}`).trim();
  return {
    land: colour("land"), water: colour("water"), river: colour("river"), green: colour("green"), building: colour("building"),
    road: colour("road"), "road-edge": colour("road-edge"), border: colour("border"), thing: colour("thing"),
  };
}
