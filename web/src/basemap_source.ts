// Loads the basemap's tiles, each once.
import { basemap_path, parse_basemap_tile, parse_label_names } from "./basemap_tile.ts";
import type { BasemapTile, LabelNames } from "./basemap_tile.ts";
import { fetch_json } from "./fetcher.ts";
import type { TileId } from "./geo.ts";
import type { Language } from "./languages.ts";

export class BasemapSource {
  private readonly loading_ = new Map<string, Promise<BasemapTile>>();
  private readonly loaded_ = new Map<string, BasemapTile>();
  private readonly stop_ = new AbortController();

  private readonly names_: Promise<LabelNames>;

  /** `directory` ends in a slash. Its labels are English, and other languages lie beside them. */
  constructor(private readonly directory_: string, language: Language) {
    this.names_ = language === "en" ? Promise.resolve(new Map()) : this.load_names_(language);
  }

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

  /** English names are better than no map. */
  private async load_names_(language: Language): Promise<LabelNames> {
    return fetch_json(`${this.directory_}names.${language}.json`, this.stop_.signal).then(parse_label_names, () => new Map());
  }

  private async fetch_(id: TileId, path: string): Promise<BasemapTile> {
    try {
      const [value, names] = await Promise.all([fetch_json(this.directory_ + path, this.stop_.signal), this.names_]);
      const tile = parse_basemap_tile(value, id, names);
      this.loaded_.set(path, tile);
      return tile;
    } catch (error) {
      this.loading_.delete(path);
      throw error;
    }
  }
}
