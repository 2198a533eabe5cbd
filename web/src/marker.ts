// How a feature looks on the map: a disc in its essay's colour for a photo, a ring round the count for a cluster.
import { svg } from "./dom.ts";
import { is_spot } from "./tile.ts";
import type { Cluster, TileFeature } from "./tile.ts";
import { MAX_ZOOM } from "./url_state.ts";
import { date_words, distance_words, photos_words, place_words, WIDE_AREA_M } from "./words.ts";

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
  return feature.kind === "cluster" ? feature.area !== null : (feature.uncertainty_m ?? 0) >= WIDE_AREA_M;
}

/** Radius of the drawn marker in pixels, without the ring of a wide area. */
export function marker_radius(feature: TileFeature): number {
  return feature.kind === "photo" ? 9 : Math.min(LARGEST_PX, 11.5 + 1.1 * Math.log2(feature.count));
}

export function marker_label(feature: TileFeature): string {
  if (feature.kind === "photo") return `${feature.caption} ${place_words(feature.place_name, feature.country)}`;
  const about = cluster_words(feature);
  return `${photos_words(feature.count)}${about === null ? "" : `: ${about}`}. ${is_spot(feature, MAX_ZOOM) ? "Opens a list" : "Zooms in"}`;
}

export function marker_title(feature: TileFeature): string {
  if (feature.kind === "cluster" || feature.uncertainty_m === null) return marker_label(feature);
  return `${place_words(feature.place_name, feature.country)} (± ${distance_words(feature.uncertainty_m)})`;
}

/** "17", "1,234", "12K", "3.4M". */
export function count_words(count: number): string {
  return count.toLocaleString("en", { notation: count > 9999 ? "compact" : "standard" });
}

export function marker_element({ feature, colour, selected }: Marker): HTMLElement {
  const element = document.createElement("span");
  element.className = `marker${colour === null ? "" : ` fill-${colour} stroke-${colour}`}`;
  element.classList.toggle("marker-selected", selected);
  const radius = marker_radius(feature);
  const wide = is_wide(feature);
  const side = 64;
  const drawing = svg("svg", { viewBox: `${-side / 2} ${-side / 2} ${side} ${side}`, width: `${side}`, height: `${side}`, "aria-hidden": "true" });
  if (selected) drawing.append(svg("circle", { r: `${radius + 4}`, class: "marker-halo" }));
  else if (wide) drawing.append(svg("circle", { r: `${radius + 3.5}`, class: "marker-area" }));
  drawing.append(...(feature.kind === "photo" ? single(wide) : several(feature.count, radius)));
  element.append(drawing);
  return element;
}

function cluster_words({ place_name, area, taken_start, taken_end }: Cluster): string | null {
  const dates = taken_start === null ? null : date_words(taken_start, taken_end);
  const parts = [area ?? place_name, dates].filter((part) => part !== null);
  return parts.length ? parts.join(", ") : null;
}

function single(wide: boolean): SVGElement[] {
  const disc = svg("circle", { r: "7.5", class: "marker-disc" });
  return wide ? [disc, svg("circle", { r: "3.2", class: "marker-hole" })] : [disc];
}

function several(count: number, radius: number): SVGElement[] {
  const words = count_words(count);
  const text = svg("text", { class: `marker-count${words.length > 3 ? " marker-count-long" : ""}`, y: "0.36em" });
  text.textContent = words;
  return [svg("circle", { r: `${radius}`, class: "marker-paper" }), svg("circle", { r: `${radius - 1.5}`, class: "marker-ring" }), text];
}
