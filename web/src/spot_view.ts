// The panel's page for several photos on one spot.
import { h, icon } from "./dom.ts";
import type { LocatedPhoto, Photo } from "./photo.ts";
import { photo_list } from "./photo_list.ts";
import { nearness_words, photos_words, place_words } from "./words.ts";

export interface SpotEvents {
  readonly on_back: () => void;
  readonly on_photo: (photo: Photo) => void;
}

const BACK = "M14 6l-6 6 6 6";

export function spot_view(photos: readonly LocatedPhoto[], colour_of: (essay: string) => number, { on_back, on_photo }: SpotEvents): HTMLElement[] {
  const names = [...new Set(photos.map(({ place_name, country }) => place_words(place_name, country)))];
  return [
    back_bar("All essays", on_back),
    h("header", { class: "spot-head" },
      h("p", { class: "kicker" }, `${photos_words(photos.length)} on one spot`),
      h("h2", { key: "heading", attributes: { tabindex: "-1" } }, names.length > 1 ? `${names[0] ?? ""} and ${names.length - 1} more` : (names[0] ?? "")),
      h("p", { class: "lede" }, nearness_words(photos.map(({ uncertainty_m }) => uncertainty_m)))),
    photo_list(photos, on_photo, colour_of),
  ];
}

export function back_bar(label: string, on_back: () => void, ...rest: (HTMLElement | null)[]): HTMLElement {
  return h("nav", { class: "back-bar", attributes: { "aria-label": "Panel" } },
    h("button", { class: "back", key: "back", click: on_back, attributes: { type: "button" } }, icon(BACK), label), ...rest);
}
