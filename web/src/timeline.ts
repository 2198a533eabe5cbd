// Months, quarters, years or decades as bars: which there are, how high each is, and which of them a filter means.
import type { Group } from "./stats.ts";

/** Bars beside each other, each of so many months. Months are counted from the year 0. */
export interface Axis {
  readonly first: number;
  readonly months_each: number;
  readonly bars: number;
}

export interface Bar {
  /** Photos that were taken then, and those that may have been. */
  readonly sure: number;
  readonly possible: number;
}

/** First and last bar, both included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** Months "2022-06", both included; null: open to that side. */
export interface MonthRange {
  readonly from: string | null;
  readonly to: string | null;
}

const MOST_BARS = 84;
const LENGTHS_MONTHS = [1, 3, 12, 60, 120, 600, 1200];

/** Null where nothing is dated. */
export function axis_of(groups: readonly Group[]): Axis | null {
  const ends = groups.map(({ value }) => parse_months(value)).filter((one) => one !== null);
  if (!ends.length) return null;
  const first = ends.reduce((least, [from]) => Math.min(least, from), Infinity);
  const last = ends.reduce((most, [, to]) => Math.max(most, to), -Infinity);
  const of_length = (months: number): Axis => {
    const start = Math.floor(first / months) * months;
    return { first: start, months_each: months, bars: Math.floor((last - start) / months) + 1 };
  };
  return LENGTHS_MONTHS.map(of_length).find(({ bars }) => bars <= MOST_BARS) ?? of_length(1200);
}

/** A photo that may be of several bars is in each of them, as a possible one. What lies beyond the axis is left out. */
export function bars_of(groups: readonly Group[], { first, months_each, bars }: Axis): Bar[] {
  const [sure, possible] = [Array<number>(bars).fill(0), Array<number>(bars).fill(0)];
  for (const { value, count } of groups) {
    const months = parse_months(value);
    if (!months) continue;
    const [from, to] = months.map((month) => Math.floor((month - first) / months_each)) as [number, number];
    const into = from === to ? sure : possible;
    for (let bar = Math.max(0, from); bar <= Math.min(bars - 1, to); bar++) into[bar] = (into[bar] ?? 0) + count;
  }
  return sure.map((n, bar) => ({ sure: n, possible: possible[bar] ?? 0 }));
}

export function undated_of(groups: readonly Group[]): number {
  return groups.find(({ value }) => value === null)?.count ?? 0;
}

/** The bars that a range touches; all of them where it is open. */
export function span_of({ from, to }: MonthRange, axis: Axis): Span {
  const bar = (month: string | null, otherwise: number): number => {
    const at = month === null ? null : parse_month(month);
    return at === null ? otherwise : Math.min(axis.bars - 1, Math.max(0, Math.floor((at - axis.first) / axis.months_each)));
  };
  return { first: bar(from, 0), last: bar(to, axis.bars - 1) };
}

/** Open to a side whose last bar is in it. */
export function range_of({ first, last }: Span, axis: Axis): MonthRange {
  return {
    from: first === 0 ? null : format_month(axis.first + first * axis.months_each),
    to: last === axis.bars - 1 ? null : format_month(axis.first + (last + 1) * axis.months_each - 1),
  };
}

/** The months of a span, said whole. */
export function months_of({ first, last }: Span, axis: Axis): { readonly from: string; readonly to: string } {
  return { from: format_month(axis.first + first * axis.months_each), to: format_month(axis.first + (last + 1) * axis.months_each - 1) };
}

/** The next window of the same length that holds a photo; from all bars the first one. Null at the end. */
export function next_window(bars: readonly Bar[], span: Span): Span | null {
  const is_all = span.first === 0 && span.last === bars.length - 1;
  const length = is_all ? 0 : span.last - span.first;
  for (let first = is_all ? 0 : span.first + 1; first + length < bars.length; first++) {
    if (bars.slice(first, first + length + 1).some(({ sure, possible }) => sure + possible > 0)) return { first, last: first + length };
  }
  return null;
}

/** Where years begin, as bar and year, not more than so many. */
export function year_marks(axis: Axis, most: number): { readonly bar: number; readonly year: string }[] {
  const marks = [];
  for (let bar = 0; bar < axis.bars; bar++) {
    const month = axis.first + bar * axis.months_each;
    if (bar === 0 || Math.floor(month / 12) !== Math.floor((month - axis.months_each) / 12)) marks.push({ bar, year: `${Math.floor(month / 12)}` });
  }
  // The first mark gives way where the year's own beginning follows too closely.
  if (marks[1] && marks[1].bar / axis.bars < 0.08) marks.shift();
  const each = Math.ceil(marks.length / most);
  return marks.filter((_, i) => i % each === 0);
}

function parse_months(value: string | null): [from: number, to: number] | null {
  const [from, to = from] = (value ?? "").split("/");
  const [first, last] = [parse_month(from ?? ""), parse_month(to ?? "")];
  return first === null || last === null ? null : [first, last];
}

function parse_month(text: string): number | null {
  const match = /^(\d{4})-(\d{2})$/.exec(text);
  return match ? Number(match[1]) * 12 + Number(match[2]) - 1 : null;
}

function format_month(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
}
