// Whether answers come from the server, or are those that the service worker has kept from earlier: then the page says so.
import { day_words } from "./date_words.ts";
import { h, icon, redraw } from "./dom.ts";
import { say } from "./say.ts";

const ASK_AGAIN_MS = 30_000;
const CIRCLING_ARROW = "M19 12a7 7 0 1 1-2.2-5.1M19 4v4.2h-4.2";

export class Connection {
  /** When the oldest of what is shown was kept; null: it comes from the server. */
  private kept_: Date | null = null;
  private again_ = 0;

  /** `on_ask` is to ask the server for anything, `on_back` to load what was missing. */
  constructor(private readonly line_: HTMLElement, private readonly on_ask_: () => void, private readonly on_back_: () => void) {
    addEventListener("online", () => { if (this.kept_) this.on_ask_(); });
  }

  /** An answer has come: from the server (null), or one that was kept at that time. */
  heard(kept: Date | null): void {
    if (kept) return this.show_(kept);
    if (!this.kept_) return;
    this.kept_ = null;
    clearTimeout(this.again_);
    this.line_.hidden = true;
    this.line_.replaceChildren();
    this.on_back_();
  }

  /** Neither has: what is shown is as old as the page. */
  missed(): void {
    if (!this.kept_) this.show_(new Date(performance.timeOrigin));
  }

  private show_(kept: Date): void {
    clearTimeout(this.again_);
    this.again_ = window.setTimeout(this.on_ask_, ASK_AGAIN_MS);
    if (this.kept_ && this.kept_ <= kept) return;
    this.kept_ = kept;
    redraw(this.line_,
      h("span", {}, say("offline_since", { date: day_words(kept) })),
      h("button", { key: "again", click: this.on_ask_, attributes: { type: "button", title: say("try_again"), "aria-label": say("try_again") } }, icon(CIRCLING_ARROW)));
    this.line_.hidden = false;
  }
}
