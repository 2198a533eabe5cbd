// When to ask whether the photos have changed: as the page comes into sight again, and while the map is used, but not often.

const LEAST_BETWEEN_MS = 60_000;

export class Freshness {
  private asked_at_ = Date.now();

  constructor(private readonly ask_: () => void) {
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.ask_now_();
    });
  }

  /** The map was moved. */
  moved(): void {
    if (Date.now() - this.asked_at_ >= LEAST_BETWEEN_MS) this.ask_now_();
  }

  private ask_now_(): void {
    this.asked_at_ = Date.now();
    this.ask_();
  }
}
