// node server.mjs FILE.csv: supercluster behind Node's own HTTP server, under photomap's paths. Loads the photos into
// memory, then prints its address; ends on SIGTERM.
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { gzipSync } from "node:zlib";
import Supercluster from "supercluster";
import vtpbf from "vt-pbf";

const MAX_ZOOM = 16;
const CELL = /(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/gy;

// The cells of a line of CSV; no cell of the benchmark's holds a line end.
function cells(line) {
  const row = [];
  CELL.lastIndex = 0;
  while (CELL.lastIndex < line.length) {
    const [, quoted, plain] = CELL.exec(line);
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
  }
  return row;
}

async function loadPhotos(file) {
  const photos = [];
  let names;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (!names) {
      names = cells(line);
      continue;
    }
    const row = cells(line);
    const { lon, lat, ...properties } = Object.fromEntries(names.map((name, i) => [name, row[i] || null]));
    properties.id = photos.length + 1;
    photos.push({ type: "Feature", geometry: { type: "Point", coordinates: [Number(lon), Number(lat)] }, properties });
  }
  return photos;
}

// Clusters as wide as photomap's are apart: 60 px of a tile of 256.
const index = new Supercluster({ radius: 60, extent: 256, maxZoom: MAX_ZOOM });
index.load(await loadPhotos(process.argv[2]));

function degrees(zoom, x, y) {
  const side = 2 ** zoom;
  return [(x / side) * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / side))) * 180) / Math.PI];
}

function tileAsVector(zoom, x, y) {
  const tile = index.getTile(zoom, x, y) ?? { features: [] };
  return Buffer.from(vtpbf.fromGeojsonVt({ photos: tile }, { version: 2, extent: 256 }));
}

function asCollection(features) {
  return Buffer.from(JSON.stringify({ type: "FeatureCollection", features }));
}

function tileAsGeojson(zoom, x, y) {
  const [west, north] = degrees(zoom, x, y);
  const [east, south] = degrees(zoom, x + 1, y + 1);
  return asCollection(index.getClusters([west, south, east, north], zoom));
}

function body(target) {
  const url = new URL(target, "http://localhost");
  const tile = /^\/tiles\/(\d+)\/(\d+)\/(\d+)\.(mvt|geojson)$/.exec(url.pathname);
  if (tile) {
    const [zoom, x, y] = tile.slice(1, 4).map(Number);
    return tile[4] === "mvt" ? tileAsVector(zoom, x, y) : tileAsGeojson(zoom, x, y);
  }
  const box = url.searchParams.get("bbox")?.split(",").map(Number);
  return asCollection(index.getClusters(box, MAX_ZOOM + 1).slice(0, Number(url.searchParams.get("limit"))));
}

const server = createServer((request, response) => {
  let bytes = body(request.url);
  const headers = {};
  if (/\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) {
    bytes = gzipSync(bytes);
    headers["Content-Encoding"] = "gzip";
  }
  response.writeHead(200, { ...headers, "Content-Length": bytes.length });
  response.end(bytes);
});
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));
