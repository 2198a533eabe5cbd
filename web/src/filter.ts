// Which photos are meant: as values, in the address, and as the server wants it told.
import type { Photo } from "./photo.ts";

export interface Filter {
  /** Slugs in alphabetical order; empty: every essay. */
  readonly essays: readonly string[];
  /** The credit as it is written. */
  readonly photographer: string | null;
  /** ISO 3166 codes in alphabetical order; empty: everywhere. */
  readonly countries: readonly string[];
  /** Months such as "2022-06", both included; null: open to that side. */
  readonly from: string | null;
  readonly to: string | null;
  /** Whether photos without a date are shown. They may be of any month. */
  readonly undated: boolean;
  /** The largest radius of uncertainty. */
  readonly within_m: number | null;
  /** Only photos with a picture. */
  readonly pictures: boolean;
}

export const NO_FILTER: Filter = { essays: [], photographer: null, countries: [], from: null, to: null, undated: true, within_m: null, pictures: false };

export function is_filtering(filter: Filter): boolean {
  return query_of(filter) !== "";
}

/** From the address; what is missing or wrong is left out. */
export function parse_filter(query: URLSearchParams): Filter {
  const [from, to] = [parse_month(query.get("from")), parse_month(query.get("to"))];
  const in_order = from === null || to === null || from <= to;
  return {
    essays: sorted(list_of(query.get("essays"))),
    photographer: query.get("photographer") || null,
    countries: sorted(list_of(query.get("countries")).filter((code) => /^[A-Z]{2}$/.test(code))),
    from: in_order ? from : null,
    to: in_order ? to : null,
    undated: query.get("undated") !== "no",
    within_m: parse_meters(query.get("within")),
    pictures: query.get("pictures") === "only",
  };
}

/** Parts of an address, always in the same order. */
export function format_filter({ essays, photographer, countries, from, to, undated, within_m, pictures }: Filter): string[] {
  return [
    ...(essays.length ? [`essays=${joined(sorted(essays))}`] : []),
    ...(photographer !== null ? [`photographer=${encodeURIComponent(photographer)}`] : []),
    ...(countries.length ? [`countries=${joined(sorted(countries))}`] : []),
    ...(from !== null ? [`from=${from}`] : []),
    ...(to !== null ? [`to=${to}`] : []),
    ...(undated ? [] : ["undated=no"]),
    ...(within_m !== null ? [`within=${within_m}`] : []),
    ...(pictures ? ["pictures=only"] : []),
  ];
}

/** The server's parameters, each with a & before it; empty: all photos. */
export function query_of({ essays, photographer, countries, from, to, undated, within_m, pictures }: Filter): string {
  const parts = [
    ...(essays.length ? [`essay=${joined(essays)}`] : []),
    ...(photographer !== null ? [`photographer=${encodeURIComponent(photographer)}`] : []),
    ...(countries.length ? [`country=${joined(countries)}`] : []),
    ...(from !== null || to !== null ? [`datetime=${from === null ? ".." : first_day(from)}/${to === null ? ".." : last_day(to)}`] : []),
    ...(undated ? [] : ["dated=true"]),
    ...(within_m !== null ? [`max-uncertainty=${within_m}`] : []),
    ...(pictures ? ["has-image=true"] : []),
  ];
  return parts.map((part) => `&${part}`).join("");
}

/** What the server would say of one photo. */
export function passes(photo: Photo, filter: Filter): boolean {
  const { essays, photographer, countries, within_m, pictures } = filter;
  return (essays.length === 0 || essays.includes(photo.essay))
    && (photographer === null || photo.credit === photographer)
    && (countries.length === 0 || (photo.country ?? "").split("/").some((code) => countries.includes(code)))
    && (within_m === null || (photo.uncertainty_m !== null && photo.uncertainty_m <= within_m))
    && (!pictures || photo.image_url !== null)
    && passes_time(photo, filter);
}

export function without_time(filter: Filter): Filter {
  return { ...filter, from: null, to: null, undated: true };
}

/** An address may be older than the essays: those that are gone are no filter. */
export function keep_known(filter: Filter, every: readonly string[]): Filter {
  return { ...filter, essays: filter.essays.filter((slug) => every.includes(slug)) };
}

/** The filter with one essay put in, or taken out; all of them is the same as none. */
export function toggle_essay(filter: Filter, slug: string, every: readonly string[]): Filter {
  const next = toggled(filter.essays, slug);
  return { ...filter, essays: every.every((one) => next.includes(one)) ? [] : next };
}

export function toggle_country(filter: Filter, code: string): Filter {
  return { ...filter, countries: toggled(filter.countries, code) };
}

export function toggle_undated(filter: Filter): Filter {
  return { ...filter, undated: !filter.undated };
}

export function first_day(month: string): string {
  return `${month}-01`;
}

export function last_day(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}`;
}

function passes_time({ taken_start, taken_end }: Photo, { from, to, undated }: Filter): boolean {
  if (taken_start === null && taken_end === null) return undated;
  return (from === null || taken_end === null || taken_end >= first_day(from)) && (to === null || taken_start === null || taken_start <= last_day(to));
}

function toggled(list: readonly string[], one: string): string[] {
  return sorted(list.includes(one) ? list.filter((other) => other !== one) : [...list, one]);
}

function parse_month(text: string | null): string | null {
  return text !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : null;
}

function parse_meters(text: string | null): number | null {
  return text !== null && /^\d{1,8}$/.test(text) ? Number(text) : null;
}

function list_of(text: string | null): string[] {
  return (text ?? "").split(",").map((one) => one.trim()).filter(Boolean);
}

function sorted(list: readonly string[]): string[] {
  return [...new Set(list)].sort();
}

function joined(list: readonly string[]): string {
  return list.map(encodeURIComponent).join(",");
}
