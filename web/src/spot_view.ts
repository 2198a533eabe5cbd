// The panel's page for photos that the map cannot part.
import { h, icon } from "./dom.ts";
import type { Photo } from "./photo.ts";
import { photo_list } from "./photo_list.ts";
import { say, sentence } from "./say.ts";
import type { Cluster } from "./tile.ts";
import { area_words, nearness_words, place_words } from "./words.ts";

export interface Spot {
  readonly cluster: Cluster;
  /** As many as have come; null before the first. */
  readonly photos: readonly Photo[] | null;
  readonly matched: number;
  /** Where the rest is. */
  readonly next: string | null;
}

export interface SpotEvents {
  readonly on_back: () => void;
  readonly on_photo: (photo: Photo) => void;
  readonly on_more: () => void;
}

const BACK = "M14 6l-6 6 6 6";

export function spot_view(spot: Spot, back: string, colour_of: (essay: string) => number, { on_back, on_photo, on_more }: SpotEvents): HTMLElement[] {
  const { cluster, photos } = spot;
  return [
    back_bar(back, on_back),
    h("header", { class: "spot-head" },
      h("p", { class: "kicker" }, kicker(spot)),
      h("h1", { key: "heading", attributes: { tabindex: "-1" } }, heading(cluster, photos ?? [])),
      h("p", { class: "lede" }, lede(cluster, photos))),
    photos ? photo_list(photos, on_photo, colour_of) : h("p", { class: "waiting" }, say("loading_photos")),
    more(spot, on_more),
  ].filter((part) => part !== null);
}

export function back_bar(label: string, on_back: () => void, ...rest: (HTMLElement | null)[]): HTMLElement {
  return h("nav", { class: "back-bar", attributes: { "aria-label": say("panel") } },
    h("button", { class: "back", key: "back", click: on_back, attributes: { type: "button" } }, icon(BACK), label), ...rest);
}

/** Photos in one area share no point: nobody knows theirs. */
function kicker({ cluster, matched }: Spot): string {
  if (cluster.is_area) return say("in_one_area", { n: matched });
  return say(cluster.expansion_zoom === null ? "on_one_spot" : "side_by_side", { n: matched });
}

function heading({ place_name }: Cluster, photos: readonly Photo[]): string {
  const [first = place_name ?? "", ...others] = new Set(photos.map((photo) => place_words(photo.place_name, photo.country)));
  return others.length ? say("place_and_others", { place: first, n: others.length }) : first;
}

function lede({ is_area, place_name, area_m }: Cluster, photos: readonly Photo[] | null): string {
  const radii = photos?.map(({ uncertainty_m }) => uncertainty_m) ?? [];
  if (!is_area) return photos ? nearness_words(radii) : "";
  const note = say("area_note", { area: sentence(area_words(area_m, place_name)) });
  return new Set(radii).size > 1 ? `${note} ${nearness_words(radii)}` : note;
}

function more({ photos, matched, next }: Spot, on_more: () => void): HTMLElement | null {
  if (!photos || next === null) return null;
  return h("button", { class: "more", key: "more", click: on_more, attributes: { type: "button" } }, say("show_more", { n: matched - photos.length }));
}
