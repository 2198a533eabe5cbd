// The maps beneath the photos as layers of Leaflet.
import * as L from "leaflet";
import { DRAWN_TILE_PX } from "./basemap_draw.ts";
import type { OtherMap } from "./basemaps.ts";
import type { TileId } from "./geo.ts";
import { MAX_ZOOM } from "./url_state.ts";
import { VectorMap } from "./vector_map.ts";

/** Tiles that we draw ourselves. They are shown as pictures: a canvas that is drawn on is asked for its picture in every frame of a drag. */
export class CanvasLayer extends L.GridLayer {
  constructor(private readonly draw_: (canvas: HTMLCanvasElement, coords: TileId, ratio: number) => Promise<void>, options: L.GridLayerOptions) {
    super({ tileSize: DRAWN_TILE_PX, maxZoom: MAX_ZOOM, keepBuffer: 1, ...options });
  }

  protected override createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = document.createElement("canvas");
    const ratio = Math.min(2, devicePixelRatio);
    const drawing = document.createElement("canvas");
    drawing.width = drawing.height = DRAWN_TILE_PX * ratio;
    this.draw_(drawing, coords, ratio).then(() => createImageBitmap(drawing)).then((picture) => {
      canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(picture);
      done(undefined, canvas);
    }).catch((error: unknown) => done(error instanceof Error ? error : new Error(String(error)), canvas));
    return canvas;
  }
}

/** Only what is in sight is asked for, and the host learns of the reader's page no more than its host (OpenStreetMap asks for that). */
export function layer_of(map: OtherMap): L.GridLayer {
  const { form, tiles, min_zoom, max_zoom, box } = map;
  const options: L.GridLayerOptions = { zIndex: 2, ...(box && box.west <= box.east ? { bounds: L.latLngBounds([[box.south, box.west], [box.north, box.east]]) } : {}) };
  if (form === "pictures") return L.tileLayer(tiles, { ...options, className: "raster", minZoom: min_zoom, maxNativeZoom: max_zoom, maxZoom: MAX_ZOOM, referrerPolicy: "strict-origin-when-cross-origin" });
  const vector = new VectorMap(map);
  return new CanvasLayer((canvas, coords, ratio) => vector.draw(canvas, coords, ratio), { ...options, className: "vector", minZoom: min_zoom + 1 });
}
