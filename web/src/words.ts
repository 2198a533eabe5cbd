// Values in plain English. The one file to look at when the page learns another language.
import { clamp } from "./geo.ts";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** From here on a place is an area and not a point; the server's tiles say so from the same radius on. */
export const WIDE_AREA_M = 1000;

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** "12 May 2023", "June 2022", "2022", "30 May – 2 June 2022", "from May 2023", "undated". Ends are included. */
export function date_words(start: string | null, end: string | null): string {
  const [from, to] = [parse_day(start), parse_day(end)];
  if (!from && !to) return "undated";
  if (!to) return from ? `from ${day_words(from)}` : "undated";
  if (!from) return `until ${day_words(to)}`;
  if (same_day(from, to)) return day_words(from);
  if (from.day === 1 && ends_month(to)) return month_span(from, to);
  return day_span(from, to);
}

/** Of months such as "2022-06": "June 2022", "June – August 2022", "since June 2022", "until August 2022". */
export function month_span_words(from: string | null, to: string | null): string {
  const [first, last] = [parse_day(from && `${from}-01`), parse_day(to && `${to}-01`)];
  if (first && last) return month_span(first, last);
  return first ? `since ${month_words(first)}` : last ? `until ${month_words(last)}` : "at any time";
}

/** "within 400 m", "somewhere within 15 km", "somewhere in Almaty, within 15 km". */
export function uncertainty_words(meters: number | null, place: string | null = null): string {
  if (meters === null) return "not known how exactly";
  if (meters < WIDE_AREA_M) return `within ${distance_words(meters)}`;
  return place === null ? `somewhere within ${distance_words(meters)}` : `somewhere in ${place}, within ${distance_words(meters)}`;
}

/** How far another photo is: "same spot", "same area" where nobody knows the point, "350 m away". */
export function away_words(meters: number, uncertainty_m: number | null): string {
  if (meters < 1) return (uncertainty_m ?? 0) >= WIDE_AREA_M ? "same area" : "same spot";
  return `${distance_words(meters)} away`;
}

/** Places from the smallest to the largest, and the country: "Siab Bazaar › Samarkand › Uzbekistan". */
export function hierarchy_words(names: readonly string[], country: string | null): string {
  const land = country_words(country);
  const all = land === null || names.some((name) => name === land) ? names : [...names, land];
  return all.join(" › ");
}

/** For photos on one spot: "Each within 400 m of here." when it is the same for all. */
export function nearness_words(meters: readonly (number | null)[]): string {
  const known = meters.filter((one) => one !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  if (!known.length) return "How near to here is not known.";
  if (least === most) return `Each ${uncertainty_words(most)} of here.`;
  return `Some within ${distance_words(least)} of here, others only within ${distance_words(most)}.`;
}

export function distance_words(meters: number): string {
  if (meters < 1000) return `${Math.max(1, Math.round(meters))} m`;
  const km = meters / 1000;
  return `${km < 10 ? Number(km.toFixed(1)) : Math.round(km).toLocaleString("en")} km`;
}

/** "Kazakhstan", "Kazakhstan / China"; the code itself when it is no country's. */
export function country_words(codes: string | null): string | null {
  if (codes === null) return null;
  const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });
  return codes.split("/").map((code) => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code)).join(" / ");
}

/** "Samarkand, Uzbekistan"; a name that says its country already stands alone. */
export function place_words(name: string | null, country: string | null): string {
  const land = country_words(country);
  if (name === null) return land ?? "Place unknown";
  return land === null || name.includes(land) ? name : `${name}, ${land}`;
}

/** "66 photos", "17 of 66 photos". */
export function counter_words(shown: number, total: number): string {
  return shown === total ? photos_words(total) : `${shown.toLocaleString("en")} of ${photos_words(total)}`;
}

export function photos_words(n: number): string {
  return `${n.toLocaleString("en")} ${n === 1 ? "photo" : "photos"}`;
}

/** "39.6601° N, 66.9787° E". */
export function position_words(lon: number, lat: number): string {
  const part = (n: number, plus: string, minus: string): string => `${Math.abs(n).toFixed(4)}° ${n < 0 ? minus : plus}`;
  return `${part(lat, "N", "S")}, ${part(lon, "E", "W")}`;
}

export function credit_words(credit: string | null): string | null {
  if (credit === null) return null;
  return /^(photo|©)/i.test(credit) ? credit : `Photograph by ${credit}`;
}

export function sentence(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

function parse_day(text: string | null): Day | null {
  const match = text === null ? null : /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number);
  return { year: year ?? 0, month: clamp(month ?? 1, 1, 12), day: day ?? 1 };
}

function month_span(from: Day, to: Day): string {
  if (from.month === 1 && to.month === 12) return from.year === to.year ? `${from.year}` : `${from.year} – ${to.year}`;
  if (from.year === to.year && from.month === to.month) return month_words(from);
  return from.year === to.year ? `${month_name(from)} – ${month_words(to)}` : `${month_words(from)} – ${month_words(to)}`;
}

function day_span(from: Day, to: Day): string {
  if (from.year !== to.year) return `${day_words(from)} – ${day_words(to)}`;
  return from.month === to.month ? `${from.day}–${day_words(to)}` : `${from.day} ${month_name(from)} – ${day_words(to)}`;
}

const month_name = ({ month }: Day): string => MONTHS[month - 1] ?? "";
const month_words = (day: Day): string => `${month_name(day)} ${day.year}`;
const day_words = (day: Day): string => `${day.day} ${month_words(day)}`;
const same_day = (a: Day, b: Day): boolean => a.year === b.year && a.month === b.month && a.day === b.day;
const ends_month = ({ year, month, day }: Day): boolean => day === new Date(Date.UTC(year, month, 0)).getUTCDate();
