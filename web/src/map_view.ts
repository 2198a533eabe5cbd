// The map, of Leaflet and its layers.
import * as L from "leaflet";
import type { Ring } from "./area.ts";
import { covers } from "./basemaps.ts";
import type { OtherMap } from "./basemaps.ts";
import { basemap_tile_for, find_country } from "./basemap_tile.ts";
import type { Label } from "./basemap_tile.ts";
import { draw_tile } from "./basemap_draw.ts";
import { CanvasLayer, layer_of } from "./basemap_layers.ts";
import type { BasemapSource } from "./basemap_source.ts";
import { country_anchors, sample_grid } from "./border_labels.ts";
import type { FoundPlace } from "./found_place.ts";
import { box_around, clamp, meters_per_pixel, middle_of, tiles_in_box, zoom_for_circle } from "./geo.ts";
import type { Bbox, LonLat, TileId } from "./geo.ts";
import { degree_words, graticule_lines } from "./graticule.ts";
import { place_labels } from "./label_layout.ts";
import type { Box, Disc, WantedLabel } from "./label_layout.ts";
import { from_leaflet, to_leaflet } from "./leaflet_order.ts";
import { is_wide, marker_radius } from "./marker.ts";
import type { Marker } from "./marker.ts";
import { FlatMarker, MarkerLayer, moves } from "./marker_layer.ts";
import { draw_by_hand } from "./map_drawing.ts";
import { MapShapes } from "./map_shapes.ts";
import type { LocatedPhoto } from "./photo.ts";
import { RouteLayer } from "./route_layer.ts";
import type { DrawnRoute } from "./route_layer.ts";
import { say } from "./say.ts";
import type { Selection } from "./selection.ts";
import { text_measure } from "./text_measure.ts";
import type { NameKind } from "./text_measure.ts";
import type { Cluster, TileFeature } from "./tile.ts";
import { MAX_ZOOM, MIN_ZOOM } from "./url_state.ts";
import type { View } from "./url_state.ts";
import { country_words, distance_words, latitude_words, longitude_words } from "./words.ts";

export interface MapEvents {
  readonly on_move: () => void;
  readonly on_feature: (feature: TileFeature) => void;
}

interface MapLabel {
  readonly name: string;
  readonly kind: NameKind;
}

/** Drawing the map keeps the browser busy, so the first markers, and the first view, go before it. */
const MARKERS_FIRST_MS = 500;
const LABEL_REST_MS = 150;
const SPOT_LABELS_FROM_ZOOM = 11;
const BORDER_LABELS_FROM_ZOOM = 8;
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
  private readonly labels_ = L.layerGroup();
  private readonly selection_ = L.layerGroup();
  private readonly found_ = L.layerGroup();
  private readonly route_: RouteLayer;
  private selected_: Selection | null = null;
  private readonly markers_: MarkerLayer;
  private readonly measure_ = text_measure();
  private features_: readonly TileFeature[] = [];
  private readonly basemap_wait_: number;
  private label_wait_ = 0;
  private moving_ = false;

  constructor(container: HTMLElement, private readonly source_: BasemapSource, private readonly events_: MapEvents) {
    this.map_ = L.map(container, { zoomControl: false, attributionControl: false, minZoom: MIN_ZOOM, maxZoom: MAX_ZOOM, worldCopyJump: true, maxBounds: [[-85, -Infinity], [85, Infinity]] });
    this.basemap_ = new CanvasLayer((canvas, coords, ratio) => draw_tile(canvas, coords, source_, ratio).then(() => this.schedule_labels_()), { minZoom: MIN_ZOOM, className: "basemap" });
    this.basemap_wait_ = window.setTimeout(() => this.show_basemap_(), MARKERS_FIRST_MS);
    this.map_.createPane("names").classList.add("names");
    this.shapes = new MapShapes(this.map_);
    this.selection_.addTo(this.map_);
    this.route_ = new RouteLayer(this.map_);
    this.found_.addTo(this.map_);
    this.labels_.addTo(this.map_);
    this.markers_ = new MarkerLayer(this.map_, (feature) => this.events_.on_feature(feature));
    // Not while the map moves: a word that changes has the browser sort all that it draws into layers again, in every frame.
    new ScaleBar({ imperial: false, position: "bottomleft", updateWhenIdle: true }).addTo(this.map_);
    L.control.zoom({ position: "bottomright", zoomInTitle: say("closer"), zoomOutTitle: say("farther") }).addTo(this.map_);
    this.map_.setView(to_leaflet(WORLD_VIEW.centre), WORLD_VIEW.zoom);
    this.map_.on("move", () => {
      this.moving_ = true;
      this.schedule_labels_();
    });
    this.map_.on("moveend", () => {
      this.moving_ = false;
      this.schedule_labels_();
      this.events_.on_move();
    });
    this.map_.on("zoomend", () => this.draw_selection_());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => [this.basemap_, this.other_?.layer].forEach((layer) => layer?.redraw()));
    new ResizeObserver(() => this.map_.invalidateSize({ pan: true, animate: false })).observe(container);
    void document.fonts.ready.then(() => this.schedule_labels_());
  }

  show_other_map(map: OtherMap | null): void {
    this.other_?.layer.remove();
    const shown = map && { map, layer: layer_of(map).addTo(this.map_), seen: false };
    this.other_ = shown;
    // Our names stay until others are there to be read.
    shown?.layer.once("tileload", () => {
      shown.seen = true;
      this.schedule_labels_();
    });
    this.schedule_labels_();
  }

  view(): View {
    return { zoom: this.map_.getZoom(), centre: from_leaflet(this.map_.getCenter().wrap()) };
  }

  visible_box(): Bbox {
    const bounds = this.map_.getBounds();
    if (bounds.getEast() - bounds.getWest() >= 360) return { west: -180, east: 179.999999, south: bounds.getSouth(), north: bounds.getNorth() };
    return {
      west: bounds.getSouthWest().wrap().lng, south: clamp(bounds.getSouth(), -85, 85),
      east: bounds.getNorthEast().wrap().lng, north: clamp(bounds.getNorth(), -85, 85),
    };
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
    this.schedule_labels_();
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
    this.schedule_labels_();
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

  /** Not while the map moves, which it would halt. */
  private schedule_labels_(): void {
    clearTimeout(this.label_wait_);
    this.label_wait_ = window.setTimeout(() => this.draw_labels_(), this.moving_ ? LABEL_REST_MS : 0);
  }

  private draw_labels_(): void {
    if (!Number.isInteger(this.map_.getZoom())) return; // between two, when the fingers of a pinch rest
    const size = this.map_.getSize();
    const discs = this.features_.map((feature): Disc => ({ ...this.map_.latLngToContainerPoint(to_leaflet(feature.at)), radius: marker_radius(feature) + (is_wide(feature) ? 6 : 2) }));
    const here = this.route_.here();
    if (here) discs.push({ ...this.map_.latLngToContainerPoint(to_leaflet(here.at)), radius: 11 });
    const wanted = [...this.spot_labels_(), ...this.basemap_labels_(), ...this.border_labels_()];
    this.labels_.clearLayers();
    this.draw_degrees_(size);
    for (const { item, box, covered } of place_labels(wanted, discs, this.controls_(), { left: 2, top: 2, right: size.x - 2, bottom: size.y - 2 })) {
      this.add_name_(item, [box.left, box.top], "name");
      if ((item.kind === "town" || item.kind === "capital") && !covered) {
        const label = wanted.find((one) => one.item === item);
        if (label) this.add_name_({ name: "", kind: item.kind }, [label.at.x, label.at.y], "town-dot");
      }
    }
  }

  private add_name_({ name, kind }: MapLabel, corner: L.PointTuple, look: string): void {
    const html = document.createElement("span");
    html.textContent = name;
    new FlatMarker(this.map_.containerPointToLatLng(corner), html, `${look} name-${kind}`, 0, { pane: "names", interactive: false, keyboard: false }).addTo(this.labels_).getElement()?.setAttribute("aria-hidden", "true");
  }

  /** What lies over the map, in its pixels. */
  private controls_(): Box[] {
    const origin = this.map_.getContainer().getBoundingClientRect();
    return [...document.querySelectorAll(".leaflet-control, .map-credits, .search-line, .map-tools, .open-map")].map((control) => {
      const { left, top, right, bottom } = control.getBoundingClientRect();
      return { left: left - origin.left, top: top - origin.top, right: right - origin.left, bottom: bottom - origin.top };
    });
  }

  /** Degrees along the upper and the left edge. */
  private draw_degrees_(size: L.Point): void {
    if (this.is_covered_(this.view().centre)) return;
    const lines = graticule_lines(this.visible_box(), this.map_.getZoom());
    for (const lon of lines.meridians.slice(0, -1)) {
      const { x } = this.map_.latLngToContainerPoint([0, lon]);
      if (x > 60) this.add_name_({ name: longitude_words(lon, degree_words(lon)), kind: "graticule" }, [x + 4, 3], "name");
    }
    for (const lat of lines.parallels) {
      const { y } = this.map_.latLngToContainerPoint([lat, 0]);
      if (y > 24 && y < size.y - 50) this.add_name_({ name: latitude_words(lat, degree_words(lat)), kind: "graticule" }, [5, y - 15], "name");
    }
  }

  private spot_labels_(): WantedLabel<MapLabel>[] {
    const here = this.route_.here();
    if (here) return [this.want_({ name: here.name, kind: "spot" }, here.at)];
    if (this.map_.getZoom() < SPOT_LABELS_FROM_ZOOM) return [];
    return this.features_.flatMap(({ place_name, at }) => (place_name === null ? [] : [this.want_({ name: place_name, kind: "spot" }, at)]));
  }

  private basemap_labels_(): WantedLabel<MapLabel>[] {
    const zoom = this.map_.getZoom();
    const tiles = new Map<string, TileId>();
    for (const tile of tiles_in_box(this.visible_box(), Math.max(0, zoom - 1))) {
      const stored = basemap_tile_for(tile, zoom);
      tiles.set(`${stored.z}/${stored.x}/${stored.y}`, stored);
    }
    const labels = [...tiles.values()].flatMap((id) => this.source_.find(id)?.labels ?? []);
    return labels
      .filter(({ from_zoom, to_zoom, at }) => from_zoom <= zoom && zoom <= to_zoom && !this.is_covered_(at))
      .sort((a, b) => rank(a) - rank(b))
      .map(({ name, kind, at }) => this.want_({ name, kind }, at));
  }

  /** Where a border is near, each side says whose it is. */
  private border_labels_(): WantedLabel<MapLabel>[] {
    const zoom = this.map_.getZoom();
    if (zoom < BORDER_LABELS_FROM_ZOOM) return [];
    const size = this.map_.getSize();
    const samples = sample_grid(size.x, size.y).flatMap((pixel) => {
      const at = from_leaflet(this.map_.containerPointToLatLng([pixel.x, pixel.y]).wrap());
      const country = this.country_at_(at, zoom);
      return country === null || this.is_covered_(at) ? [] : [{ ...pixel, at, country }];
    });
    return country_anchors(samples).map(({ country, at }) => this.want_({ name: country_words(country) ?? country, kind: "country" }, at));
  }

  private is_covered_(at: LonLat): boolean {
    return this.other_ !== null && this.other_.seen && covers(this.other_.map, at, this.map_.getZoom());
  }

  private country_at_(at: LonLat, zoom: number): string | null {
    const [tile] = tiles_in_box({ west: at.lon, east: at.lon, south: at.lat, north: at.lat }, zoom - 1);
    const id = tile ? basemap_tile_for(tile, zoom) : null;
    const stored = id ? this.source_.find(id) : null;
    return id && stored ? find_country(stored, id, at) : null;
  }

  private want_({ name, kind }: MapLabel, at: LonLat): WantedLabel<MapLabel> {
    const { x, y } = this.map_.latLngToContainerPoint(to_leaflet(at));
    const [width, height] = this.measure_(name, kind);
    return { item: { name, kind }, name, at: { x, y }, width, height, centred: kind === "country" || kind === "water" || kind === "land" };
  }
}

function rank({ kind, from_zoom }: Label): number {
  return from_zoom + (kind === "capital" ? -2 : kind === "country" ? -1 : kind === "town" ? 0 : 0.5);
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
