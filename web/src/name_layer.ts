// Names on the map: of places, of what is on one spot, of countries where a border is near, and degrees along the edges.
import * as L from "leaflet";
import { basemap_tile_for, find_country } from "./basemap_tile.ts";
import type { Label } from "./basemap_tile.ts";
import type { BasemapSource } from "./basemap_source.ts";
import { country_anchors, sample_grid } from "./border_labels.ts";
import { tiles_in_box } from "./geo.ts";
import type { LonLat, TileId } from "./geo.ts";
import { degree_words, graticule_lines } from "./graticule.ts";
import { place_labels } from "./label_layout.ts";
import type { Box, Disc, WantedLabel } from "./label_layout.ts";
import { box_in_sight, from_leaflet, to_leaflet } from "./leaflet_order.ts";
import { is_wide, marker_radius } from "./marker.ts";
import { FlatMarker } from "./marker_layer.ts";
import { text_measure } from "./text_measure.ts";
import type { NameKind } from "./text_measure.ts";
import type { TileFeature } from "./tile.ts";
import { country_words, latitude_words, longitude_words } from "./words.ts";

interface MapLabel {
  readonly name: string;
  readonly kind: NameKind;
}

/** What they stand beside. */
export interface Named {
  readonly features: readonly TileFeature[];
  /** Where a story is. */
  readonly here: { readonly name: string; readonly at: LonLat } | null;
  /** Another map has names of its own there. */
  readonly is_covered: (at: LonLat) => boolean;
}

const LABEL_REST_MS = 150;
const SPOT_LABELS_FROM_ZOOM = 11;
const BORDER_LABELS_FROM_ZOOM = 8;

export class NameLayer {
  private readonly labels_ = L.layerGroup();
  private readonly measure_ = text_measure();
  private wait_ = 0;
  private moving_ = false;

  constructor(private readonly map_: L.Map, private readonly source_: BasemapSource, private readonly now_: () => Named) {
    map_.createPane("names").classList.add("names");
    this.labels_.addTo(map_);
    map_.on("move", () => {
      this.moving_ = true;
      this.schedule();
    });
    map_.on("moveend", () => {
      this.moving_ = false;
      this.schedule();
    });
    void document.fonts.ready.then(() => this.schedule());
  }

  /** Not while the map moves, which it would halt. */
  schedule(): void {
    clearTimeout(this.wait_);
    this.wait_ = window.setTimeout(() => this.draw_(), this.moving_ ? LABEL_REST_MS : 0);
  }

  private draw_(): void {
    if (!Number.isInteger(this.map_.getZoom())) return; // between two, when the fingers of a pinch rest
    const { features, here } = this.now_();
    const size = this.map_.getSize();
    const discs = features.map((feature): Disc => ({ ...this.map_.latLngToContainerPoint(to_leaflet(feature.at)), radius: marker_radius(feature) + (is_wide(feature) ? 6 : 2) }));
    if (here) discs.push({ ...this.map_.latLngToContainerPoint(to_leaflet(here.at)), radius: 11 });
    const wanted = [...this.spot_labels_(this.now_()), ...this.basemap_labels_(), ...this.border_labels_()];
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
    if (this.now_().is_covered(from_leaflet(this.map_.getCenter().wrap()))) return;
    const lines = graticule_lines(box_in_sight(this.map_), this.map_.getZoom());
    for (const lon of lines.meridians.slice(0, -1)) {
      const { x } = this.map_.latLngToContainerPoint([0, lon]);
      if (x > 60) this.add_name_({ name: longitude_words(lon, degree_words(lon)), kind: "graticule" }, [x + 4, 3], "name");
    }
    for (const lat of lines.parallels) {
      const { y } = this.map_.latLngToContainerPoint([lat, 0]);
      if (y > 24 && y < size.y - 50) this.add_name_({ name: latitude_words(lat, degree_words(lat)), kind: "graticule" }, [5, y - 15], "name");
    }
  }

  private spot_labels_({ features, here }: Named): WantedLabel<MapLabel>[] {
    if (here) return [this.want_({ name: here.name, kind: "spot" }, here.at)];
    if (this.map_.getZoom() < SPOT_LABELS_FROM_ZOOM) return [];
    return features.flatMap(({ place_name, at }) => (place_name === null ? [] : [this.want_({ name: place_name, kind: "spot" }, at)]));
  }

  private basemap_labels_(): WantedLabel<MapLabel>[] {
    const zoom = this.map_.getZoom();
    const tiles = new Map<string, TileId>();
    for (const tile of tiles_in_box(box_in_sight(this.map_), Math.max(0, zoom - 1))) {
      const stored = basemap_tile_for(tile, zoom);
      tiles.set(`${stored.z}/${stored.x}/${stored.y}`, stored);
    }
    const labels = [...tiles.values()].flatMap((id) => this.source_.find(id)?.labels ?? []);
    return labels
      .filter(({ from_zoom, to_zoom, at }) => from_zoom <= zoom && zoom <= to_zoom && !this.now_().is_covered(at))
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
      return country === null || this.now_().is_covered(at) ? [] : [{ ...pixel, at, country }];
    });
    return country_anchors(samples).map(({ country, at }) => this.want_({ name: country_words(country) ?? country, kind: "country" }, at));
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
