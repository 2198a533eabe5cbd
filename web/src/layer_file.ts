// A file of the reader's own as shapes, whichever of the formats it is in. Told by its content: names of files mislead.
import { read_geojson } from "./layer_geojson.ts";
import { Unreadable } from "./layer_parts.ts";
import { read_xml } from "./layer_xml.ts";
import type { FileFault, Shape } from "./shape.ts";

const MOST_SHAPES = 3000;
const MOST_POSITIONS = 300_000;
/** Each is an element of its own on the map. */
const MOST_POINTS = 5000;

/** `parse_xml` throws where the text is no XML. */
export function read_layer(text: string, parse_xml: (text: string) => Document = parse_document): readonly Shape[] | FileFault {
  try {
    const shapes = read(text.trim(), parse_xml);
    if (shapes.length === 0) return "empty";
    const points = shapes.reduce((sum, shape) => sum + shape.points.length, 0);
    return shapes.length > MOST_SHAPES || points > MOST_POINTS || positions_of(shapes) > MOST_POSITIONS ? "many" : shapes;
  } catch (error) {
    if (error instanceof Unreadable) return error.fault;
    throw error;
  }
}

function read(text: string, parse_xml: (text: string) => Document): Shape[] {
  if (text.startsWith("{")) return read_geojson(text);
  if (!text.startsWith("<")) throw new Unreadable("unknown");
  // Entities of its own are how a small XML becomes a huge one. Neither format needs them.
  if (/<!ENTITY/i.test(text)) throw new Unreadable("broken");
  let document: Document;
  try {
    document = parse_xml(text);
  } catch {
    throw new Unreadable("broken");
  }
  return read_xml(document);
}

function parse_document(text: string): Document {
  const document = new DOMParser().parseFromString(text, "application/xml");
  if (document.getElementsByTagName("parsererror").length > 0) throw new SyntaxError("no XML");
  return document;
}

function positions_of(shapes: readonly Shape[]): number {
  return shapes.reduce((sum, { points, lines, polygons }) => sum + points.length + [...lines, ...polygons.flat()].reduce((all, { length }) => all + length, 0), 0);
}
