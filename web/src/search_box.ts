// One box for places: a combobox with a list, as the ARIA Authoring Practices have it.
import { search_places } from "./api.ts";
import { h, icon } from "./dom.ts";
import { FetchError, is_abort, Latest } from "./fetcher.ts";
import type { FoundPlace } from "./found_place.ts";
import type { LonLat } from "./geo.ts";
import { forget_recent, keep_recent, load_recent } from "./recent.ts";
import { say } from "./say.ts";

export interface SearchEvents {
  readonly on_pick: (place: FoundPlace) => void;
  /** What is near comes first. */
  readonly near: () => LonLat;
}

interface Option {
  readonly element: HTMLElement;
  readonly pick: () => void;
}

const REST_MS = 150;
const LENS = "M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L20 20";
const CROSS = "M7 7l10 10M17 7L7 17";

export class SearchBox {
  private readonly load_ = new Latest();
  private rest_ = 0;
  private options_: readonly Option[] = [];
  private active_ = -1;
  private readonly input_ = h("input", { class: "search-input", attributes: {
    id: "search", type: "text", role: "combobox", placeholder: say("find_place"), "aria-label": say("find_place"), "aria-expanded": "false",
    "aria-controls": "search-list", "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search", maxlength: "256",
  } });
  private readonly clear_ = h("button", { class: "search-clear", click: () => this.empty_(), attributes: { type: "button", "aria-label": say("empty_search") } }, icon(CROSS));
  private readonly list_ = h("ul", { class: "search-list", attributes: { id: "search-list", role: "listbox", "aria-label": say("places") } });
  private readonly status_ = h("p", { class: "search-status", attributes: { role: "status" } });
  private readonly drop_ = h("div", { class: "search-drop" }, this.list_, this.status_);

  /** Places are named in this language. */
  constructor(box: HTMLElement, private readonly language_: string, private readonly events_: SearchEvents) {
    box.append(h("div", { class: "search-line" }, icon(LENS), this.input_, this.clear_), this.drop_);
    this.input_.addEventListener("input", () => this.typed_());
    this.input_.addEventListener("focus", () => this.typed_());
    this.input_.addEventListener("keydown", (event) => this.press_(event));
    box.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node) || !box.contains(event.relatedTarget)) this.close_();
    });
    // The list must not take the focus from the box before the click arrives.
    this.drop_.addEventListener("pointerdown", (event) => event.preventDefault());
    this.close_();
  }

  private typed_(): void {
    clearTimeout(this.rest_);
    const text = this.input_.value.trim();
    this.clear_.hidden = this.input_.value === "";
    if (text === "") return this.show_recent_();
    this.rest_ = window.setTimeout(() => void this.search_(text), REST_MS);
  }

  private async search_(text: string): Promise<void> {
    try {
      const places = await search_places(text, this.events_.near(), this.language_, this.load_.next());
      if (this.input_.value.trim() !== text || document.activeElement !== this.input_) return;
      const told = places.length ? say("places_found", { n: places.length }) : say("no_place", { text });
      this.show_(places.map((place) => this.option_of_(place)), told, !places.length);
    } catch (error) {
      if (is_abort(error)) return;
      if (!(error instanceof FetchError)) throw error;
      this.show_([], error.status === 0 ? say("no_answer_short") : say("search_unavailable"), true);
    }
  }

  private show_recent_(): void {
    this.load_.next();
    const recent = load_recent();
    if (!recent.length) return this.close_();
    const forget: Option = { element: h("li", { class: "search-forget" }, say("forget_recent")), pick: () => this.forget_() };
    this.show_([...recent.map((place) => this.option_of_(place)), forget], say("recent_places"), false);
  }

  private option_of_(place: FoundPlace): Option {
    const element = h("li", {}, h("span", { class: "search-name" }, place.name), h("span", { class: "search-where" }, place.where));
    return { element, pick: () => this.pick_(place) };
  }

  /** `told` puts the status into sight, not only into the ear. */
  private show_(options: readonly Option[], status: string, told: boolean): void {
    this.options_ = options;
    options.forEach(({ element, pick }, i) => {
      element.id = `search-option-${i}`;
      element.setAttribute("role", "option");
      element.addEventListener("click", pick);
    });
    this.list_.replaceChildren(...options.map(({ element }) => element));
    this.list_.hidden = options.length === 0;
    this.status_.textContent = status;
    this.status_.classList.toggle("unseen", !told);
    this.drop_.hidden = false;
    this.input_.setAttribute("aria-expanded", String(options.length > 0));
    this.activate_(-1);
  }

  private close_(): void {
    clearTimeout(this.rest_);
    this.options_ = [];
    this.list_.replaceChildren();
    this.drop_.hidden = true;
    this.clear_.hidden = this.input_.value === "";
    this.input_.setAttribute("aria-expanded", "false");
    this.activate_(-1);
  }

  private press_(event: KeyboardEvent): void {
    const last = this.options_.length - 1;
    if (event.key === "ArrowDown" && last < 0) this.typed_();
    else if (event.key === "ArrowDown") this.activate_(this.active_ >= last ? 0 : this.active_ + 1);
    else if (event.key === "ArrowUp" && last >= 0) this.activate_(this.active_ <= 0 ? last : this.active_ - 1);
    else if (event.key === "Enter" && last >= 0) this.options_[Math.max(0, this.active_)]?.pick();
    else if (event.key === "Escape" && !this.drop_.hidden) this.close_();
    else if (event.key === "Escape" && this.input_.value) this.empty_();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private activate_(i: number): void {
    this.active_ = i;
    this.options_.forEach(({ element }, at) => element.setAttribute("aria-selected", String(at === i)));
    const active = this.options_[i]?.element;
    active?.scrollIntoView({ block: "nearest" });
    if (active) this.input_.setAttribute("aria-activedescendant", active.id);
    else this.input_.removeAttribute("aria-activedescendant");
  }

  private pick_(place: FoundPlace): void {
    this.input_.value = place.name;
    keep_recent(place);
    this.load_.next();
    this.close_();
    this.events_.on_pick(place);
  }

  private forget_(): void {
    forget_recent();
    this.close_();
  }

  private empty_(): void {
    this.input_.value = "";
    this.input_.focus();
    this.typed_();
  }
}
