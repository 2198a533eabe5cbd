// The time under the map: bars to brush over, two sliders for the keyboard, the undated by themselves, and play.
import { month_span_words } from "./date_words.ts";
import { h, icon, svg } from "./dom.ts";
import type { Filter } from "./filter.ts";
import { say, sentence } from "./say.ts";
import type { Group } from "./stats.ts";
import { axis_of, bars_of, months_of, next_window, range_of, span_of, undated_of, year_marks } from "./timeline.ts";
import type { Axis, Bar, MonthRange, Span } from "./timeline.ts";
import { photos_words } from "./words.ts";

interface TimelineState {
  /** Null: nothing is dated, so there is no time to show. */
  readonly axis: Axis | null;
  readonly bars: readonly Bar[];
  readonly undated: number;
  readonly range: MonthRange;
  readonly undated_shown: boolean;
}

export interface TimelineEvents {
  /** `done` is false while the brush still moves. */
  readonly on_range: (range: MonthRange, done: boolean) => void;
  readonly on_undated: () => void;
}

const PLAY = "M8 5.5v13l10.5-6.5z";
const PAUSE = "M8.5 6v12M15.5 6v12";
const STEP_MS = 1100;
const CALM_STEP_MS = 2000;
const MOST_YEARS = 7;

export class TimelineView {
  private state_: TimelineState | null = null;
  private axis_key_ = "";
  private playing_ = 0;
  private before_play_: MonthRange = { from: null, to: null };
  private readonly play_ = h("button", { class: "time-play", click: () => (this.playing_ ? this.stop_() : this.start_()), attributes: { type: "button" } });
  private readonly words_ = h("p", { class: "time-words" });
  private readonly bars_ = h("div", { class: "time-bars", attributes: { "aria-hidden": "true" } });
  private readonly years_ = h("div", { class: "time-years", attributes: { "aria-hidden": "true" } });
  private readonly brush_ = h("div", { class: "time-brush", attributes: { "aria-hidden": "true" } });
  private readonly from_ = this.slider_(say("earliest_month"), "first");
  private readonly to_ = this.slider_(say("latest_month"), "last");
  private readonly chart_ = h("div", { class: "time-chart" }, this.bars_, this.brush_, this.from_, this.to_, this.years_);
  private readonly undated_bar_ = h("span", { class: "bar", attributes: { "aria-hidden": "true" } });
  private readonly undated_words_ = h("span", { class: "undated-words" });
  private readonly undated_ = h("button", { class: "time-undated", click: () => this.events_.on_undated(), attributes: { type: "button" } },
    h("span", { class: "bin", attributes: { "aria-hidden": "true" } }, this.undated_bar_), this.undated_words_);

  constructor(private readonly section_: HTMLElement, private readonly events_: TimelineEvents) {
    section_.append(this.play_, this.words_, this.chart_, this.undated_);
    this.chart_.addEventListener("pointerdown", (event) => this.brush_from_(event));
    this.draw_play_();
  }

  /** `every` says which months there are, `shown` how many photos are in sight. */
  show(every: readonly Group[], shown: readonly Group[], filter: Filter): void {
    const axis = axis_of(every);
    this.draw_({ axis, bars: axis ? bars_of(shown, axis) : [], undated: undated_of(shown), range: filter, undated_shown: filter.undated });
  }

  private draw_(state: TimelineState): void {
    this.state_ = state;
    this.section_.hidden = state.axis === null;
    if (!state.axis) return;
    this.make_bars_(state.axis);
    const most = Math.max(1, state.undated, ...state.bars.map(({ sure, possible }) => sure + possible));
    const span = span_of(state.range, state.axis);
    state.bars.forEach((bar, i) => this.draw_bar_(i, bar, most, i >= span.first && i <= span.last));
    this.draw_undated_(state, most);
    this.draw_span_(span, state.axis, state.bars);
  }

  private make_bars_(axis: Axis): void {
    const key = `${axis.first} ${axis.months_each} ${axis.bars}`;
    if (key === this.axis_key_) return;
    this.axis_key_ = key;
    this.bars_.replaceChildren(...Array.from({ length: axis.bars }, () => h("span", { class: "bin" }, h("span", { class: "bar bar-possible" }), h("span", { class: "bar" }))));
    this.years_.replaceChildren(...year_marks(axis, MOST_YEARS).map(({ bar, year }) => {
      const mark = h("span", { class: "time-year" }, year);
      mark.style.setProperty("left", `${(100 * bar) / axis.bars}%`);
      return mark;
    }));
  }

  private draw_bar_(i: number, { sure, possible }: Bar, most: number, shown: boolean): void {
    const bin = this.bars_.children[i];
    const [maybe, certain] = bin?.children ?? [];
    if (!(bin instanceof HTMLElement) || !(maybe instanceof HTMLElement) || !(certain instanceof HTMLElement) || !this.state_?.axis) return;
    bin.classList.toggle("bin-off", !shown);
    set_height(certain, sure, most);
    set_height(maybe, sure + possible, most);
    const { from, to } = months_of({ first: i, last: i }, this.state_.axis);
    const told = { when: sentence(month_span_words(from, to)), photos: photos_words(sure) };
    bin.title = possible ? say("photos_perhaps_when", { ...told, possible: photos_words(possible) }) : say("photos_when", told);
  }

  private draw_undated_({ undated, undated_shown }: TimelineState, most: number): void {
    set_height(this.undated_bar_, undated, most);
    this.undated_words_.textContent = say("undated_count", { n: undated });
    this.undated_.setAttribute("aria-pressed", String(undated_shown));
    this.undated_.title = say(undated_shown ? "leave_out_undated" : "show_undated");
  }

  private draw_span_(span: Span, axis: Axis, bars: readonly Bar[]): void {
    const is_all = span.first === 0 && span.last === axis.bars - 1;
    const { from, to } = months_of(span, axis);
    const dated = bars.slice(span.first, span.last + 1).reduce((sum, { sure, possible }) => sum + sure + possible, 0);
    this.words_.replaceChildren(h("span", { class: "time-range" }, sentence(month_span_words(from, to))), h("span", { class: "time-count" }, say("dated", { n: dated })));
    const [left, right] = [(100 * span.first) / axis.bars, (100 * (span.last + 1)) / axis.bars];
    this.brush_.hidden = is_all;
    this.brush_.style.setProperty("left", `${left}%`);
    this.brush_.style.setProperty("width", `${right - left}%`);
    place_slider(this.from_, left, span.first, 0, span.last, axis);
    place_slider(this.to_, right, span.last, span.first, axis.bars - 1, axis);
  }

  private slider_(label: string, end: keyof Span): HTMLElement {
    const slider = h("div", { class: `time-slider time-slider-${end}`, attributes: { role: "slider", tabindex: "0", "aria-label": label, "aria-orientation": "horizontal" } });
    slider.addEventListener("keydown", (event) => this.slide_(event, end));
    slider.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      this.drag_(event, (bar, span) => (end === "first" ? { first: Math.min(bar, span.last), last: span.last } : { first: span.first, last: Math.max(bar, span.first) }));
    });
    return slider;
  }

  private slide_(event: KeyboardEvent, end: keyof Span): void {
    const { axis, range } = this.state_ ?? {};
    if (!axis || !range) return;
    const span = span_of(range, axis);
    const [least, most] = end === "first" ? [0, span.last] : [span.first, axis.bars - 1];
    const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12, Home: -axis.bars, End: axis.bars };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.stop_();
    this.events_.on_range(range_of({ ...span, [end]: Math.min(most, Math.max(least, span[end] + step)) }, axis), true);
  }

  /** A click means one bar, and once more all of them; a drag all that it passes over. */
  private brush_from_(event: PointerEvent): void {
    const { axis, range } = this.state_ ?? {};
    const start = this.bar_at_(event);
    if (!axis || !range || start === null) return;
    const before = span_of(range, axis);
    const is_alone = before.first === start && before.last === start && axis.bars > 1;
    this.drag_(event, (bar) => (is_alone && bar === start ? { first: 0, last: axis.bars - 1 } : { first: Math.min(start, bar), last: Math.max(start, bar) }));
  }

  private drag_(down: PointerEvent, span_at: (bar: number, span: Span) => Span): void {
    const { axis } = this.state_ ?? {};
    if (!axis || down.button !== 0) return;
    this.stop_();
    this.chart_.setPointerCapture(down.pointerId);
    const tell = (event: PointerEvent, done: boolean): void => {
      const bar = this.bar_at_(event);
      if (bar !== null && this.state_) this.events_.on_range(range_of(span_at(bar, span_of(this.state_.range, axis)), axis), done);
    };
    const move = (event: PointerEvent): void => tell(event, false);
    const up = (event: PointerEvent): void => {
      this.chart_.removeEventListener("pointermove", move);
      if (event.type === "pointerup") tell(event, true);
    };
    this.chart_.addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel"] as const) this.chart_.addEventListener(end, up, { once: true });
  }

  private bar_at_(event: PointerEvent): number | null {
    const { left, width } = this.chart_.getBoundingClientRect();
    const { axis } = this.state_ ?? {};
    return axis && width > 0 ? Math.min(axis.bars - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * axis.bars))) : null;
  }

  private start_(): void {
    if (!this.state_) return;
    this.before_play_ = this.state_.range;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.playing_ = window.setInterval(() => this.step_(), calm ? CALM_STEP_MS : STEP_MS);
    this.draw_play_();
    this.step_();
  }

  /** At the end it is as it was before. */
  private step_(): void {
    const { axis, range, bars } = this.state_ ?? {};
    if (!axis || !range || !bars) return this.stop_();
    const next = next_window(bars, span_of(range, axis));
    if (!next) this.stop_();
    this.events_.on_range(next ? range_of(next, axis) : this.before_play_, false);
  }

  private stop_(): void {
    clearInterval(this.playing_);
    this.playing_ = 0;
    this.draw_play_();
  }

  private draw_play_(): void {
    const playing = this.playing_ !== 0;
    this.play_.setAttribute("aria-label", say(playing ? "stop_time" : "play_time"));
    this.play_.classList.toggle("time-playing", playing);
    this.play_.replaceChildren(playing ? icon(PAUSE) : svg("svg", { viewBox: "0 0 24 24", class: "icon icon-full", "aria-hidden": "true" }, svg("path", { d: PLAY })));
  }
}

/** What is there is seen, however little of all it is. */
function set_height(bar: HTMLElement, count: number, most: number): void {
  bar.style.setProperty("height", count ? `max(3px, ${(100 * count) / most}%)` : "0");
}

function place_slider(slider: HTMLElement, left: number, bar: number, least: number, most: number, axis: Axis): void {
  const { from, to } = months_of({ first: bar, last: bar }, axis);
  slider.style.setProperty("left", `${left}%`);
  slider.setAttribute("aria-valuenow", String(bar));
  slider.setAttribute("aria-valuemin", String(least));
  slider.setAttribute("aria-valuemax", String(most));
  slider.setAttribute("aria-valuetext", month_span_words(from, to));
}
