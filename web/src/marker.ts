// How a feature looks on the map: a disc in its essay's colour for a photo, a ring round the count for a cluster.
import { date_words } from "./date_words.ts";
import { say, short_number_words } from "./say.ts";
import { is_spot } from "./tile.ts";
import type { Cluster, TileFeature } from "./tile.ts";
import { MAX_ZOOM } from "./url_state.ts";
import { area_words, distance_words, photos_words, place_words, WIDE_AREA_M } from "./words.ts";

export interface Marker {
  readonly feature: TileFeature;
  /** Number of the essay's colour; null where several essays may be meant. */
  readonly colour: number | null;
  readonly selected: boolean;
}

/** The server keeps markers 30 pixels apart. */
const LARGEST_PX = 19;

/** A wide area is one where nobody knows the point: every photo in it may stand kilometres away. */
export function is_wide(feature: TileFeature): boolean {
  return feature.kind === "cluster" ? feature.is_area : (feature.uncertainty_m ?? 0) >= WIDE_AREA_M;
}

/** Radius of the drawn marker in whole pixels, without the ring of a wide area. */
export function marker_radius(feature: TileFeature): number {
  return feature.kind === "photo" ? 9 : Math.min(LARGEST_PX, Math.round(11.5 + 1.1 * Math.log2(feature.count)));
}

export function marker_label(feature: TileFeature): string {
  if (feature.kind === "photo") return say("caption_and_place", { caption: feature.caption, place: place_words(feature.place_name, feature.country) });
  const about = cluster_words(feature);
  const photos = photos_words(feature.count);
  if (is_spot(feature, MAX_ZOOM)) return about === null ? say("opens_list", { photos }) : say("opens_list_about", { photos, about });
  return about === null ? say("zooms_in", { photos }) : say("zooms_in_about", { photos, about });
}

export function marker_title(feature: TileFeature): string {
  if (feature.kind === "cluster" || feature.uncertainty_m === null) return marker_label(feature);
  return say("place_give_or_take", { place: place_words(feature.place_name, feature.country), distance: distance_words(feature.uncertainty_m) });
}

/** Boxes and no SVG: the browser's compositor sorts each SVG by itself, in every frame of a drag. */
export function marker_element({ feature, colour, selected }: Marker): HTMLElement {
  const element = document.createElement("span");
  element.className = `marker marker-${feature.kind}${colour === null ? "" : ` fill-${colour} stroke-${colour}`}`;
  element.classList.toggle("marker-selected", selected);
  element.classList.toggle("marker-wide", is_wide(feature));
  element.style.setProperty("--radius", `${marker_radius(feature)}px`);
  if (feature.kind === "cluster") element.append(count_element(feature.count));
  return element;
}

function cluster_words({ place_name, is_area, area_m, taken_start, taken_end }: Cluster): string | null {
  const date = taken_start === null ? null : date_words(taken_start, taken_end);
  const place = is_area ? area_words(area_m, place_name) : place_name;
  return place !== null && date !== null ? say("place_and_date", { place, date }) : (place ?? date);
}

function count_element(count: number): HTMLElement {
  const words = short_number_words(count);
  const element = document.createElement("span");
  element.className = `marker-count${words.length > 3 ? " marker-count-long" : ""}`;
  element.textContent = words;
  return element;
}
