// What the features of the tiles look like beside the panel: in which colour, and which of them holds what is open.
import { passes } from "./filter.ts";
import type { Filter } from "./filter.ts";
import type { Marker } from "./marker.ts";
import type { Panel } from "./panel.ts";
import { is_located } from "./photo.ts";
import type { Essay } from "./photo.ts";
import { find_holder } from "./tile.ts";
import type { TileFeature } from "./tile.ts";

export function markers_of(features: readonly TileFeature[], panel: Panel, filter: Filter, essays: readonly Essay[], colour_of: (essay: string) => number): Marker[] {
  const holder = find_selected(features, panel, filter);
  const of_clusters = cluster_colour(filter, essays, colour_of);
  return features.map((feature) => ({ feature, colour: feature.kind === "photo" ? colour_of(feature.essay) : of_clusters, selected: feature === holder }));
}

function find_selected(features: readonly TileFeature[], panel: Panel, filter: Filter): TileFeature | null {
  if (panel.kind === "spot") return find_holder(features, panel.spot.cluster.at, null);
  if (panel.kind !== "photo" || !is_located(panel.photo) || !passes(panel.photo, filter)) return null;
  return find_holder(features, panel.photo.at, panel.photo.id);
}

/** Null where a cluster may hold photos of several essays. */
function cluster_colour(filter: Filter, essays: readonly Essay[], colour_of: (essay: string) => number): number | null {
  const [only, ...others] = essays.filter(({ slug }) => filter.essays.length === 0 || filter.essays.includes(slug));
  return only && !others.length ? colour_of(only.slug) : null;
}
