// A filter in words, part by part, each with the filter that remains without it.
import { month_span_words } from "./date_words.ts";
import { NO_FILTER, toggle_country, without_others } from "./filter.ts";
import type { Filter } from "./filter.ts";
import { value_of } from "./filter_parameters.ts";
import { list_words, say } from "./say.ts";
import { country_words, distance_words } from "./words.ts";

export interface Chip {
  readonly key: string;
  readonly words: string;
  /** Number of the essay's colour. */
  readonly essay: string | null;
  readonly without: Filter;
}

/** What essays and places are called, by slug and id. */
export interface Names {
  readonly essay: (slug: string) => string;
  readonly place: (id: string) => string;
}

/** Parameters that mean something only together. */
const TOGETHER = [["filter", "filter-lang", "filter-crs"], ["bbox", "bbox-crs", "uncertainty"]];

export function chips_of(filter: Filter, names: Names): Chip[] {
  const { essays, photographer, countries, places, from, to, undated, within_m, pictures, words, area } = filter;
  const chip = (key: string, text: string, without: Partial<Filter>): Chip => ({ key, words: text, essay: null, without: { ...filter, ...without } });
  return [
    ...(words !== null ? [chip("words", say("chip_words", { text: words }), { words: null })] : []),
    ...places.map((id) => chip(`place-${id}`, say("chip_place", { name: names.place(id) }), { places: places.filter((one) => one !== id) })),
    ...essays.map((slug) => ({ ...chip(`essay-${slug}`, names.essay(slug), { essays: essays.filter((one) => one !== slug) }), essay: slug })),
    ...(photographer !== null ? [chip("photographer", say("chip_photographer", { name: photographer }), { photographer: null })] : []),
    ...countries.map((code) => chip(`country-${code}`, country_words(code) ?? code, toggle_country(filter, code))),
    ...(from !== null || to !== null ? [chip("time", month_span_words(from, to), { from: null, to: null })] : []),
    ...(undated ? [] : [chip("undated", say("chip_undated"), { undated: NO_FILTER.undated })]),
    ...(within_m !== null ? [chip("within", say("chip_within", { distance: distance_words(within_m) }), { within_m: null })] : []),
    ...(pictures ? [chip("pictures", say("chip_pictures"), { pictures: false })] : []),
    ...(area !== null ? [chip("area", area.name === null ? say("chip_area") : say("chip_area_named", { name: area.name }), { area: null })] : []),
    ...chips_of_others(filter, chip),
  ];
}

/** What has no control on the page is told as the server calls it. */
function chips_of_others(filter: Filter, chip: (key: string, words: string, without: Partial<Filter>) => Chip): Chip[] {
  const groups = new Map(filter.others.map(([name]) => [(TOGETHER.find((names) => names.includes(name)) ?? [name])[0] ?? name, TOGETHER.find((names) => names.includes(name)) ?? [name]]));
  return [...groups].map(([key, names]) => chip(key, words_of(filter, names), without_others(filter, ...names)));
}

function words_of(filter: Filter, [name = "", ...more]: readonly string[]): string {
  const value = value_of(filter, name);
  if (value !== null && name === "ids") return say("chip_ids", { n: value.split(",").length });
  if (value !== null && name === "filter") return say("chip_condition", { text: value });
  if (value !== null && name === "bbox" && value_of(filter, "uncertainty") === "touches") return say("chip_touching", { box: value });
  const told = filter.others.filter(([one]) => one === name || more.includes(one));
  return list_words(told.map(([one, text]) => say("chip_other", { name: one, value: text })));
}
