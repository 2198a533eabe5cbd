// Files of the reader's own on the map, and areas inside which photos are asked for. Nothing of them leaves the browser but
// the corners of an area that was chosen.
import { area_of_box, box_of } from "./area.ts";
import type { Area, Polygon, Ring } from "./area.ts";
import { drawn_ring, fit_area } from "./area_fit.ts";
import { add_drop } from "./file_drop.ts";
import type { Bbox, LonLat } from "./geo.ts";
import { list_words, number_words, say, sentences_words } from "./say.ts";
import type { AreaFault, FileFault, Shape } from "./shape.ts";
import { OwnLayersPanel } from "./own_layers_panel.ts";

export interface OwnLayer {
  readonly name: string;
  readonly shapes: readonly Shape[];
}

/** What it needs of the map. */
export interface LayerMap {
  readonly show_layers: (shapes: readonly Shape[], on_area: (shape: Shape) => void) => void;
  readonly draw_area: () => Promise<Ring | null>;
  readonly fit_box: (box: Bbox) => void;
  readonly visible_box: () => Bbox;
}

export interface OwnLayersEvents {
  readonly on_area: (area: Area) => void;
  readonly on_say: (words: string) => void;
}

const MOST_BYTES = 10 * 1024 * 1024;

export class OwnLayers {
  private layers_: readonly OwnLayer[] = [];
  private readonly panel_: OwnLayersPanel;

  constructor(button: HTMLButtonElement, frame: HTMLElement, private readonly map_: LayerMap, private readonly events_: OwnLayersEvents) {
    this.panel_ = new OwnLayersPanel(button, {
      on_files: (files) => void this.add_(files),
      on_remove: (layer) => this.change_(this.layers_.filter((one) => one !== layer)),
      on_shape: (shape) => this.ask_(shape.polygons, shape.name, true),
      on_draw: () => void this.draw_(),
      on_view: () => this.ask_(area_of_box(map_.visible_box()).polygons, null, false),
    });
    add_drop(frame, say("drop_file"), (files) => void this.add_(files));
  }

  private async add_(files: readonly File[]): Promise<void> {
    const faults: string[] = [];
    let added: readonly OwnLayer[] = [];
    for (const file of files) {
      const read = await read_file(file);
      if (typeof read === "string") faults.push(read);
      else added = [...added, { name: file.name, shapes: read }];
    }
    if (added.length) this.change_([...this.layers_.filter(({ name }) => !added.some((one) => one.name === name)), ...added]);
    const box = box_of(points_of(added));
    if (box) this.map_.fit_box(box);
    this.tell_(sentences_words([...faults, ...(added.length ? [say("layers_shown", { name: list_words(added.map(({ name }) => name)) })] : [])]));
    this.panel_.open();
  }

  private change_(layers: readonly OwnLayer[]): void {
    this.layers_ = layers;
    this.map_.show_layers(layers.flatMap(({ shapes }) => shapes), (shape) => this.panel_.point_at(shape));
    this.panel_.show(layers);
    this.panel_.tell("");
  }

  private async draw_(): Promise<void> {
    const again = this.panel_.put_away();
    const ring = await this.map_.draw_area();
    again();
    if (ring) this.ask_([[drawn_ring(ring)]], null, false);
    else this.panel_.open();
  }

  private ask_(polygons: readonly Polygon[], name: string | null, fit: boolean): void {
    const fitted = fit_area(polygons);
    if (typeof fitted === "string") {
      this.tell_(area_fault_words(fitted));
      return this.panel_.open();
    }
    const corners = fitted.polygons.flat().flat();
    this.tell_(fitted.simplified ? say("area_simplified", { n: corners.length }) : "");
    if (!fitted.simplified) this.panel_.close(true);
    const box = fit ? box_of(corners) : null;
    if (box) this.map_.fit_box(box);
    this.events_.on_area({ name, polygons: fitted.polygons });
  }

  private tell_(words: string): void {
    this.panel_.tell(words);
    if (words) this.events_.on_say(words);
  }
}

/** Its shapes, or in words why not. What reads them is loaded now. */
async function read_file(file: File): Promise<readonly Shape[] | string> {
  if (file.size > MOST_BYTES) return say("file_too_large", { name: file.name, most: number_words(MOST_BYTES / 1024 / 1024) });
  try {
    const { read_layer } = await import("./layer_file.ts");
    const read = read_layer(await file.text());
    return typeof read === "string" ? file_fault_words(read, file.name) : read;
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return say("file_unread", { name: file.name });
    throw error;
  }
}

function file_fault_words(fault: FileFault, name: string): string {
  switch (fault) {
    case "unknown": return say("file_unknown", { name });
    case "broken": return say("file_broken", { name });
    case "empty": return say("file_empty", { name });
    case "degrees": return say("file_not_degrees", { name });
    case "many": return say("file_many", { name });
  }
}

function area_fault_words(fault: AreaFault): string {
  switch (fault) {
    case "crosses": return say("area_crosses");
    case "antimeridian": return say("area_antimeridian");
    case "flat": return say("area_flat");
    case "fine": return say("area_fine");
  }
}

function* points_of(layers: readonly OwnLayer[]): Iterable<LonLat> {
  for (const { points, lines, polygons } of layers.flatMap(({ shapes }) => shapes)) {
    yield* points;
    for (const line of [...lines, ...polygons.flat()]) yield* line;
  }
}
