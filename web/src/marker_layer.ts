// The markers on the map, as elements of Leaflet. When the zoom changes they glide out of the cluster that held them, or into it.
import * as L from "leaflet";
import { holders_of } from "./glide.ts";
import type { LonLat } from "./geo.ts";
import { to_leaflet } from "./leaflet_order.ts";
import { marker_element, marker_label, marker_title } from "./marker.ts";
import type { Marker } from "./marker.ts";
import { key_of } from "./tile.ts";
import type { TileFeature } from "./tile.ts";

interface ShownMarker {
  readonly layer: L.Marker;
  readonly look: string;
  readonly marker: Marker;
}

/** What can be clicked. */
const SPOT_PX = 36;
const GLIDE_MS = 250;
/** More of them at a time would not be told apart, and cost frames. */
const MOST_GLIDING = 150;
const FARTHEST_GLIDE_PX = 400;

export class MarkerLayer {
  private readonly shown_ = new Map<string, ShownMarker>();
  private zoom_ = NaN;

  constructor(private readonly map_: L.Map, private readonly on_feature_: (feature: TileFeature) => void) {}

  /** The focus of a marker that goes, goes to the nearest of those that come. */
  show(markers: readonly Marker[]): void {
    const before = [...this.shown_.values()];
    const focused = before.find(({ layer }) => layer.getElement() === document.activeElement)?.layer;
    const glides = this.zoom_ !== this.map_.getZoom() && moves();
    this.zoom_ = this.map_.getZoom();
    const features = markers.map(({ feature }) => feature);
    const origins = glides ? holders_of(features, before.map(({ marker }) => marker.feature)) : new Map<string, LonLat>();
    this.remove_others_(features, glides);
    this.map_.getPane("markerPane")?.classList.toggle("crowded", markers.length > MOST_GLIDING);
    for (const marker of markers) this.show_one_(marker, origins.size > MOST_GLIDING ? null : (origins.get(key_of(marker.feature)) ?? null));
    if (focused && document.activeElement === document.body) this.focus_near_(focused.getLatLng());
  }

  private remove_others_(features: readonly TileFeature[], glides: boolean): void {
    const wanted = new Set(features.map(key_of));
    const gone = [...this.shown_].filter(([key]) => !wanted.has(key));
    const ends = glides && gone.length <= MOST_GLIDING ? holders_of(gone.map(([, { marker }]) => marker.feature), features) : new Map<string, LonLat>();
    for (const [key, { layer, marker }] of gone) {
      layer.remove();
      this.shown_.delete(key);
      const end = ends.get(key);
      if (end) this.fade_into_(marker, end);
    }
  }

  private show_one_(marker: Marker, origin: LonLat | null): void {
    const { feature, selected } = marker;
    const key = key_of(feature);
    const look = JSON.stringify(marker);
    const shown = this.shown_.get(key);
    if (shown?.look === look) return;
    const had_focus = shown !== undefined && shown.layer.getElement() === document.activeElement;
    shown?.layer.remove();
    const html = marker_element(marker);
    const layer = new FlatMarker(to_leaflet(feature.at), html, selected ? "spot spot-selected" : "spot", SPOT_PX, { title: marker_title(feature) }).addTo(this.map_);
    this.make_operable_(layer, feature);
    if (had_focus) layer.getElement()?.focus({ preventScroll: true });
    this.shown_.set(key, { layer, look, marker });
    // Only the drawing moves: what is clicked and focused is in its place at once.
    const way = origin && this.way_(feature.at, origin);
    if (way) glide(html, [{ transform: way, opacity: 0.4 }, { transform: "none", opacity: 1 }]);
  }

  private make_operable_(layer: L.Marker, feature: TileFeature): void {
    layer.on("click", () => this.on_feature_(feature));
    const element = layer.getElement();
    element?.classList.remove("leaflet-interactive"); // it has the style of each made anew when a drag begins, and when it ends
    element?.setAttribute("aria-label", marker_label(feature));
    element?.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      this.on_feature_(feature);
    });
  }

  /** A drawing that nobody can click or hear any more. */
  private fade_into_(marker: Marker, end: LonLat): void {
    const way = this.way_(marker.feature.at, end);
    if (!way) return;
    const html = marker_element(marker);
    const ghost = new FlatMarker(to_leaflet(marker.feature.at), html, "spot-gone", SPOT_PX, { interactive: false, keyboard: false }).addTo(this.map_);
    ghost.getElement()?.setAttribute("aria-hidden", "true");
    glide(html, [{ transform: "none", opacity: 1 }, { transform: way, opacity: 0 }]).addEventListener("finish", () => ghost.remove());
  }

  /** From a point to another as a CSS transform; null where that is no short way. */
  private way_(from: LonLat, to: LonLat): string | null {
    const [start, end] = [this.map_.latLngToLayerPoint(to_leaflet(from)), this.map_.latLngToLayerPoint(to_leaflet(to))];
    return start.distanceTo(end) > FARTHEST_GLIDE_PX ? null : `translate(${end.x - start.x}px, ${end.y - start.y}px)`;
  }

  private focus_near_(at: L.LatLng): void {
    const bounds = this.map_.getBounds();
    const in_sight = [...this.shown_.values()].map(({ layer }) => layer).filter((layer) => bounds.contains(layer.getLatLng()));
    const [nearest] = in_sight.sort((a, b) => this.map_.distance(a.getLatLng(), at) - this.map_.distance(b.getLatLng(), at));
    (nearest?.getElement() ?? this.map_.getContainer()).focus({ preventScroll: true });
  }
}

/**
 * Leaflet's own has a position, a transform and a z-index. To the browser's compositor each of these makes it a drawing by itself, and
 * hundreds of those cost every frame of a drag. This one lies in the one cell of its pane's grid, where its margins put it; it has a
 * transform only while it moves with a zoom.
 */
export class FlatMarker extends L.Marker {
  private rest_ = L.point(0, 0);

  /** Its middle, or the corner of a size of 0, is at the point. */
  constructor(at: L.LatLngExpression, html: HTMLElement, look: string, private readonly size_px_: number, options: L.MarkerOptions) {
    super(at, { ...options, icon: L.divIcon({ html, className: `flat ${look}`, iconSize: [size_px_, size_px_] }) });
  }

  protected _setPos(at: L.Point): void {
    const element = this.getElement();
    if (!element) return;
    if (element.closest(".leaflet-zoom-anim")) {
      element.style.transform = `translate(${at.x - this.rest_.x}px, ${at.y - this.rest_.y}px)`;
      return;
    }
    this.rest_ = at;
    Object.assign(element.style, { transform: "", marginLeft: `${at.x - this.size_px_ / 2}px`, marginTop: `${at.y - this.size_px_ / 2}px` });
  }
}

export function moves(): boolean {
  return !matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function glide(drawing: HTMLElement, frames: Keyframe[]): Animation {
  drawing.classList.add("marker-glides");
  return drawing.animate(frames, { duration: GLIDE_MS, easing: "cubic-bezier(0.2, 0.7, 0.3, 1)" });
}
