// The steps of a story: 0 is the intro, then one for each photo.
import { clamp } from "./geo.ts";
import type { Photo } from "./photo.ts";

export type Move = "next" | "previous" | "first" | "last";

/** Keys that a text taller than the window needs to be read first. */
export const SCROLL_KEYS: readonly string[] = ["ArrowDown", "ArrowUp", "PageDown", "PageUp"];

/** Of longer essays only the steps near the current one hold their text. */
const MOST_WHOLE = 200;
const NEAR = 8;

const MOVES: Readonly<Record<string, Move>> = {
  ArrowRight: "next", ArrowDown: "next", PageDown: "next", j: "next",
  ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous", k: "previous",
  Home: "first", End: "last",
};

export function move_of(key: string): Move | null {
  return MOVES[key] ?? null;
}

export function step_after(step: number, move: Move, photos: number): number {
  const wanted = { next: step + 1, previous: step - 1, first: 0, last: photos }[move];
  return clamp(wanted, 0, photos);
}

/** The steps whose text is there while `step` is read. */
export function is_filled(step: number, at: number, photos: number): boolean {
  return photos <= MOST_WHOLE || step === 0 || Math.abs(step - at) <= NEAR;
}

/** The first and the last day of all that are dated. */
export function span_of(photos: readonly Pick<Photo, "taken_start" | "taken_end">[]): { readonly start: string; readonly end: string } | null {
  const starts = photos.map(({ taken_start }) => taken_start).filter((day) => day !== null).sort();
  const ends = photos.map(({ taken_end }) => taken_end).filter((day) => day !== null).sort();
  const [start, end] = [starts[0], ends.at(-1)];
  return start === undefined || end === undefined ? null : { start, end };
}

/** Each once, in the order in which they come. */
export function credits_of(photos: readonly Pick<Photo, "credit">[]): string[] {
  return [...new Set(photos.map(({ credit }) => credit).filter((credit) => credit !== null))];
}
