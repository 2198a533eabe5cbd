// Which marker comes out of which, or goes into which, when the zoom has changed.
import type { LonLat } from "./geo.ts";
import { find_holder, key_of } from "./tile.ts";
import type { TileFeature } from "./tile.ts";

/** By the keys of those features that are not in `others`: where the cluster of `others` stands that holds it. */
export function holders_of(features: readonly TileFeature[], others: readonly TileFeature[]): ReadonlyMap<string, LonLat> {
  const known = new Set(others.map(key_of));
  const clusters = others.filter(({ kind }) => kind === "cluster");
  const found = new Map<string, LonLat>();
  for (const feature of features) {
    const key = key_of(feature);
    const holder = known.has(key) ? null : find_holder(clusters, feature.at, null);
    if (holder) found.set(key, holder.at);
  }
  return found;
}
