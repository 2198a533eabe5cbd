// What the readers of all formats of layers have in common.
import type { Polygon, Ring } from "./area.ts";
import type { LonLat } from "./geo.ts";
import type { FileFault, Shape } from "./shape.ts";

/** Ends the reading of a file. */
export class Unreadable extends Error {
  constructor(readonly fault: FileFault) {
    super(fault);
    this.name = "Unreadable";
  }
}

/** Geometries within each other. A file with more is made to do harm. */
export const MOST_NESTED = 16;

export interface Parts {
  readonly points: LonLat[];
  readonly lines: LonLat[][];
  readonly polygons: Polygon[];
}

export function no_parts(): Parts {
  return { points: [], lines: [], polygons: [] };
}

/** Throws Unreadable where it is not in degrees. */
export function to_position(lon: number, lat: number): LonLat {
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) throw new Unreadable("broken");
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) throw new Unreadable("degrees");
  return { lon, lat };
}

/** Rings in files end where they begin. Those that are none are left out, a polygon without an outline too. */
export function add_polygon(parts: Parts, rings: readonly (readonly LonLat[])[]): void {
  const [outline, ...holes] = rings.map(open_ring);
  if (outline && outline.length >= 3) parts.polygons.push([outline, ...holes.filter(({ length }) => length >= 3)]);
}

export function to_shape(name: string | null, parts: Parts): Shape[] {
  const lines = parts.lines.filter(({ length }) => length >= 2);
  return parts.points.length + lines.length + parts.polygons.length > 0 ? [{ name: name?.trim() || null, ...parts, lines }] : [];
}

function open_ring(ring: readonly LonLat[]): Ring {
  const [first, last] = [ring[0], ring[ring.length - 1]];
  return first && last && first.lon === last.lon && first.lat === last.lat ? ring.slice(0, -1) : ring;
}
