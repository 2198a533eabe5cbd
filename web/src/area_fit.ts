// Makes an area one that can be asked for: in its bounds, with few corners, and with sides that do not cross.
import { corners_of, MOST_CORNERS, rounded } from "./area.ts";
import type { Polygon, Ring } from "./area.ts";
import { project, unproject } from "./geo.ts";
import type { LonLat } from "./geo.ts";
import type { AreaFault, FittedArea } from "./shape.ts";

/** More take too long. */
const MOST_SIMPLIFIED = 20_000;
const FIRST_TOLERANCE = 1 / 4000;
const GROWTH = 1.5;
const MOST_TRIES = 24;
/** A side drawn on the map is straight there, not in degrees; in pieces so high the two hardly differ. */
const PIECE_DEGREES = 2;
const ZOOM_OF_PIXELS = 20;

export function fit_area(polygons: readonly Polygon[]): FittedArea | AreaFault {
  if (corners_of(polygons) > MOST_SIMPLIFIED) return "fine";
  const in_world = polygons.map(into_world);
  if (in_world.flat().some(crosses_antimeridian)) return "antimeridian";
  const told = in_world.map((rings) => rings.map(tidy));
  const few = corners_of(told) <= MOST_CORNERS;
  // Two halves that turn against each other have no area together, so this is asked first.
  if (few && told.some(has_crossing_sides)) return "crosses";
  const exact = to_polygons(told);
  if (!exact.length) return "flat";
  if (few) return { polygons: exact, simplified: false };
  return simplify(exact);
}

/** What was drawn by hand, with corners between along its long sides. */
export function drawn_ring(corners: Ring): Ring {
  return corners.flatMap((from, i) => {
    const to = corners[(i + 1) % corners.length] ?? from;
    const pieces = Math.min(8, Math.max(1, Math.ceil(Math.abs(to.lat - from.lat) / PIECE_DEGREES)));
    if (from.lon === to.lon) return [from];
    const [a, b] = [project(from, ZOOM_OF_PIXELS), project(to, ZOOM_OF_PIXELS)];
    return Array.from({ length: pieces }, (_, k) => (k === 0 ? from : unproject({ x: a.x + ((b.x - a.x) * k) / pieces, y: a.y + ((b.y - a.y) * k) / pieces }, ZOOM_OF_PIXELS)));
  });
}

/** A map that was moved around the world tells longitudes beyond 180. */
function into_world(polygon: Polygon): Ring[] {
  const middle = polygon[0].reduce((sum, { lon }) => sum + lon, 0) / polygon[0].length;
  const turns = Math.round(middle / 360) * 360;
  return polygon.map((ring) => ring.map(({ lon, lat }) => rounded({ lon: lon - turns, lat })));
}

/** Sides are never longer than half the world. */
function crosses_antimeridian(ring: Ring): boolean {
  return ring.some(({ lon }, i) => Math.abs(lon) > 180 || (Math.abs(lon - (ring[(i + 1) % ring.length]?.lon ?? lon)) > 180 && !is_along_edge(ring)));
}

/** A ring around the whole world has long sides and crosses nothing. */
function is_along_edge(ring: Ring): boolean {
  return ring.some(({ lon }) => lon === 180) && ring.some(({ lon }) => lon === -180);
}

function simplify(exact: readonly Polygon[]): FittedArea | AreaFault {
  const outlines = exact.flatMap(([outline]) => outline);
  const spread = (values: readonly number[]): number => values.reduce((most, one) => Math.max(most, one), -Infinity) - values.reduce((least, one) => Math.min(least, one), Infinity);
  const size = Math.max(spread(outlines.map(({ lon }) => lon)), spread(outlines.map(({ lat }) => lat)));
  let crossed = false;
  for (let i = 0; i < MOST_TRIES; i++) {
    const tolerance = size * FIRST_TOLERANCE * GROWTH ** i;
    const polygons = to_polygons(exact.map((rings) => rings.map((ring) => tidy(without_small_bends(ring, tolerance)))));
    if (!polygons.length || corners_of(polygons) > MOST_CORNERS) continue;
    crossed = polygons.some(has_crossing_sides);
    if (!crossed) return { polygons, simplified: true };
  }
  return crossed ? "crosses" : "fine";
}

/** Douglas and Peucker's, from the corner that is farthest from the first. */
function without_small_bends(ring: Ring, tolerance: number): Ring {
  const [first] = ring;
  if (!first) return ring;
  const far = ring.reduce((best, corner, i) => (length2(first, corner) > length2(first, ring[best] ?? first) ? i : best), 0);
  const closed = [...ring, first];
  const kept = new Set([0, far]);
  const open: [number, number][] = [[0, far], [far, ring.length]];
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    const [a, b] = [closed[from] ?? first, closed[to] ?? first];
    let [worst, distance] = [-1, tolerance * tolerance];
    for (let i = from + 1; i < to; i++) {
      const away = distance2(closed[i] ?? first, a, b);
      if (away > distance) [worst, distance] = [i, away];
    }
    if (worst < 0) continue;
    kept.add(worst);
    open.push([from, worst], [worst, to]);
  }
  return ring.filter((_, i) => kept.has(i));
}

/** Rounded, and each corner once. */
function tidy(ring: Ring): Ring {
  const corners = ring.map(rounded);
  return corners.filter(({ lon, lat }, i) => {
    const before = corners[(i + corners.length - 1) % corners.length];
    return before?.lon !== lon || before.lat !== lat;
  });
}

/** Without rings that have no inside. */
function to_polygons(polygons: readonly (readonly Ring[])[]): Polygon[] {
  const has_inside = (ring: Ring): boolean => ring.length >= 3 && Math.abs(ring.reduce((sum, corner, i) => sum + side(ring[0] ?? corner, corner, ring[i + 1] ?? corner), 0)) > 1e-12;
  return polygons.flatMap(([outline, ...holes]): Polygon[] => (outline && has_inside(outline) ? [[outline, ...holes.filter(has_inside)]] : []));
}

/** As the server looks at it. */
function has_crossing_sides(polygon: readonly Ring[]): boolean {
  const sides = polygon.flatMap((ring) => ring.map((from, i) => [from, ring[(i + 1) % ring.length] ?? from] as const));
  return sides.some(([a, b], i) => sides.slice(i + 1).some(([c, d]) => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0));
}

function side(a: LonLat, b: LonLat, c: LonLat): number {
  return (b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon);
}

function length2(a: LonLat, b: LonLat): number {
  return (a.lon - b.lon) ** 2 + (a.lat - b.lat) ** 2;
}

/** Of a point from a stretch of line. */
function distance2(point: LonLat, a: LonLat, b: LonLat): number {
  const length = length2(a, b);
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((point.lon - a.lon) * (b.lon - a.lon) + (point.lat - a.lat) * (b.lat - a.lat)) / length));
  return length2(point, { lon: a.lon + along * (b.lon - a.lon), lat: a.lat + along * (b.lat - a.lat) });
}
