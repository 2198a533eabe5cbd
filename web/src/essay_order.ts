// Which of very many essays are listed: what is chosen or open, then what is in sight, then the rest.
import type { Counts } from "./counts.ts";
import type { Essay } from "./photo.ts";

export const ESSAYS_AT_ONCE = 100;

/** All of them, as they come, where they are no more than `most`. */
export function listed_essays(essays: readonly Essay[], chosen: readonly string[], counts: Counts | null, most: number): readonly Essay[] {
  if (essays.length <= most) return essays;
  const first = new Set(chosen);
  const seen = new Set(counts?.essays.map(({ value }) => value));
  const rank = ({ slug }: Essay): number => (first.has(slug) ? 0 : seen.has(slug) ? 1 : 2);
  return [0, 1, 2].flatMap((wanted) => essays.filter((essay) => rank(essay) === wanted)).slice(0, most);
}
