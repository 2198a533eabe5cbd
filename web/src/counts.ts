// What the page says in numbers: of all photos, under the filter, and in sight.
import { load_stats } from "./api.ts";
import { NO_FILTER, without_time } from "./filter.ts";
import type { Filter } from "./filter.ts";
import { is_filtering, query_of } from "./filter_parameters.ts";
import type { Bbox } from "./geo.ts";
import type { Group } from "./stats.ts";

/** What there is to choose from, whatever the filter. */
export interface Facets {
  readonly total: number;
  readonly photographers: readonly Group[];
  readonly countries: readonly Group[];
  readonly months: readonly Group[];
}

/** Under the filter. */
export interface Counts {
  readonly matched: number;
  readonly in_view: number;
  /** In sight, whichever essays the filter has. */
  readonly essays: readonly Group[];
  /** In sight, whichever time the filter has. */
  readonly months: readonly Group[];
}

export const NO_FACETS: Facets = { total: 0, photographers: [], countries: [], months: [] };

export async function load_facets(signal: AbortSignal): Promise<Facets> {
  const [photographers, countries, months] = await Promise.all((["photographer", "country", "month"] as const).map((by) => load_stats(by, NO_FILTER, null, signal)));
  return { total: months?.matched ?? 0, photographers: photographers?.groups ?? [], countries: countries?.groups ?? [], months: months?.groups ?? [] };
}

/** Asks for the number of all that pass only when the filter is another. */
export class Counter {
  private matched_: { readonly filter: string; readonly count: number } | null = null;

  async load(filter: Filter, box: Bbox, total: number, signal: AbortSignal): Promise<Counts> {
    const [matched, essays, months] = await Promise.all([
      this.load_matched_(filter, total, signal),
      load_stats("essay", { ...filter, essays: [] }, box, signal),
      load_stats("month", without_time(filter), box, signal),
    ]);
    const shown = essays.groups.filter(({ value }) => filter.essays.length === 0 || (value !== null && filter.essays.includes(value)));
    return { matched, in_view: shown.reduce((sum, { count }) => sum + count, 0), essays: essays.groups, months: months.groups };
  }

  /** The data is another. */
  forget(): void {
    this.matched_ = null;
  }

  private async load_matched_(filter: Filter, total: number, signal: AbortSignal): Promise<number> {
    if (!is_filtering(filter)) return total;
    const query = query_of(filter);
    if (this.matched_?.filter !== query) this.matched_ = { filter: query, count: (await load_stats("essay", filter, null, signal)).matched };
    return this.matched_.count;
  }
}
