// Which photos are meant, as values. What the server and the address call them is in filter_parameters.ts.
import { is_inside } from "./area.ts";
import type { Area } from "./area.ts";
import type { Photo } from "./photo.ts";

export type Parameter = readonly [name: string, value: string];

export interface Filter {
  /** Slugs in alphabetical order; empty: every essay. */
  readonly essays: readonly string[];
  /** The credit as it is written. */
  readonly photographer: string | null;
  /** ISO 3166 codes in alphabetical order; empty: everywhere. */
  readonly countries: readonly string[];
  /** Ids in alphabetical order: photos at one of these places, or in it; empty: everywhere. */
  readonly places: readonly string[];
  /** Months such as "2022-06", both included; null: open to that side. */
  readonly from: string | null;
  readonly to: string | null;
  /** Whether photos without a date are shown. They may be of any month. */
  readonly undated: boolean;
  /** The largest radius of uncertainty. */
  readonly within_m: number | null;
  /** Only photos with a picture. */
  readonly pictures: boolean;
  /** Words to look for, written as the server reads them. */
  readonly words: string | null;
  /** Only photos inside it. */
  readonly area: Area | null;
  /** What else the server is to be asked, for which the page has no control: parameters as the address told them. */
  readonly others: readonly Parameter[];
}

export const NO_FILTER: Filter = {
  essays: [], photographer: null, countries: [], places: [], from: null, to: null, undated: true, within_m: null, pictures: false, words: null, area: null, others: [],
};

/** What the server would say of one photo, as far as the page can tell: words, places and others it does not look at. */
export function passes(photo: Photo, filter: Filter): boolean {
  const { essays, photographer, countries, within_m, pictures, area } = filter;
  return (essays.length === 0 || essays.includes(photo.essay))
    && (photographer === null || photo.credit === photographer)
    && (countries.length === 0 || (photo.country ?? "").split("/").some((code) => countries.includes(code)))
    && (within_m === null || (photo.uncertainty_m !== null && photo.uncertainty_m <= within_m))
    && (!pictures || photo.image_url !== null)
    && (area === null || (photo.at !== null && is_inside(photo.at, area)))
    && passes_time(photo, filter);
}

export function without_others(filter: Filter, ...names: readonly string[]): Filter {
  return { ...filter, others: filter.others.filter(([name]) => !names.includes(name)) };
}

export function with_months(filter: Filter, from: string | null, to: string | null): Filter {
  return { ...without_others(filter, "datetime"), from, to };
}

export function without_time(filter: Filter): Filter {
  return { ...without_others(filter, "datetime", "dated"), from: null, to: null, undated: true };
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

export function sorted(list: readonly string[]): string[] {
  return [...new Set(list)].sort();
}

function passes_time({ taken_start, taken_end }: Photo, { from, to, undated }: Filter): boolean {
  if (taken_start === null && taken_end === null) return undated;
  return (from === null || taken_end === null || taken_end >= first_day(from)) && (to === null || taken_start === null || taken_start <= last_day(to));
}

function toggled(list: readonly string[], one: string): string[] {
  return sorted(list.includes(one) ? list.filter((other) => other !== one) : [...list, one]);
}
