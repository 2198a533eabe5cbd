// The steps of a story in their scroller: which one is read, and the way to another.
import { find_key, h } from "./dom.ts";
import { say } from "./say.ts";
import { is_filled } from "./steps.ts";
import { story_bar, story_nav, story_photo, story_steps } from "./story_view.ts";
import type { Story, StoryEvents } from "./story_view.ts";

/** A step is read when it lies under the middle of the scroller, whichever way that scrolls. */
const MIDDLE = "-49% -49% -49% -49%";
const EDGE_PX = 4;

export class StoryPages {
  private readonly steps_: readonly HTMLElement[];
  private readonly scroller_: HTMLElement;
  private readonly nav_: HTMLElement;
  private readonly seen_: IntersectionObserver;
  private readonly resized_ = new ResizeObserver(() => this.scroll_to(this.at_, false));
  private at_ = 0;
  /** Where a scroll of ours leads; what is passed on the way is not read. */
  private target_: number | null = null;

  constructor(private readonly element_: HTMLElement, private readonly story_: Story, private readonly events_: StoryEvents, on_read: (step: number) => void) {
    this.steps_ = story_steps(story_, events_);
    this.scroller_ = h("div", { class: "story-scroll" }, ...this.steps_);
    this.nav_ = story_nav(events_);
    element_.className = `story fill-${story_.colour} stroke-${story_.colour}`;
    element_.setAttribute("aria-label", say("story_label", { title: story_.essay.title }));
    element_.replaceChildren(story_bar(story_, events_), this.scroller_, this.nav_);
    this.seen_ = new IntersectionObserver((entries) => {
      const read = entries.find(({ isIntersecting }) => isIntersecting);
      if (read) this.pass_(this.steps_.indexOf(read.target as HTMLElement), on_read);
    }, { root: this.scroller_, rootMargin: MIDDLE });
    for (const step of this.steps_) this.seen_.observe(step);
    this.resized_.observe(this.scroller_);
    for (const kind of ["wheel", "touchstart", "pointerdown"]) this.scroller_.addEventListener(kind, () => { this.target_ = null; }, { passive: true });
  }

  close(): void {
    this.seen_.disconnect();
    this.resized_.disconnect();
    this.element_.replaceChildren();
  }

  /** Marks a step as the one that is read. */
  mark(step: number): void {
    this.at_ = step;
    const photos = this.story_.photos.length;
    this.fill_((one) => is_filled(one, step, photos));
    this.steps_.forEach((one, i) => {
      one.classList.toggle("story-here", i === step);
      one.classList.toggle("story-passed", i < step);
    });
    const [progress, line] = [this.nav_.querySelector(".story-progress"), this.nav_.querySelector<HTMLElement>(".story-line-done")];
    if (progress) progress.textContent = step === 0 ? say("story_intro") : say("step_of", { here: step, n: photos });
    if (line) line.style.width = `${(100 * step) / Math.max(1, photos)}%`;
    find_key(this.nav_, "story-previous")?.setAttribute("aria-disabled", String(step === 0));
    find_key(this.nav_, "story-next")?.setAttribute("aria-disabled", String(step === photos));
  }

  scroll_to(step: number, smooth: boolean): void {
    const element = this.steps_[step];
    if (!element) return;
    this.target_ = step;
    const spare = Math.max(0, this.scroller_.clientHeight - element.offsetHeight);
    this.scroller_.scrollTo({ top: element.offsetTop - spare / 2, left: element.offsetLeft, behavior: smooth ? "smooth" : "instant" });
  }

  focus(step: number): void {
    find_key(this.element_, `step-${step}`)?.focus({ preventScroll: true });
  }

  /** The step that is read goes on beyond the edge, upwards or downwards. */
  goes_on(down: boolean): boolean {
    const step = this.steps_[this.at_];
    if (!step) return false;
    if (step.scrollHeight > step.clientHeight + 1) return down ? step.scrollTop + step.clientHeight < step.scrollHeight - EDGE_PX : step.scrollTop > EDGE_PX;
    const [inner, outer] = [step.getBoundingClientRect(), this.scroller_.getBoundingClientRect()];
    if (inner.height <= outer.height + 1) return false;
    return down ? inner.bottom > outer.bottom + EDGE_PX : inner.top < outer.top - EDGE_PX;
  }

  /** For paper. Until then what is far away may be empty. */
  fill_all(): void {
    this.seen_.disconnect();
    this.fill_(() => true);
  }

  /** After printing. */
  watch_again(): void {
    this.mark(this.at_);
    this.scroll_to(this.at_, false);
    for (const step of this.steps_) this.seen_.observe(step);
  }

  private pass_(step: number, on_read: (step: number) => void): void {
    if (this.target_ !== null && this.target_ !== step) return;
    this.target_ = null;
    if (step !== this.at_) on_read(step);
  }

  private fill_(wanted: (step: number) => boolean): void {
    this.steps_.forEach((element, step) => {
      if (step === 0 || wanted(step) === (element.childElementCount > 0)) return;
      const body = wanted(step) ? story_photo(this.story_, step, this.events_) : null;
      element.replaceChildren(...(body ? [body] : []));
    });
  }
}
