// What the reader adds to the map: shapes of files, and the area inside which photos are asked for. A part of the map view.
import * as L from "leaflet";
import type { Area, Polygon } from "./area.ts";
import { to_leaflet } from "./leaflet_order.ts";
import type { Shape } from "./shape.ts";

export class MapShapes {
  private readonly area_ = L.layerGroup();
  private readonly layers_ = L.layerGroup();
  private shown_ = "";

  constructor(map: L.Map) {
    map.createPane("own").classList.add("own-pane");
    this.layers_.addTo(map);
    this.area_.addTo(map);
  }

  show_layers(shapes: readonly Shape[], on_area: (shape: Shape) => void): void {
    this.layers_.clearLayers();
    for (const shape of shapes) this.draw_(shape, on_area);
  }

  show_area(area: Area | null): void {
    const shown = JSON.stringify(area?.polygons ?? null);
    if (shown === this.shown_) return;
    this.shown_ = shown;
    this.area_.clearLayers();
    if (area) L.polygon(area.polygons.map(to_rings), { pane: "own", className: "own-filter", interactive: false }).addTo(this.area_);
  }

  private draw_(shape: Shape, on_area: (shape: Shape) => void): void {
    const { points, lines, polygons } = shape;
    const style = { pane: "own", className: "own-shape" };
    const drawn = [
      ...(polygons.length ? [L.polygon(polygons.map(to_rings), style).on("click", () => on_area(shape))] : []),
      ...(lines.length ? [L.polyline(lines.map((line) => line.map(to_leaflet)), { ...style, className: "own-shape own-line" })] : []),
      ...points.map((at) => L.circleMarker(to_leaflet(at), { ...style, radius: 5, className: "own-shape own-point" })),
    ];
    for (const one of drawn) {
      if (shape.name !== null) one.bindTooltip(label_of(shape.name), { sticky: true });
      one.addTo(this.layers_);
    }
  }
}

function to_rings(rings: Polygon): L.LatLngTuple[][] {
  return rings.map((ring) => ring.map(to_leaflet));
}

/** As an element, for Leaflet takes text for HTML. */
function label_of(name: string): HTMLElement {
  const label = document.createElement("span");
  label.textContent = name;
  return label;
}
