// A filter in words, part by part, each with the filter that remains without it.
import { month_span_words } from "./date_words.ts";
import { NO_FILTER, toggle_country } from "./filter.ts";
import type { Filter } from "./filter.ts";
import { say } from "./say.ts";
import { country_words, distance_words } from "./words.ts";

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
    ...(photographer !== null ? [chip("photographer", say("chip_photographer", { name: photographer }), { photographer: null })] : []),
    ...countries.map((code) => chip(`country-${code}`, country_words(code) ?? code, toggle_country(filter, code))),
    ...(from !== null || to !== null ? [chip("time", month_span_words(from, to), { from: null, to: null })] : []),
    ...(undated ? [] : [chip("undated", say("chip_undated"), { undated: NO_FILTER.undated })]),
    ...(within_m !== null ? [chip("within", say("chip_within", { distance: distance_words(within_m) }), { within_m: null })] : []),
    ...(pictures ? [chip("pictures", say("chip_pictures"), { pictures: false })] : []),
  ];
}
