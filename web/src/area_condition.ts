// Finds the area within a condition in CQL2, where the condition is about one. A pure reader of text.
import { area_of_box } from "./area.ts";
import type { Polygon, Ring } from "./area.ts";

export interface ReadCondition {
  readonly polygons: readonly Polygon[];
  /** The condition that holds beside it. */
  readonly rest: string | null;
}

type Positions = readonly (readonly number[])[];

const START = /^\s*S_INTERSECTS\s*\(\s*"?geometry"?\s*,\s*(MULTIPOLYGON|POLYGON|BBOX)\s*(?=\()/i;

/** "S_INTERSECTS(geometry,POLYGON(…))", and what follows it after AND in brackets; null for all else. */
export function parse_area_condition(text: string): ReadCondition | null {
  const start = START.exec(text);
  if (!start) return null;
  const shape = bracketed(text.slice(start[0].length));
  const after = /^\s*\)(?:\s*|\s*AND\s*(\(.*\))\s*)$/is.exec(text.slice(start[0].length + (shape?.length ?? 0)));
  const polygons = shape === null ? null : read_shape(start[1]?.toUpperCase() ?? "", shape);
  if (!after || !polygons) return null;
  const rest = after[1] ?? null;
  if (rest !== null && bracketed(rest) !== rest) return null;
  return { polygons, rest: rest?.slice(1, -1).trim() ?? null };
}

/** From the bracket at its beginning to the one that closes it; brackets in quotes are none. */
function bracketed(text: string): string | null {
  let [depth, quote] = [0, ""];
  for (const [i, char] of [...text].entries()) {
    if (quote !== "") quote = char === quote ? "" : quote;
    else if (char === "'" || char === "\"") quote = char;
    else if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return [...text].slice(0, i + 1).join("");
  }
  return null;
}

function read_shape(kind: string, text: string): Polygon[] | null {
  if (kind === "BBOX") return read_box(text);
  const values = read_positions(text);
  const polygons = (kind === "POLYGON" ? [values] : Array.isArray(values) ? values : [null]).map(to_polygon);
  const whole = polygons.filter((polygon) => polygon !== null);
  return whole.length > 0 && whole.length === polygons.length ? whole : null;
}

/** Brackets and numbers of WKT are nearly those of JSON. */
function read_positions(text: string): unknown {
  if (!/^[\d\s.,()eE+-]*$/.test(text)) return null;
  const pairs = text.replace(/([^\s,()]+)\s+([^\s,()]+)/g, "[$1,$2]").replaceAll("(", "[").replaceAll(")", "]");
  try {
    return JSON.parse(pairs);
  } catch {
    return null;
  }
}

function read_box(text: string): Polygon[] | null {
  const edges = read_positions(text);
  if (!Array.isArray(edges) || edges.length !== 4 || !edges.every((edge) => typeof edge === "number")) return null;
  const [west, south, east, north] = edges as [number, number, number, number];
  return west === east || south >= north ? null : [...area_of_box({ west, south, east, north }).polygons];
}

function to_polygon(value: unknown): Polygon | null {
  const rings = Array.isArray(value) ? value.map(to_ring) : [];
  const [outline, ...holes] = rings.filter((ring) => ring !== null);
  return outline && holes.length === rings.length - 1 ? [outline, ...holes] : null;
}

/** Closed, as WKT has it; ours are told without the last corner. */
function to_ring(value: unknown): Ring | null {
  if (!Array.isArray(value) || !value.every((at) => Array.isArray(at) && at.length === 2 && at.every((n) => typeof n === "number"))) return null;
  const corners = (value as Positions).map(([lon = NaN, lat = NaN]) => ({ lon, lat }));
  const [first, last] = [corners[0], corners[corners.length - 1]];
  const whole = corners.length >= 4 && first?.lon === last?.lon && first?.lat === last?.lat && corners.every(({ lon, lat }) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90);
  return whole ? corners.slice(0, -1) : null;
}
