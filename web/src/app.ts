// The page: keeps address, map and panel in step.
import { Address } from "./address.ts";
import type { History } from "./address.ts";
import { load_collection, load_essay_photos, load_essays, load_photo, load_photo_page, load_photos_in, load_sources, load_tile } from "./api.ts";
import { essay_colours } from "./colours.ts";
import { Counter, load_facets, NO_FACETS } from "./counts.ts";
import type { Counts } from "./counts.ts";
import { find_key } from "./dom.ts";
import { FetchError, is_abort, Latest } from "./fetcher.ts";
import { query_of, toggle_undated } from "./filter.ts";
import type { Filter } from "./filter.ts";
import { Freshness } from "./freshness.ts";
import type { FoundPlace } from "./found_place.ts";
import { tiles_in_box } from "./geo.ts";
import type { LonLat } from "./geo.ts";
import type { ListSort } from "./list.ts";
import { ListPage } from "./list_page.ts";
import type { MapEvents, MapView } from "./map_view.ts";
import { markers_of } from "./markers.ts";
import type { Notice } from "./notice.ts";
import { draw_panel } from "./panel.ts";
import type { OpenEssay, Panel } from "./panel.ts";
import { is_located } from "./photo.ts";
import type { Collection, Essay, LocatedPhoto, Page, Photo } from "./photo.ts";
import { load_about } from "./photo_about.ts";
import { photo_selection, spot_selection } from "./selection.ts";
import type { Sheet } from "./sheet.ts";
import type { Source } from "./sources.ts";
import type { Spot } from "./spot_view.ts";
import { is_spot } from "./tile.ts";
import type { Cluster, TileFeature } from "./tile.ts";
import type { MonthRange } from "./timeline.ts";
import type { TimelineEvents, TimelineView } from "./timeline_view.ts";
import { TileStore } from "./tile_store.ts";
import { MAX_ZOOM } from "./url_state.ts";
import { counter_words, photos_words } from "./words.ts";

export interface AppParts {
  readonly make_map: (events: MapEvents) => MapView;
  readonly make_timeline: (events: TimelineEvents) => TimelineView;
  readonly panel: HTMLElement;
  readonly announcer: HTMLElement;
  readonly sheet: Sheet;
  readonly notice: Notice;
  readonly on_collection: (collection: Collection, sources: readonly Source[]) => void;
}

/** Nobody steps through an essay longer than this, and it takes long to load. */
const MOST_STEPPED = 1000;
const MOVE_REST_MS = 120;
/** For a server that has not yet made the tiles of its newest data. */
const CATCH_UP_MS = 5_000;

export class App {
  private readonly address_ = new Address();
  private panel_: Panel = { kind: "waiting" };
  private collection_: Collection | null = null;
  private essays_: readonly Essay[] = [];
  private open_: OpenEssay | null = null;
  private facets_ = NO_FACETS;
  private counts_: Counts | null = null;
  private form_open_ = false;
  private ranging_ = false;
  private features_: readonly TileFeature[] = [];
  private colour_of_ = essay_colours([]);
  private settled_ = false;
  private rest_ = 0;
  private catch_up_ = 0;
  private readonly map_: MapView;
  private readonly timeline_: TimelineView;
  private readonly tiles_ = new TileStore(load_tile);
  private readonly freshness_ = new Freshness(() => void this.follow_data_());
  private readonly counter_ = new Counter();
  private readonly list_ = new ListPage();
  private readonly map_load_ = new Latest();
  private readonly counts_load_ = new Latest();
  private readonly version_load_ = new Latest();
  private readonly about_load_ = new Latest();
  private readonly panel_load_ = new Latest();

  constructor(private readonly parts_: AppParts) {
    this.map_ = parts_.make_map({ on_move: () => this.moved_(), on_feature: (feature) => this.open_feature_(feature) });
    this.timeline_ = parts_.make_timeline({ on_range: (range, done) => this.change_range_(range, done), on_undated: () => this.filter_(toggle_undated(this.address_.state.filter)) });
    addEventListener("popstate", () => this.follow_address_());
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !document.querySelector("dialog[open]")) this.back_();
    });
  }

  async start(): Promise<void> {
    await this.attempt_(async () => {
      const collection = await this.load_data_();
      this.panel_ = this.home_();
      this.draw_panel_();
      this.show_first_view_(collection);
      await this.load_view_();
      if (this.address_.state.photo !== null) await this.open_photo_id_(this.address_.state.photo, "replace", this.address_.state.view === null);
    }, () => void this.start());
  }

  centre(): LonLat {
    return this.map_.view().centre;
  }

  show_all(): void {
    if (this.collection_?.extent) this.map_.fit_box(this.collection_.extent);
  }

  show_place(place: FoundPlace): void {
    this.map_.show_place(place);
    this.parts_.announcer.textContent = `The map shows ${place.name}, ${place.where}`;
  }

  /** What the page knows of all photos together. */
  private async load_data_(): Promise<Collection> {
    const signal = this.panel_load_.next();
    const [collection, essays, sources, facets] = await Promise.all([load_collection(signal), load_essays(signal), load_sources(signal), load_facets(signal)]);
    this.collection_ = collection;
    this.essays_ = essays;
    this.facets_ = facets;
    this.counter_.forget();
    this.address_.keep_essays(this.essays_);
    this.colour_of_ = essay_colours(essays.map(({ slug }) => slug));
    this.parts_.on_collection(collection, sources);
    return collection;
  }

  /** Asks whether the data is another by now. In the background: a server that is away is told of when it is needed. */
  private async follow_data_(): Promise<void> {
    if (!this.collection_) return;
    const { version } = await load_collection(this.version_load_.next()).catch((error: unknown) => {
      if (is_abort(error) || error instanceof FetchError) return { version: null };
      throw error;
    });
    if (version === null) return;
    if (version !== this.collection_.version) await this.attempt_(() => this.load_anew_(), () => void this.follow_data_());
    else if (!this.tiles_.lasts) await this.attempt_(() => this.load_tiles_(), () => void this.follow_data_());
  }

  private async load_anew_(): Promise<void> {
    await this.load_data_();
    const [panel, open] = [this.panel_, this.open_];
    this.open_ = null;
    if (panel.kind === "photo") this.panel_ = { ...panel, essay: null };
    this.draw_panel_();
    await this.load_view_();
    if (panel.kind === "photo") await this.open_photo_id_(panel.photo.id, "replace", false);
    else if (panel.kind === "spot") await this.open_spot_(panel.spot.cluster);
    else if (open && this.essays_.some(({ slug }) => slug === open.slug)) await this.open_essay_(open.slug);
  }

  private show_first_view_({ extent }: Collection): void {
    this.settled_ = false;
    if (this.address_.state.view) this.map_.show_view(this.address_.state.view);
    else if (extent) this.map_.fit_box(extent);
    this.settled_ = true;
  }

  private moved_(): void {
    if (!this.settled_) return;
    this.address_.write({ view: this.map_.view() }, "replace");
    clearTimeout(this.rest_);
    this.rest_ = window.setTimeout(() => void this.attempt_(() => this.load_view_(), () => this.moved_()), MOVE_REST_MS);
    this.freshness_.moved();
  }

  /** All that depends on what is in sight and on the filter. */
  private async load_view_(): Promise<void> {
    await Promise.all([this.load_tiles_(), this.load_counts_(), this.load_list_()]);
  }

  private async load_counts_(): Promise<void> {
    const filter = this.address_.state.filter;
    const announced = this.counts_?.matched;
    this.counts_ = await this.counter_.load(filter, this.map_.visible_box(), this.facets_.total, this.counts_load_.next());
    if (announced !== undefined && announced !== this.counts_.matched) this.parts_.announcer.textContent = counter_words(this.counts_.matched, this.facets_.total);
    this.draw_timeline_();
    if (this.panel_.kind === "essays" || this.panel_.kind === "list") this.draw_panel_();
  }

  private draw_timeline_(): void {
    this.timeline_.show(this.facets_.months, this.counts_?.months ?? this.facets_.months, this.address_.state.filter);
  }

  private async load_list_(): Promise<void> {
    if (this.home_().kind !== "list") return;
    await this.list_.load(this.address_.state.filter, this.map_.visible_box());
    if (this.panel_.kind !== "list") return;
    this.draw_panel_();
    this.parts_.announcer.textContent = `${photos_words(this.list_.state?.matched ?? 0)} in view`;
  }

  private async load_tiles_(): Promise<void> {
    if (!this.collection_) return;
    const tiles = tiles_in_box(this.map_.visible_box(), this.map_.view().zoom);
    this.features_ = await this.tiles_.load(tiles, { version: this.collection_.version, filter: query_of(this.address_.state.filter) }, this.map_load_.next());
    this.draw_markers_();
    clearTimeout(this.catch_up_);
    if (!this.tiles_.lasts) this.catch_up_ = window.setTimeout(() => void this.follow_data_(), CATCH_UP_MS);
  }

  private draw_markers_(): void {
    const { panel_: panel, features_: features, essays_: essays, colour_of_: colour_of } = this;
    this.map_.show_markers(markers_of(features, panel, this.address_.state.filter, essays, colour_of));
  }

  private open_feature_(feature: TileFeature): void {
    if (feature.kind === "photo") return void this.attempt_(() => this.open_photo_id_(feature.id, "push", true), () => this.open_feature_(feature));
    if (feature.expansion_zoom !== null && !is_spot(feature, MAX_ZOOM)) return this.map_.zoom_to(feature, feature.expansion_zoom);
    this.select_(null);
    void this.attempt_(() => this.open_spot_(feature), () => this.open_feature_(feature));
  }

  private async open_spot_(cluster: Cluster): Promise<void> {
    this.show_panel_({ kind: "spot", spot: { cluster, photos: null, matched: cluster.count, next: null } });
    this.draw_markers_();
    this.add_to_spot_(cluster, [], await load_photos_in(cluster.box, this.address_.state.filter, this.panel_load_.next()));
  }

  private async load_more_(spot: Spot): Promise<void> {
    const { cluster, photos, next } = spot;
    if (next === null) return;
    const retry = (): void => void this.load_more_(spot);
    await this.attempt_(async () => this.add_to_spot_(cluster, photos ?? [], await load_photo_page(next, this.panel_load_.next())), retry);
  }

  private add_to_spot_(cluster: Cluster, before: readonly Photo[], { items, matched, next }: Page<Photo>): void {
    if (this.panel_.kind !== "spot" || this.panel_.spot.cluster !== cluster) return;
    const photos = [...before, ...items];
    this.panel_ = { kind: "spot", spot: { cluster, photos, matched, next } };
    this.draw_panel_();
    this.map_.show_selection(spot_selection(cluster.at, photos, this.colour_of_));
  }

  private async open_photo_id_(id: number, history: History, reveal: boolean): Promise<void> {
    try {
      await this.open_photo_(await load_photo(id, this.panel_load_.next()), history, reveal);
    } catch (error) {
      if (!(error instanceof FetchError) || error.status !== 404) throw error;
      this.select_(null, "replace");
      if (this.panel_.kind === "photo") this.show_panel_(this.home_());
    }
  }

  private async open_photo_(photo: Photo, history: History = "push", reveal = true): Promise<void> {
    const known = this.panel_.kind === "photo" && this.panel_.essay?.some(({ id }) => id === photo.id) ? this.panel_.essay : null;
    const listed = this.open_?.slug === photo.essay ? this.open_.photos : null;
    this.select_(photo.id, history);
    this.show_panel_({ kind: "photo", photo, essay: known ?? listed, about: null }, history === "push");
    this.map_.show_selection(photo_selection(photo, this.colour_of_));
    this.draw_markers_();
    if (reveal && is_located(photo)) this.map_.reveal(photo);
    if (is_located(photo)) void this.attempt_(() => this.load_about_(photo), () => void this.open_photo_(photo, "replace", false));
    if (!known && !listed && this.is_stepped_(photo.essay)) await this.attempt_(() => this.load_siblings_(photo), () => void this.open_photo_(photo, "replace", false));
  }

  private async load_about_(photo: LocatedPhoto): Promise<void> {
    const about = await load_about(photo, this.about_load_.next());
    if (this.panel_.kind !== "photo" || this.panel_.photo.id !== photo.id) return;
    this.panel_ = { ...this.panel_, about };
    this.draw_panel_();
  }

  private is_stepped_(essay: string): boolean {
    return this.essays_.some(({ slug, photo_count }) => slug === essay && photo_count <= MOST_STEPPED);
  }

  private async load_siblings_(photo: Photo): Promise<void> {
    const essay = await this.parts_.notice.during(load_essay_photos(photo.essay, this.panel_load_.next()));
    if (this.panel_.kind !== "photo" || this.panel_.photo.id !== photo.id) return;
    this.panel_ = { ...this.panel_, essay };
    this.draw_panel_();
  }

  private async open_essay_(slug: string): Promise<void> {
    this.open_ = this.open_?.slug === slug ? null : { slug, photos: null };
    this.draw_panel_();
    if (!this.open_) return;
    await this.attempt_(async () => {
      const photos = await this.parts_.notice.during(load_essay_photos(slug, this.panel_load_.next()));
      if (this.open_?.slug !== slug) return;
      this.open_ = { slug, photos };
      this.draw_panel_();
    }, () => {
      this.open_ = null;
      void this.open_essay_(slug);
    });
  }

  private filter_(filter: Filter, how: History = "push"): void {
    this.address_.write({ filter }, how);
    this.draw_timeline_();
    this.draw_panel_();
    void this.attempt_(() => this.load_view_(), () => this.filter_(filter));
  }

  /** One step of Back undoes a whole drag, or all that was played. */
  private change_range_({ from, to }: MonthRange, done: boolean): void {
    const { filter } = this.address_.state;
    if (filter.from !== from || filter.to !== to) this.filter_({ ...filter, from, to }, this.ranging_ ? "replace" : "push");
    this.ranging_ = !done;
  }

  private home_(): Panel {
    return { kind: this.address_.state.list === null ? "essays" : "list" };
  }

  /** The list of photos in this order; null: the essays. */
  show_home(list: ListSort | null): void {
    this.address_.write({ list, photo: null }, "push");
    this.map_.show_selection(null);
    this.list_.rewind();
    this.show_panel_(this.home_(), false);
    void this.attempt_(async () => {
      if (!this.list_.state) await this.load_list_();
    }, () => this.show_home(list));
  }

  focus_list(): void {
    this.show_home(this.address_.state.list ?? "essay");
    (find_key(this.parts_.panel, "heading") ?? this.parts_.panel).focus();
  }

  private turn_(page: number): void {
    void this.attempt_(async () => {
      await this.list_.turn(page);
      this.draw_panel_();
      find_key(this.parts_.panel, "heading")?.focus();
    }, () => this.turn_(page));
  }

  private back_(): void {
    if (this.panel_.kind !== "photo" && this.panel_.kind !== "spot") return;
    this.select_(null);
    this.show_panel_(this.home_());
    this.draw_markers_();
  }

  private select_(photo: number | null, history: History = "push"): void {
    if (photo === null) this.map_.show_selection(null);
    if (this.address_.state.photo === photo) return;
    this.address_.write({ photo }, history);
  }

  private follow_address_(): void {
    const before = this.address_.state;
    this.address_.read();
    this.address_.keep_essays(this.essays_);
    if (this.address_.state.photo === null && this.panel_.kind !== "waiting") this.show_panel_(this.home_(), this.panel_.kind === "photo");
    if (this.address_.state.photo === null) this.map_.show_selection(null);
    this.draw_timeline_();
    this.draw_panel_();
    if (this.collection_) this.show_first_view_(this.collection_);
    void this.attempt_(async () => {
      await this.load_view_();
      if (this.address_.state.photo !== null && this.address_.state.photo !== before.photo) await this.open_photo_id_(this.address_.state.photo, "replace", this.address_.state.view === null);
    }, () => this.follow_address_());
  }

  private show_panel_(panel: Panel, focus = true): void {
    const stepped = this.panel_.kind === panel.kind;
    this.panel_ = panel;
    this.draw_panel_();
    this.parts_.panel.scrollTop = 0;
    if (panel.kind !== "essays" && panel.kind !== "list") this.parts_.sheet.show();
    if (!stepped && focus) find_key(this.parts_.panel, "heading")?.focus({ preventScroll: true });
  }

  private draw_panel_(): void {
    const { panel_: panel, collection_: collection, essays_: essays, counts_: counts, facets_: facets, open_: open, colour_of_: colour_of, form_open_: form_open } = this;
    const { list: sort } = this.address_.state;
    const home = { list: this.list_.state, sort: sort ?? "essay", back: sort === null ? "All essays" : "Photos in view" };
    draw_panel(this.parts_.panel, { ...home, panel, collection, essays, counts, facets, open, colour_of, form_open, filter: this.address_.state.filter }, {
      on_back: () => this.back_(),
      on_photo: (photo) => void this.open_photo_(photo),
      on_reveal: () => { if (panel.kind === "photo" && is_located(panel.photo)) this.map_.reveal(panel.photo, true); },
      on_say: (words) => { this.parts_.announcer.textContent = words; },
      on_more: () => { if (panel.kind === "spot") void this.load_more_(panel.spot); },
      on_open: (slug) => void this.open_essay_(slug),
      on_home: (list) => this.show_home(list),
      on_sort: (order) => this.show_home(order),
      on_page: (page) => this.turn_(page),
      on_filter: (filter) => this.filter_(filter),
      on_form: () => {
        this.form_open_ = !this.form_open_;
        this.draw_panel_();
      },
    });
  }

  private attempt_(work: () => Promise<void>, retry: () => void): Promise<void> {
    return this.parts_.notice.attempt(work, retry);
  }
}
