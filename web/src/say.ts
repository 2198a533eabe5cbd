// The words of the page, in the language that was chosen as it began. Everything a reader is told comes through here.
import type { Catalogue, Key, Slots } from "./catalogue/catalogue.ts";

type Value = string | number;
type Arguments<K extends Key> = [Slots<K>] extends [never] ? [] : [values: Readonly<Record<Slots<K>, Value>>];

interface Speech {
  readonly catalogue: Catalogue;
  readonly plurals: Intl.PluralRules;
  readonly collator: Intl.Collator;
  readonly regions: Intl.DisplayNames;
  readonly numbers: Map<string, Intl.NumberFormat>;
}

let speech: Speech | null = null;

export function use_catalogue(catalogue: Catalogue): void {
  const { locale, numbers } = catalogue;
  speech = {
    catalogue, plurals: new Intl.PluralRules(locale), collator: new Intl.Collator([locale, numbers]),
    regions: new Intl.DisplayNames(locale, { type: "region", fallback: "code" }), numbers: new Map(),
  };
}

/** A message with its slots filled. Numbers are written as the language has them; {n} decides the form. */
export function say<K extends Key>(key: K, ...values: Arguments<K>): string {
  return fill(key, values[0] ?? {});
}

/** "a, b, c". */
export function list_words(parts: readonly string[]): string {
  return joined("list_of", parts);
}

/** One after the other; each ends itself. */
export function sentences_words(sentences: readonly string[]): string {
  return joined("sentences", sentences);
}

function joined(key: "list_of" | "sentences", [first = "", ...rest]: readonly string[]): string {
  return rest.length ? say(key, { first, rest: joined(key, rest) }) : first;
}

/** For keys that come from data, such as kinds of places. */
export function find_words(key: string): string | null {
  const { messages } = spoken().catalogue;
  const message = key in messages ? messages[key as Key] : null;
  return typeof message === "string" ? message : null;
}

export function number_words(n: number, options: Intl.NumberFormatOptions = {}): string {
  const { catalogue, numbers } = spoken();
  const key = JSON.stringify(options);
  const format = numbers.get(key) ?? new Intl.NumberFormat(catalogue.numbers, options);
  numbers.set(key, format);
  return format.format(n);
}

/** "17", "1,234", "12K", "3.4M". */
export function short_number_words(n: number): string {
  const { short } = spoken().catalogue;
  if (n <= 9999) return number_words(n);
  if (!short) return number_words(n, { notation: "compact" });
  const [unit, words] = n < 999_500 ? [1e3, short.thousand] : [1e6, short.million];
  return words.replace("{n}", number_words(n / unit, { maximumSignificantDigits: n / unit < 100 ? 2 : 3 }));
}

/** `month` from 1 to 12; "of" as it stands with a day. */
export function month_name(month: number, form: "alone" | "of"): string {
  const { months, months_of } = spoken().catalogue;
  return (form === "alone" ? months : months_of)[month - 1] ?? "";
}

/** The code itself where it is no country's. */
export function country_name(code: string): string {
  const { catalogue: { countries }, regions } = spoken();
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return countries ? (countries[code] ?? code) : (regions.of(code) ?? code);
}

/** In the order of the reader's alphabet. */
export function compare_words(a: string, b: string): number {
  return spoken().collator.compare(a, b);
}

/** The first letter as a capital, where the script has capitals. */
export function sentence(words: string): string {
  return words.charAt(0).toLocaleUpperCase(spoken().catalogue.locale) + words.slice(1);
}

/** As country names stand on the map. */
export function capitals(words: string): string {
  return words.toLocaleUpperCase(spoken().catalogue.locale);
}

/** For what the server words by itself, such as names of places. */
export function reader_locale(): string {
  return spoken().catalogue.locale;
}

function spoken(): Speech {
  if (!speech) throw new Error("no language has been chosen yet: await load_catalogue() first");
  return speech;
}

function fill(key: Key, values: Readonly<Record<string, Value>>): string {
  const { catalogue, plurals } = spoken();
  const message = catalogue.messages[key];
  const text = typeof message === "string" ? message : (message[plurals.select(Number(values["n"]))] ?? message.other);
  return text.replace(/\{(\w+)\}/g, (_, slot: string) => {
    const value = values[slot];
    return typeof value === "number" ? number_words(value) : (value ?? "");
  });
}
