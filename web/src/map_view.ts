// The map, of Leaflet and its layers.
import * as L from "leaflet";
import type { Ring } from "./area.ts";
import { covers } from "./basemaps.ts";
import type { OtherMap } from "./basemaps.ts";
import { draw_tile } from "./basemap_draw.ts";
import { CanvasLayer, layer_of } from "./basemap_layers.ts";
import type { BasemapSource } from "./basemap_source.ts";
import type { FoundPlace } from "./found_place.ts";
import { box_around, clamp, meters_per_pixel, middle_of, zoom_for_circle } from "./geo.ts";
import type { Bbox, LonLat } from "./geo.ts";
import { box_in_sight, from_leaflet, to_leaflet } from "./leaflet_order.ts";
import type { Marker } from "./marker.ts";
import { MarkerLayer, moves } from "./marker_layer.ts";
import { draw_by_hand } from "./map_drawing.ts";
import { MapShapes } from "./map_shapes.ts";
import { NameLayer } from "./name_layer.ts";
import type { LocatedPhoto } from "./photo.ts";
import { RouteLayer } from "./route_layer.ts";
import type { DrawnRoute } from "./route_layer.ts";
import { say } from "./say.ts";
import type { Selection } from "./selection.ts";
import type { Cluster, TileFeature } from "./tile.ts";
import { MAX_ZOOM, MIN_ZOOM } from "./url_state.ts";
import type { View } from "./url_state.ts";
import { distance_words } from "./words.ts";

export interface MapEvents {
  readonly on_move: () => void;
  readonly on_feature: (feature: TileFeature) => void;
}

/** Drawing the map keeps the browser busy, so the first markers, and the first view, go before it. */
const MARKERS_FIRST_MS = 500;
const DEEPEST_JUMP = 13;
const DEEPEST_FOUND = 15;
const STORY_FLIGHT_S = 1.4;
/** Of a place that does not say how large it is. */
const FOUND_RADIUS_M = 2000;
/** A line that lies this far out of sight has so many dashes that it stops the browser. */
const LARGEST_CIRCLE_PX = 5000;
const WORLD_VIEW: View = { zoom: MIN_ZOOM, centre: { lon: 40, lat: 30 } };

export class MapView {
  /** What the reader adds to it. */
  readonly shapes: MapShapes;
  private readonly map_: L.Map;
  private readonly basemap_: L.GridLayer;
  /** Over our own map, which remains to be seen where this one ends. */
  private other_: { readonly map: OtherMap; readonly layer: L.GridLayer; seen: boolean } | null = null;
  private readonly selection_ = L.layerGroup();
  private readonly found_ = L.layerGroup();
  private readonly route_: RouteLayer;
  private selected_: Selection | null = null;
  private readonly markers_: MarkerLayer;
  private readonly names_: NameLayer;
  private features_: readonly TileFeature[] = [];
  private readonly basemap_wait_: number;

  constructor(container: HTMLElement, source: BasemapSource, private readonly events_: MapEvents) {
    this.map_ = L.map(container, { zoomControl: false, attributionControl: false, minZoom: MIN_ZOOM, maxZoom: MAX_ZOOM, worldCopyJump: true, maxBounds: [[-85, -Infinity], [85, Infinity]] });
    this.basemap_ = new CanvasLayer((canvas, coords, ratio) => draw_tile(canvas, coords, source, ratio).then(() => this.names_.schedule()), { minZoom: MIN_ZOOM, className: "basemap" });
    this.basemap_wait_ = window.setTimeout(() => this.show_basemap_(), MARKERS_FIRST_MS);
    this.shapes = new MapShapes(this.map_);
    this.selection_.addTo(this.map_);
    this.route_ = new RouteLayer(this.map_);
    this.found_.addTo(this.map_);
    this.names_ = new NameLayer(this.map_, source, () => ({ features: this.features_, here: this.route_.here(), is_covered: (at) => this.is_covered_(at) }));
    this.markers_ = new MarkerLayer(this.map_, (feature) => this.events_.on_feature(feature));
    // Not while the map moves: a word that changes has the browser sort all that it draws into layers again, in every frame.
    new ScaleBar({ imperial: false, position: "bottomleft", updateWhenIdle: true }).addTo(this.map_);
    L.control.zoom({ position: "bottomright", zoomInTitle: say("closer"), zoomOutTitle: say("farther") }).addTo(this.map_);
    this.map_.setView(to_leaflet(WORLD_VIEW.centre), WORLD_VIEW.zoom);
    this.map_.on("moveend", () => this.events_.on_move());
    this.map_.on("zoomend", () => this.draw_selection_());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => [this.basemap_, this.other_?.layer].forEach((layer) => layer?.redraw()));
    new ResizeObserver(() => this.map_.invalidateSize({ pan: true, animate: false })).observe(container);
  }

  show_other_map(map: OtherMap | null): void {
    this.other_?.layer.remove();
    const shown = map && { map, layer: layer_of(map).addTo(this.map_), seen: false };
    this.other_ = shown;
    // Our names stay until others are there to be read.
    shown?.layer.once("tileload", () => {
      shown.seen = true;
      this.names_.schedule();
    });
    this.names_.schedule();
  }

  view(): View {
    return { zoom: this.map_.getZoom(), centre: from_leaflet(this.map_.getCenter().wrap()) };
  }

  visible_box(): Bbox {
    return box_in_sight(this.map_);
  }

  show_view({ zoom, centre }: View): void {
    this.map_.setView(to_leaflet(centre), zoom, { animate: false });
  }

  fit_box({ west, south, east, north }: Bbox): void {
    const past_east = east < west ? east + 360 : east;
    this.map_.fitBounds([[south, west], [north, past_east]], { padding: [56, 56], maxZoom: DEEPEST_JUMP, animate: false });
  }

  /** Flies to a place of the search, and marks it until the next one. */
  show_place({ name, at, box }: FoundPlace): void {
    this.found_.clearLayers();
    const pin = document.createElement("span");
    pin.className = "found-pin";
    L.marker(to_leaflet(at), { icon: L.divIcon({ html: pin, className: "found" }), interactive: false, keyboard: false, alt: name }).addTo(this.found_);
    const around = box ?? box_around(at, FOUND_RADIUS_M);
    const bounds = L.latLngBounds([[around.south, around.west], [around.north, around.east < around.west ? around.east + 360 : around.east]]);
    this.map_.flyToBounds(bounds, { maxZoom: DEEPEST_FOUND, duration: 0.8, animate: moves() });
  }

  /** Flies to where the reader is; the circle is as wide as the device is unsure. */
  show_reader(at: LonLat, accuracy_m: number): void {
    this.show_place({ id: null, name: say("where_you_are"), where: "", at, box: box_around(at, Math.max(accuracy_m, FOUND_RADIUS_M)) });
    L.circle(to_leaflet(at), { radius: accuracy_m, className: "reader", interactive: false }).addTo(this.found_);
  }

  /** Lets the reader draw an area; null where it is left. */
  draw_area(): Promise<Ring | null> {
    return draw_by_hand(this.map_);
  }

  zoom_to({ box }: Cluster, zoom: number): void {
    this.map_.flyTo(to_leaflet(middle_of(box)), zoom, { duration: 0.6, animate: moves() });
  }

  /** Takes the size that its frame has by now, with what it shows in its middle. */
  fill_frame(): void {
    this.map_.invalidateSize({ pan: true, animate: false });
  }

  /** The way of a story. */
  show_route(route: DrawnRoute | null): void {
    this.found_.clearLayers();
    this.route_.show(route);
    this.names_.schedule();
  }

  /** Flies until the circle around this point, or the box, fills a good part of the map. */
  fly_to_circle(at: LonLat, radius_m: number): void {
    const size = this.map_.getSize();
    const zoom = clamp(zoom_for_circle(at.lat, Math.max(radius_m, 50), 0.6 * Math.min(size.x, size.y)), MIN_ZOOM + 2, DEEPEST_JUMP);
    this.map_.flyTo(to_leaflet(at), zoom, { duration: STORY_FLIGHT_S, animate: moves() });
  }

  fly_to_box({ west, south, east, north }: Bbox): void {
    this.map_.flyToBounds([[south, west], [north, east < west ? east + 360 : east]], { padding: [64, 64], maxZoom: DEEPEST_JUMP - 1, duration: STORY_FLIGHT_S, animate: moves() });
  }

  /** Moves only when the photo is out of sight, or the map too far out to tell its place. */
  reveal({ at, uncertainty_m }: LocatedPhoto, always = false): void {
    const size = this.map_.getSize();
    const circle_zoom = zoom_for_circle(at.lat, Math.max(uncertainty_m ?? 0, 50), 0.7 * Math.min(size.x, size.y));
    const wanted = clamp(circle_zoom, 4, DEEPEST_JUMP);
    const in_sight = this.map_.getBounds().pad(-0.12).contains(to_leaflet(at));
    if (!always && in_sight && this.map_.getZoom() >= wanted - 3) return;
    this.map_.flyTo(to_leaflet(at), wanted, { duration: 0.8, animate: moves() });
  }

  show_markers(markers: readonly Marker[]): void {
    this.features_ = markers.map(({ feature }) => feature);
    this.markers_.show(markers);
    this.show_basemap_();
    this.names_.schedule();
  }

  show_selection(selection: Selection | null): void {
    this.selected_ = selection;
    this.draw_selection_();
  }

  private draw_selection_(): void {
    this.selection_.clearLayers();
    if (!this.selected_) return;
    const { at, radii_m, others, colour } = this.selected_;
    const largest = LARGEST_CIRCLE_PX * meters_per_pixel(at.lat, this.map_.getZoom());
    const tint = colour === null ? "" : ` stroke-${colour} fill-${colour}`;
    for (const other of others) L.circleMarker(to_leaflet(other), { radius: 6, className: `candidate${tint}`, interactive: false }).addTo(this.selection_);
    for (const radius of radii_m.filter((one) => one < largest)) L.circle(to_leaflet(at), { radius, className: `uncertainty${tint}`, interactive: false }).addTo(this.selection_);
  }

  private show_basemap_(): void {
    clearTimeout(this.basemap_wait_);
    this.basemap_.addTo(this.map_);
  }

  private is_covered_(at: LonLat): boolean {
    return this.other_ !== null && this.other_.seen && covers(this.other_.map, at, this.map_.getZoom());
  }
}

/** What Leaflet's scale has beside its types. */
interface ScaleInside {
  readonly _mScale: HTMLElement;
  _getRoundNum(meters: number): number;
  _updateScale(bar: HTMLElement, words: string, part: number): void;
}

/** Leaflet's own says "km" in every language. */
class ScaleBar extends L.Control.Scale {
  protected _updateMetric(most_m: number): void {
    const inside = this as unknown as ScaleInside;
    const meters = inside._getRoundNum(most_m);
    inside._updateScale(inside._mScale, distance_words(meters), meters / most_m);
  }
}
