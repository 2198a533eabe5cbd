// Shapes of a document in KML 2 or GPX 1. Elements are known by their local names, as files differ in their namespaces.
import type { LonLat } from "./geo.ts";
import { add_polygon, MOST_NESTED, no_parts, to_position, to_shape, Unreadable } from "./layer_parts.ts";
import type { Parts } from "./layer_parts.ts";
import type { Shape } from "./shape.ts";

/** Throws Unreadable. */
export function read_xml(document: Document): Shape[] {
  const root = document.documentElement;
  if (root?.localName === "kml") return Array.from(root.getElementsByTagNameNS("*", "Placemark")).flatMap(read_placemark);
  if (root?.localName === "gpx") return read_gpx(root);
  throw new Unreadable("unknown");
}

function read_placemark(placemark: Element): Shape[] {
  const parts = no_parts();
  children(placemark).forEach((child) => add_kml(parts, child));
  return to_shape(text_of(placemark, "name"), parts);
}

function add_kml(parts: Parts, element: Element, depth = 0): void {
  if (depth > MOST_NESTED) throw new Unreadable("many");
  switch (element.localName) {
    case "Point": coordinates(element).forEach((at) => parts.points.push(at)); break;
    case "LineString":
    case "LinearRing": parts.lines.push(coordinates(element)); break;
    case "Polygon": add_polygon(parts, ["outerBoundaryIs", "innerBoundaryIs"].flatMap((side) => children(element, side)).flatMap((side) => children(side, "LinearRing")).map(coordinates)); break;
    case "Track": parts.lines.push(children(element, "coord").map((coord) => to_lon_lat(words(coord)))); break;
    case "MultiGeometry":
    case "MultiTrack": children(element).forEach((child) => add_kml(parts, child, depth + 1)); break;
  }
}

/** "lon,lat,height lon,lat" */
function coordinates(element: Element): LonLat[] {
  return children(element, "coordinates").flatMap(words).map((tuple) => to_lon_lat(tuple.split(",")));
}

function read_gpx(root: Element): Shape[] {
  const waypoints = children(root, "wpt").map((point) => ({ named: point, parts: { ...no_parts(), points: [gpx_position(point)] } }));
  const routes = children(root, "rte").map((route) => ({ named: route, parts: { ...no_parts(), lines: [children(route, "rtept").map(gpx_position)] } }));
  const tracks = children(root, "trk").map((track) => ({ named: track, parts: { ...no_parts(), lines: children(track, "trkseg").map((segment) => children(segment, "trkpt").map(gpx_position)) } }));
  return [...waypoints, ...routes, ...tracks].flatMap(({ named, parts }) => to_shape(text_of(named, "name"), parts));
}

function gpx_position(point: Element): LonLat {
  return to_lon_lat([point.getAttribute("lon") ?? "", point.getAttribute("lat") ?? ""]);
}

function to_lon_lat([lon = "", lat = ""]: readonly string[]): LonLat {
  return to_position(lon.trim() === "" ? NaN : Number(lon), lat.trim() === "" ? NaN : Number(lat));
}

function words(element: Element): string[] {
  return (element.textContent ?? "").split(/\s+/).filter(Boolean);
}

function text_of(parent: Element, name: string): string | null {
  return children(parent, name)[0]?.textContent ?? null;
}

/** By childNodes, which every DOM has. */
function children(parent: Element, name?: string): Element[] {
  const elements = Array.from(parent.childNodes).filter((node): node is Element => node.nodeType === 1);
  return name === undefined ? elements : elements.filter(({ localName }) => localName === name);
}
