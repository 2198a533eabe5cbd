// The address bar as the page's memory.
import { is_embedded } from "./embed.ts";
import { keep_known } from "./filter.ts";
import type { Essay } from "./photo.ts";
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
    // In a frame, steps of ours would lie between those of the page around it.
    if (how === "push" && !is_embedded()) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  /** An address may be older than the essays: gives those that are gone. The bar stays as it is until something changes. */
  keep_essays(essays: readonly Essay[]): readonly string[] {
    const before = this.state_.filter.essays;
    this.state_ = { ...this.state_, filter: keep_known(this.state_.filter, essays.map(({ slug }) => slug)) };
    return before.filter((slug) => !this.state_.filter.essays.includes(slug));
  }
}
