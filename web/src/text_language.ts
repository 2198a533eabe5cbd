// In which language a caption or a title was written, for the attribute `lang`. A wrong one makes a screen reader speak
// gibberish, so it is told only where letters and small words leave little doubt; other texts get none.

const HAN = /\p{Script=Han}/u;
const OTHER_EAST_ASIAN = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const KAZAKH = /[әұңһ]/iu;
const OTHER_CYRILLIC = /[ўҳҷӣӯїєґ]/iu;
const RUSSIAN_WORDS = /(?<![\p{L}])(и|в|на|из|по|от|над|для)(?![\p{L}])/iu;
const ENGLISH_WORDS = /\b(the|and|with|from|of)\b/i;

export function text_language(text: string): string | null {
  if (HAN.test(text)) return OTHER_EAST_ASIAN.test(text) ? null : "zh";
  if (/\p{Script=Cyrillic}/u.test(text)) return cyrillic_language(text);
  return ENGLISH_WORDS.test(text) ? "en" : null;
}

/** Attributes of an element with this text; a short caption may be too little, and then its essay's title tells. */
export function written_in(text: string, around = ""): Readonly<Record<string, string>> {
  const language = text_language(text) ?? (same_script(text, around) ? text_language(around) : null);
  return language === null ? {} : { lang: language };
}

function cyrillic_language(text: string): string | null {
  if (OTHER_CYRILLIC.test(text)) return null;
  if (KAZAKH.test(text)) return "kk";
  return /ы/iu.test(text) && RUSSIAN_WORDS.test(text) ? "ru" : null;
}

function same_script(one: string, other: string): boolean {
  return [HAN, /\p{Script=Cyrillic}/u, /\p{Script=Latin}/u].every((script) => script.test(one) === script.test(other));
}
