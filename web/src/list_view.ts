// Everything the map shows as a list, for those who do not need the map.
import { h, icon } from "./dom.ts";
import { page_count, PAGE_LENGTH, sorted_photos, SORTS } from "./list.ts";
import type { ListSort } from "./list.ts";
import type { ListState } from "./list_page.ts";
import type { Photo } from "./photo.ts";
import { photo_list } from "./photo_list.ts";
import { say } from "./say.ts";

export interface ListEvents {
  readonly on_photo: (photo: Photo) => void;
  readonly on_sort: (sort: ListSort) => void;
  readonly on_page: (page: number) => void;
}

const PREVIOUS = "M14.5 6l-6 6 6 6";
const NEXT = "M9.5 6l6 6-6 6";

/** `any`: there are photos to find where the map does not look. */
export function list_view(list: ListState | null, any: boolean, sort: ListSort, colour_of: (essay: string) => number, events: ListEvents): HTMLElement[] {
  if (!list) return [h("p", { class: "waiting" }, say("loading_photos"))];
  if (!list.matched) return [h("p", { class: "empty" }, say(any ? "list_empty" : "list_nothing"))];
  const photos = list.whole ? sorted_photos(list.photos, sort) : list.photos;
  const from = list.page * PAGE_LENGTH;
  const shown = photos.slice(from, from + PAGE_LENGTH);
  return [head(list, sort, events, from, shown.length), photo_list(shown, events.on_photo, colour_of), ...pager(list, events)];
}

function head({ matched, whole }: ListState, sort: ListSort, { on_sort }: ListEvents, from: number, length: number): HTMLElement {
  const select = h("select", { key: "sort", change: () => on_sort(SORTS.find((one) => one === select.value) ?? "essay"), attributes: { disabled: !whole } },
    ...SORTS.map((one) => h("option", { attributes: { value: one } }, say(`sort_${one}`))));
  select.value = sort;
  const range = matched > length ? say("range_in_view", { from: from + 1, to: from + length, n: matched }) : say("in_view", { n: matched });
  return h("div", { class: "list-head" },
    h("h2", { class: "list-range", key: "heading", attributes: { tabindex: "-1" } }, range),
    h("label", { class: "list-sort" }, h("span", { class: "label" }, say("sort_by")), select),
    whole ? null : h("p", { class: "list-note" }, say("too_many_to_sort")));
}

function pager({ matched, page }: ListState, { on_page }: ListEvents): HTMLElement[] {
  const pages = page_count(matched);
  if (pages === 1) return [];
  const turn = (key: string, label: string, drawing: string, to: number): HTMLElement => {
    const there = to >= 0 && to < pages;
    return h("button", { class: "step", key, click: () => there && on_page(to), attributes: { type: "button", "aria-label": label, "aria-disabled": String(!there) } }, icon(drawing));
  };
  return [h("nav", { class: "pager", attributes: { "aria-label": say("pages_of_list") } },
    turn("page-before", say("previous_page"), PREVIOUS, page - 1),
    h("span", { class: "step-count" }, say("page_of", { page: page + 1, n: pages })),
    turn("page-after", say("next_page"), NEXT, page + 1))];
}
