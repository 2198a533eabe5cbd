// The words that stand in index.html itself: build.mjs puts the English ones there, this those of another language.
import { LANGUAGE_TAGS } from "./languages.ts";
import type { Language } from "./languages.ts";
import { find_words } from "./say.ts";

export function say_page(language: Language): void {
  document.documentElement.lang = LANGUAGE_TAGS[language];
  for (const element of document.querySelectorAll<HTMLElement>("[data-say]")) element.textContent = words_of(element.dataset["say"]);
  for (const element of document.querySelectorAll<HTMLElement>("[data-say-label]")) element.setAttribute("aria-label", words_of(element.dataset["sayLabel"]));
  for (const element of document.querySelectorAll<HTMLElement>("[data-say-content]")) element.setAttribute("content", words_of(element.dataset["sayContent"]));
}

function words_of(key: string | undefined): string {
  const words = find_words(key ?? "");
  if (words === null) throw new Error(`index.html asks for the message "${key}", which no catalogue has`);
  return words;
}
