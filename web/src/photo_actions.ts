// What can be done with a photo: link to it, cite it, take it away, see it on another map.
import { copy_button } from "./copy.ts";
import { h, icon } from "./dom.ts";
import { is_located } from "./photo.ts";
import type { Photo } from "./photo.ts";
import { citation_words, geojson_path, openstreetmap_url, permalink } from "./photo_links.ts";
import { say } from "./say.ts";

const LINK = "M10 14a4 4 0 005.7 0l3-3a4 4 0 00-5.7-5.7l-1 1M14 10a4 4 0 00-5.7 0l-3 3a4 4 0 005.7 5.7l1-1";
const QUOTE = "M6 17c2-1 3-3 3-6V7H5v4h4M15 17c2-1 3-3 3-6V7h-4v4h4";
const DOWN = "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14";
const OUT = "M14 5h5v5M19 5l-8 8M17 14v5H5V7h5";

export function photo_actions(photo: Photo, on_say: (words: string) => void): HTMLElement {
  const url = permalink(photo.id, location.href);
  return h("section", { class: "actions", attributes: { "aria-label": say("this_photo") } },
    copy_button(say("copy_link"), icon(LINK), "copy-link", () => url, on_say),
    copy_button(say("copy_citation"), icon(QUOTE), "copy-citation", () => citation_words(photo, url, new Date()), on_say),
    action("GeoJSON", DOWN, { href: geojson_path(photo.id), download: `photo-${photo.id}.geojson` }),
    is_located(photo) ? action("OpenStreetMap", OUT, { href: openstreetmap_url(photo), rel: "noopener noreferrer" }) : null);
}

function action(label: string, drawing: string, attributes: Readonly<Record<string, string>>): HTMLElement {
  return h("a", { class: "action", attributes }, icon(drawing), h("span", {}, label));
}
