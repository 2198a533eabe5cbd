// A filter as the server's parameters. The page's own address has the same, so that it can be asked of every route.
import { area_condition, area_of_box } from "./area.ts";
import { parse_area_condition } from "./area_condition.ts";
import { first_day, last_day, NO_FILTER, sorted, without_others } from "./filter.ts";
import type { Filter, Parameter } from "./filter.ts";
import type { Bbox } from "./geo.ts";

/** What the server filters by, in the order of addresses. A test holds this against its own list. */
export const FILTER_PARAMETERS: readonly string[] = [
  "essay", "photographer", "country", "place", "datetime", "dated", "max-uncertainty", "has-image", "q", "ids", "bbox", "bbox-crs", "uncertainty",
  "filter", "filter-lang", "filter-crs",
  "id", "essay_title", "position", "caption", "credit", "taken_start", "taken_end", "place_id", "place_name", "uncertainty_m", "confidence", "reason",
  "corrected", "corrected_by", "corrected_at", "correction_note", "licence", "source_url", "image_url",
];

const AREA_NAME = "area-name";
const LONGEST_NAME = 80;

export function is_filtering(filter: Filter): boolean {
  return parameters_of(filter).length > 0;
}

/** From the address. What the page cannot read goes on to the server, which says what is wrong with it. */
export function parse_filter(query: URLSearchParams): Filter {
  const given = as_parameters(query);
  const others: Parameter[] = [];
  let filter = NO_FILTER;
  for (const [name, value] of given) {
    const once = given.filter(([other]) => other === name).length === 1;
    const part = once ? (READERS[name]?.(value) ?? null) : null;
    if (part) filter = { ...filter, ...part };
    else others.push([name, value]);
  }
  return read_area({ ...filter, others: in_order(others) }, query.get(AREA_NAME));
}

/** Parts of an address, always in the same order. */
export function format_filter(filter: Filter): string[] {
  const name = filter.area?.name ?? null;
  return [...parameters_of(filter), ...(name === null ? [] : [[AREA_NAME, name] as const])].map(encoded);
}

/** The server's parameters, each with a & before it; empty: all photos. */
export function query_of(filter: Filter): string {
  return parameters_of(filter).map((part) => `&${encoded(part)}`).join("");
}

/** The same, and only what is in a box. */
export function query_in_box(filter: Filter, box: Bbox): string {
  const edges = [box.west, box.south, box.east, box.north].map((edge) => edge.toFixed(7)).join(",");
  if (value_of(filter, "bbox") === null) return `&bbox=${edges}${query_of(filter)}`;
  // The filter has a box of its own, so this one becomes a condition; where none can be added, it is left out.
  if (!takes_conditions(filter)) return query_of(filter);
  const inside = area_condition(area_of_box(box));
  const all = condition_of(filter);
  return query_of({ ...without_others(filter, "filter"), area: null, others: [...without_others(filter, "filter").others, ["filter", all === null ? inside : `${inside} AND (${all})`]] });
}

/** Beside a condition in JSON or in another reference system an area cannot be told: it takes its place. */
export function with_area(filter: Filter, area: Filter["area"]): Filter {
  return { ...(takes_conditions(filter) ? filter : without_others(filter, "filter", "filter-lang", "filter-crs")), area };
}

export function value_of({ others }: Filter, name: string): string | null {
  return others.find(([one]) => one === name)?.[1] ?? null;
}

function parameters_of(filter: Filter): Parameter[] {
  const { essays, photographer, countries, places, undated, within_m, pictures, words, others } = filter;
  const own = told([
    ["essay", essays.join(",")], ["photographer", photographer], ["country", countries.join(",")], ["place", places.join(",")], ["datetime", datetime_of(filter)],
    ["dated", undated ? null : "true"], ["max-uncertainty", within_m?.toString() ?? null], ["has-image", pictures ? "true" : null], ["q", words], ["filter", condition_of(filter)],
  ]);
  return in_order([...own, ...others.filter(([name]) => !own.some(([one]) => one === name))]);
}

function told(parts: readonly (readonly [name: string, value: string | null])[]): Parameter[] {
  return parts.flatMap(([name, value]): Parameter[] => (value === null || value === "" ? [] : [[name, value]]));
}

function in_order(parts: readonly Parameter[]): Parameter[] {
  return [...parts].sort(([a], [b]) => FILTER_PARAMETERS.indexOf(a) - FILTER_PARAMETERS.indexOf(b));
}

function datetime_of({ from, to }: Filter): string | null {
  return from === null && to === null ? null : `${from === null ? ".." : first_day(from)}/${to === null ? ".." : last_day(to)}`;
}

function condition_of(filter: Filter): string | null {
  const told = value_of(filter, "filter");
  if (filter.area === null) return told;
  const inside = area_condition(filter.area);
  return told === null ? inside : `${inside} AND (${told})`;
}

function takes_conditions(filter: Filter): boolean {
  return (value_of(filter, "filter-lang") ?? "cql2-text") === "cql2-text" && value_of(filter, "filter-crs") === null;
}

function encoded([name, value]: Parameter): string {
  return `${name}=${encodeURIComponent(value).replace(/%(2C|2F|3A)/g, decodeURIComponent)}`;
}

/** Each reads one value, or says null where the page has no control for what it means. */
const READERS: Readonly<Record<string, (value: string) => Partial<Filter> | null>> = {
  "essay": (value) => ({ essays: sorted(list_of(value)) }),
  "photographer": (value) => ({ photographer: value }),
  "country": (value) => (list_of(value).every((code) => /^[A-Z]{2}$/.test(code)) ? { countries: sorted(list_of(value)) } : null),
  "place": (value) => ({ places: sorted(list_of(value)) }),
  "datetime": parse_months,
  "dated": (value) => (value === "true" ? { undated: false } : value === "false" ? {} : null),
  "max-uncertainty": (value) => (/^\d{1,8}$/.test(value) ? { within_m: Number(value) } : null),
  "has-image": (value) => (value === "true" ? { pictures: true } : value === "false" ? {} : null),
  "q": (value) => ({ words: value }),
};

/** Whole months are what the bars under the map can show. */
function parse_months(value: string): Partial<Filter> | null {
  const [start = "", end = "", ...more] = value.split("/");
  const open = (edge: string): boolean => edge === ".." || edge === "";
  const [from, to] = [start, end].map((edge) => (open(edge) ? null : edge.slice(0, 7))) as [string | null, string | null];
  const is_month = (month: string | null): boolean => month === null || /^\d{4}-(0[1-9]|1[0-2])$/.test(month);
  if (more.length || (from === null && to === null) || !is_month(from) || !is_month(to) || (from !== null && to !== null && from > to)) return null;
  return (from === null || start === first_day(from)) && (to === null || end === last_day(to)) ? { from, to } : null;
}

/** An area within the condition, or a box, becomes one that is drawn. */
function read_area(filter: Filter, name: string | null): Filter {
  if (!takes_conditions(filter)) return filter;
  const told = parse_area_condition(value_of(filter, "filter") ?? "");
  if (told) {
    const rest = without_others(filter, "filter");
    const others = told.rest === null ? rest.others : [...rest.others, ["filter", told.rest] as const];
    return { ...rest, others, area: { name: name?.slice(0, LONGEST_NAME) || null, polygons: told.polygons } };
  }
  const box = value_of(filter, "bbox-crs") === null && value_of(filter, "uncertainty") === null ? parse_box(value_of(filter, "bbox") ?? "") : null;
  return box ? { ...without_others(filter, "bbox"), area: area_of_box(box) } : filter;
}

/** Null where it has no inside. */
function parse_box(text: string): Bbox | null {
  const [west = NaN, south = NaN, east = NaN, north = NaN, ...more] = text.split(",").map((edge) => (/^-?\d{1,3}(\.\d+)?$/.test(edge.trim()) ? Number(edge) : NaN));
  const whole = !more.length && [west, east].every((lon) => Math.abs(lon) <= 180) && [south, north].every((lat) => Math.abs(lat) <= 90) && west !== east && south < north;
  return whole ? { west, south, east, north } : null;
}

/** Addresses of the page once had names of their own for some of them. */
function as_parameters(query: URLSearchParams): Parameter[] {
  const month = (name: string): string | null => (/^\d{4}-(0[1-9]|1[0-2])$/.test(query.get(name) ?? "") ? query.get(name) : null);
  const before = told([
    ["essay", query.get("essays")], ["country", query.get("countries")], ["max-uncertainty", query.get("within")], ["datetime", datetime_of({ ...NO_FILTER, from: month("from"), to: month("to") })],
    ["dated", query.get("undated") === "no" ? "true" : null], ["has-image", query.get("pictures") === "only" ? "true" : null],
  ]).filter(([name]) => !query.has(name));
  return [...query.entries(), ...before].filter(([name, value]) => FILTER_PARAMETERS.includes(name) && list_of(value).length > 0);
}

function list_of(text: string): string[] {
  return text.split(",").map((one) => one.trim()).filter(Boolean);
}
