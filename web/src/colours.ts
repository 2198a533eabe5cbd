// The number of an essay's colour; style.css says which colour it is in each theme.

export const COLOUR_COUNT = 8;

/** Essays take their colours in the order the server lists them; an unknown one gets the last. */
export function essay_colours(slugs: readonly string[]): (essay: string) => number {
  const numbers = new Map(slugs.map((slug, i) => [slug, i % COLOUR_COUNT]));
  return (essay) => numbers.get(essay) ?? COLOUR_COUNT - 1;
}
