// What depends on where the map is and on the filter: markers, numbers, months and the list.
import { load_tile } from "./api.ts";
import { Counter } from "./counts.ts";
import type { Counts } from "./counts.ts";
import { FetchError, Latest } from "./fetcher.ts";
import { is_filtering, query_of } from "./filter_parameters.ts";
import { tiles_in_box } from "./geo.ts";
import { ListPage } from "./list_page.ts";
import { markers_of } from "./markers.ts";
import type { Page } from "./page.ts";
import type { TileFeature } from "./tile.ts";
import { TileStore } from "./tile_store.ts";
import { counter_words, photos_in_view_words } from "./words.ts";
import { has_worker } from "./worker_link.ts";

/** For a server that has not yet made the tiles of its newest data, or failed to send one. */
const CATCH_UP_MS = 5_000;

export class InSight {
  private features_: readonly TileFeature[] = [];
  private counts_: Counts | null = null;
  private is_uncounted_ = false;
  private catch_up_ = 0;
  private readonly tiles_ = new TileStore(load_tile);
  private readonly counter_ = new Counter();
  private readonly list_ = new ListPage();
  private readonly tiles_load_ = new Latest();
  private readonly counts_load_ = new Latest();
  private readonly names_load_ = new Latest();

  constructor(private readonly page_: Page, private readonly on_catch_up_: () => void) {}

  /** Null until they have come. */
  get counts(): Counts | null {
    return this.counts_;
  }

  /** Nobody can count: offline, under a filter. */
  get is_uncounted(): boolean {
    return this.is_uncounted_;
  }

  get list(): ListPage {
    return this.list_;
  }

  /** The tiles are of the data as it is. */
  get lasts(): boolean {
    return this.tiles_.lasts;
  }

  async load(): Promise<void> {
    await Promise.all([this.load_tiles(), this.load_counts_(), this.load_list(), this.load_names_()]);
  }

  /** The data is another. */
  forget(): void {
    this.counter_.forget();
  }

  async load_tiles(): Promise<void> {
    const { known, map, address } = this.page_;
    if (!known.collection) return;
    const tiles = tiles_in_box(map.visible_box(), map.view().zoom);
    this.features_ = await this.tiles_.load(tiles, { version: known.collection.version, filter: query_of(address.state.filter) }, this.tiles_load_.next());
    this.draw_markers();
    clearTimeout(this.catch_up_);
    const refused = this.tiles_.lost?.status === 400; // so it would be again
    if (!this.tiles_.lasts && !refused) this.catch_up_ = window.setTimeout(this.on_catch_up_, CATCH_UP_MS);
    if (this.tiles_.lost) throw this.tiles_.lost;
  }

  async load_list(): Promise<void> {
    const { address, map, panel, say } = this.page_;
    if (address.state.list === null) return;
    await this.list_.load(address.state.filter, map.visible_box());
    if (panel.shown.kind !== "list") return;
    panel.draw();
    say(photos_in_view_words(this.list_.state?.matched ?? 0));
  }

  draw_markers(): void {
    const { known, map, panel, address } = this.page_;
    const shown = address.state.story === null ? this.features_ : []; // a story has the map to itself
    map.shapes.show_area(address.state.story === null ? address.state.filter.area : null);
    map.show_markers(markers_of(shown, panel.shown, address.state.filter, known.essays, known.colour_of));
  }

  draw_timeline(): void {
    const { known, timeline, address } = this.page_;
    timeline.show(known.facets.months, this.counts_?.months ?? known.facets.months, address.state.filter);
  }

  /** Of the places in the filter. */
  private async load_names_(): Promise<void> {
    const { known, panel, address } = this.page_;
    if (await known.load_names_of(address.state.filter.places, this.names_load_.next())) panel.draw();
  }

  private async load_counts_(): Promise<void> {
    const { known, map, panel, address, say } = this.page_;
    const { total } = known.facets;
    const announced = this.counts_?.matched;
    this.counts_ = await this.counter_.load(address.state.filter, map.visible_box(), total, this.counts_load_.next()).catch((error: unknown) => this.counts_offline_(error));
    this.is_uncounted_ = this.counts_ === null;
    if (announced !== undefined && this.counts_ && announced !== this.counts_.matched) say(counter_words(this.counts_.matched, total));
    this.draw_timeline();
    if (panel.shown.kind === "essays" || panel.shown.kind === "list") panel.draw();
  }

  /** No two views have the same numbers: who is offline and moves the map gets those of all photos, or none under a filter. */
  private counts_offline_(error: unknown): Counts | null {
    if (!(error instanceof FetchError) || error.status !== 0 || !has_worker()) throw error;
    const { essays, facets: { total, months } } = this.page_.known;
    if (is_filtering(this.page_.address.state.filter)) return null;
    return { matched: total, in_view: total, essays: essays.map(({ slug, photo_count }) => ({ value: slug, count: photo_count })), months };
  }
}
