// An area of the map, inside which photos are asked for: as values, and as the server wants it told.
import type { Bbox, LonLat } from "./geo.ts";

/** Three corners or more; the first is not told again at the end. */
export type Ring = readonly LonLat[];
/** The outline, then the holes. */
export type Polygon = readonly [Ring, ...Ring[]];

export interface Area {
  /** Of the reader's own file; null: drawn by hand. */
  readonly name: string | null;
  readonly polygons: readonly Polygon[];
}

/** With more, an address would be too long for some servers and proxies. */
export const MOST_CORNERS = 200;
const DIGITS = 5;

/** A metre, so that what is checked, kept in the address and asked for is the same. */
export function rounded({ lon, lat }: LonLat): LonLat {
  return { lon: Number(lon.toFixed(DIGITS)), lat: Number(lat.toFixed(DIGITS)) };
}

/** A condition in CQL2. */
export function area_condition({ polygons }: Area): string {
  const ring = (corners: Ring): string => `(${[...corners, ...corners.slice(0, 1)].map(({ lon, lat }) => `${lon} ${lat}`).join(",")})`;
  const texts = polygons.map((rings) => `(${rings.map(ring).join(",")})`);
  return `S_INTERSECTS(geometry,${texts.length === 1 ? `POLYGON${texts[0] ?? ""}` : `MULTIPOLYGON(${texts.join(",")})`})`;
}

/** Sides are straight in degrees, as the server has them. */
export function is_inside({ lon, lat }: LonLat, { polygons }: Area): boolean {
  return polygons.some((rings) => rings.reduce((odd, ring) => odd !== is_in_ring(lon, lat, ring), false));
}

/** The box in two where it crosses the antimeridian. */
export function area_of_box({ west, south, east, north }: Bbox): Area {
  const [from, to] = west <= east ? [[west], [east]] : [[west, -180], [180, east]];
  const polygons = from.map((left, i): Polygon => {
    const right = to[i] ?? 180;
    return [[[left, south], [right, south], [right, north], [left, north]].map(([lon = 0, lat = 0]) => ({ lon, lat }))];
  });
  return { name: null, polygons };
}

export function corners_of(polygons: readonly (readonly Ring[])[]): number {
  return polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
}

/** Of points that do not cross the antimeridian; null where there are none. */
export function box_of(points: Iterable<LonLat>): Bbox | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { lon, lat } of points) {
    [west, east] = [Math.min(west, lon), Math.max(east, lon)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  return west <= east ? { west, south, east, north } : null;
}

function is_in_ring(lon: number, lat: number, ring: Ring): boolean {
  let inside = false;
  ring.forEach((a, i) => {
    const b = ring[(i + ring.length - 1) % ring.length] ?? a;
    if (a.lat > lat !== b.lat > lat && lon < ((b.lon - a.lon) * (lat - a.lat)) / (b.lat - a.lat) + a.lon) inside = !inside;
  });
  return inside;
}
