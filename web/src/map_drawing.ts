// An area drawn by hand on the map. A part of the map view.
import * as L from "leaflet";
import type { Ring } from "./area.ts";
import { h } from "./dom.ts";
import { from_leaflet } from "./leaflet_order.ts";
import { say } from "./say.ts";

/** Two clicks as near as that are a double-click. */
const SAME_PX = 8;

/** The corners, or null where the reader leaves off. */
export function draw_by_hand(map: L.Map): Promise<Ring | null> {
  return new Promise((resolve) => {
    new Drawing(map, resolve);
  });
}

class Drawing {
  private readonly corners_: L.LatLng[] = [];
  private readonly line_ = L.polygon([], { pane: "own", className: "own-drawing", interactive: false });
  private readonly first_ = L.circleMarker([0, 0], { pane: "own", className: "own-corner", radius: 6, interactive: false });
  private readonly end_ = h("button", { click: () => this.end_drawing_(), attributes: { type: "button", disabled: true } }, say("area_close"));
  private readonly bar_ = h("div", { class: "drawing-bar", attributes: { role: "group", "aria-label": say("draw_area") } },
    h("p", { attributes: { role: "status" } }, say("drawing_how"), h("span", { class: "drawing-keys" }, ` ${say("drawing_keys")}`)), this.end_,
    h("button", { click: () => this.leave_(null), attributes: { type: "button" } }, say("area_leave")));

  constructor(private readonly map_: L.Map, private readonly done_: (corners: Ring | null) => void) {
    map_.doubleClickZoom.disable();
    map_.getContainer().classList.add("drawing");
    map_.getContainer().after(this.bar_);
    map_.on("click", this.click_).on("mousemove", this.follow_).on("dblclick", this.end_drawing_).on("move", this.follow_map_);
    document.addEventListener("keydown", this.press_, true);
    this.line_.addTo(map_);
    map_.getContainer().focus({ preventScroll: true });
  }

  private readonly click_ = ({ latlng, containerPoint }: Pick<L.LeafletMouseEvent, "latlng" | "containerPoint">): void => {
    const near = (corner: L.LatLng | undefined): boolean => corner !== undefined && this.map_.latLngToContainerPoint(corner).distanceTo(containerPoint) < SAME_PX;
    if (this.corners_.length >= 3 && near(this.corners_[0])) return this.end_drawing_();
    if (!near(this.corners_[this.corners_.length - 1])) this.add_(latlng);
  };

  private add_(corner: L.LatLng): void {
    this.corners_.push(corner);
    if (this.corners_.length === 1) this.first_.setLatLng(corner).addTo(this.map_);
    this.draw_(null);
  }

  private readonly follow_ = ({ latlng }: L.LeafletMouseEvent): void => this.draw_(latlng);

  /** By keyboard it is the map that moves. */
  private readonly follow_map_ = (): void => {
    if (this.map_.getContainer().matches(":focus-visible")) this.draw_(this.map_.getCenter());
  };

  private readonly end_drawing_ = (): void => {
    if (this.corners_.length >= 3) this.leave_(this.corners_.map(from_leaflet));
  };

  private readonly press_ = (event: KeyboardEvent): void => {
    const on_button = event.target instanceof HTMLButtonElement;
    if (event.key === "Escape") this.leave_(null);
    else if (event.key === "Enter" && !on_button) this.end_drawing_();
    else if (event.key === " " && !on_button) this.click_({ latlng: this.map_.getCenter(), containerPoint: this.map_.getSize().divideBy(2) });
    else if (event.key === "Backspace" && !(event.target instanceof HTMLInputElement)) {
      this.corners_.pop();
      this.draw_(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private draw_(pointer: L.LatLng | null): void {
    this.end_.disabled = this.corners_.length < 3;
    if (!this.corners_.length) this.first_.remove();
    this.line_.setLatLngs(pointer && this.corners_.length ? [...this.corners_, pointer] : this.corners_);
  }

  private leave_(corners: Ring | null): void {
    this.map_.off("click", this.click_).off("mousemove", this.follow_).off("dblclick", this.end_drawing_).off("move", this.follow_map_);
    document.removeEventListener("keydown", this.press_, true);
    this.map_.getContainer().classList.remove("drawing");
    this.line_.remove();
    this.first_.remove();
    this.bar_.remove();
    // The double-click that ended it is still on its way.
    setTimeout(() => this.map_.doubleClickZoom.enable());
    this.done_(corners);
  }
}
