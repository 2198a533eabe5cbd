// Paints one basemap tile, or a part of it, on a canvas.
import type { BasemapTile, Path } from "./basemap_tile.ts";

export interface BasemapColours {
  readonly water: string;
  readonly shore: string;
  readonly land: string;
  readonly border: string;
  readonly river: string;
  readonly graticule: string;
}

/** Where the stored tile's corner lies and how large it is drawn, in pixels of the canvas. */
export interface Placement {
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

/** Where the lines of the graticule cross the canvas, in its pixels. */
export interface Graticule {
  readonly meridians: readonly number[];
  readonly parallels: readonly number[];
}

/** Water, then land with its shore line outside, graticule, rivers, borders. `px` is one CSS pixel. */
export function paint_basemap(canvas: CanvasRenderingContext2D, tile: BasemapTile, place: Placement, graticule: Graticule, colours: BasemapColours, px: number): void {
  const { width, height } = canvas.canvas;
  canvas.fillStyle = colours.water;
  canvas.fillRect(0, 0, width, height);
  canvas.save();
  canvas.lineJoin = "round";
  const scale = place.size / tile.extent;
  const outline = (paths: readonly Path[], closed: boolean): Path2D => path_of(paths, place, scale, closed);
  const land = [...tile.land.values()].map((rings) => outline(rings, true));
  stroke(canvas, land, colours.shore, 3 * px);
  canvas.fillStyle = colours.land;
  for (const country of land) canvas.fill(country, "evenodd");
  stroke(canvas, land, colours.land, 0.6 * px);
  paint_graticule(canvas, graticule, colours.graticule, px);
  stroke(canvas, [outline(tile.rivers, false)], colours.river, 1.1 * px);
  canvas.setLineDash([5 * px, 2.5 * px]);
  stroke(canvas, [outline(tile.borders, false)], colours.border, 1.1 * px);
  canvas.restore();
}

function paint_graticule(canvas: CanvasRenderingContext2D, { meridians, parallels }: Graticule, colour: string, px: number): void {
  const { width, height } = canvas.canvas;
  canvas.fillStyle = colour;
  for (const x of meridians) canvas.fillRect(Math.round(x), 0, px, height);
  for (const y of parallels) canvas.fillRect(0, Math.round(y), width, px);
}

function stroke(canvas: CanvasRenderingContext2D, paths: readonly Path2D[], colour: string, width: number): void {
  canvas.strokeStyle = colour;
  canvas.lineWidth = width;
  for (const path of paths) canvas.stroke(path);
}

function path_of(paths: readonly Path[], { left, top }: Placement, scale: number, closed: boolean): Path2D {
  const drawn = new Path2D();
  for (const path of paths) {
    let [x, y] = [path[0] ?? 0, path[1] ?? 0];
    drawn.moveTo(left + x * scale, top + y * scale);
    for (let i = 2; i < path.length; i += 2) {
      x += path[i] ?? 0;
      y += path[i + 1] ?? 0;
      drawn.lineTo(left + x * scale, top + y * scale);
    }
    if (closed) drawn.closePath();
  }
  return drawn;
}
