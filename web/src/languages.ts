// Which languages there are, and which of them this reader wants.
import type { Catalogue } from "./catalogue/catalogue.ts";

export const LANGUAGES = ["en", "ru", "kk", "uz", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

/** As their readers call them. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "English", ru: "Русский", kk: "Қазақша", uz: "Oʻzbekcha", zh: "中文" };

/** For the attribute `lang`: our Chinese is written in simplified characters. */
export const LANGUAGE_TAGS: Readonly<Record<Language, string>> = { en: "en", ru: "ru", kk: "kk", uz: "uz-Latn", zh: "zh-Hans" };

const KEY = "photomap.language";

export function parse_language(text: string | null): Language | null {
  return LANGUAGES.find((language) => language === text) ?? null;
}

/** What the address says, else what was chosen before, else the first of the browser's that we have, else English. */
export function choose_language(address: Language | null, kept: Language | null, wanted: readonly string[]): Language {
  const known = wanted.map((tag) => parse_language(tag.split("-")[0]?.toLowerCase() ?? "")).find((language) => language !== null);
  return address ?? kept ?? known ?? "en";
}

export function load_kept_language(): Language | null {
  try {
    return parse_language(localStorage.getItem(KEY));
  } catch {
    return null;  // storage is closed to us
  }
}

export function keep_language(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A browser that keeps nothing is asked by the address.
  }
}

/** Only the one that is wanted: each is a file of its own. */
export async function load_catalogue(language: Language): Promise<Catalogue> {
  const loaders: Readonly<Record<Language, () => Promise<{ readonly catalogue: Catalogue }>>> = {
    en: () => import("./catalogue/en.ts"),
    ru: () => import("./catalogue/ru.ts"),
    kk: () => import("./catalogue/kk.ts"),
    uz: () => import("./catalogue/uz.ts"),
    zh: () => import("./catalogue/zh.ts"),
  };
  return (await loaders[language]()).catalogue;
}
