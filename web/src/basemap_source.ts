// Loads the basemap's tiles, each once.
import { basemap_path, parse_basemap_tile } from "./basemap_tile.ts";
import type { BasemapTile } from "./basemap_tile.ts";
import { fetch_json } from "./fetcher.ts";
import type { TileId } from "./geo.ts";

export class BasemapSource {
  private readonly loading_ = new Map<string, Promise<BasemapTile>>();
  private readonly loaded_ = new Map<string, BasemapTile>();
  private readonly stop_ = new AbortController();

  /** `directory` ends in a slash. */
  constructor(private readonly directory_: string) {}

  load(id: TileId): Promise<BasemapTile> {
    const path = basemap_path(id);
    const running = this.loading_.get(path);
    if (running) return running;
    const started = this.fetch_(id, path);
    this.loading_.set(path, started);
    return started;
  }

  /** Only what has come already. */
  find(id: TileId): BasemapTile | null {
    return this.loaded_.get(basemap_path(id)) ?? null;
  }

  private async fetch_(id: TileId, path: string): Promise<BasemapTile> {
    try {
      const tile = parse_basemap_tile(await fetch_json(this.directory_ + path, this.stop_.signal), id);
      this.loaded_.set(path, tile);
      return tile;
    } catch (error) {
      this.loading_.delete(path);
      throw error;
    }
  }
}
