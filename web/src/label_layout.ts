// Chooses which names fit on the map, and on which side of their point each stands.
import type { Pixel } from "./geo.ts";

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface WantedLabel<T> {
  readonly item: T;
  readonly name: string;
  readonly at: Pixel;
  readonly width: number;
  readonly height: number;
  /** Centred on its point (countries, seas), or beside it (towns). */
  readonly centred: boolean;
}

export interface PlacedLabel<T> {
  readonly item: T;
  readonly box: Box;
  /** The point is hidden under a marker, so that it needs no dot of its own. */
  readonly covered: boolean;
}

/** A marker in the way: a disc. */
export interface Disc extends Pixel {
  readonly radius: number;
}

const GAP_PX = 5;
const MARGIN_PX = 3;
const SAME_NAME_PX = 120;

/** Takes the labels in their order of weight; one that finds no side free of markers and controls is left out. */
export function place_labels<T>(labels: readonly WantedLabel<T>[], discs: readonly Disc[], controls: readonly Box[], view: Box): PlacedLabel<T>[] {
  const taken: Box[] = [...controls, ...discs.map(({ x, y, radius }) => around({ x, y }, radius, radius))];
  const placed: PlacedLabel<T>[] = [];
  const named = new Map<string, Pixel[]>();
  for (const label of labels) {
    const twins = named.get(label.name) ?? [];
    if (twins.some((twin) => Math.hypot(twin.x - label.at.x, twin.y - label.at.y) < SAME_NAME_PX)) continue;
    const cover = discs.find((disc) => Math.hypot(disc.x - label.at.x, disc.y - label.at.y) < disc.radius);
    const box = sides(label, cover).find((side) => within(side, view) && taken.every((other) => !overlap(side, other)));
    if (!box) continue;
    taken.push(box);
    named.set(label.name, [...twins, label.at]);
    placed.push({ item: label.item, box, covered: cover !== undefined });
  }
  return placed;
}

/** Right, below, above, left; beside the marker when the point lies under one. */
function sides<T>({ at, width, height, centred }: WantedLabel<T>, cover: Disc | undefined): Box[] {
  if (centred) return [around(at, width / 2, height / 2)];
  const from: Pixel = cover ?? at;
  const reach = (cover?.radius ?? 0) + GAP_PX;
  const middle = (x: number, y: number): Box => around({ x, y }, width / 2, height / 2);
  return [
    middle(from.x + reach + width / 2, from.y),
    middle(from.x, from.y + reach + height / 2),
    middle(from.x, from.y - reach - height / 2),
    middle(from.x - reach - width / 2, from.y),
  ];
}

function around({ x, y }: Pixel, half_width: number, half_height: number): Box {
  return { left: x - half_width, top: y - half_height, right: x + half_width, bottom: y + half_height };
}

function within(box: Box, view: Box): boolean {
  return box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right + MARGIN_PX && b.left < a.right + MARGIN_PX && a.top < b.bottom + MARGIN_PX && b.top < a.bottom + MARGIN_PX;
}
