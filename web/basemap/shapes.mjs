// Plane geometry of the basemap: clip to a box, share borders, simplify. No files.
import { topology } from "topojson-server";
import { feature, mesh } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

const TILE_PX = 256;

/** One ring cut to a box (Sutherland-Hodgman); empty when nothing is left. */
export function clip_ring(ring, [west, south, east, north]) {
  const sides = [
    { axis: 0, bound: west, keep: 1 }, { axis: 0, bound: east, keep: -1 },
    { axis: 1, bound: south, keep: 1 }, { axis: 1, bound: north, keep: -1 },
  ];
  const kept = sides.reduce(clip_side, ring.slice(0, -1));
  return kept.length < 3 ? [] : [...kept, kept[0]];
}

function clip_side(points, { axis, bound, keep }) {
  const kept = [];
  const inside = (point) => (point[axis] - bound) * keep >= 0;
  points.forEach((point, i) => {
    const before = points[(i || points.length) - 1];
    if (inside(point) !== inside(before)) kept.push(crossing(before, point, axis, bound));
    if (inside(point)) kept.push(point);
  });
  return kept;
}

/** The same point whichever end it is asked from, so that two countries keep one border. */
function crossing(a, b, axis, bound) {
  const [from, to] = a[axis] < b[axis] ? [a, b] : [b, a];
  const part = (bound - from[axis]) / (to[axis] - from[axis]);
  const other = from[1 - axis] + part * (to[1 - axis] - from[1 - axis]);
  return axis === 0 ? [bound, other] : [other, bound];
}

export function clip_countries(countries, box) {
  return countries
    .map(({ country, polygons }) => ({ country, polygons: clip_polygons(polygons, box) }))
    .filter(({ polygons }) => polygons.length > 0);
}

function clip_polygons(polygons, box) {
  return polygons
    .filter(([outer]) => touches(outer, box))
    .map((rings) => rings.map((ring) => clip_ring(ring, box)).filter((ring) => ring.length > 3))
    .filter((rings) => rings.length > 0);
}

function touches(ring, [west, south, east, north]) {
  let [w, s, e, n] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of ring) {
    if (lon < w) w = lon;
    if (lon > e) e = lon;
    if (lat < s) s = lat;
    if (lat > n) n = lat;
  }
  return w <= east && e >= west && s <= north && n >= south;
}

/** Countries as one topology, so that neighbours stay neighbours when simplified. */
export function build_topology(countries) {
  const geometries = countries.map(({ country, polygons }) => ({
    type: "Feature", properties: { country }, geometry: { type: "MultiPolygon", coordinates: polygons },
  }));
  const joined = topology({ land: { type: "FeatureCollection", features: geometries } });
  return presimplify(joined, mercator_triangle);
}

/** Area of a triangle of degrees, in squares of the whole Web Mercator world. */
function mercator_triangle([[ax, ay], [bx, by], [cx, cy]]) {
  const area = Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
  return area / (360 * 360 * Math.max(0.02, Math.cos((by * Math.PI) / 180)));
}

/** Land and land borders as they look at a zoom: detail under a pixel is gone. */
export function simplify_land(prepared, zoom) {
  const square_px = (1 / (TILE_PX * 2 ** zoom)) ** 2;
  const simple = simplify(prepared, square_px * 0.7);
  const land = feature(simple, simple.objects.land).features
    .map(({ properties, geometry }) => ({
      country: properties.country,
      polygons: drop_specks(geometry.coordinates, square_px * 6).map(round_ponds),
    }))
    .filter(({ polygons }) => polygons.length > 0);
  return { land, borders: mesh(simple, simple.objects.land, (a, b) => a !== b) };
}

function drop_specks(polygons, smallest) {
  return polygons
    .map((rings) => rings.filter((ring) => ring_area(ring) >= smallest))
    .filter((rings, i) => rings.length > 0 && rings[0] === polygons[i][0]);
}

/** Lakes of three or four corners are crumbs of rivers: left out. Those of a few more get rounded corners. */
function round_ponds([outer, ...lakes]) {
  return [outer, ...lakes.filter((ring) => ring.length > 5).map((ring) => (ring.length < 40 ? round_corners(round_corners(ring)) : ring))];
}

/** Cuts every corner at a quarter of its sides (Chaikin). */
function round_corners(ring) {
  const part = (a, b, t) => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
  const rounded = ring.slice(1).flatMap((point, i) => [part(ring[i], point, 0.25), part(ring[i], point, 0.75)]);
  return [...rounded, rounded[0]];
}

export function ring_area(ring) {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  const lat = ring.length ? ring[0][1] : 0;
  return Math.abs(twice) / 2 / (360 * 360 * Math.max(0.02, Math.cos((lat * Math.PI) / 180)));
}
