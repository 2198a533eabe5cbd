// What the layers of vector maps look like: those of OpenMapTiles, Shortbread and Protomaps by name, all others by shape.
import type { Shape, Tag, VectorFeature } from "./vector_tile.ts";

/** In the order of painting. */
export const LOOKS = ["green", "water", "river", "building", "path", "street", "road", "motorway", "border", "area", "line", "dot"] as const;
export type Look = (typeof LOOKS)[number];

type Rule = (kind: string, feature: VectorFeature) => Look | null;

const GREEN = new Set("wood forest grass grassland meadow scrub heath park national_park nature_reserve protected_area garden golf_course cemetery orchard vineyard allotments recreation_ground village_green farmland wetland".split(" "));
const ROADS: Readonly<Record<string, Look>> = {
  motorway: "motorway", trunk: "motorway", highway: "motorway",
  primary: "road", secondary: "road", major_road: "road", medium_road: "road",
  path: "path", track: "path", footway: "path", cycleway: "path", steps: "path", pedestrian: "path", rail: "path",
  ferry: "path", raceway: "path", transit: "path", other: "path",
};

const nothing: Rule = () => null;
const green: Rule = (kind, { shape }) => (shape === "polygon" && GREEN.has(kind) ? "green" : null);
const water: Rule = (_, { shape }) => (shape === "polygon" ? "water" : shape === "line" ? "river" : null);
const building: Rule = (_, { shape }) => (shape === "polygon" ? "building" : null);
const contour: Rule = (_, { shape }) => (shape === "line" ? "path" : null);
const road: Rule = (kind, { shape }) => (shape === "line" ? ROADS[kind] ?? "street" : null);
const border: Rule = (kind, { shape, tags }) => (shape === "line" && (kind === "country" || tags.get("admin_level") === 2) && !is_at_sea(tags.get("maritime")) ? "border" : null);

// Names are written by our own map, in the reader's language; so layers of names show nothing.
const RULES: Readonly<Record<string, Rule>> = {
  // OpenMapTiles: https://openmaptiles.org/schema/
  water, waterway: water, landcover: green, landuse: green, park: (_, { shape }) => (shape === "polygon" ? "green" : null), building, transportation: road, boundary: border,
  contour, hillshade: nothing, globallandcover: nothing, transportation_name: nothing, water_name: nothing, place: nothing, poi: nothing, housenumber: nothing, mountain_peak: nothing, aerodrome_label: nothing, aeroway: nothing,
  // Shortbread: https://shortbread-tiles.org/schema/1.0/
  ocean: water, water_polygons: water, water_lines: water, land: green, sites: green, buildings: building, streets: road, boundaries: border,
  street_polygons: nothing, addresses: nothing, public_transport: nothing, pois: nothing, bridges: nothing, ferries: nothing, aerialways: nothing,
  dam_lines: nothing, dam_polygons: nothing, pier_lines: nothing, pier_polygons: nothing,
  // Protomaps: https://docs.protomaps.com/basemaps/layers
  earth: nothing, natural: green, roads: road, physical_line: water, physical_point: nothing, places: nothing, transit: nothing, mask: nothing,
};
const BY_SHAPE: Readonly<Record<Shape, Look>> = { point: "dot", line: "line", polygon: "area" };
/** Who has these layers shows all land and water, and not only some things on it. */
const WHOLE_MAPS = [["water", "transportation"], ["ocean", "streets"], ["earth", "water"]];

export function look_of(layer: string, feature: VectorFeature): Look | null {
  const rule = Object.hasOwn(RULES, layer) ? RULES[layer] : /_(labels?|names?)$/.test(layer) ? nothing : undefined;
  return rule ? rule(kind_of(feature.tags), feature) : BY_SHAPE[feature.shape];
}

/** Whether what such a map leaves empty is land. */
export function is_whole_map(layers: readonly string[]): boolean {
  return WHOLE_MAPS.some((needed) => needed.every((layer) => layers.includes(layer)));
}

function kind_of(tags: ReadonlyMap<string, Tag>): string {
  return String(tags.get("class") ?? tags.get("kind") ?? tags.get("pmap:kind") ?? "");
}

function is_at_sea(maritime: Tag | undefined): boolean {
  return maritime === true || maritime === 1;
}
