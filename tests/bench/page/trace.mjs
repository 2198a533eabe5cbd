// Chromium's own trace: recording one through a page, and what is read out of it. Times are milliseconds of the trace's clock.

/** No more than is read here: with the compositor's own ("cc") and every task's, tracing itself costs frames. */
const CATEGORIES = ["blink.user_timing", "loading", "devtools.timeline", "disabled-by-default-devtools.timeline", "disabled-by-default-devtools.timeline.frame"];

/** Records all that happens meanwhile; gives the events of the page's own process. */
export async function record(browser, page, work) {
  const session = await browser.newBrowserCDPSession();
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: CATEGORIES, recordMode: "recordUntilFull", traceBufferSizeInKb: 400_000 } });
  try {
    await work();
  } finally {
    const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await complete;
    await session.detach();
  }
  return new Trace(events);
}

export class Trace {
  constructor(events) {
    const mark = events.find(({ name, cat }) => cat === "blink.user_timing" && name.startsWith("bench-"));
    if (!mark) throw new Error("the trace has none of the marks of the benchmark: did the page load?");
    this.pid = mark.pid;
    this.tid = mark.tid;
    this.all = events;
    this.events = events.filter(({ pid }) => pid === this.pid).sort((a, b) => a.ts - b.ts);
  }

  /** When the page's script set this mark. */
  mark(name) {
    const found = this.events.find((event) => event.name === name && event.cat === "blink.user_timing");
    if (!found) throw new Error(`the trace has no mark "${name}"`);
    return found.ts / 1000;
  }

  navigation_start() {
    const starts = this.events.filter(({ name, cat, args }) => name === "navigationStart" && cat.includes("blink.user_timing") && args?.data?.documentLoaderURL?.startsWith("http"));
    if (!starts.length) throw new Error("the trace has no start of a navigation");
    return starts.at(-1).ts / 1000;
  }

  /** Frames that came onto the screen with all that the page had changed, by when they did. */
  frames() {
    return this.#reports().filter(({ state }) => state === "STATE_PRESENTED_ALL").map(({ end }) => ({ presented: end })).sort((a, b) => a.presented - b.presented);
  }

  /** How many frames had something to show and never came. */
  dropped(from, to) {
    return this.#reports().filter(({ state, end }) => state === "STATE_DROPPED" && end >= from && end <= to).length;
  }

  /** The compositor's report on each frame: a pair of events, of which the first tells what became of it. */
  #reports() {
    const open = new Map();
    const reports = [];
    for (const { name, ph, ts, id2, args } of this.events) {
      if (name !== "PipelineReporter") continue;
      if (ph === "b") open.set(id2.local, state_in(args));
      else if (ph === "e" && open.has(id2.local)) {
        reports.push({ state: open.get(id2.local), end: ts / 1000 });
        open.delete(id2.local);
      }
    }
    return reports;
  }

  /** What kept the main thread busy without a gap, as [start, length]. */
  tasks() {
    return this.events.filter(({ name, tid, ph }) => name === "RunTask" && tid === this.tid && ph === "X").map(({ ts, dur }) => [ts / 1000, dur / 1000]);
  }

  /** The main thread's time by the name of the work, the work within it left out. */
  self_times(from, to) {
    const times = new Map();
    const open = [];
    const close = (until) => {
      while (open.length && open.at(-1).end <= until) open.pop();
    };
    for (const { name, ph, tid, ts, dur = 0 } of this.events) {
      if (ph !== "X" || tid !== this.tid || ts / 1000 < from || ts / 1000 > to) continue;
      close(ts);
      const parent = open.at(-1);
      if (parent) times.set(parent.name, times.get(parent.name) - dur / 1000);
      times.set(name, (times.get(name) ?? 0) + dur / 1000);
      open.push({ name, end: ts + dur });
    }
    return [...times].sort((a, b) => b[1] - a[1]);
  }
}

/** Versions of Chromium name the object around it otherwise. */
function state_in(args) {
  return /"state":"(\w+)"/.exec(JSON.stringify(args))?.[1] ?? null;
}
