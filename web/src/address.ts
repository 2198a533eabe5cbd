// The address bar as the page's memory.
import { format_url_state, parse_url_state } from "./url_state.ts";
import type { UrlState } from "./url_state.ts";

export type History = "push" | "replace";

export class Address {
  private state_ = parse_url_state(location.search);

  get state(): UrlState {
    return this.state_;
  }

  /** After Back and Forward. */
  read(): void {
    this.state_ = parse_url_state(location.search);
  }

  /** Writes nothing where it says the same already. */
  write(change: Partial<UrlState>, how: History): void {
    this.state_ = { ...this.state_, ...change };
    const address = location.pathname + format_url_state(this.state_);
    if (address === location.pathname + location.search) return;
    if (how === "push") history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  /** What is meant is the same, said otherwise: the bar stays as it is until something changes. */
  correct(change: Partial<UrlState>): void {
    this.state_ = { ...this.state_, ...change };
  }
}
