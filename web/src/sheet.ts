// On a phone the panel is a sheet at the bottom with three heights; its handle is tapped or dragged.

type Height = "peek" | "half" | "full";

const HEIGHTS: readonly Height[] = ["peek", "half", "full"];
const TAP_PX = 6;

export class Sheet {
  private height_: Height = "half";

  constructor(private readonly panel_: HTMLElement, private readonly handle_: HTMLElement) {
    this.set("half");
    handle_.addEventListener("pointerdown", (event) => this.drag_(event));
    handle_.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") this.set(this.height_ === "full" ? "peek" : "full");
      else if (event.key === "ArrowUp") this.step_(1);
      else if (event.key === "ArrowDown") this.step_(-1);
      else return;
      event.preventDefault();
    });
  }

  set(height: Height): void {
    this.height_ = height;
    this.panel_.dataset["height"] = height;
    this.handle_.setAttribute("aria-expanded", String(height !== "peek"));
  }

  /** Something worth reading is in the panel. */
  show(): void {
    if (this.height_ === "peek") this.set("half");
  }

  private step_(by: number): void {
    const next = HEIGHTS[HEIGHTS.indexOf(this.height_) + by];
    if (next) this.set(next);
  }

  private drag_(down: PointerEvent): void {
    this.handle_.setPointerCapture(down.pointerId);
    const from = this.panel_.getBoundingClientRect().height;
    const move = (event: PointerEvent): void => this.panel_.style.setProperty("--sheet", `${from + down.clientY - event.clientY}px`);
    const up = (event: PointerEvent): void => {
      this.handle_.removeEventListener("pointermove", move);
      this.panel_.style.removeProperty("--sheet");
      const moved = down.clientY - event.clientY;
      if (Math.abs(moved) < TAP_PX) this.set(this.height_ === "half" ? "peek" : "half");
      else this.set(nearest_height((from + moved) / window.innerHeight));
    };
    this.handle_.addEventListener("pointermove", move);
    this.handle_.addEventListener("pointerup", up, { once: true });
    this.handle_.addEventListener("pointercancel", up, { once: true });
  }
}

/** By the part of the screen that the sheet covers. */
function nearest_height(part: number): Height {
  return part < 0.28 ? "peek" : part < 0.68 ? "half" : "full";
}
