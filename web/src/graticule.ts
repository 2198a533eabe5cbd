// The net of meridians and parallels: where towns are few, it says how far things are apart.
import type { Bbox } from "./geo.ts";

export interface GraticuleLines {
  /** Degrees. */
  readonly meridians: readonly number[];
  readonly parallels: readonly number[];
}

const FROM_ZOOM = 9;
const MINUTES: readonly number[] = [30, 20, 10, 5, 2, 1, 0.5, 0.5, 0.5];

/** Minutes of arc between two lines; null where the map has enough else to hold on to. */
export function graticule_step(zoom: number): number | null {
  return zoom < FROM_ZOOM ? null : (MINUTES[zoom - FROM_ZOOM] ?? 0.5);
}

export function graticule_lines({ west, south, east, north }: Bbox, zoom: number): GraticuleLines {
  const step = graticule_step(zoom);
  if (step === null) return { meridians: [], parallels: [] };
  return { meridians: multiples(west, east < west ? east + 360 : east, step / 60), parallels: multiples(south, north, step / 60) };
}

/** "39°40′", with seconds only where they are not nought. */
export function degree_words(degrees: number): string {
  const seconds = Math.round(Math.abs(degrees) * 3600);
  const [whole, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${whole}°${two(minutes)}′${rest ? `${two(rest)}″` : ""}`;
}

function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  return Array.from({ length: Math.max(0, Math.floor(to / step + 1e-9) - first + 1) }, (_, i) => (first + i) * step);
}
