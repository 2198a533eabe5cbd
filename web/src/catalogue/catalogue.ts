// What a catalogue of words holds.
import type { messages } from "./en.ts";

/** Forms of a message for the numbers of a language. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** Text with named slots: "{shown} of {n} photos". */
export type Message = string | Plural;

export type Key = keyof typeof messages;

export type Messages = { readonly [K in Key]: (typeof messages)[K] extends string ? string : Plural };

type SlotsOf<T> = T extends `${string}{${infer Slot}}${infer Rest}` ? Slot | SlotsOf<Rest> : never;

/** The slots of a message as English has them; a test sees to it that the others have the same. */
export type Slots<K extends Key> = (typeof messages)[K] extends string ? SlotsOf<(typeof messages)[K]> : SlotsOf<(typeof messages)[K][keyof (typeof messages)[K]]>;

export interface Catalogue {
  /** For plurals, capitals and the alphabet. */
  readonly locale: string;
  /** Numbers are written as there: Chromium says that it knows Kazakh and Uzbek, and writes their numbers as in English. */
  readonly numbers: string;
  /** Thousands and millions on small markers; null: as Intl shortens them. */
  readonly short: { readonly thousand: string; readonly million: string } | null;
  readonly messages: Messages;
  /** By themselves ("июнь"), and with a day or after "since" ("июня"). Not by Intl, for the same reason. */
  readonly months: readonly string[];
  readonly months_of: readonly string[];
  /** Names by ISO 3166 code; null: Intl has them in every browser. */
  readonly countries: Readonly<Record<string, string>> | null;
}
