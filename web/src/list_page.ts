// The photos in sight as a list: loads them, a page at a time where they are too many to sort.
import { load_photo_page, load_photos_in } from "./api.ts";
import { Latest } from "./fetcher.ts";
import type { Filter } from "./filter.ts";
import type { Bbox } from "./geo.ts";
import { PAGE_LENGTH } from "./list.ts";
import type { Photo } from "./photo.ts";

export interface ListState {
  readonly photos: readonly Photo[];
  readonly matched: number;
  /** From 0. */
  readonly page: number;
  /** All have come, so that they can be sorted. */
  readonly whole: boolean;
}

const MOST_SORTED = 1000;

export class ListPage {
  private state_: ListState | null = null;
  private next_: string | null = null;
  private readonly load_ = new Latest();

  /** Null until it has come. */
  get state(): ListState | null {
    return this.state_;
  }

  async load(filter: Filter, box: Bbox): Promise<void> {
    const { items, matched, next } = await load_photos_in(box, filter, this.load_.next(), MOST_SORTED);
    this.next_ = next;
    this.state_ = { photos: items, matched, page: 0, whole: next === null };
  }

  async turn(page: number): Promise<void> {
    const signal = this.load_.next();
    while (this.state_ && this.next_ !== null && this.state_.photos.length < (page + 1) * PAGE_LENGTH) {
      const { items, next } = await load_photo_page(this.next_, signal);
      this.next_ = next;
      this.state_ = { ...this.state_, photos: [...this.state_.photos, ...items] };
    }
    if (this.state_) this.state_ = { ...this.state_, page };
  }

  /** In another order the first page is what one wants. */
  rewind(): void {
    if (this.state_) this.state_ = { ...this.state_, page: 0 };
  }
}
