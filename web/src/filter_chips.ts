// A filter in words, part by part, each with the filter that remains without it.
import { NO_FILTER, toggle_country } from "./filter.ts";
import type { Filter } from "./filter.ts";
import { country_words, distance_words, month_span_words } from "./words.ts";

export interface Chip {
  readonly key: string;
  readonly words: string;
  /** Number of the essay's colour. */
  readonly essay: string | null;
  readonly without: Filter;
}

export function chips_of(filter: Filter, title_of: (essay: string) => string): Chip[] {
  const { essays, photographer, countries, from, to, undated, within_m, pictures } = filter;
  const chip = (key: string, words: string, without: Partial<Filter>): Chip => ({ key, words, essay: null, without: { ...filter, ...without } });
  return [
    ...essays.map((slug) => ({ ...chip(`essay-${slug}`, title_of(slug), { essays: essays.filter((one) => one !== slug) }), essay: slug })),
    ...(photographer !== null ? [chip("photographer", `by ${photographer}`, { photographer: null })] : []),
    ...countries.map((code) => chip(`country-${code}`, country_words(code) ?? code, toggle_country(filter, code))),
    ...(from !== null || to !== null ? [chip("time", month_span_words(from, to), { from: null, to: null })] : []),
    ...(undated ? [] : [chip("undated", "without the undated", { undated: NO_FILTER.undated })]),
    ...(within_m !== null ? [chip("within", `known within ${distance_words(within_m)}`, { within_m: null })] : []),
    ...(pictures ? [chip("pictures", "with a picture", { pictures: false })] : []),
  ];
}
