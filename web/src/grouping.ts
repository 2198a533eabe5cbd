// Photos that stand on one spot, or too near to be told apart, become one group.
import { project, unproject } from "./geo.ts";
import type { LonLat, Pixel } from "./geo.ts";
import type { LocatedPhoto } from "./photo.ts";

export const GROUP_RADIUS_PX = 30;

export interface PhotoGroup {
  /** The same photos have the same key at every zoom. */
  readonly key: string;
  readonly at: LonLat;
  readonly photos: readonly LocatedPhoto[];
}

interface Heap {
  photos: LocatedPhoto[];
  x: number;
  y: number;
}

/** Every photo in exactly one group; no two groups stand nearer than the radius. Independent of the order given. */
export function group_photos(photos: readonly LocatedPhoto[], zoom: number, radius_px = GROUP_RADIUS_PX): PhotoGroup[] {
  let heaps = heaps_of_spots(photos, zoom);
  for (let merged = merge_near(heaps, radius_px); merged.length < heaps.length; merged = merge_near(heaps, radius_px)) {
    heaps = merged;
  }
  return heaps.map((heap) => to_group(heap, zoom));
}

/** True when no zoom will part them. */
export function on_one_spot(photos: readonly LocatedPhoto[]): boolean {
  const first = photos[0];
  return first === undefined || photos.every(({ at }) => at.lon === first.at.lon && at.lat === first.at.lat);
}

/** The next zoom at which these photos fall into several groups; null when that is beyond the deepest. */
export function find_parting_zoom(photos: readonly LocatedPhoto[], zoom: number, deepest: number): number | null {
  if (on_one_spot(photos)) return null;
  for (let next = Math.floor(zoom) + 1; next <= deepest; next++) {
    if (group_photos(photos, next).length > 1) return next;
  }
  return null;
}

function heaps_of_spots(photos: readonly LocatedPhoto[], zoom: number): Heap[] {
  const spots = new Map<string, Heap>();
  for (const photo of [...photos].sort((a, b) => a.id - b.id)) {
    const key = `${photo.at.lon} ${photo.at.lat}`;
    const heap = spots.get(key);
    if (heap) heap.photos.push(photo);
    else spots.set(key, { photos: [photo], ...project(photo.at, zoom) });
  }
  return [...spots.values()];
}

/** One pass, largest first: each heap joins the nearest larger one within the radius. */
function merge_near(heaps: readonly Heap[], radius_px: number): Heap[] {
  const kept: Heap[] = [];
  for (const heap of [...heaps].sort(by_size)) {
    const near = find_nearest(kept, heap, radius_px);
    if (near) absorb(near, heap);
    else kept.push({ ...heap, photos: [...heap.photos] });
  }
  return kept;
}

function by_size(a: Heap, b: Heap): number {
  return b.photos.length - a.photos.length || first_id(a) - first_id(b);
}

function find_nearest(heaps: readonly Heap[], to: Pixel, radius_px: number): Heap | null {
  let nearest: Heap | null = null;
  let least = radius_px;
  for (const heap of heaps) {
    const distance = Math.hypot(heap.x - to.x, heap.y - to.y);
    if (distance < least) [nearest, least] = [heap, distance];
  }
  return nearest;
}

function absorb(into: Heap, heap: Heap): void {
  const [n, m] = [into.photos.length, heap.photos.length];
  into.x = (into.x * n + heap.x * m) / (n + m);
  into.y = (into.y * n + heap.y * m) / (n + m);
  into.photos.push(...heap.photos);
}

function to_group(heap: Heap, zoom: number): PhotoGroup {
  const photos = heap.photos.sort((a, b) => a.id - b.id);
  const first = photos[0];
  const at = first !== undefined && on_one_spot(photos) ? first.at : unproject(heap, zoom);
  return { key: photos.map(({ id }) => id).join("-"), at, photos };
}

function first_id(heap: Heap): number {
  return heap.photos.reduce((least, { id }) => Math.min(least, id), Infinity);
}
