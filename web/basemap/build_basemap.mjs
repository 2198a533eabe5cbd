// Builds the offline basemap: one small JSON file per tile and level, from npm data alone.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build_labels } from "./labels.mjs";
import { build_topology, clip_countries, simplify_land } from "./shapes.mjs";
import { read_countries, read_rivers } from "./sources.mjs";
import { cut_tiles, range_box, tile_range } from "./tiles.mjs";
import { TRANSLATED, translation_files } from "./translations.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const WORLD = [-180, -85.05, 180, 85.05];
export const { region, levels } = JSON.parse(fs.readFileSync(path.join(here, "levels.json"), "utf8"));

/** The directory of the built basemap, built only when its inputs have changed; safe for two builds at once. */
export async function ensure_basemap(log = () => {}) {
  const kept = path.join(here, "../node_modules/.cache/photomap-basemap");
  const out = path.join(kept, inputs_hash());
  if (fs.existsSync(out)) return out;
  fs.rmSync(kept, { recursive: true, force: true });
  const started = path.join(here, `../node_modules/.cache/photomap-basemap-${process.pid}`);
  await build_basemap(started, log);
  fs.mkdirSync(kept, { recursive: true });
  if (fs.existsSync(out)) fs.rmSync(started, { recursive: true });
  else fs.renameSync(started, out);
  return out;
}

async function build_basemap(out, log) {
  if (!translation_files().length) log("basemap: no translations of GeoNames; install libgeonames-common for names of towns in other languages than English");
  const rivers = await read_rivers();
  const labels = build_labels();
  const shown = new Map();
  const sources = {
    world: await load_world(log),
    region: await load_region(log),
  };
  for (const [i, level] of levels.entries()) {
    const next = levels[i + 1];
    const range = level_range(level);
    const shapes = {
      ...simplify_land(sources[level.source], level.sharp_at),
      rivers: level.depth < 8 ? rivers : [],
      labels: labels.filter((label) => visible_at(label, level, next)),
    };
    const tiles = [...cut_tiles(shapes, level, range)];
    const bytes = write_tiles(out, level, tiles);
    for (const { tile } of tiles) for (const row of tile.labels) shown.set(row[6], null);
    log(`basemap level ${level.depth}: ${Math.round(bytes / 1024)} KB`);
  }
  for (const language of TRANSLATED) write_names(out, language, labels.filter(({ id, names }) => shown.has(id) && names?.[language]));
}

/** The names that the tiles show, by their ids, in a file for each language. */
function write_names(out, language, labels) {
  const names = Object.fromEntries(labels.map(({ id, names }) => [id, names[language]]));
  fs.writeFileSync(path.join(out, `names.${language}.json`), JSON.stringify(names));
}

async function load_world(log) {
  log("basemap: reading the world's coasts and borders");
  return build_topology(await read_countries("1km"));
}

async function load_region(log) {
  log("basemap: reading the region's borders");
  const coarsest = levels.find(({ source }) => source === "region");
  const [west, south, east, north] = range_box(level_range(coarsest), coarsest.depth);
  const box = [west - 1, south - 1, east + 1, north + 1];
  return build_topology(clip_countries(await read_countries("10m"), box));
}

/** Tiles of a level; outside the region the page stretches the deepest level that covers the world. */
export function level_range({ source, depth }) {
  return tile_range(source === "world" ? WORLD : region, depth);
}

function visible_at(label, level, next) {
  const last_zoom = next ? next.from_zoom - 1 : 22;
  const stretched = next && next.source !== level.source;
  return label.to_zoom >= level.from_zoom && (label.from_zoom <= last_zoom || (stretched && label.from_zoom <= 8));
}

function write_tiles(out, level, tiles) {
  let bytes = 0;
  for (const { x, y, tile } of tiles) {
    const dir = path.join(out, String(level.depth), String(x));
    fs.mkdirSync(dir, { recursive: true });
    const text = JSON.stringify(tile);
    bytes += text.length;
    fs.writeFileSync(path.join(dir, `${y}.json`), text);
  }
  return bytes;
}

function inputs_hash() {
  const hash = crypto.createHash("sha256");
  const scripts = fs.readdirSync(here).filter((name) => name !== "credits.json").sort().map((name) => path.join(here, name));
  for (const file of scripts) hash.update(fs.readFileSync(file));
  hash.update(JSON.stringify(JSON.parse(fs.readFileSync(path.join(here, "../package.json"), "utf8")).devDependencies));
  for (const file of translation_files()) hash.update(`${file} ${fs.statSync(file).size}`);
  return hash.digest("hex").slice(0, 8).toUpperCase();
}
