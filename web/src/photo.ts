// What the server says about photos and essays, as values.
import { array_of, find_number, find_text, number_of, object_of, text_of } from "./json.ts";
import type { Bbox, LonLat } from "./geo.ts";
import { say } from "./say.ts";

export interface Candidate {
  readonly place_name: string;
  readonly country: string | null;
  readonly at: LonLat | null;
  readonly uncertainty_m: number | null;
}

export interface Photo {
  readonly id: number;
  readonly essay: string;
  readonly essay_title: string;
  /** Order within the essay. */
  readonly position: number;
  readonly caption: string;
  readonly credit: string | null;
  /** ISO dates, both ends included. */
  readonly taken_start: string | null;
  readonly taken_end: string | null;
  readonly place_id: string | null;
  /** In the reader's language, where the gazetteer has it. */
  readonly place_name: string | null;
  /** As the database has it, where that is another. */
  readonly stored_place_name: string | null;
  /** ISO 3166 code, two of them with a slash for a place on a border. */
  readonly country: string | null;
  /** The circle of this radius holds the true place. */
  readonly uncertainty_m: number | null;
  readonly reason: string | null;
  readonly candidates: readonly Candidate[];
  readonly licence: string | null;
  readonly source_url: string | null;
  readonly image_url: string | null;
  /** Null: nobody knows where. */
  readonly at: LonLat | null;
}

export interface LocatedPhoto extends Photo {
  readonly at: LonLat;
}

export interface Essay {
  readonly slug: string;
  readonly title: string;
  readonly intro: string;
  readonly photo_count: number;
}

export interface Collection {
  readonly title: string;
  /** Another one for each state of the data, and for tiles that the server makes otherwise. */
  readonly version: string;
  /** Null while there is no photo. */
  readonly extent: Bbox | null;
  readonly attribution: readonly string[];
}

export interface Page<T> {
  readonly items: readonly T[];
  /** How many there are on all pages. */
  readonly matched: number;
  /** Where the rest is. */
  readonly next: string | null;
}

const SERVER_TITLE = "Photo essays on a map";

export function is_located(photo: Photo): photo is LocatedPhoto {
  return photo.at !== null;
}

export function parse_photo(value: unknown): Photo {
  const feature = object_of(value, "photo");
  const properties = object_of(feature["properties"], "properties");
  return {
    id: number_of(feature["id"] ?? properties["id"], "id"),
    essay: text_of(properties["essay"], "essay"),
    essay_title: find_text(properties["essay_title"]) ?? text_of(properties["essay"], "essay"),
    position: find_number(properties["position"]) ?? 0,
    caption: text_of(properties["caption"], "caption"),
    credit: find_text(properties["credit"]),
    taken_start: find_text(properties["taken_start"]),
    taken_end: find_text(properties["taken_end"]),
    place_id: find_text(properties["place_id"]),
    place_name: find_text(properties["place_name"]),
    stored_place_name: null,
    country: find_text(properties["country"]),
    uncertainty_m: find_number(properties["uncertainty_m"]),
    reason: find_text(properties["reason"]),
    candidates: array_of(properties["candidates"] ?? [], "candidates").map(parse_candidate),
    licence: find_text(properties["licence"]),
    source_url: find_text(properties["source_url"]),
    image_url: find_text(properties["image_url"]),
    at: parse_point(feature["geometry"]),
  };
}

export function parse_photo_page(value: unknown): Page<Photo> {
  const page = object_of(value, "photos");
  const items = array_of(page["features"], "features").map(parse_photo);
  return { items, matched: find_number(page["numberMatched"]) ?? items.length, next: find_next(page["links"]) };
}

export function parse_essays(value: unknown): Essay[] {
  return array_of(object_of(value, "essays")["features"], "features").map((item) => {
    const feature = object_of(item, "essay");
    const properties = object_of(feature["properties"], "properties");
    const slug = text_of(properties["slug"] ?? feature["id"], "slug");
    return {
      slug,
      title: find_text(properties["title"]) ?? slug,
      intro: find_text(properties["intro"]) ?? "",
      photo_count: find_number(properties["photo_count"]) ?? 0,
    };
  });
}

export function parse_collection(value: unknown): Collection {
  const collection = object_of(value, "collection");
  return {
    title: title_of(find_text(collection["title"])),
    version: text_of(collection["tileVersion"], "tileVersion"),
    extent: parse_extent(collection["extent"]),
    attribution: (find_text(collection["attribution"]) ?? "").split(/[;\n]/).map((line) => line.trim()).filter(Boolean),
  };
}

/** The server's own title is in English; one that somebody else has given stays. */
function title_of(title: string | null): string {
  return title === null || title === SERVER_TITLE ? say("title") : title;
}

function parse_candidate(value: unknown): Candidate {
  const candidate = object_of(value, "candidate");
  const [lon, lat] = [find_number(candidate["lon"]), find_number(candidate["lat"])];
  return {
    place_name: text_of(candidate["place_name"], "place_name"),
    country: find_text(candidate["country"]),
    at: lon === null || lat === null ? null : { lon, lat },
    uncertainty_m: find_number(candidate["uncertainty_m"]),
  };
}

function parse_point(value: unknown): LonLat | null {
  if (value === null || value === undefined) return null;
  const [lon, lat] = array_of(object_of(value, "geometry")["coordinates"], "coordinates");
  return { lon: number_of(lon, "longitude"), lat: number_of(lat, "latitude") };
}

function parse_extent(value: unknown): Bbox | null {
  if (value === null || value === undefined) return null;
  const spatial = object_of(value, "extent")["spatial"];
  if (spatial === null || spatial === undefined) return null;
  const box = object_of(spatial, "spatial")["bbox"];
  const first = Array.isArray(box) ? (box as readonly unknown[])[0] : null;
  if (!Array.isArray(first) || first.length < 4) return null;
  const [west, south, east, north] = (first as readonly unknown[]).map((edge) => number_of(edge, "bbox"));
  return { west: west ?? 0, south: south ?? 0, east: east ?? 0, north: north ?? 0 };
}

function find_next(links: unknown): string | null {
  if (!Array.isArray(links)) return null;
  const found = (links as readonly unknown[]).map((link) => object_of(link, "link")).find((link) => link["rel"] === "next");
  return found ? find_text(found["href"]) : null;
}
