// The line over the map that says what is the matter, and the thin bar that says something is on its way.
import { h, redraw } from "./dom.ts";
import { FetchError, is_abort } from "./fetcher.ts";
import { say } from "./say.ts";
import { has_worker } from "./worker_link.ts";

export class Notice {
  private running_ = 0;
  private told_ = false;

  constructor(private readonly line_: HTMLElement, private readonly bar_: HTMLElement) {}

  /** Shows the bar while the work runs. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.bar_.hidden = ++this.running_ === 0;
    try {
      return await work;
    } finally {
      this.bar_.hidden = --this.running_ === 0;
    }
  }

  /** Says what went wrong, and lets it be tried again. Work that was called off is no problem. */
  async attempt(work: () => Promise<void>, retry: () => void): Promise<void> {
    try {
      await this.during(work());
      if (!this.told_) this.clear();
    } catch (error) {
      if (!is_abort(error)) this.show_problem(error, retry);
    }
  }

  show_problem(error: unknown, on_retry: () => void): void {
    this.told_ = false;
    this.show_(problem_words(error), say("try_again"), on_retry);
  }

  /** Says something that stays until it is put away. */
  tell(words: string): void {
    this.offer(words, say("close"), () => this.clear());
  }

  /** The same, with something to do about it. */
  offer(words: string, button: string, click: () => void): void {
    this.told_ = true;
    this.show_(words, button, click);
  }

  clear(): void {
    this.told_ = false;
    this.line_.hidden = true;
    this.line_.replaceChildren();
  }

  private show_(words: string, button: string, click: () => void): void {
    redraw(this.line_, h("p", {}, words), h("button", { key: "retry", click, attributes: { type: "button" } }, button));
    this.line_.hidden = false;
  }
}

function problem_words(error: unknown): string {
  if (!(error instanceof FetchError)) return say("unreadable_answer");
  if (error.status === 0) return say(has_worker() ? "offline_unseen" : "no_answer");
  return say("status_answer", { status: String(error.status) });
}
