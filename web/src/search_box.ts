// One box for places and photos: a combobox with a list, as the ARIA Authoring Practices have it.
import { h, icon } from "./dom.ts";
import { Latest } from "./fetcher.ts";
import { forget_recent, keep_recent, load_recent } from "./recent.ts";
import type { Recent } from "./recent.ts";
import { say } from "./say.ts";
import { search } from "./search.ts";
import type { Search } from "./search.ts";
import { found_groups, recent_options, status_of } from "./search_options.ts";
import type { Group, Option, Picks } from "./search_options.ts";

export interface SearchEvents extends Omit<Picks, "on_forget"> {
  /** What is near comes first; photos are those that pass the filter. */
  readonly within: () => Search;
}

const REST_MS = 150;
const LENS = "M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L20 20";
const CROSS = "M7 7l10 10M17 7L7 17";

export class SearchBox {
  private readonly load_ = new Latest();
  private rest_ = 0;
  private options_: readonly Option[] = [];
  private active_ = -1;
  private readonly picks_: Picks;
  private readonly input_ = h("input", { class: "search-input", attributes: {
    id: "search", type: "text", role: "combobox", placeholder: say("search_all"), "aria-label": say("search_all"), "aria-expanded": "false",
    "aria-controls": "search-list", "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search", maxlength: "256",
  } });
  private readonly clear_ = h("button", { class: "search-clear", click: () => this.empty_(), attributes: { type: "button", "aria-label": say("empty_search") } }, icon(CROSS));
  private readonly list_ = h("div", { class: "search-list", attributes: { id: "search-list", role: "listbox", "aria-label": say("found") } });
  private readonly status_ = h("p", { class: "search-status", attributes: { role: "status" } });
  private readonly drop_ = h("div", { class: "search-drop" }, this.list_, this.status_);

  constructor(box: HTMLElement, private readonly events_: SearchEvents) {
    this.picks_ = {
      on_place: (place) => this.pick_(place.name, { kind: "place", place }, () => events_.on_place(place)),
      on_words: (words) => this.pick_(words, { kind: "words", words }, () => events_.on_words(words)),
      on_inside: (place, id) => this.pick_(place.name, { kind: "place", place }, () => events_.on_inside(place, id)),
      on_photo: (photo) => this.pick_(this.input_.value, null, () => events_.on_photo(photo)),
      on_forget: () => this.forget_(),
    };
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

  /** Shows places and photos as they come, whichever is first. */
  private async search_(text: string): Promise<void> {
    await search(text, this.events_.within(), this.load_.next(), (found) => {
      if (this.input_.value.trim() !== text || document.activeElement !== this.input_) return;
      const groups = found_groups(found, this.picks_);
      this.show_(groups, status_of(text, found), groups.length === 0);
    });
  }

  private show_recent_(): void {
    this.load_.next();
    const recent = load_recent();
    if (!recent.length) return this.close_();
    this.show_([recent_options(recent, this.picks_)], say("recent_searches"), false);
  }

  /** `told` puts the status into sight, not only into the ear. */
  private show_(groups: readonly Group[], status: string, told: boolean): void {
    const active = this.options_[this.active_]?.key;
    this.options_ = groups.flatMap(({ options }) => options);
    this.options_.forEach(({ element, pick }, i) => {
      element.id = `search-option-${i}`;
      element.setAttribute("role", "option");
      element.addEventListener("click", pick);
    });
    this.list_.replaceChildren(...groups.map(({ name, options }) => h("ul", { attributes: { role: "group", "aria-label": name } },
      h("li", { class: "search-group", attributes: { role: "presentation", "aria-hidden": "true" } }, name), ...options.map(({ element }) => element))));
    this.list_.hidden = this.options_.length === 0;
    this.status_.textContent = status;
    this.status_.classList.toggle("unseen", !told);
    this.drop_.hidden = this.options_.length === 0 && status === "";
    this.input_.setAttribute("aria-expanded", String(this.options_.length > 0));
    this.activate_(active === undefined ? -1 : this.options_.findIndex(({ key }) => key === active));
  }

  private close_(): void {
    clearTimeout(this.rest_);
    this.load_.next();
    this.active_ = -1;
    this.show_([], "", false);
    this.clear_.hidden = this.input_.value === "";
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

  private pick_(text: string, recent: Recent | null, act: () => void): void {
    this.input_.value = text;
    if (recent) keep_recent(recent);
    this.close_();
    act();
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
