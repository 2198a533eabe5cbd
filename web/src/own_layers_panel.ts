// The panel over the map for files of the reader's own: choose, remove, and photos inside an area.
import { find_key, h, icon, redraw } from "./dom.ts";
import type { OwnLayer } from "./own_layers.ts";
import { say } from "./say.ts";
import type { Shape } from "./shape.ts";

export interface OwnLayersPanelEvents {
  readonly on_files: (files: readonly File[]) => void;
  readonly on_remove: (layer: OwnLayer) => void;
  readonly on_shape: (shape: Shape) => void;
  readonly on_draw: () => void;
  readonly on_view: () => void;
}

const CROSS = "M7 7l10 10M17 7L7 17";
/** Of a layer with more areas, the others are chosen on the map. */
const MOST_LISTED = 50;

export class OwnLayersPanel {
  private readonly list_ = h("div", { class: "own-list" });
  private readonly told_ = h("p", { class: "own-told", attributes: { role: "status" } });
  private readonly panel_: HTMLElement;
  private shapes_: readonly Shape[] = [];

  constructor(private readonly button_: HTMLButtonElement, private readonly events_: OwnLayersPanelEvents) {
    const { on_draw, on_view } = events_;
    const button = (words: string, key: string, click: () => void): HTMLElement => h("button", { class: "pill", key, click, attributes: { type: "button" } }, words);
    this.panel_ = h("section", { class: "own-panel", attributes: { id: "own-layers", "aria-label": say("own_layers"), hidden: true } },
      h("div", { class: "own-head" }, h("h2", {}, say("own_layers")),
        h("button", { class: "own-close", click: () => this.close(true), attributes: { type: "button", "aria-label": say("close") } }, icon(CROSS))),
      h("p", { class: "own-note" }, say("own_note")), this.chooser_(), this.told_, this.list_,
      h("h3", {}, say("photos_inside_area")), h("div", { class: "pills" }, button(say("draw_area"), "own-draw", on_draw), button(say("inside_view"), "own-view", on_view)));
    button_.setAttribute("aria-expanded", "false");
    button_.setAttribute("aria-controls", "own-layers");
    button_.addEventListener("click", () => (this.panel_.hidden ? this.open() : this.close(true)));
    (button_.parentElement ?? button_).after(this.panel_);
    this.panel_.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close(true);
    });
  }

  /** Closed, and cannot be opened before the function that it returns is called. */
  put_away(): () => void {
    this.close(false);
    this.button_.disabled = true;
    return () => { this.button_.disabled = false; };
  }

  open(): void {
    if (this.button_.disabled) return;
    this.panel_.hidden = false;
    this.button_.setAttribute("aria-expanded", "true");
    this.panel_.querySelector<HTMLElement>(".own-choose")?.focus({ preventScroll: true });
  }

  close(focus: boolean): void {
    this.panel_.hidden = true;
    this.button_.setAttribute("aria-expanded", "false");
    if (focus) this.button_.focus({ preventScroll: true });
  }

  tell(words: string): void {
    this.told_.textContent = words;
    this.told_.hidden = words === "";
  }

  show(layers: readonly OwnLayer[]): void {
    this.shapes_ = layers.flatMap(({ shapes }) => shapes);
    redraw(this.list_, ...layers.map((layer) => this.layer_(layer)));
  }

  /** An area that was clicked on the map. */
  point_at(shape: Shape): void {
    this.open();
    find_key(this.list_, this.key_of_(shape))?.focus();
  }

  private chooser_(): HTMLElement {
    const input = h("input", { class: "unseen", attributes: { type: "file", multiple: true, accept: ".geojson,.json,.kml,.gpx", tabindex: "-1", "aria-hidden": "true" }, change: () => {
      this.events_.on_files([...(input.files ?? [])]);
      input.value = "";
    } });
    return h("div", {}, input, h("button", { class: "own-choose", click: () => input.click(), attributes: { type: "button" } }, say("choose_files")));
  }

  private layer_(layer: OwnLayer): HTMLElement {
    const areas = layer.shapes.filter(({ polygons }) => polygons.length > 0);
    const remove = h("button", { class: "own-remove", key: `own-remove-${layer.name}`, click: () => this.events_.on_remove(layer), attributes: { type: "button", "aria-label": say("remove_layer", { name: layer.name }) } }, icon(CROSS));
    return h("div", { class: "own-layer" },
      h("div", { class: "own-layer-head" }, h("span", { class: "own-swatch", attributes: { "aria-hidden": "true" } }),
        h("span", { class: "own-name" }, layer.name), h("span", { class: "own-count" }, say("shapes", { n: layer.shapes.length })), remove),
      h("ul", {}, ...areas.slice(0, MOST_LISTED).map((shape) => h("li", {}, this.area_(shape, areas.indexOf(shape))))),
      areas.length > MOST_LISTED ? h("p", { class: "own-note" }, say("further_areas")) : null);
  }

  private area_(shape: Shape, i: number): HTMLElement {
    const name = shape.name ?? say("area_number", { n: i + 1 });
    return h("button", { class: "own-area", key: this.key_of_(shape), click: () => this.events_.on_shape({ ...shape, name }), attributes: { type: "button" } }, say("photos_inside", { name }));
  }

  private key_of_(shape: Shape): string {
    return `own-area-${this.shapes_.indexOf(shape)}`;
  }
}
