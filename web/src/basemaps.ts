// The maps that can lie beneath the photos: our own, the operator's, and OpenStreetMap's.
import { array_of, find_number, find_text, object_of, text_of } from "./json.ts";
import type { Bbox, LonLat } from "./geo.ts";

export type BasemapKind = "own" | "operator" | "osm";

export interface CreditPart {
  readonly text: string;
  readonly href: string | null;
}

/** A map over our own. */
export interface OtherMap {
  readonly name: string;
  readonly form: "pictures" | "vector";
  /** Names of the layers of a vector map, as far as it tells them. */
  readonly vector_layers: readonly string[];
  /** With {z}, {x} and {y}. */
  readonly tiles: string;
  readonly credit: readonly CreditPart[];
  readonly min_zoom: number;
  readonly max_zoom: number;
  /** Null: the whole world. */
  readonly box: Bbox | null;
}

export const OPENSTREETMAP: OtherMap = {
  name: "OpenStreetMap", form: "pictures", vector_layers: [],
  tiles: "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
  credit: [{ text: "© OpenStreetMap", href: "https://www.openstreetmap.org/copyright" }],
  min_zoom: 0, max_zoom: 19, box: null,
};

const KEY = "photomap.basemap";
const KINDS: readonly BasemapKind[] = ["own", "operator", "osm"];

/** What this server says of its operator's map. Its tiles stay on our own server, whatever host the answer names. */
export function parse_tilejson(value: unknown): OtherMap {
  const json = object_of(value, "basemap");
  const [tiles] = array_of(json["tiles"], "tiles");
  const bounds = Array.isArray(json["bounds"]) ? json["bounds"].map(find_number) : [];
  const [west, south, east, north] = bounds;
  const known = typeof west === "number" && typeof south === "number" && typeof east === "number" && typeof north === "number";
  return {
    name: text_of(json["name"], "name"),
    form: json["format"] === "pbf" ? "vector" : "pictures",
    vector_layers: Array.isArray(json["vector_layers"]) ? json["vector_layers"].flatMap((layer) => find_text(object_of(layer, "vector layer")["id"]) ?? []) : [],
    tiles: text_of(tiles, "tiles").replace(/^https?:\/\/[^/]+/, ""),
    credit: parse_credit(find_text(json["attribution"]) ?? ""),
    min_zoom: find_number(json["minzoom"]) ?? 0,
    max_zoom: find_number(json["maxzoom"]) ?? 22,
    box: known ? { west, south, east, north } : null,
  };
}

/** An attribution is text or simple HTML; of that, links to the web and the text are kept, and nothing is ever parsed as HTML. */
export function parse_credit(html: string): CreditPart[] {
  const parts: CreditPart[] = [];
  const add = (text: string, href: string | null): void => {
    const plain = plain_text(text);
    if (plain !== "") parts.push({ text: plain, href });
  };
  let end = 0;
  for (const found of html.matchAll(/<a\s[^>]*?href\s*=\s*["'](https?:\/\/[^"']+)["'][^>]*>(.*?)<\/a>/gis)) {
    add(html.slice(end, found.index), null);
    add(found[2] ?? "", plain_text(found[1] ?? ""));
    end = found.index + found[0].length;
  }
  add(html.slice(end), null);
  return parts;
}

/** Whether the map writes names at this point, so that those of our own would stand twice. Vector maps are drawn without. */
export function covers({ form, box, min_zoom }: OtherMap, { lon, lat }: LonLat, zoom: number): boolean {
  if (form === "vector" || zoom < min_zoom) return false;
  if (box === null) return true;
  const within = box.west <= box.east ? lon >= box.west && lon <= box.east : lon >= box.west || lon <= box.east;
  return within && lat >= box.south && lat <= box.north;
}

/** The reader's choice, else the operator's map where there is one. OpenStreetMap's only where this reader has chosen it. */
export function choose_basemap(kept: BasemapKind | null, has_operators: boolean): BasemapKind {
  if (kept === "operator" && !has_operators) return "own";
  return kept ?? (has_operators ? "operator" : "own");
}

// Kept by the browser and never in the address: a link that somebody shares must not have another reader's browser ask
// OpenStreetMap's servers, which then see who looks at what.
export function load_kept_basemap(): BasemapKind | null {
  try {
    return KINDS.find((kind) => kind === localStorage.getItem(KEY)) ?? null;
  } catch {
    return null;  // storage is closed to us
  }
}

export function keep_basemap(kind: BasemapKind): void {
  try {
    localStorage.setItem(KEY, kind);
  } catch {
    // Then it holds for this visit.
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", copy: "©", nbsp: " " };

function plain_text(html: string): string {
  return html.replace(/<[^>]*>/g, "").replace(/&(?:#(\d{1,6})|(\w+));/g, (entity, code: string | undefined, name: string | undefined) =>
    code !== undefined ? String.fromCodePoint(Number(code)) : ENTITIES[name ?? ""] ?? entity);
}
