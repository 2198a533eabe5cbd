// Paints a tile of a vector map, or a part of it, on a canvas.
import type { Placement } from "./basemap_paint.ts";
import { LOOKS, look_of } from "./vector_look.ts";
import type { Look } from "./vector_look.ts";
import type { VectorFeature, VectorLayer } from "./vector_tile.ts";

export type VectorColours = Readonly<Record<"land" | "water" | "river" | "green" | "building" | "road" | "road-edge" | "border" | "thing", string>>;

export interface VectorPaint {
  readonly colours: VectorColours;
  readonly zoom: number;
  /** Pixels of the canvas in one of CSS. */
  readonly px: number;
  /** Whether what the tile leaves empty is land, and not our own map. */
  readonly whole: boolean;
}

/** In pixels of CSS at zoom 12, and how much wider at each further one. */
const WIDTHS: Readonly<Partial<Record<Look, readonly [number, number]>>> = {
  river: [1.1, 1.2], path: [0.6, 1.15], street: [1, 1.5], road: [1.9, 1.4], motorway: [2.8, 1.35], border: [1.2, 1], line: [1.2, 1.1],
};
const WIDEST = 16;
const DOT_RADIUS = 2.5;

export function paint_vector_tile(canvas: CanvasRenderingContext2D, layers: readonly VectorLayer[], place: Placement, paint: VectorPaint): void {
  const paths = collect_paths(layers, place, paint.px);
  canvas.lineJoin = canvas.lineCap = "round";
  if (paint.whole) {
    canvas.fillStyle = paint.colours.land;
    canvas.fillRect(0, 0, canvas.canvas.width, canvas.canvas.height);
  }
  for (const [look, path] of paths) PAINTERS[look](canvas, path, paint, look);
}

/** How wide a line is drawn, in pixels of CSS. */
export function line_width(look: Look, zoom: number): number {
  const [width, factor] = WIDTHS[look] ?? [1, 1];
  return Math.min(WIDEST, Math.max(0.5, width * factor ** (zoom - 12)));
}

type Painter = (canvas: CanvasRenderingContext2D, path: Path2D, paint: VectorPaint, look: Look) => void;

const fill = (name: keyof VectorColours): Painter => (canvas, path, { colours }) => {
  canvas.fillStyle = colours[name];
  canvas.fill(path);
};

const line = (name: keyof VectorColours): Painter => (canvas, path, { colours, px, zoom }, look) =>
  stroke(canvas, path, colours[name], line_width(look, zoom) * px);

const road: Painter = (canvas, path, paint, look) => {
  const width = line_width(look, paint.zoom) * paint.px;
  stroke(canvas, path, paint.colours["road-edge"], width + 1.4 * paint.px);
  stroke(canvas, path, paint.colours.road, width);
};

const dashed: Painter = (canvas, path, { colours, px, zoom }, look) => {
  canvas.setLineDash([5 * px, 3.5 * px]);
  stroke(canvas, path, colours.border, line_width(look, zoom) * px);
  canvas.setLineDash([]);
};

const area: Painter = (canvas, path, { colours, px }) => {
  canvas.globalAlpha = 0.14;
  canvas.fillStyle = colours.thing;
  canvas.fill(path);
  canvas.globalAlpha = 1;
  stroke(canvas, path, colours.thing, px);
};

const PAINTERS: Readonly<Record<Look, Painter>> = {
  green: fill("green"), water: fill("water"), river: line("river"), building: fill("building"), path: line("road-edge"), street: road, road, motorway: road,
  border: dashed, area, line: line("thing"), dot: fill("thing"),
};

function stroke(canvas: CanvasRenderingContext2D, path: Path2D, colour: string, width: number): void {
  canvas.strokeStyle = colour;
  canvas.lineWidth = width;
  canvas.stroke(path);
}

/** One path for all that looks alike, in the order of painting. */
function collect_paths(layers: readonly VectorLayer[], place: Placement, px: number): [Look, Path2D][] {
  const paths = new Map<Look, Path2D>();
  for (const { name, extent, features } of layers) {
    for (const feature of features) {
      const look = look_of(name, feature);
      if (look === null) continue;
      const path = paths.get(look) ?? new Path2D();
      paths.set(look, path);
      add_to_path(path, feature, place, place.size / extent, px);
    }
  }
  return LOOKS.flatMap((look): [Look, Path2D][] => { const path = paths.get(look); return path ? [[look, path]] : []; });
}

function add_to_path(drawn: Path2D, { shape, paths }: VectorFeature, { left, top }: Placement, scale: number, px: number): void {
  for (const path of paths) {
    for (let i = 0; i + 1 < path.length; i += 2) {
      const [x, y] = [left + (path[i] ?? 0) * scale, top + (path[i + 1] ?? 0) * scale];
      if (shape === "point") drawn.moveTo(x + DOT_RADIUS * px, y), drawn.arc(x, y, DOT_RADIUS * px, 0, 2 * Math.PI);
      else if (i === 0) drawn.moveTo(x, y);
      else drawn.lineTo(x, y);
    }
    if (shape === "polygon") drawn.closePath();
  }
}
