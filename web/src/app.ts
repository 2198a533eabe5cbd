// The page: keeps address, map and panel in step.
import { Address } from "./address.ts";
import type { History } from "./address.ts";
import { load_collection } from "./api.ts";
import type { Area } from "./area.ts";
import { is_embedded } from "./embed.ts";
import { ESSAYS_AT_ONCE } from "./essay_order.ts";
import { FetchError, is_abort, Latest } from "./fetcher.ts";
import { toggle_undated, with_months } from "./filter.ts";
import type { Filter } from "./filter.ts";
import { with_area } from "./filter_parameters.ts";
import { Freshness } from "./freshness.ts";
import type { FoundPlace } from "./found_place.ts";
import { InSight } from "./in_sight.ts";
import { Known } from "./known.ts";
import type { ListSort } from "./list.ts";
import type { MapEvents, MapView } from "./map_view.ts";
import type { Notice } from "./notice.ts";
import { Opener } from "./opener.ts";
import type { Page } from "./page.ts";
import { draw_panel } from "./panel.ts";
import type { PanelEvents } from "./panel.ts";
import { PanelHost } from "./panel_host.ts";
import { is_located } from "./photo.ts";
import type { Collection, Photo } from "./photo.ts";
import { say, sentences_words } from "./say.ts";
import type { Search } from "./search.ts";
import type { Sheet } from "./sheet.ts";
import { StoryMode } from "./story_mode.ts";
import type { Source } from "./sources.ts";
import type { MonthRange } from "./timeline.ts";
import type { TimelineEvents, TimelineView } from "./timeline_view.ts";
import type { UrlState } from "./url_state.ts";

export interface AppParts {
  readonly make_map: (events: MapEvents) => MapView;
  readonly make_timeline: (events: TimelineEvents) => TimelineView;
  readonly panel: HTMLElement;
  readonly story: HTMLElement;
  readonly announcer: HTMLElement;
  readonly sheet: Sheet;
  readonly notice: Notice;
  readonly on_collection: (collection: Collection, sources: readonly Source[]) => void;
}

const MOVE_REST_MS = 120;

export class App {
  private readonly page_: Page;
  private readonly in_sight_: InSight;
  private readonly opener_: Opener;
  private readonly story_: StoryMode;
  private readonly freshness_ = new Freshness(() => void this.follow_data_());
  private readonly data_load_ = new Latest();
  private readonly version_load_ = new Latest();
  private form_open_ = false;
  private most_essays_ = ESSAYS_AT_ONCE;
  private ranging_ = false;
  private settled_ = false;
  private rest_ = 0;

  constructor(private readonly parts_: AppParts) {
    this.page_ = {
      address: new Address(), known: new Known(), notice: parts_.notice,
      map: parts_.make_map({ on_move: () => this.moved_(), on_feature: (feature) => this.opener_.open_feature(feature) }),
      timeline: parts_.make_timeline({ on_range: (range, done) => this.change_range_(range, done), on_undated: () => this.filter_(toggle_undated(this.page_.address.state.filter)) }),
      panel: new PanelHost(parts_.panel, parts_.sheet, () => this.draw_panel_()),
      say: (words) => { parts_.announcer.textContent = words; },
    };
    this.in_sight_ = new InSight(this.page_, () => void this.follow_data_());
    this.opener_ = new Opener(this.page_, this.in_sight_);
    this.story_ = new StoryMode(this.page_, parts_.story, { on_leave: () => this.leave_story_(null), on_card: (photo) => this.leave_story_(photo.id) });
    addEventListener("popstate", () => this.follow_address_());
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
      if (this.story_.is_open) this.leave_story_(null);
      else this.back_();
    });
  }

  async start(): Promise<void> {
    const { address, panel } = this.page_;
    await this.attempt_(async () => {
      const collection = await this.load_data_();
      panel.update(this.opener_.home());
      this.show_first_view_(collection);
      if (address.state.story !== null && await this.story_.follow()) return;
      await this.in_sight_.load();
      if (address.state.photo !== null) await this.opener_.open_photo_id(address.state.photo, "replace", address.state.view === null);
    }, () => void this.start());
  }

  /** Whether there is anything new; in the background. */
  ask_anew(): void {
    if (this.page_.known.collection) void this.follow_data_();
    else void this.start();
  }

  /** The server answers again: what has changed, and what was not there without it. */
  catch_up(): void {
    void this.follow_data_().then(() => this.attempt_(() => this.in_sight_.load(), () => this.catch_up()));
  }

  /** Photos are searched for under the filter, but for what a new search takes the place of. */
  searched(language: string): Search {
    const { address, map } = this.page_;
    return { filter: { ...address.state.filter, words: null, places: [] }, near: map.view().centre, language };
  }

  show_all(): void {
    const { known, map } = this.page_;
    if (known.collection?.extent) map.fit_box(known.collection.extent);
  }

  show_place(place: FoundPlace): void {
    this.page_.map.show_place(place);
    this.page_.say(say("map_shows", { name: place.name, where: place.where }));
  }

  show_photo(photo: Photo): void {
    void this.opener_.open_photo(photo);
  }

  show_words(words: string): void {
    this.show_found_({ ...this.page_.address.state.filter, words }, true);
  }

  /** The photos in a place; `found` is where the map goes. */
  show_photos_in(id: string, found: FoundPlace | null): void {
    if (found) this.show_place(found);
    this.show_found_({ ...this.page_.address.state.filter, places: [id] }, found === null);
  }

  show_inside(area: Area): void {
    this.filter_(with_area(this.page_.address.state.filter, area));
  }

  /** The list of photos in this order; null: the essays. */
  show_home(list: ListSort | null): void {
    const { address, map, panel } = this.page_;
    address.write({ list, photo: null }, "push");
    map.show_selection(null);
    this.in_sight_.list.rewind();
    panel.show(this.opener_.home(), false);
    void this.attempt_(async () => {
      if (!this.in_sight_.list.state) await this.in_sight_.load_list();
    }, () => this.show_home(list));
  }

  focus_list(): void {
    this.show_home(this.page_.address.state.list ?? "essay");
    this.page_.panel.focus();
  }

  private async load_data_(): Promise<Collection> {
    const { known } = this.page_;
    const { collection, sources } = await known.load(this.data_load_.next());
    this.in_sight_.forget();
    this.keep_essays_();
    this.parts_.on_collection(collection, sources);
    return collection;
  }

  private keep_essays_(): void {
    const { address, known, notice } = this.page_;
    const gone = address.keep_essays(known.essays);
    if (gone.length) notice.tell(sentences_words(gone.map((name) => say("essay_gone", { name }))));
  }

  /** Asks whether the data is another by now. In the background: a server that is away is told of when it is needed. */
  private async follow_data_(): Promise<void> {
    const { collection } = this.page_.known;
    if (!collection) return;
    const { version } = await load_collection(this.version_load_.next()).catch((error: unknown) => {
      if (is_abort(error) || error instanceof FetchError) return { version: null };
      throw error;
    });
    if (version === null) return;
    if (version !== collection.version) await this.attempt_(() => this.load_anew_(), () => void this.follow_data_());
    else if (!this.in_sight_.lasts) await this.attempt_(() => this.in_sight_.load_tiles(), () => void this.follow_data_());
  }

  private async load_anew_(): Promise<void> {
    await this.load_data_();
    const { known, panel } = this.page_;
    const { shown, open } = panel;
    panel.open_essay(null);
    if (shown.kind === "photo") panel.update({ ...shown, essay: null });
    if (this.story_.is_open) return void await this.story_.tell_anew();
    await this.in_sight_.load();
    if (shown.kind === "photo") await this.opener_.open_photo_id(shown.photo.id, "replace", false);
    else if (shown.kind === "spot") await this.opener_.open_spot(shown.spot.cluster);
    else if (open && known.essays.some(({ slug }) => slug === open.slug)) await this.opener_.open_essay(open.slug);
  }

  private show_first_view_({ extent }: Collection): void {
    const { address, map } = this.page_;
    this.settled_ = false;
    if (address.state.view) map.show_view(address.state.view);
    else if (extent) map.fit_box(extent);
    this.settled_ = true;
  }

  private moved_(): void {
    if (!this.settled_ || this.story_.is_open) return;
    this.page_.address.write({ view: this.page_.map.view() }, "replace");
    clearTimeout(this.rest_);
    this.rest_ = window.setTimeout(() => void this.attempt_(() => this.in_sight_.load(), () => this.moved_()), MOVE_REST_MS);
    this.freshness_.moved();
  }

  private filter_(filter: Filter, how: History = "push"): void {
    this.page_.address.write({ filter }, how);
    this.in_sight_.draw_timeline();
    this.page_.panel.draw();
    void this.attempt_(() => this.in_sight_.load(), () => this.filter_(filter));
  }

  /** One step of Back undoes a whole drag, or all that was played. */
  private change_range_({ from, to }: MonthRange, done: boolean): void {
    const { filter } = this.page_.address.state;
    if (filter.from !== from || filter.to !== to) this.filter_(with_months(filter, from, to), this.ranging_ ? "replace" : "push");
    this.ranging_ = !done;
  }

  /** What was searched for as a list; where none of it is in sight, the map may move to show all. */
  private show_found_(filter: Filter, may_move: boolean): void {
    const { address, map, panel } = this.page_;
    address.write({ filter, photo: null, list: address.state.list ?? "essay" }, "push");
    map.show_selection(null);
    this.in_sight_.list.rewind();
    panel.show(this.opener_.home(), false);
    panel.focus();
    this.in_sight_.draw_timeline();
    void this.attempt_(async () => {
      await this.in_sight_.load();
      const { counts } = this.in_sight_;
      if (may_move && counts?.matched && !counts.in_view) this.show_all();
    }, () => this.show_found_(filter, may_move));
  }

  private turn_(page: number): void {
    void this.attempt_(async () => {
      await this.in_sight_.list.turn(page);
      this.page_.panel.draw();
      this.page_.panel.focus();
    }, () => this.turn_(page));
  }

  private back_(): void {
    const { panel } = this.page_;
    if (panel.shown.kind !== "photo" && panel.shown.kind !== "spot") return;
    this.opener_.select(null);
    panel.show(this.opener_.home());
    this.in_sight_.draw_markers();
  }

  private follow_address_(): void {
    const { address } = this.page_;
    const before = address.state;
    address.read();
    this.keep_essays_();
    if (address.state.story === null) return this.follow_state_(before, address.state.view === null);
    void this.attempt_(async () => {
      if (!await this.story_.follow()) this.follow_state_(before, false);
    }, () => this.follow_address_());
  }

  /** Map and panel as the address says. */
  private follow_state_(before: UrlState, reveal: boolean): void {
    const { address, known, map, panel } = this.page_;
    const { photo } = address.state;
    this.settled_ = false; // leaving a story gives the map another size: that is no move
    this.story_.close();
    if (photo === null && panel.shown.kind !== "waiting") panel.show(this.opener_.home(), panel.shown.kind === "photo");
    if (photo === null) map.show_selection(null);
    this.in_sight_.draw_timeline();
    panel.draw();
    if (known.collection) this.show_first_view_(known.collection);
    const again = (): void => this.follow_state_(before, reveal);
    void this.attempt_(() => this.in_sight_.load(), again);
    // Not after the load, which a map of another size calls off.
    if (photo !== null && (photo !== before.photo || before.story !== null)) void this.attempt_(() => this.opener_.open_photo_id(photo, "replace", reveal), again);
  }

  /** To where one came from, or to the card of a photo. */
  private leave_story_(photo: number | null): void {
    const { address, panel } = this.page_;
    const before = address.state;
    address.write(photo === null ? { story: null } : { story: null, photo }, "push");
    this.follow_state_(before, photo !== null);
    panel.focus();
  }

  private draw_panel_(): void {
    const { address, known, panel } = this.page_;
    const { collection, essays, facets, colour_of } = known;
    const { list: sort, filter } = address.state;
    const { counts, is_uncounted, list } = this.in_sight_;
    const home = { list: list.state, sort: sort ?? "essay", back: say(is_embedded() ? "map" : sort === null ? "all_essays" : "list_tab") };
    draw_panel(this.parts_.panel, { ...home, panel: panel.shown, open: panel.open, collection, essays, counts, is_uncounted, facets, colour_of, form_open: this.form_open_, most_essays: this.most_essays_, filter, name_of_place: known.name_of_place, is_told: (slug) => known.is_stepped(slug) }, this.panel_events_());
  }

  private panel_events_(): PanelEvents {
    const { panel, map, say } = this.page_;
    return {
      on_back: () => this.back_(),
      on_photo: (photo) => void this.opener_.open_photo(photo),
      on_story: (slug, photo) => this.story_.open(slug, photo ?? null),
      on_place: (id) => this.show_photos_in(id, null),
      on_reveal: () => { if (panel.shown.kind === "photo" && is_located(panel.shown.photo)) map.reveal(panel.shown.photo, true); },
      on_say: say,
      on_more: () => { if (panel.shown.kind === "spot") void this.opener_.load_more(panel.shown.spot); },
      on_open: (slug) => void this.opener_.open_essay(slug),
      on_more_essays: () => {
        this.most_essays_ += ESSAYS_AT_ONCE;
        panel.draw();
      },
      on_home: (list) => this.show_home(list),
      on_sort: (order) => this.show_home(order),
      on_page: (page) => this.turn_(page),
      on_filter: (filter) => this.filter_(filter),
      on_form: () => {
        this.form_open_ = !this.form_open_;
        panel.draw();
      },
    };
  }

  private attempt_(work: () => Promise<void>, retry: () => void): Promise<void> {
    return this.page_.notice.attempt(work, retry);
  }
}
