// Cuts shapes and labels into the tiles of one level. The format is read by src/basemap_tile.ts.
import geojsonvt from "geojson-vt";

const BUFFER_PX_OF_256 = 4;

/** {x0, x1, y0, y1} of the tiles that touch a box of degrees, ends included. */
export function tile_range([west, south, east, north], depth) {
  const side = 2 ** depth;
  const clamp = (n) => Math.min(side - 1, Math.max(0, Math.floor(n)));
  return {
    x0: clamp(((west + 180) / 360) * side), x1: clamp(((east + 180) / 360) * side),
    y0: clamp(mercator_y(north) * side), y1: clamp(mercator_y(south) * side),
  };
}

/** The box of degrees that whole tiles cover. */
export function range_box({ x0, x1, y0, y1 }, depth) {
  const side = 2 ** depth;
  const lon = (x) => (x / side) * 360 - 180;
  const lat = (y) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / side))) * 180) / Math.PI;
  return [lon(x0), lat(y1 + 1), lon(x1 + 1), lat(y0)];
}

function mercator_y(lat) {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** Yields {x, y, tile} for every tile of the range, also the empty ones: the page never asks for what is not there. */
export function* cut_tiles({ land, borders, rivers, labels }, { depth, extent }, range) {
  const cut = (features) => geojsonvt(
    { type: "FeatureCollection", features },
    { maxZoom: depth, indexMaxZoom: Math.min(depth, 5), tolerance: 0, extent, buffer: (extent * BUFFER_PX_OF_256) / 256 },
  );
  const land_index = cut(land.map(({ country, polygons }) => shape("MultiPolygon", polygons, { country })));
  const border_index = cut([{ type: "Feature", properties: {}, geometry: borders }]);
  const river_index = cut(rivers.map((geometry) => ({ type: "Feature", properties: {}, geometry })));
  const label_rows = labels_by_tile(labels, depth, extent);
  for (let y = range.y0; y <= range.y1; y++) {
    for (let x = range.x0; x <= range.x1; x++) {
      const tile = {
        land: by_country(features_of(land_index, depth, x, y)),
        borders: paths_of(features_of(border_index, depth, x, y)),
        rivers: paths_of(features_of(river_index, depth, x, y)),
        labels: label_rows.get(`${x}/${y}`) ?? [],
      };
      yield { x, y, tile };
    }
  }
}

const shape = (type, coordinates, properties) => ({ type: "Feature", properties, geometry: { type, coordinates } });

const features_of = (index, z, x, y) => index.getTile(z, x, y)?.features ?? [];

const paths_of = (features) => features.flatMap(({ geometry }) => geometry.map(encode_path)).filter((path) => path.length > 2);

function by_country(features) {
  const rings = {};
  for (const { tags, geometry } of features) {
    const paths = geometry.map(encode_path).filter((path) => path.length > 6);
    if (paths.length) (rings[tags.country] ??= []).push(...paths);
  }
  return rings;
}

/** [x, y, dx, dy, dx, dy, ...] without repeated points. */
function encode_path(points) {
  const path = [];
  let [x, y] = [0, 0];
  points.forEach(([px, py], i) => {
    if (i > 0 && px === x && py === y) return;
    path.push(px - x, py - y);
    [x, y] = [px, py];
  });
  return path;
}

function labels_by_tile(labels, depth, extent) {
  const side = 2 ** depth;
  const rows = new Map();
  for (const { name, lon, lat, kind, from_zoom, to_zoom, id } of labels) {
    const [u, v] = [((lon + 180) / 360) * side, mercator_y(lat) * side];
    const [x, y] = [Math.floor(u), Math.floor(v)];
    const key = `${x}/${y}`;
    if (!rows.has(key)) rows.set(key, []);
    rows.get(key).push([name, Math.round((u - x) * extent), Math.round((v - y) * extent), kind, from_zoom, to_zoom, ...(id === undefined ? [] : [id])]);
  }
  return rows;
}
