// One tile of the basemap on a canvas, in the colours of the theme.
import { paint_basemap } from "./basemap_paint.ts";
import type { BasemapColours } from "./basemap_paint.ts";
import type { BasemapSource } from "./basemap_source.ts";
import { basemap_tile_for } from "./basemap_tile.ts";
import type { BasemapTile } from "./basemap_tile.ts";
import { FetchError } from "./fetcher.ts";
import { project, tile_box, tile_corner, wrap } from "./geo.ts";
import type { TileId } from "./geo.ts";
import { graticule_lines } from "./graticule.ts";

/** Map tiles are drawn this large, which makes a tile of the map one of the zoom below. */
export const DRAWN_TILE_PX = 512;
const WORLD: TileId = { z: 0, x: 0, y: 0 };

/** `coords` are of the map's zoom. */
export async function draw_tile(canvas: HTMLCanvasElement, coords: TileId, source: BasemapSource, ratio: number): Promise<void> {
  const z = coords.z - 1;
  const context = canvas.getContext("2d");
  if (!context || coords.y < 0 || coords.y >= 2 ** z) return;
  const map_tile = { z, x: wrap(coords.x, 2 ** z), y: coords.y };
  const { stored, tile } = await load_or_coarser(basemap_tile_for(map_tile, coords.z), source);
  const times = 2 ** (z - stored.z);
  const size = DRAWN_TILE_PX * ratio;
  const place = { left: (stored.x * times - map_tile.x) * size, top: (stored.y * times - map_tile.y) * size, size: size * times };
  const lines = graticule_lines(tile_box(map_tile), coords.z);
  const corner = project(tile_corner(map_tile), coords.z);
  const graticule = {
    meridians: lines.meridians.map((lon) => (project({ lon, lat: 0 }, coords.z).x - corner.x) * ratio),
    parallels: lines.parallels.map((lat) => (project({ lon: 0, lat }, coords.z).y - corner.y) * ratio),
  };
  paint_basemap(context, tile, place, graticule, read_colours(), ratio);
}

/** Without a network there is the whole world at least, which the service worker has kept. */
async function load_or_coarser(stored: TileId, source: BasemapSource): Promise<{ stored: TileId; tile: BasemapTile }> {
  try {
    return { stored, tile: await source.load(stored) };
  } catch (error) {
    if (!(error instanceof FetchError) || error.status !== 0) throw error;
    return { stored: WORLD, tile: await source.load(WORLD) };
  }
}

function read_colours(): BasemapColours {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(`--map-${name}`).trim();
  return { water: colour("water"), shore: colour("shore"), land: colour("land"), border: colour("border"), river: colour("river"), graticule: colour("graticule") };
}
