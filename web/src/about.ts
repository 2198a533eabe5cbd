// What the map is made of, and under which licences.
import type { OtherMap } from "./basemaps.ts";
import { h } from "./dom.ts";
import { find_words, say } from "./say.ts";
import type { Source } from "./sources.ts";
import credits from "../basemap/credits.json" with { type: "json" };

export interface AboutElements {
  readonly line: HTMLElement;
  readonly dialog: HTMLDialogElement;
}

/** The whole list, which the line in the map's corner opens. `attribution` comes with the photos, `sources` with the gazetteer. */
export function fill_about({ dialog }: AboutElements, attribution: readonly string[], sources: readonly Source[]): void {
  const close = h("button", { class: "close", click: () => dialog.close(), attributes: { type: "button" } }, say("close"));
  dialog.replaceChildren(
    h("h2", {}, say("about_title")),
    h("p", {}, say("about_how")),
    attribution.length ? h("h3", {}, say("photos_and_places")) : "",
    ...attribution.map((text) => h("p", {}, text)),
    ...(sources.length ? [h("h3", {}, say("names_and_places")), source_list(sources)] : []),
    h("h3", {}, say("map")),
    h("dl", { class: "credits" }, ...credits.flatMap(({ what, who, via, licence, url }) => [
      h("dt", {}, find_words(`made_of_${what}`) ?? what),
      h("dd", {}, outward(who, url), `, ${licence ?? say("public_domain")} (${via})`),
    ])),
    close,
  );
}

/** Of the map that is shown: our own, or one over it. */
export function fill_credits({ line, dialog }: AboutElements, other: OtherMap | null): void {
  const open = h("button", { class: "about-open", click: () => dialog.showModal(), attributes: { type: "button" } }, say("about"));
  if (other?.form === "pictures" && other.box === null) {
    line.replaceChildren(...credit_of(other), open);
    return;
  }
  line.replaceChildren(
    ...(other === null ? [] : credit_of(other)),
    outward("© OpenStreetMap", "https://www.openstreetmap.org/copyright"), " · ",
    outward("GeoNames", "https://www.geonames.org/"), " · Natural Earth · ",
    open,
  );
}

function credit_of({ credit }: OtherMap): (HTMLElement | string)[] {
  return credit.length ? [...credit.map(({ text, href }) => (href === null ? text : outward(text, href))), " · "] : [];
}

function source_list(sources: readonly Source[]): HTMLElement {
  return h("dl", { class: "credits sources" }, ...sources.flatMap(({ name, licence, url }) => [
    h("dt", {}, url === null ? name : outward(name, url)),
    h("dd", {}, licence),
  ]));
}

function outward(text: string, href: string): HTMLElement {
  return h("a", { attributes: { href, rel: "noopener noreferrer" } }, text);
}
