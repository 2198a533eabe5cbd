import { DOMParser } from "@xmldom/xmldom";
import { describe, expect, test } from "vitest";
import { read_layer } from "../src/layer_file.ts";

/** As strict as a browser's. */
function parse_xml(text: string): Document {
  const fail = (_: string, message: string): never => { throw new SyntaxError(message); };
  return new DOMParser({ onError: fail }).parseFromString(text, "application/xml") as unknown as Document;
}

const read = (text: string): ReturnType<typeof read_layer> => read_layer(text, parse_xml);
const at = (lon: number, lat: number): { lon: number; lat: number } => ({ lon, lat });
const NOTHING = { name: null, points: [], lines: [], polygons: [] };
const SQUARE = "[[66,39],[68,39],[68,41],[66,39]]";
const kml = (inside: string): string => `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><Placemark><name>Route</name>${inside}</Placemark></Folder></Document></kml>`;
const gpx = (inside: string): string => `<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">${inside}</gpx>`;
const tuples = "<coordinates> 66,39,0 68,39,0\n 68,41 66,39 </coordinates>";

describe("GeoJSON", () => {
  test.each([
    ["a bare geometry", `{"type":"Point","coordinates":[66,39,700]}`, [{ ...NOTHING, points: [at(66, 39)] }]],
    ["a feature, by its name", `{"type":"Feature","properties":{"Name":"Walk"},"geometry":{"type":"LineString","coordinates":[[66,39],[67,40]]}}`, [{ ...NOTHING, name: "Walk", lines: [[at(66, 39), at(67, 40)]] }]],
    ["a polygon, closed", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[${SQUARE}]}}]}`, [{ ...NOTHING, polygons: [[[at(66, 39), at(68, 39), at(68, 41)]]] }]],
    ["several polygons as one shape", `{"type":"MultiPolygon","coordinates":[[${SQUARE}],[${SQUARE}]]}`, [{ ...NOTHING, polygons: [[[at(66, 39), at(68, 39), at(68, 41)]], [[at(66, 39), at(68, 39), at(68, 41)]]] }]],
    ["a collection", `{"type":"GeometryCollection","geometries":[{"type":"MultiPoint","coordinates":[[1,2],[3,4]]},{"type":"MultiLineString","coordinates":[[[1,2],[3,4]]]}]}`, [{ ...NOTHING, points: [at(1, 2), at(3, 4)], lines: [[at(1, 2), at(3, 4)]] }]],
    ["only features with a place", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null},{"type":"Feature","properties":{"name":7},"geometry":{"type":"Point","coordinates":[1,2]}}]}`, [{ ...NOTHING, name: "7", points: [at(1, 2)] }]],
  ])("%s", (_, text, shapes) => expect(read(text)).toEqual(shapes));

  test("may begin with a mark of its byte order", () => expect(read(`\uFEFF{"type":"Point","coordinates":[66,39]}`)).toHaveLength(1));
});

describe("KML", () => {
  test.each([
    ["a point", `<Point>${"<coordinates>66,39,700</coordinates>"}</Point>`, { points: [at(66, 39)] }],
    ["a line", `<LineString>${tuples}</LineString>`, { lines: [[at(66, 39), at(68, 39), at(68, 41), at(66, 39)]] }],
    ["a polygon with a hole", `<Polygon><outerBoundaryIs><LinearRing>${tuples}</LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing>${tuples}</LinearRing></innerBoundaryIs></Polygon>`, { polygons: [[[at(66, 39), at(68, 39), at(68, 41)], [at(66, 39), at(68, 39), at(68, 41)]]] }],
    ["several geometries", `<MultiGeometry><Point><coordinates>1,2</coordinates></Point><MultiGeometry><Point><coordinates>3,4</coordinates></Point></MultiGeometry></MultiGeometry>`, { points: [at(1, 2), at(3, 4)] }],
    ["a track", `<gx:Track xmlns:gx="http://www.google.com/kml/ext/2.2"><gx:coord>66 39 0</gx:coord><gx:coord>67 40 0</gx:coord></gx:Track>`, { lines: [[at(66, 39), at(67, 40)]] }],
  ])("%s", (_, inside, parts) => expect(read(kml(inside))).toEqual([{ ...NOTHING, name: "Route", ...parts }]));
});

describe("GPX", () => {
  test("waypoints, routes, and tracks in segments", () => {
    const text = gpx(`<wpt lat="39" lon="66"><name>Camp</name></wpt>
      <rte><name>Way</name><rtept lat="39" lon="66"/><rtept lat="40" lon="67"/></rte>
      <trk><trkseg><trkpt lat="1" lon="2"/><trkpt lat="3" lon="4"/></trkseg><trkseg><trkpt lat="5" lon="6"/><trkpt lat="7" lon="8"/></trkseg></trk>`);
    expect(read(text)).toEqual([
      { ...NOTHING, name: "Camp", points: [at(66, 39)] },
      { ...NOTHING, name: "Way", lines: [[at(66, 39), at(67, 40)]] },
      { ...NOTHING, lines: [[at(2, 1), at(4, 3)], [at(6, 5), at(8, 7)]] },
    ]);
  });
});

describe("a file is refused that", () => {
  test.each([
    ["is a text", "lon,lat\n1,2", "unknown"],
    ["is JSON of another kind", `{"photos":[]}`, "unknown"],
    ["is XML of another kind", "<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown"],
    ["is empty", "", "unknown"],
    ["breaks off", `{"type":"FeatureCollection","features":[`, "broken"],
    ["breaks off as XML", `<kml><Placemark>`, "broken"],
    ["has a geometry of no kind", `{"type":"Feature","properties":{},"geometry":{"type":"Circle"}}`, "broken"],
    ["has a position of words", `{"type":"Point","coordinates":["66","39"]}`, "broken"],
    ["has no longitude", gpx(`<wpt lat="39"/>`), "broken"],
    ["is in metres", `{"type":"Point","coordinates":[7456000,4780000]}`, "degrees"],
    ["grows by entities of its own", `<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><kml><name>&b;</name></kml>`, "broken"],
    ["asks for other files", `<!DOCTYPE gpx [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx><wpt lat="1" lon="2"><name>&a;</name></wpt></gpx>`, "broken"],
    ["is nested without end", `${`{"type":"GeometryCollection","geometries":[`.repeat(20_000)}${"]}".repeat(20_000)}`, "many"],
    ["has more points than a map bears", JSON.stringify({ type: "MultiPoint", coordinates: Array.from({ length: 200_000 }, (_, i) => [i / 2000, 0]) }), "many"],
    ["holds nothing", `{"type":"FeatureCollection","features":[]}`, "empty"],
    ["holds no place", kml("<description>none</description>"), "empty"],
    ["holds too much", JSON.stringify({ type: "FeatureCollection", features: Array.from({ length: 3001 }, (_, i) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [i / 100, 0] } })) }), "many"],
  ])("%s", (_, text, fault) => expect(read(text)).toBe(fault));
});
