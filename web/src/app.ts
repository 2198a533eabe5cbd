// The page: keeps address, map and panel in step.
import { load_collection, load_essay_photos, load_essays, load_photo, load_photo_tile, load_sources } from "./api.ts";
import { essay_colours } from "./colours.ts";
import { find_key, redraw } from "./dom.ts";
import { essays_view } from "./essays_view.ts";
import { FetchError, is_abort, Latest } from "./fetcher.ts";
import { tiles_in_box } from "./geo.ts";
import { find_parting_zoom, group_photos } from "./grouping.ts";
import type { PhotoGroup } from "./grouping.ts";
import type { MapEvents, MapView } from "./map_view.ts";
import type { Notice } from "./notice.ts";
import { is_located } from "./photo.ts";
import type { Collection, Essay, LocatedPhoto, Photo } from "./photo.ts";
import { PhotoTiles } from "./photo_tiles.ts";
import { photo_view } from "./photo_view.ts";
import type { Sheet } from "./sheet.ts";
import type { Source } from "./sources.ts";
import { spot_view } from "./spot_view.ts";
import { format_url_state, keep_known, MAX_ZOOM, parse_url_state, toggle_essay } from "./url_state.ts";
import type { UrlState } from "./url_state.ts";
import { counter_words } from "./words.ts";

type Panel =
  | { readonly kind: "waiting" }
  | { readonly kind: "essays" }
  | { readonly kind: "photo"; readonly photo: Photo; readonly essay: readonly Photo[] | null }
  | { readonly kind: "spot"; readonly photos: readonly LocatedPhoto[] };

export interface AppParts {
  readonly make_map: (colour_of: (essay: string) => number, events: MapEvents) => MapView;
  readonly panel: HTMLElement;
  readonly announcer: HTMLElement;
  readonly sheet: Sheet;
  readonly notice: Notice;
  readonly on_collection: (collection: Collection, sources: readonly Source[]) => void;
}

/** One photo tile covers four by four map tiles, so that a screen takes few requests. */
const TILE_ZOOM_BELOW = 2;
const MOVE_REST_MS = 120;

export class App {
  private url_: UrlState = parse_url_state(location.search);
  private panel_: Panel = { kind: "waiting" };
  private collection_: Collection | null = null;
  private essays_: readonly Essay[] = [];
  private open_: { readonly slug: string; readonly photos: readonly Photo[] | null } | null = null;
  private photos_: readonly LocatedPhoto[] = [];
  private colour_of_ = essay_colours([]);
  private settled_ = false;
  private rest_ = 0;
  private readonly map_: MapView;
  private readonly tiles_ = new PhotoTiles(load_photo_tile);
  private readonly map_load_ = new Latest();
  private readonly panel_load_ = new Latest();

  constructor(private readonly parts_: AppParts) {
    this.map_ = parts_.make_map((essay) => this.colour_of_(essay), {
      on_move: () => this.moved_(),
      on_group: (group) => this.open_group_(group),
    });
    addEventListener("popstate", () => this.follow_address_());
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !document.querySelector("dialog[open]")) this.back_();
    });
  }

  async start(): Promise<void> {
    await this.attempt_(async () => {
      const signal = this.panel_load_.next();
      const [collection, essays, sources] = await Promise.all([load_collection(signal), load_essays(signal), load_sources(signal)]);
      this.collection_ = collection;
      this.essays_ = essays;
      this.url_ = this.read_address_();
      this.colour_of_ = essay_colours(essays.map(({ slug }) => slug));
      this.parts_.on_collection(collection, sources);
      this.panel_ = { kind: "essays" };
      this.draw_panel_();
      this.show_first_view_(collection);
      await this.load_photos_();
      if (this.url_.photo !== null) await this.open_photo_id_(this.url_.photo);
    }, () => void this.start());
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
    this.draw_groups_();
    clearTimeout(this.rest_);
    this.rest_ = window.setTimeout(() => void this.attempt_(() => this.load_photos_(), () => this.moved_()), MOVE_REST_MS);
  }

  private async load_photos_(): Promise<void> {
    const z = Math.max(0, this.map_.view().zoom - TILE_ZOOM_BELOW);
    const tiles = tiles_in_box(this.map_.visible_box(), z);
    this.photos_ = await this.parts_.notice.during(this.tiles_.load(tiles, this.url_.essays, this.map_load_.next()));
    this.draw_groups_();
  }

  private draw_groups_(): void {
    const panel = this.panel_;
    const selected = panel.kind === "photo" ? [panel.photo] : panel.kind === "spot" ? panel.photos : [];
    this.map_.show_groups(group_photos(this.photos_, this.map_.view().zoom), new Set(selected.map(({ id }) => id)));
  }

  private open_group_(group: PhotoGroup): void {
    const [only] = group.photos;
    if (only && group.photos.length === 1) return void this.open_photo_(only);
    const zoom = find_parting_zoom(group.photos, this.map_.view().zoom, MAX_ZOOM);
    if (zoom !== null) return this.map_.zoom_to(group, zoom);
    this.select_(null);
    this.show_panel_({ kind: "spot", photos: group.photos });
    this.map_.show_selection(most_exact(group.photos));
    this.draw_groups_();
  }

  private async open_photo_id_(id: number): Promise<void> {
    try {
      await this.open_photo_(await load_photo(id, this.panel_load_.next()), "replace", this.url_.view === null);
    } catch (error) {
      if (!(error instanceof FetchError) || error.status !== 404) throw error;
      this.select_(null, "replace");
    }
  }

  private async open_photo_(photo: Photo, history: "push" | "replace" = "push", reveal = true): Promise<void> {
    const known = this.panel_.kind === "photo" && this.panel_.essay?.some(({ id }) => id === photo.id) ? this.panel_.essay : null;
    const listed = this.open_?.slug === photo.essay ? this.open_.photos : null;
    this.select_(photo.id, history);
    this.show_panel_({ kind: "photo", photo, essay: known ?? listed }, history === "push");
    this.map_.show_selection(is_located(photo) ? photo : null);
    this.draw_groups_();
    if (reveal && is_located(photo)) this.map_.reveal(photo);
    if (!known && !listed) await this.attempt_(() => this.load_siblings_(photo), () => void this.open_photo_(photo, "replace", false));
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
    void this.attempt_(() => this.load_photos_(), () => this.filter_(essays));
  }

  private back_(): void {
    if (this.panel_.kind !== "photo" && this.panel_.kind !== "spot") return;
    this.select_(null);
    this.show_panel_({ kind: "essays" });
    this.draw_groups_();
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
    if (this.url_.photo === null && this.panel_.kind === "photo") this.show_panel_({ kind: "essays" });
    if (this.url_.photo === null) this.map_.show_selection(null);
    this.draw_panel_();
    if (this.collection_) this.show_first_view_(this.collection_);
    void this.attempt_(async () => {
      await this.load_photos_();
      if (this.url_.photo !== null && this.url_.photo !== before.photo) await this.open_photo_id_(this.url_.photo);
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
      redraw(this.parts_.panel, ...spot_view(panel.photos, this.colour_of_, { on_back, on_photo }));
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

function most_exact(photos: readonly LocatedPhoto[]): LocatedPhoto | null {
  return photos.reduce<LocatedPhoto | null>((best, photo) => ((photo.uncertainty_m ?? Infinity) < (best?.uncertainty_m ?? Infinity) ? photo : best), null);
}
