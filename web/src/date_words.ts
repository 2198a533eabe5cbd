// Dates and intervals in words of the reader's language. Ends are included.
import { clamp } from "./geo.ts";
import { month_name, say } from "./say.ts";

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** "12 May 2023", "June 2022", "2022", "30 May – 2 June 2022", "from May 2023", "undated". */
export function date_words(start: string | null, end: string | null): string {
  const [from, to] = [parse_day(start), parse_day(end)];
  if (!from && !to) return say("undated");
  if (!to) return from ? say("from_day", slots(from)) : say("undated");
  if (!from) return say("until_day", slots(to));
  if (same_day(from, to)) return say("day", slots(from));
  if (from.day === 1 && ends_month(to)) return month_span(from, to);
  return day_span(from, to);
}

/** Of months such as "2022-06": "June 2022", "June – August 2022", "since June 2022", "until August 2022". */
export function month_span_words(from: string | null, to: string | null): string {
  const [first, last] = [parse_day(from && `${from}-01`), parse_day(to && `${to}-01`)];
  if (first && last) return month_span(first, last);
  return first ? say("since_month", slots(first)) : last ? say("until_month", slots(last)) : say("at_any_time");
}

export function day_words(date: Date): string {
  return say("day", slots({ year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() }));
}

function month_span(from: Day, to: Day): string {
  const year = String(to.year);
  if (from.month === 1 && to.month === 12) return from.year === to.year ? say("year", { year }) : say("years", { from: String(from.year), to: year });
  if (from.year !== to.year) return say("from_to", { from: say("month", slots(from)), to: say("month", slots(to)) });
  return from.month === to.month ? say("month", slots(to)) : say("months_of_year", { from: slots(from).month, to: slots(to).month, year });
}

function day_span(from: Day, to: Day): string {
  if (from.year !== to.year) return say("from_to", { from: say("day", slots(from)), to: say("day", slots(to)) });
  const [first, last] = [slots(from), slots(to)];
  if (from.month === to.month) return say("days_of_month", { ...last, from: first.day, to: last.day });
  return say("days_of_year", { from_day: first.day, from_month_of: first.month_of, to_day: last.day, to_month_of: last.month_of, year: last.year });
}

function parse_day(text: string | null): Day | null {
  const match = text === null ? null : /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number);
  return { year: year ?? 0, month: clamp(month ?? 1, 1, 12), day: day ?? 1 };
}

/** As texts: a year has no thousands. */
function slots({ year, month, day }: Day): Readonly<Record<"year" | "month" | "month_of" | "day", string>> {
  return { year: String(year), month: month_name(month, "alone"), month_of: month_name(month, "of"), day: String(day) };
}

const same_day = (a: Day, b: Day): boolean => a.year === b.year && a.month === b.month && a.day === b.day;
const ends_month = ({ year, month, day }: Day): boolean => day === new Date(Date.UTC(year, month, 0)).getUTCDate();
