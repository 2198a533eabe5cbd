// The features of many tiles as one list.
import { FetchError } from "./fetcher.ts";
import type { TileId } from "./geo.ts";
import type { TileFeature } from "./tile.ts";

/** Which photos are meant, in which state of the data. */
export interface TileQuery {
  readonly version: string;
  /** The filter's parameters; empty: all photos. */
  readonly filter: string;
}

export interface LoadedTile {
  readonly features: readonly TileFeature[];
  /** It will never change for this query. */
  readonly lasts: boolean;
}

type LoadTile = (tile: TileId, query: TileQuery, signal: AbortSignal) => Promise<LoadedTile>;

const MOST_KEPT = 1000;

/** Remembers the tiles of one state of the data. One that failed, was called off or may change is asked for again. */
export class TileStore {
  private readonly kept_ = new Map<string, readonly TileFeature[]>();
  private version_ = "";
  private lasts_ = true;
  private lost_: FetchError | null = null;

  constructor(private readonly load_tile_: LoadTile) {}

  /** Whether the last load is what these tiles will always be. */
  get lasts(): boolean {
    return this.lasts_;
  }

  /** Why some tiles of the last load are missing. */
  get lost(): FetchError | null {
    return this.lost_;
  }

  async load(tiles: readonly TileId[], query: TileQuery, signal: AbortSignal): Promise<TileFeature[]> {
    if (query.version !== this.version_) this.kept_.clear();
    this.version_ = query.version;
    let lost: FetchError | null = null;
    const loaded = await Promise.all(tiles.map((tile) => this.load_one_(tile, query, signal).catch((error: unknown): LoadedTile => {
      if (!(error instanceof FetchError)) throw error;
      lost = error;
      return { features: [], lasts: false };
    })));
    this.lost_ = lost;
    this.lasts_ = loaded.every(({ lasts }) => lasts);
    return loaded.flatMap(({ features }) => features);
  }

  private async load_one_(tile: TileId, query: TileQuery, signal: AbortSignal): Promise<LoadedTile> {
    const key = `${tile.z}/${tile.x}/${tile.y}?${query.filter}`;
    const kept = this.kept_.get(key);
    if (kept) return { features: kept, lasts: true };
    const loaded = await this.load_tile_(tile, query, signal);
    if (loaded.lasts && query.version === this.version_) this.keep_(key, loaded.features);
    return loaded;
  }

  private keep_(key: string, features: readonly TileFeature[]): void {
    if (this.kept_.size >= MOST_KEPT) this.kept_.clear();
    this.kept_.set(key, features);
  }
}
