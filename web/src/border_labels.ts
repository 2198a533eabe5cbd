// Where to write whose land it is, when several countries share the screen.
import type { LonLat, Pixel } from "./geo.ts";

export interface Sample extends Pixel {
  readonly at: LonLat;
  readonly country: string;
}

const COLUMNS = 9;
const ROWS = 7;
const DEEP_ENOUGH_PX = 240;

/** Points spread evenly over the screen, none on its edge. */
export function sample_grid(width: number, height: number): Pixel[] {
  return Array.from({ length: COLUMNS * ROWS }, (_, i) => ({
    x: (((i % COLUMNS) + 1) / (COLUMNS + 1)) * width,
    y: ((Math.floor(i / COLUMNS) + 1) / (ROWS + 1)) * height,
  }));
}

/** For each country a sample well inside it, near the middle of the screen; none while one country fills it. */
export function country_anchors(samples: readonly Sample[]): Sample[] {
  const countries = new Set(samples.map(({ country }) => country));
  if (countries.size < 2) return [];
  const middle = middle_of(samples);
  return [...countries].flatMap((country) => {
    const foreign = samples.filter((sample) => sample.country !== country);
    const own = samples.filter((sample) => sample.country === country);
    const scores = own.map((one) => Math.min(DEEP_ENOUGH_PX, nearest_px(one, foreign)) - distance_px(one, middle) / 4);
    const best = own[scores.indexOf(Math.max(...scores))];
    return best ? [best] : [];
  });
}

function nearest_px(from: Pixel, others: readonly Pixel[]): number {
  return Math.min(...others.map((other) => distance_px(from, other)));
}

function distance_px(a: Pixel, b: Pixel): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle_of(pixels: readonly Pixel[]): Pixel {
  const sum = pixels.reduce(({ x, y }, one) => ({ x: x + one.x, y: y + one.y }), { x: 0, y: 0 });
  return { x: sum.x / pixels.length, y: sum.y / pixels.length };
}
