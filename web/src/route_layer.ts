// The way of a story on the map, drawn with Leaflet: behind one as a line with its direction, ahead as dots.
import * as L from "leaflet";
import { svg } from "./dom.ts";
import type { LonLat } from "./geo.ts";
import { to_leaflet } from "./leaflet_order.ts";
import { leg } from "./route.ts";
import type { Stop } from "./route.ts";

export interface DrawnRoute {
  readonly stops: readonly Stop[];
  /** How many stops one has come to; the last of them is where one is. */
  readonly reached: number;
  /** Number of the essay's colour. */
  readonly colour: number;
}

/** A shorter leg has no room for an arrow. */
const LEAST_ARROW_PX = 44;
/** Over circles of uncertainty, under names. */
const PANE = "route";

export class RouteLayer {
  private readonly group_ = L.layerGroup();
  private readonly renderer_ = L.svg({ pane: PANE });
  private route_: DrawnRoute | null = null;

  constructor(private readonly map_: L.Map) {
    map_.createPane(PANE);
    this.group_.addTo(map_);
    map_.on("zoomend", () => this.draw_());
  }

  show(route: DrawnRoute | null): void {
    this.route_ = route;
    this.draw_();
  }

  /** Where one is, if that has a name. */
  here(): { readonly name: string; readonly at: LonLat } | null {
    const stop = this.route_?.stops[this.route_.reached - 1];
    return stop && stop.place_name !== null ? { name: stop.place_name, at: stop.at } : null;
  }

  private draw_(): void {
    this.group_.clearLayers();
    if (!this.route_) return;
    const { stops, reached, colour } = this.route_;
    const legs = stops.slice(1).map(({ at }, i) => leg(stops[i]?.at ?? at, at).map(to_leaflet));
    const [done, ahead] = [legs.slice(0, Math.max(0, reached - 1)), legs.slice(Math.max(0, reached - 1))];
    this.line_(ahead, `route-ahead stroke-${colour}`);
    this.line_(done, "route-casing");
    this.line_(done, `route-done stroke-${colour}`);
    for (const points of done) this.arrow_(points, colour, "route-arrow");
    for (const points of ahead) this.arrow_(points, colour, "route-arrow route-arrow-ahead");
    stops.forEach(({ at }, i) => this.stop_(at, colour, i < reached - 1 ? "stop-done" : i === reached - 1 ? "stop-here" : "stop-ahead"));
  }

  private line_(legs: L.LatLngTuple[][], className: string): void {
    if (legs.length) L.polyline(legs, { className, interactive: false, smoothFactor: 0.3, pane: PANE, renderer: this.renderer_ }).addTo(this.group_);
  }

  private stop_(at: LonLat, colour: number, kind: string): void {
    L.circleMarker(to_leaflet(at), { radius: kind === "stop-here" ? 8 : 4.5, className: `stop ${kind} stroke-${colour} fill-${colour}`, interactive: false, pane: PANE, renderer: this.renderer_ }).addTo(this.group_);
  }

  /** In the middle of the leg, along it. */
  private arrow_(points: readonly L.LatLngTuple[], colour: number, look: string): void {
    const middle = Math.floor(points.length / 2);
    const [first, before, here, after, last] = [points[0], points[middle - 1], points[middle], points[middle + 1], points.at(-1)];
    if (!first || !before || !here || !after || !last || this.pixels_(first).distanceTo(this.pixels_(last)) < LEAST_ARROW_PX) return;
    const way = this.pixels_(after).subtract(this.pixels_(before));
    const degrees = (Math.atan2(way.y, way.x) * 180) / Math.PI;
    const drawing = svg("path", { d: "M-4 -5.5 L4 0 L-4 5.5", transform: `rotate(${degrees.toFixed(1)})` });
    const html = document.createElement("span");
    html.append(svg("svg", { viewBox: "-9 -9 18 18", class: `${look} stroke-${colour}`, "aria-hidden": "true" }, drawing));
    L.marker(here, { icon: L.divIcon({ html, className: "route-sign", iconSize: [18, 18] }), pane: PANE, interactive: false, keyboard: false }).addTo(this.group_)
      .getElement()?.setAttribute("aria-hidden", "true");
  }

  private pixels_(at: L.LatLngTuple): L.Point {
    return this.map_.project(at, this.map_.getZoom());
  }
}
