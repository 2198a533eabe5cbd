// How a group looks on the map: a disc for a photo, a ring of its essays' colours round the count for several.
import { svg } from "./dom.ts";
import type { PhotoGroup } from "./grouping.ts";
import { on_one_spot } from "./grouping.ts";
import { distance_words, photos_words, place_words, WIDE_AREA_M } from "./words.ts";

export interface Share {
  /** Number of the essay's colour. */
  readonly colour: number;
  readonly part: number;
}

/** The shares of the essays in a group, in the order of their colours; they add up to one. */
export function shares_of(group: PhotoGroup, colour_of: (essay: string) => number): Share[] {
  const counts = new Map<number, number>();
  for (const { essay } of group.photos) counts.set(colour_of(essay), (counts.get(colour_of(essay)) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b).map(([colour, count]) => ({ colour, part: count / group.photos.length }));
}

/** A wide area is one where nobody knows the point: every photo in it may stand kilometres away. */
export function is_wide(group: PhotoGroup): boolean {
  return group.photos.every(({ uncertainty_m }) => uncertainty_m !== null && uncertainty_m >= WIDE_AREA_M);
}

/** Radius of the drawn marker in pixels, without the ring of a wide area. */
export function marker_radius(count: number): number {
  return count === 1 ? 9 : Math.min(24, 12 + 1.7 * Math.log2(count));
}

export function marker_label(group: PhotoGroup): string {
  const first = group.photos[0];
  if (!first) return "";
  if (group.photos.length === 1) return `${first.caption} ${place_words(first.place_name, first.country)}`;
  const places = [...new Set(group.photos.map(({ place_name }) => place_name ?? "unknown place"))];
  const named = places.slice(0, 3).join(", ") + (places.length > 3 ? " and more" : "");
  return `${photos_words(group.photos.length)}: ${named}. ${on_one_spot(group.photos) ? "Opens a list" : "Zooms in"}`;
}

export function marker_title(group: PhotoGroup): string {
  const first = group.photos[0];
  if (!first || group.photos.length > 1 || first.uncertainty_m === null) return marker_label(group);
  return `${place_words(first.place_name, first.country)} (± ${distance_words(first.uncertainty_m)})`;
}

export function marker_element(group: PhotoGroup, shares: readonly Share[], selected: boolean): HTMLElement {
  const element = document.createElement("span");
  element.className = "marker";
  element.classList.toggle("marker-selected", selected);
  const radius = marker_radius(group.photos.length);
  const wide = is_wide(group);
  const side = 64;
  const drawing = svg("svg", { viewBox: `${-side / 2} ${-side / 2} ${side} ${side}`, width: `${side}`, height: `${side}`, "aria-hidden": "true" });
  if (selected) drawing.append(svg("circle", { r: `${radius + (wide ? 8 : 4)}`, class: "marker-halo" }));
  if (wide) drawing.append(svg("circle", { r: `${radius + 3.5}`, class: `marker-area stroke-${shares[0]?.colour ?? 0}` }));
  drawing.append(...(group.photos.length === 1 ? single(shares[0]?.colour ?? 0, wide) : several(group.photos.length, shares, radius)));
  element.append(drawing);
  return element;
}

function single(colour: number, wide: boolean): SVGElement[] {
  const disc = svg("circle", { r: "7.5", class: `marker-disc fill-${colour}` });
  return wide ? [disc, svg("circle", { r: "3.2", class: "marker-hole" })] : [disc];
}

function several(count: number, shares: readonly Share[], radius: number): SVGElement[] {
  const ring = radius - 2.5;
  const round = 2 * Math.PI * ring;
  let turned = 0;
  const arcs = shares.map(({ colour, part }) => {
    const arc = svg("circle", {
      r: `${ring}`, class: `marker-arc stroke-${colour}`, transform: "rotate(-90)",
      "stroke-dasharray": `${part * round} ${round}`, "stroke-dashoffset": `${-turned * round}`,
    });
    turned += part;
    return arc;
  });
  const text = svg("text", { class: "marker-count", y: "0.36em" });
  text.textContent = count.toLocaleString("en", { notation: count > 9999 ? "compact" : "standard" });
  return [svg("circle", { r: `${radius}`, class: "marker-paper" }), ...arcs, text];
}
