// The page: keeps address, map and panel in step.
import { load_collection, load_essay_photos, load_essays, load_photo, load_photo_page, load_photos_in, load_sources, load_tile } from "./api.ts";
import { essay_colours } from "./colours.ts";
import { find_key, redraw } from "./dom.ts";
import { essays_view } from "./essays_view.ts";
import { FetchError, is_abort, Latest } from "./fetcher.ts";
import { Freshness } from "./freshness.ts";
import { tiles_in_box } from "./geo.ts";
import type { MapEvents, MapView } from "./map_view.ts";
import type { Notice } from "./notice.ts";
import { is_located } from "./photo.ts";
import type { Collection, Essay, Page, Photo } from "./photo.ts";
import { photo_view } from "./photo_view.ts";
import { photo_selection, spot_selection } from "./selection.ts";
import type { Sheet } from "./sheet.ts";
import type { Source } from "./sources.ts";
import { spot_view } from "./spot_view.ts";
import type { Spot } from "./spot_view.ts";
import { find_holder, is_spot } from "./tile.ts";
import type { Cluster, TileFeature } from "./tile.ts";
import { TileStore } from "./tile_store.ts";
import { format_url_state, keep_known, MAX_ZOOM, parse_url_state, toggle_essay } from "./url_state.ts";
import type { UrlState } from "./url_state.ts";
import { counter_words } from "./words.ts";

type Panel =
  | { readonly kind: "waiting" }
  | { readonly kind: "essays" }
  | { readonly kind: "photo"; readonly photo: Photo; readonly essay: readonly Photo[] | null }
  | { readonly kind: "spot"; readonly spot: Spot };

export interface AppParts {
  readonly make_map: (events: MapEvents) => MapView;
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
  private url_: UrlState = parse_url_state(location.search);
  private panel_: Panel = { kind: "waiting" };
  private collection_: Collection | null = null;
  private essays_: readonly Essay[] = [];
  private open_: { readonly slug: string; readonly photos: readonly Photo[] | null } | null = null;
  private features_: readonly TileFeature[] = [];
  private colour_of_ = essay_colours([]);
  private settled_ = false;
  private rest_ = 0;
  private catch_up_ = 0;
  private readonly map_: MapView;
  private readonly tiles_ = new TileStore(load_tile);
  private readonly freshness_ = new Freshness(() => void this.follow_data_());
  private readonly map_load_ = new Latest();
  private readonly version_load_ = new Latest();
  private readonly panel_load_ = new Latest();

  constructor(private readonly parts_: AppParts) {
    this.map_ = parts_.make_map({ on_move: () => this.moved_(), on_feature: (feature) => this.open_feature_(feature) });
    addEventListener("popstate", () => this.follow_address_());
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !document.querySelector("dialog[open]")) this.back_();
    });
  }

  async start(): Promise<void> {
    await this.attempt_(async () => {
      const collection = await this.load_data_();
      this.panel_ = { kind: "essays" };
      this.draw_panel_();
      this.show_first_view_(collection);
      await this.load_tiles_();
      if (this.url_.photo !== null) await this.open_photo_id_(this.url_.photo, "replace", this.url_.view === null);
    }, () => void this.start());
  }

  /** What the page knows of all photos together. */
  private async load_data_(): Promise<Collection> {
    const signal = this.panel_load_.next();
    const [collection, essays, sources] = await Promise.all([load_collection(signal), load_essays(signal), load_sources(signal)]);
    this.collection_ = collection;
    this.essays_ = essays;
    this.url_ = this.read_address_();
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
    await this.load_tiles_();
    if (panel.kind === "photo") await this.open_photo_id_(panel.photo.id, "replace", false);
    else if (panel.kind === "spot") await this.open_spot_(panel.spot.cluster);
    else if (open && this.essays_.some(({ slug }) => slug === open.slug)) await this.open_essay_(open.slug);
  }

  private show_first_view_({ extent }: Collection): void {
    this.settled_ = false;
    if (this.url_.view) this.map_.show_view(this.url_.view);
    else if (extent) this.map_.fit_box(extent);
    this.settled_ = true;
  }

  private moved_(): void {
    if (!this.settled_) return;
    this.url_ = { ...this.url_, view: this.map_.view() };
    this.write_address_("replace");
    clearTimeout(this.rest_);
    this.rest_ = window.setTimeout(() => void this.attempt_(() => this.load_tiles_(), () => this.moved_()), MOVE_REST_MS);
    this.freshness_.moved();
  }

  private async load_tiles_(): Promise<void> {
    if (!this.collection_) return;
    const tiles = tiles_in_box(this.map_.visible_box(), this.map_.view().zoom);
    this.features_ = await this.tiles_.load(tiles, { version: this.collection_.version, essays: this.url_.essays }, this.map_load_.next());
    this.draw_markers_();
    clearTimeout(this.catch_up_);
    if (!this.tiles_.lasts) this.catch_up_ = window.setTimeout(() => void this.follow_data_(), CATCH_UP_MS);
  }

  private draw_markers_(): void {
    const holder = this.find_selected_();
    const of_clusters = this.cluster_colour_();
    this.map_.show_markers(this.features_.map((feature) => ({
      feature, colour: feature.kind === "photo" ? this.colour_of_(feature.essay) : of_clusters, selected: feature === holder,
    })));
  }

  private find_selected_(): TileFeature | null {
    const panel = this.panel_;
    if (panel.kind === "spot") return find_holder(this.features_, panel.spot.cluster.at, null);
    if (panel.kind !== "photo" || !is_located(panel.photo) || !this.is_shown_(panel.photo.essay)) return null;
    return find_holder(this.features_, panel.photo.at, panel.photo.id);
  }

  private is_shown_(essay: string): boolean {
    return this.url_.essays.length === 0 || this.url_.essays.includes(essay);
  }

  /** Null where a cluster may hold photos of several essays. */
  private cluster_colour_(): number | null {
    const [only, ...others] = this.essays_.filter(({ slug }) => this.is_shown_(slug));
    return only && !others.length ? this.colour_of_(only.slug) : null;
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
    this.add_to_spot_(cluster, [], await load_photos_in(cluster.box, this.url_.essays, this.panel_load_.next()));
  }

  private async load_more_({ cluster, photos, next }: Spot): Promise<void> {
    if (next !== null) this.add_to_spot_(cluster, photos ?? [], await load_photo_page(next, this.panel_load_.next()));
  }

  private add_to_spot_(cluster: Cluster, before: readonly Photo[], { items, matched, next }: Page<Photo>): void {
    if (this.panel_.kind !== "spot" || this.panel_.spot.cluster !== cluster) return;
    const photos = [...before, ...items];
    this.panel_ = { kind: "spot", spot: { cluster, photos, matched, next } };
    this.draw_panel_();
    this.map_.show_selection(spot_selection(cluster.at, photos, this.colour_of_));
  }

  private async open_photo_id_(id: number, history: "push" | "replace", reveal: boolean): Promise<void> {
    try {
      await this.open_photo_(await load_photo(id, this.panel_load_.next()), history, reveal);
    } catch (error) {
      if (!(error instanceof FetchError) || error.status !== 404) throw error;
      this.select_(null, "replace");
      if (this.panel_.kind === "photo") this.show_panel_({ kind: "essays" });
    }
  }

  private async open_photo_(photo: Photo, history: "push" | "replace" = "push", reveal = true): Promise<void> {
    const known = this.panel_.kind === "photo" && this.panel_.essay?.some(({ id }) => id === photo.id) ? this.panel_.essay : null;
    const listed = this.open_?.slug === photo.essay ? this.open_.photos : null;
    this.select_(photo.id, history);
    this.show_panel_({ kind: "photo", photo, essay: known ?? listed }, history === "push");
    this.map_.show_selection(photo_selection(photo, this.colour_of_));
    this.draw_markers_();
    if (reveal && is_located(photo)) this.map_.reveal(photo);
    if (!known && !listed && this.is_stepped_(photo.essay)) await this.attempt_(() => this.load_siblings_(photo), () => void this.open_photo_(photo, "replace", false));
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

  private filter_(essays: readonly string[]): void {
    this.url_ = { ...this.url_, essays };
    this.write_address_("push");
    this.draw_panel_();
    this.parts_.announcer.textContent = this.counter_();
    void this.attempt_(() => this.load_tiles_(), () => this.filter_(essays));
  }

  private back_(): void {
    if (this.panel_.kind !== "photo" && this.panel_.kind !== "spot") return;
    this.select_(null);
    this.show_panel_({ kind: "essays" });
    this.draw_markers_();
  }

  private select_(photo: number | null, history: "push" | "replace" = "push"): void {
    if (photo === null) this.map_.show_selection(null);
    if (this.url_.photo === photo) return;
    this.url_ = { ...this.url_, photo };
    this.write_address_(history);
  }

  private read_address_(): UrlState {
    const url = parse_url_state(location.search);
    return { ...url, essays: keep_known(url.essays, this.essays_.map(({ slug }) => slug)) };
  }

  private follow_address_(): void {
    const before = this.url_;
    this.url_ = this.read_address_();
    if (this.url_.photo === null && (this.panel_.kind === "photo" || this.panel_.kind === "spot")) this.show_panel_({ kind: "essays" });
    if (this.url_.photo === null) this.map_.show_selection(null);
    this.draw_panel_();
    if (this.collection_) this.show_first_view_(this.collection_);
    void this.attempt_(async () => {
      await this.load_tiles_();
      if (this.url_.photo !== null && this.url_.photo !== before.photo) await this.open_photo_id_(this.url_.photo, "replace", this.url_.view === null);
    }, () => this.follow_address_());
  }

  private write_address_(how: "push" | "replace"): void {
    const address = location.pathname + format_url_state(this.url_);
    if (address === location.pathname + location.search) return;
    if (how === "push") history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  private show_panel_(panel: Panel, focus = true): void {
    const stepped = this.panel_.kind === panel.kind;
    this.panel_ = panel;
    this.draw_panel_();
    this.parts_.panel.scrollTop = 0;
    if (panel.kind !== "essays") this.parts_.sheet.show();
    if (!stepped && focus) find_key(this.parts_.panel, "heading")?.focus({ preventScroll: true });
  }

  private draw_panel_(): void {
    const panel = this.panel_;
    const on_photo = (photo: Photo): void => void this.open_photo_(photo);
    const on_back = (): void => this.back_();
    this.parts_.panel.dataset["page"] = panel.kind;
    if (panel.kind === "photo") {
      const { photo } = panel;
      const on_reveal = (): void => { if (is_located(photo)) this.map_.reveal(photo, true); };
      redraw(this.parts_.panel, ...photo_view({ ...panel, colour: this.colour_of_(photo.essay) }, { on_back, on_photo, on_reveal }));
    } else if (panel.kind === "spot") {
      const on_more = (): void => void this.attempt_(() => this.load_more_(panel.spot), on_more);
      redraw(this.parts_.panel, ...spot_view(panel.spot, this.colour_of_, { on_back, on_photo, on_more }));
    } else if (panel.kind === "essays" && this.collection_) {
      redraw(this.parts_.panel, ...essays_view(
        { collection: this.collection_, essays: this.essays_, filter: this.url_.essays, open: this.open_, colour_of: this.colour_of_ },
        { on_photo, on_toggle: (slug) => this.toggle_(slug), on_all: () => this.filter_([]), on_open: (slug) => void this.open_essay_(slug) }));
    }
  }

  private toggle_(slug: string): void {
    this.filter_(toggle_essay(this.url_.essays, slug, this.essays_.map((essay) => essay.slug)));
  }

  private counter_(): string {
    const sum = (essays: readonly Essay[]): number => essays.reduce((all, { photo_count }) => all + photo_count, 0);
    const { essays } = this.url_;
    return counter_words(sum(essays.length ? this.essays_.filter(({ slug }) => essays.includes(slug)) : this.essays_), sum(this.essays_));
  }

  private async attempt_(work: () => Promise<void>, retry: () => void): Promise<void> {
    try {
      await this.parts_.notice.during(work());
      this.parts_.notice.clear();
    } catch (error) {
      if (!is_abort(error)) this.parts_.notice.show_problem(error, retry);
    }
  }
}
