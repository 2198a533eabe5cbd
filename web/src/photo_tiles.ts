// The photos of many tiles as one list.
import type { TileId } from "./geo.ts";
import { is_located } from "./photo.ts";
import type { LocatedPhoto, Photo } from "./photo.ts";

type LoadTile = (tile: TileId, essays: readonly string[], signal: AbortSignal) => Promise<readonly Photo[]>;

const MOST_KEPT = 400;

/** Remembers tiles that came; a tile that failed or was called off is asked for again. */
export class PhotoTiles {
  private readonly kept_ = new Map<string, readonly Photo[]>();

  constructor(private readonly load_tile_: LoadTile) {}

  async load(tiles: readonly TileId[], essays: readonly string[], signal: AbortSignal): Promise<LocatedPhoto[]> {
    return merge_tiles(await Promise.all(tiles.map((tile) => this.load_one_(tile, essays, signal))));
  }

  private async load_one_(tile: TileId, essays: readonly string[], signal: AbortSignal): Promise<readonly Photo[]> {
    const key = `${tile.z}/${tile.x}/${tile.y}?${essays.join(",")}`;
    const kept = this.kept_.get(key);
    if (kept) return kept;
    const photos = await this.load_tile_(tile, essays, signal);
    if (this.kept_.size >= MOST_KEPT) this.kept_.clear();
    this.kept_.set(key, photos);
    return photos;
  }
}

/** Each photo once, by id. */
export function merge_tiles(tiles: readonly (readonly Photo[])[]): LocatedPhoto[] {
  const by_id = new Map<number, LocatedPhoto>();
  for (const photo of tiles.flat()) if (is_located(photo)) by_id.set(photo.id, photo);
  return [...by_id.values()].sort((a, b) => a.id - b.id);
}
