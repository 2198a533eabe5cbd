// Tells an essay as a guided tour: the text beside the map, which flies along its route.
import { load_essay_photos } from "./api.ts";
import { Latest } from "./fetcher.ts";
import { clamp } from "./geo.ts";
import { MOST_STEPPED } from "./known.ts";
import type { Page } from "./page.ts";
import type { Essay, Photo } from "./photo.ts";
import { story_link } from "./photo_links.ts";
import { route_box, route_of, stops_reached } from "./route.ts";
import { say } from "./say.ts";
import { photo_selection } from "./selection.ts";
import { move_of, SCROLL_KEYS, step_after } from "./steps.ts";
import type { Move } from "./steps.ts";
import { StoryPages } from "./story_pages.ts";
import type { Story } from "./story_view.ts";

export interface StoryModeEvents {
  readonly on_leave: () => void;
  readonly on_card: (photo: Photo) => void;
}

/** Where scrolling has to rest before the map flies there. */
const REST_MS = 180;

export class StoryMode {
  private told_: { readonly story: Story; readonly pages: StoryPages } | null = null;
  private step_ = 0;
  /** The stop the map is at; -1 for the whole route, null for neither. */
  private stop_: number | null = null;
  private rest_ = 0;
  private title_ = "";
  private readonly load_ = new Latest();

  constructor(private readonly page_: Page, private readonly element_: HTMLElement, private readonly events_: StoryModeEvents) {
    addEventListener("keydown", (event) => this.press_(event));
    addEventListener("beforeprint", () => this.told_?.pages.fill_all());
    addEventListener("afterprint", () => this.told_?.pages.watch_again());
  }

  get is_open(): boolean {
    return !this.element_.hidden;
  }

  /** From its beginning, or at one of its photos. */
  open(essay: string, photo: Photo | null): void {
    const { address, notice, panel } = this.page_;
    const siblings = panel.shown.kind === "photo" ? panel.shown.essay : null;
    const index = siblings?.findIndex(({ id }) => id === photo?.id) ?? -1;
    const step = photo === null ? 0 : index < 0 ? photo.position : index + 1;
    address.write({ story: { essay, step } }, "push");
    const tell = (): void => void notice.attempt(async () => { await this.follow(); }, tell);
    tell();
  }

  /** Does what the address says. False: it names a story that cannot be told, and does so no more. */
  async follow(): Promise<boolean> {
    const { known, address } = this.page_;
    const place = address.state.story;
    if (place === null) return false;
    if (this.told_?.story.essay.slug === place.essay) this.arrive_(place.step, "address");
    else {
      const essay = known.essays.find(({ slug }) => slug === place.essay);
      if (!essay || !known.is_stepped(essay.slug)) return this.refuse_(essay ? say("story_too_long", { most: MOST_STEPPED }) : say("story_gone"));
      await this.tell_(essay, place.step);
    }
    return true;
  }

  /** The data is another. */
  async tell_anew(): Promise<void> {
    this.told_?.pages.close();
    this.told_ = null;
    await this.follow();
  }

  close(): void {
    if (!this.is_open) return;
    const { map } = this.page_;
    this.load_.next();
    clearTimeout(this.rest_);
    this.told_?.pages.close();
    this.told_ = null;
    this.stop_ = null;
    document.title = this.title_;
    this.show_(false);
    map.show_route(null);
    map.show_selection(null);
  }

  private async tell_(essay: Essay, step: number): Promise<void> {
    const { known, map, address } = this.page_;
    if (!this.is_open) this.title_ = document.title;
    this.told_?.pages.close();
    this.told_ = null;
    this.element_.textContent = say("loading_photos");
    this.show_(true);
    map.show_markers([]);
    map.show_selection(null);
    const photos = await load_essay_photos(essay.slug, this.load_.next());
    document.title = `${essay.title} · photomap`;
    const story = { essay, photos, route: route_of(photos), colour: known.colour_of(essay.slug), next: this.essay_after_(essay.slug) };
    const pages = new StoryPages(this.element_, story, {
      on_move: (move) => this.move_(move),
      on_leave: this.events_.on_leave, on_card: this.events_.on_card, on_say: this.page_.say,
      on_story: (slug) => this.open(slug, null),
      url: () => story_link(address.state.story ?? { essay: essay.slug, step: 0 }, location.href),
    }, (read) => this.arrive_(read, "scroll"));
    this.told_ = { story, pages };
    this.stop_ = null;
    this.arrive_(step, "address");
  }

  private essay_after_(slug: string): Essay | null {
    const told = this.page_.known.essays.filter((essay) => this.page_.known.is_stepped(essay.slug));
    const here = told.findIndex((essay) => essay.slug === slug);
    return told.length > 1 ? (told[(here + 1) % told.length] ?? null) : null;
  }

  private refuse_(words: string): false {
    const { address, notice } = this.page_;
    address.write({ story: null }, "replace");
    notice.tell(words);
    return false;
  }

  private move_(move: Move): void {
    if (this.told_) this.arrive_(step_after(this.step_, move, this.told_.story.photos.length), "move");
  }

  /** Scrolling leaves the focus where it is. */
  private arrive_(wanted: number, by: "scroll" | "move" | "address"): void {
    if (!this.told_) return;
    const { story, pages } = this.told_;
    const step = clamp(wanted, 0, story.photos.length);
    const near = Math.abs(step - this.step_) === 1;
    this.step_ = step;
    this.page_.address.write({ story: { essay: story.essay.slug, step } }, "replace");
    pages.mark(step);
    if (by !== "scroll") pages.scroll_to(step, by === "move" && near && !matchMedia("(prefers-reduced-motion: reduce)").matches);
    if (by !== "scroll") pages.focus(step);
    clearTimeout(this.rest_);
    this.rest_ = window.setTimeout(() => this.rest_at_(step), by === "scroll" ? REST_MS : 0);
  }

  private rest_at_(step: number): void {
    if (!this.told_) return;
    const { story: { photos, route, colour } } = this.told_;
    const { map, known, say: announce } = this.page_;
    const photo = photos[step - 1];
    announce(photo ? say("story_photo", { here: step, n: photos.length }) : say("story_intro"));
    map.show_route({ stops: route.stops, reached: photo ? stops_reached(route, step - 1) : 0, colour });
    const stop = photo ? (route.stop_of[step - 1] ?? null) : null;
    const at = stop === null ? null : (route.stops[stop]?.at ?? null);
    map.show_selection(photo ? photo_selection({ ...photo, at }, known.colour_of) : null);
    if (photo) this.fly_to_stop_(stop, at, photo.uncertainty_m ?? 0);
    else this.fly_to_route_();
  }

  /** Photos on one spot share one flight; for those that nobody can place the map stays. */
  private fly_to_stop_(stop: number | null, at: Story["route"]["stops"][number]["at"] | null, radius_m: number): void {
    if (stop === null || at === null || stop === this.stop_) return;
    this.stop_ = stop;
    this.page_.map.fly_to_circle(at, radius_m);
  }

  private fly_to_route_(): void {
    const box = this.told_ ? route_box(this.told_.story.route) : null;
    if (box === null || this.stop_ === -1) return;
    this.stop_ = -1;
    this.page_.map.fly_to_box(box);
  }

  /** Keys of the map, of fields and of the browser stay theirs. */
  private press_(event: KeyboardEvent): void {
    const { key, target } = event;
    const move = move_of(key);
    if (!this.told_ || move === null || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (target instanceof Element && target.closest("#map, input, textarea, select, dialog[open]")) return;
    if (SCROLL_KEYS.includes(key) && this.told_.pages.goes_on(move === "next")) return;
    event.preventDefault();
    this.move_(move);
  }

  private show_(open: boolean): void {
    this.element_.hidden = !open;
    document.body.classList.toggle("telling", open);
    this.page_.map.fill_frame();
  }
}
