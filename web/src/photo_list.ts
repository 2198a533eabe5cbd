// Photos as a list of captions.
import { date_words } from "./date_words.ts";
import { h } from "./dom.ts";
import { is_located } from "./photo.ts";
import type { Photo } from "./photo.ts";
import { say } from "./say.ts";
import { written_in } from "./text_language.ts";
import { place_words } from "./words.ts";

export function photo_list(photos: readonly Photo[], on_photo: (photo: Photo) => void, colour_of: ((essay: string) => number) | null = null): HTMLElement {
  return h("ol", { class: "photos" }, ...photos.map((photo) =>
    h("li", {},
      h("button", { class: "photo", key: `photo-${photo.id}`, click: () => on_photo(photo), attributes: { type: "button" } },
        colour_of ? h("span", { class: `swatch fill-${colour_of(photo.essay)}`, attributes: { "aria-hidden": "true" } }) : null,
        h("span", { class: "photo-words" },
          h("span", { class: "photo-caption", attributes: written_in(photo.caption, photo.essay_title) }, photo.caption),
          h("span", { class: "photo-place" }, place_line(photo)))))));
}

function place_line(photo: Photo): string {
  const where = is_located(photo) ? place_words(photo.place_name, photo.country) : say("not_on_map");
  return `${where} · ${date_words(photo.taken_start, photo.taken_end)}`;
}
