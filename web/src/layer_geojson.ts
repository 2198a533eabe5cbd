// Shapes of a GeoJSON text (RFC 7946).
import type { LonLat } from "./geo.ts";
import { add_polygon, MOST_NESTED, no_parts, to_position, to_shape, Unreadable } from "./layer_parts.ts";
import type { Parts } from "./layer_parts.ts";
import type { Shape } from "./shape.ts";

type Member = Readonly<Record<string, unknown>>;

const GEOMETRIES = ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"];
const NAMES = ["name", "Name", "NAME", "title", "label"];

/** Throws Unreadable. */
export function read_geojson(text: string): Shape[] {
  const root = member(parse(text));
  if (root["type"] === "FeatureCollection") return list(root["features"]).flatMap((feature) => read_feature(member(feature)));
  if (root["type"] === "Feature") return read_feature(root);
  if (!GEOMETRIES.includes(String(root["type"]))) throw new Unreadable("unknown");
  return read_feature({ geometry: root });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable("broken");
  }
}

function read_feature({ geometry, properties }: Member): Shape[] {
  const parts = no_parts();
  if (geometry !== null) add_geometry(parts, member(geometry));
  const told = properties === null || properties === undefined ? {} : member(properties);
  const name = NAMES.map((key) => told[key]).find((value) => typeof value === "string" || typeof value === "number");
  return to_shape(name === undefined ? null : String(name), parts);
}

function add_geometry(parts: Parts, { type, coordinates, geometries }: Member, depth = 0): void {
  if (depth > MOST_NESTED) throw new Unreadable("many");
  switch (type) {
    case "Point": parts.points.push(position(coordinates)); break;
    case "MultiPoint": positions(coordinates).forEach((at) => parts.points.push(at)); break;
    case "LineString": parts.lines.push(positions(coordinates)); break;
    case "MultiLineString": list(coordinates).forEach((line) => parts.lines.push(positions(line))); break;
    case "Polygon": add_polygon(parts, list(coordinates).map(positions)); break;
    case "MultiPolygon": list(coordinates).forEach((rings) => add_polygon(parts, list(rings).map(positions))); break;
    case "GeometryCollection": list(geometries).forEach((one) => add_geometry(parts, member(one), depth + 1)); break;
    default: throw new Unreadable("broken");
  }
}

function positions(value: unknown): LonLat[] {
  return list(value).map(position);
}

function position(value: unknown): LonLat {
  const [lon, lat] = list(value);
  if (typeof lon !== "number" || typeof lat !== "number") throw new Unreadable("broken");
  return to_position(lon, lat);
}

function member(value: unknown): Member {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Unreadable("broken");
  return value as Member;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Unreadable("broken");
  return value;
}
