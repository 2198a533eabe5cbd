// Web Mercator in plain numbers: degrees, longitude first; pixels of a zoom with 256 px for the world at zoom 0.

export interface LonLat {
  readonly lon: number;
  readonly lat: number;
}

/** Degrees. West greater than east crosses the antimeridian. */
export interface Bbox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

export interface TileId {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

const TILE_PX = 256;
const MAX_LAT = 85.0511287798;
const EARTH_EQUATOR_M = 40_075_016.686;

export function project({ lon, lat }: LonLat, zoom: number): Pixel {
  const side = TILE_PX * 2 ** zoom;
  const sine = Math.sin((clamp(lat, -MAX_LAT, MAX_LAT) * Math.PI) / 180);
  return {
    x: ((lon + 180) / 360) * side,
    y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * side,
  };
}

export function unproject({ x, y }: Pixel, zoom: number): LonLat {
  const side = TILE_PX * 2 ** zoom;
  return {
    lon: (x / side) * 360 - 180,
    lat: (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / side))) * 180) / Math.PI,
  };
}

/** The middle as it is seen on the map. */
export function middle_of({ west, south, east, north }: Bbox): LonLat {
  const [first, last] = [project({ lon: west, lat: north }, 0), project({ lon: east, lat: south }, 0)];
  return unproject({ x: (first.x + last.x) / 2, y: (first.y + last.y) / 2 }, 0);
}

/** Ground metres under one pixel. */
export function meters_per_pixel(lat: number, zoom: number): number {
  return (EARTH_EQUATOR_M * Math.cos((lat * Math.PI) / 180)) / (TILE_PX * 2 ** zoom);
}

/** Along the surface of a sphere. */
export function distance_m(a: LonLat, b: LonLat): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const across = Math.sin(radians(b.lon - a.lon) / 2) ** 2 * Math.cos(radians(a.lat)) * Math.cos(radians(b.lat));
  return (EARTH_EQUATOR_M / Math.PI) * Math.asin(Math.min(1, Math.sqrt(Math.sin(radians(b.lat - a.lat) / 2) ** 2 + across)));
}

/** Holds the circle of this radius. */
export function box_around({ lon, lat }: LonLat, radius_m: number): Bbox {
  const high = (radius_m / EARTH_EQUATOR_M) * 360;
  const farthest = Math.abs(lat) + high;
  const wide = high / Math.cos((farthest * Math.PI) / 180);
  if (farthest >= 89 || wide >= 180) return { west: -180, south: clamp(lat - high, -90, 90), east: 180, north: clamp(lat + high, -90, 90) };
  return { west: wrap(lon - wide + 180, 360) - 180, south: clamp(lat - high, -90, 90), east: wrap(lon + wide + 180, 360) - 180, north: clamp(lat + high, -90, 90) };
}

/** The tiles of one zoom that touch a box, row by row, each once. */
export function tiles_in_box(box: Bbox, z: number): TileId[] {
  const side = 2 ** z;
  const east = box.east < box.west ? box.east + 360 : box.east;
  const from = tile_floor(project({ lon: box.west, lat: box.north }, z));
  const to = tile_floor(project({ lon: east, lat: box.south }, z));
  const columns = Math.min(side, to.x - from.x + 1);
  const tiles: TileId[] = [];
  for (let y = clamp(from.y, 0, side - 1); y <= clamp(to.y, 0, side - 1); y++) {
    for (let i = 0; i < columns; i++) tiles.push({ z, x: wrap(from.x + i, side), y });
  }
  return tiles;
}

/** The north-west corner of a tile, and the whole of it. */
export function tile_corner({ z, x, y }: TileId): LonLat {
  return unproject({ x: x * TILE_PX, y: y * TILE_PX }, z);
}

export function tile_box({ z, x, y }: TileId): Bbox {
  const [first, last] = [tile_corner({ z, x, y }), tile_corner({ z, x: x + 1, y: y + 1 })];
  return { west: first.lon, south: last.lat, east: last.lon, north: first.lat };
}

/** The closest zoom at which a circle of this radius fits into a square of so many pixels. */
export function zoom_for_circle(lat: number, radius_m: number, size_px: number): number {
  const wanted = (2 * radius_m) / size_px;
  return Math.floor(Math.log2(meters_per_pixel(lat, 0) / wanted));
}

export function wrap(n: number, side: number): number {
  return ((n % side) + side) % side;
}

export function clamp(n: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, n));
}

function tile_floor({ x, y }: Pixel): Pixel {
  return { x: Math.floor(x / TILE_PX), y: Math.floor(y / TILE_PX) };
}
