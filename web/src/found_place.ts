// What the search for places finds, as values and in words.
import type { Bbox, LonLat } from "./geo.ts";
import { array_of, find_text, number_of, object_of, text_of } from "./json.ts";
import { find_words, list_words } from "./say.ts";

export interface FoundPlace {
  /** In the gazetteer, and where photos are there, in the database; null for what is no place of either. */
  readonly id: string | null;
  readonly name: string;
  /** What it is and what contains it: "city, Samarqand Region, Uzbekistan". */
  readonly where: string;
  readonly at: LonLat;
  readonly box: Bbox | null;
}

export function parse_found(value: unknown): FoundPlace[] {
  return array_of(object_of(value, "answer")["features"], "features").map((one) => {
    const feature = object_of(one, "place");
    const properties = object_of(feature["properties"], "properties");
    const [lon, lat] = array_of(object_of(feature["geometry"], "geometry")["coordinates"], "coordinates");
    const name = text_of(properties["name"], "name");
    const kind = find_words(`kind_${find_text(properties["osm_value"]) ?? ""}`);
    const around = ["district", "city", "county", "state", "country"].map((level) => find_text(properties[level])).filter((part) => part !== null && part !== name);
    return {
      id: find_text(properties["photomap_id"]), name, where: list_words([...new Set([kind, ...around])].filter((part) => part !== null)),
      at: { lon: number_of(lon, "longitude"), lat: number_of(lat, "latitude") }, box: parse_extent(properties["extent"]),
    };
  });
}

/** Photon has the north before the south. */
function parse_extent(value: unknown): Bbox | null {
  if (!Array.isArray(value) || value.length !== 4) return null;
  const [west, north, east, south] = (value as readonly unknown[]).map((edge) => number_of(edge, "extent"));
  return west === undefined || north === undefined || east === undefined || south === undefined ? null : { west, south, east, north };
}
