// The languages of the page, each under its own name: a button that shows links, as choosing one loads the page anew.
import { h, icon } from "./dom.ts";
import { keep_language, LANGUAGE_NAMES, LANGUAGE_TAGS, LANGUAGES } from "./languages.ts";
import type { Language } from "./languages.ts";
import { say } from "./say.ts";
import { format_url_state, parse_url_state } from "./url_state.ts";

const CHEVRON = "M8 10l4 4 4-4";

export function add_language_menu(nav: HTMLElement, current: Language): void {
  const name = LANGUAGE_NAMES[current];
  const button = h("button", { class: "language-now", attributes: { type: "button", "aria-label": say("language_now", { name }), "aria-expanded": "false", "aria-controls": "languages" } }, name, icon(CHEVRON));
  const list = h("ul", { class: "languages", attributes: { id: "languages", hidden: true } });
  const show = (shown: boolean): void => {
    if (shown) list.replaceChildren(...LANGUAGES.map((language) => h("li", {}, link_to(language, current))));
    list.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
  };
  button.addEventListener("click", () => show(list.hidden));
  nav.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    event.stopPropagation();
    show(false);
    button.focus();
  });
  nav.addEventListener("focusout", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || !nav.contains(relatedTarget)) show(false);
  });
  // A press on a link must not take the focus away, and the list with it, before the click arrives.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  nav.append(button, list);
}

/** The page as it is now, in another language. */
function link_to(language: Language, current: Language): HTMLElement {
  const href = location.pathname + format_url_state({ ...parse_url_state(location.search), lang: language });
  const tag = LANGUAGE_TAGS[language];
  return h("a", { class: "language-link", click: () => keep_language(language), attributes: { href, lang: tag, hreflang: tag, ...(language === current ? { "aria-current": "true" } : {}) } }, LANGUAGE_NAMES[language]);
}
