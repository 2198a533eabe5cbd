// Which map lies beneath the photos: a button over the map that shows the choice.
import { OPENSTREETMAP } from "./basemaps.ts";
import type { BasemapKind, OtherMap } from "./basemaps.ts";
import { h, icon } from "./dom.ts";
import { say } from "./say.ts";

export interface BasemapChoice {
  readonly chosen: BasemapKind;
  /** Null where there is none. */
  readonly operators: OtherMap | null;
  readonly on_choose: (kind: BasemapKind) => void;
}

const MAP = "M9 5L4 7v12l5-2 6 2 5-2V5l-5 2-6-2zM9 5v12M15 7v12";
const NOTE = "basemap-note";

export function basemap_menu({ chosen, operators, on_choose }: BasemapChoice): HTMLElement {
  const label = say("choose_map");
  const button = h("button", { class: "map-tool", attributes: { type: "button", "aria-label": label, title: label, "aria-expanded": "false", "aria-controls": "basemaps" } }, icon(MAP));
  const option = (kind: BasemapKind, name: string, note: string | null): HTMLElement =>
    h("label", { class: "basemap-option" },
      h("input", { change: () => on_choose(kind), attributes: { type: "radio", name: "basemap", value: kind, checked: kind === chosen } }),
      h("span", {}, name, note === null ? null : h("small", { class: "basemap-note", attributes: { id: `${NOTE}-${kind}` } }, note)));
  // The arrow keys choose as they go, so what OpenStreetMap will see is said with the group, before.
  const choice = h("fieldset", { class: "basemaps", attributes: { id: "basemaps", hidden: true, "aria-describedby": `${NOTE}-osm` } },
    h("legend", {}, say("map")),
    option("own", say("own_map"), say("own_map_note")),
    operators === null ? null : option("operator", operators.name, null),
    option("osm", OPENSTREETMAP.name, say("osm_note", { host: "openstreetmap.org" })));
  const menu = h("div", { class: "basemap-menu" }, button, choice);
  open_and_close(menu, button, choice);
  return menu;
}

function open_and_close(menu: HTMLElement, button: HTMLElement, choice: HTMLElement): void {
  const show = (shown: boolean): void => {
    choice.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    if (shown) choice.querySelector<HTMLElement>("input:checked")?.focus();
  };
  const is_outside = (target: EventTarget | null): boolean => target instanceof Node && !menu.contains(target);
  button.addEventListener("click", () => show(choice.hidden));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || choice.hidden) return;
    event.stopPropagation();
    show(false);
    button.focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => { if (is_outside(relatedTarget)) show(false); });
  document.addEventListener("pointerdown", ({ target }) => { if (!choice.hidden && is_outside(target)) show(false); });
}
