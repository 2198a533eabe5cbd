// What a tile of the server holds: photos that stand alone, and clusters of those too near to each other to be told apart.
import type { Bbox, LonLat } from "./geo.ts";
import { array_of, find_number, find_text, number_of, object_of } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { is_located, parse_photo } from "./photo.ts";
import type { LocatedPhoto } from "./photo.ts";
import { local_name } from "./place_names.ts";

export interface Cluster {
  readonly kind: "cluster";
  readonly at: LonLat;
  readonly count: number;
  /** Holds all its photos. */
  readonly box: Bbox;
  /** The zoom at which it parts, which may be beyond the last one; null where its photos are on one spot. */
  readonly expansion_zoom: number | null;
  /** ISO dates, both ends included. */
  readonly taken_start: string | null;
  readonly taken_end: string | null;
  /** The rest is known of photos on one spot. */
  readonly place_name: string | null;
  /** Stands for a wide circle, somewhere in which its photos were taken. */
  readonly is_area: boolean;
  /** Radius of that circle; null: nobody knows. */
  readonly area_m: number | null;
}

/** What a marker needs to know; a tile leaves out the rest, and cuts long captions. */
export interface LonePhoto extends Pick<LocatedPhoto, "id" | "essay" | "at" | "caption" | "place_name" | "country" | "uncertainty_m"> {
  readonly kind: "photo";
}

export type TileFeature = Cluster | LonePhoto;

export function parse_tile(value: unknown): TileFeature[] {
  return array_of(object_of(value, "tile")["features"], "features").map((one) => {
    const feature = object_of(one, "feature");
    const properties = object_of(feature["properties"], "properties");
    return properties["cluster"] === true ? parse_cluster(feature, properties) : parse_lone_photo(feature, properties);
  });
}

/** The same photos on the same spot have the same key at every zoom. */
export function key_of(feature: TileFeature): string {
  return feature.kind === "photo" ? `photo ${feature.id}` : `cluster ${feature.at.lon} ${feature.at.lat} ${feature.count}`;
}

/** Whether a click lists its photos: the map cannot part them. */
export function is_spot({ expansion_zoom }: Cluster, deepest: number): boolean {
  return expansion_zoom === null || expansion_zoom > deepest;
}

/** The marker that a photo at this point is under: its own, else the nearest cluster whose box holds the point. */
export function find_holder(features: readonly TileFeature[], at: LonLat, photo: number | null): TileFeature | null {
  const own = features.find((one) => one.kind === "photo" && one.id === photo);
  if (own) return own;
  const holders = features.filter((one): one is Cluster => one.kind === "cluster" && holds(one.box, at));
  const distance = (one: Cluster): number => Math.hypot(one.at.lon - at.lon, one.at.lat - at.lat);
  return holders.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

function holds({ west, south, east, north }: Bbox, { lon, lat }: LonLat): boolean {
  const grain = 1e-6;  // a position in a tile is rounded
  return lon >= west - grain && lon <= east + grain && lat >= south - grain && lat <= north + grain;
}

function parse_cluster(feature: JsonObject, properties: JsonObject): Cluster {
  const [lon, lat] = array_of(object_of(feature["geometry"], "geometry")["coordinates"], "coordinates");
  const [west, south, east, north] = array_of(feature["bbox"], "bbox");
  return {
    kind: "cluster",
    at: { lon: number_of(lon, "longitude"), lat: number_of(lat, "latitude") },
    count: number_of(properties["point_count"], "point_count"),
    box: { west: number_of(west, "west"), south: number_of(south, "south"), east: number_of(east, "east"), north: number_of(north, "north") },
    expansion_zoom: find_number(properties["expansion_zoom"]),
    taken_start: find_text(properties["taken_start"]),
    taken_end: find_text(properties["taken_end"]),
    place_name: local_name(find_text(properties["place_name"])),
    is_area: find_text(properties["area"]) !== null,
    area_m: parse_area(find_text(properties["area"])),
  };
}

/** Tiles tell it in English only: "somewhere in Almaty, within 15 km". Their `uncertainty_m` is that of the vaguest photo. */
function parse_area(words: string | null): number | null {
  const kilometers = / within (\d+) km/.exec(words ?? "")?.[1];
  return kilometers === undefined ? null : Number(kilometers) * 1000;
}

function parse_lone_photo(feature: JsonObject, properties: JsonObject): LonePhoto {
  const photo = parse_photo(feature);
  if (!is_located(photo)) throw new TypeError("a photo of a tile has no geometry");
  const { id, essay, at, caption, place_name, country, uncertainty_m } = photo;
  const is_cut = properties["caption_cut_at_bytes"] !== undefined;
  return { kind: "photo", id, essay, at, caption: is_cut ? `${caption}…` : caption, place_name: local_name(place_name), country, uncertainty_m };
}
