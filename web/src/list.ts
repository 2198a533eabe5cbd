// The order of the list of photos, and its pages.
import { is_located } from "./photo.ts";
import type { Photo } from "./photo.ts";
import { compare_words } from "./say.ts";

export const SORTS = ["essay", "date", "place", "precision"] as const;
export type ListSort = (typeof SORTS)[number];

export const PAGE_LENGTH = 50;

export function parse_sort(text: string | null): ListSort | null {
  return SORTS.find((sort) => sort === text) ?? null;
}

/** What is not known comes last. */
export function sorted_photos(photos: readonly Photo[], sort: ListSort): Photo[] {
  const text = (a: string | null, b: string | null): number => (a === b ? 0 : a === null ? 1 : b === null ? -1 : compare_words(a, b));
  const by_essay = (a: Photo, b: Photo): number => text(a.essay_title, b.essay_title) || a.position - b.position || a.id - b.id;
  const orders: Readonly<Record<ListSort, (a: Photo, b: Photo) => number>> = {
    essay: by_essay,
    date: (a, b) => text(a.taken_start ?? a.taken_end, b.taken_start ?? b.taken_end),
    place: (a, b) => text(a.country, b.country) || text(a.place_name, b.place_name),
    precision: (a, b) => meters_of(a) - meters_of(b),
  };
  return [...photos].sort((a, b) => orders[sort](a, b) || by_essay(a, b));
}

export function page_count(photos: number): number {
  return Math.max(1, Math.ceil(photos / PAGE_LENGTH));
}

function meters_of(photo: Photo): number {
  return is_located(photo) && photo.uncertainty_m !== null ? photo.uncertainty_m : Number.MAX_VALUE;
}
