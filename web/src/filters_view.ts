// The counter, the filter as chips that go when they are pressed, and the form that sets it.
import { NO_FILTER, toggle_country } from "./filter.ts";
import type { Filter } from "./filter.ts";
import { chips_of } from "./filter_chips.ts";
import type { Names } from "./filter_chips.ts";
import type { Counts, Facets } from "./counts.ts";
import { h, icon } from "./dom.ts";
import type { Essay } from "./photo.ts";
import { number_words, say } from "./say.ts";
import type { Group } from "./stats.ts";
import { counter_words, country_words, distance_words } from "./words.ts";

export interface FiltersState {
  readonly filter: Filter;
  readonly facets: Facets;
  /** Null until they have come. */
  readonly counts: Counts | null;
  readonly is_uncounted: boolean;
  readonly essays: readonly Essay[];
  readonly form_open: boolean;
  readonly name_of_place: Names["place"];
  readonly colour_of: (essay: string) => number;
}

export interface FiltersEvents {
  readonly on_filter: (filter: Filter) => void;
  readonly on_form: () => void;
}

const FUNNEL = "M4 6h16M7 12h10M10 18h4";
const CROSS = "M7 7l10 10M17 7L7 17";
const PRECISIONS_M = [500, 1_000, 5_000, 25_000, 100_000];

export function filters_view(state: FiltersState, events: FiltersEvents): HTMLElement {
  return h("section", { class: "filters", attributes: { "aria-label": say("filters") } },
    bar(state, events), chips(state, events), state.form_open ? form(state, events) : null);
}

function bar({ counts, is_uncounted, facets, form_open }: FiltersState, { on_form }: FiltersEvents): HTMLElement {
  return h("div", { class: "filter-bar" },
    h("p", { class: "counts" },
      h("span", { class: "counter" }, counts ? counter_words(counts.matched, facets.total) : is_uncounted ? say("offline_uncounted") : "…"),
      counts && counts.in_view !== counts.matched ? h("span", { class: "in-view" }, say("in_view", { n: counts.in_view })) : null),
    h("button", { class: "pill filters-toggle", key: "filters", click: on_form, attributes: { type: "button", "aria-expanded": String(form_open) } }, icon(FUNNEL), say("filters")));
}

function chips({ filter, essays, name_of_place, colour_of }: FiltersState, { on_filter }: FiltersEvents): HTMLElement | null {
  const shown = chips_of(filter, { essay: (slug) => essays.find((essay) => essay.slug === slug)?.title ?? slug, place: name_of_place });
  if (!shown.length) return null;
  const items = shown.map(({ key, words, essay, without }) => h("li", {},
    h("button", { class: "chip", key: `chip-${key}`, click: () => on_filter(without), attributes: { type: "button", "aria-label": say("remove_filter", { words }) } },
      essay === null ? null : h("span", { class: `swatch fill-${colour_of(essay)}`, attributes: { "aria-hidden": "true" } }),
      h("span", { class: "chip-words" }, words), icon(CROSS))));
  const clear = h("li", {}, h("button", { class: "clear", key: "clear", click: () => on_filter(NO_FILTER), attributes: { type: "button" } }, say("show_all_photos")));
  return h("ul", { class: "chips", attributes: { "aria-label": say("what_is_shown") } }, ...items, clear);
}

function form({ filter, facets }: FiltersState, { on_filter }: FiltersEvents): HTMLElement {
  const people = facets.photographers.filter(({ value }) => value !== null);
  return h("div", { class: "filter-form" },
    people.length ? choice(say("photographer"), "photographer", [["", say("anyone")], ...people.map(named)], filter.photographer ?? "", (value) => on_filter({ ...filter, photographer: value || null })) : null,
    choice(say("place_known"), "within", [["", say("however_exactly")], ...precisions(filter.within_m)], String(filter.within_m ?? ""), (value) => on_filter({ ...filter, within_m: value ? Number(value) : null })),
    countries(filter, facets, on_filter),
    toggle("pictures", say("only_with_picture"), filter.pictures, () => on_filter({ ...filter, pictures: !filter.pictures })),
    toggle("undated", say("without_undated"), !filter.undated, () => on_filter({ ...filter, undated: !filter.undated })));
}

function countries(filter: Filter, { countries }: Facets, on_filter: (filter: Filter) => void): HTMLElement | null {
  // A place on a border has two codes; each of them finds it.
  const known = countries.flatMap(({ value, count }) => (value !== null && /^[A-Z]{2}$/.test(value) ? [{ code: value, count }] : []));
  if (!known.length) return null;
  return h("div", { class: "field countries", attributes: { role: "group", "aria-label": say("countries") } },
    h("span", { class: "label" }, say("country")),
    h("div", { class: "pills" }, ...known.map(({ code, count }) =>
      h("button", { class: "pill", key: `country-${code}`, click: () => on_filter(toggle_country(filter, code)), attributes: { type: "button", "aria-pressed": String(filter.countries.includes(code)) } },
        country_words(code) ?? code, h("span", { class: "pill-count" }, number_words(count))))));
}

function choice(label: string, key: string, options: readonly (readonly [value: string, words: string])[], chosen: string, on_choice: (value: string) => void): HTMLElement {
  const select = h("select", { key: `select-${key}`, change: () => on_choice(select.value) }, ...options.map(([value, words]) => h("option", { attributes: { value } }, words)));
  select.value = chosen;
  return h("label", { class: "field" }, h("span", { class: "label" }, label), select);
}

function toggle(key: string, words: string, pressed: boolean, click: () => void): HTMLElement {
  return h("button", { class: "pill", key: `toggle-${key}`, click, attributes: { type: "button", "aria-pressed": String(pressed) } }, words);
}

function precisions(chosen: number | null): [string, string][] {
  const all = chosen === null || PRECISIONS_M.includes(chosen) ? PRECISIONS_M : [...PRECISIONS_M, chosen].sort((a, b) => a - b);
  return all.map((meters) => [String(meters), say("within_choice", { distance: distance_words(meters) })]);
}

function named({ value, count }: Group): [string, string] {
  return [value ?? "", say("name_and_count", { name: value ?? "", count })];
}
