// What the traces say in numbers.

const LONG_TASK_MS = 50;
/** 60 frames a second are 16.7 ms each; a frame that comes in time is there within 20. */
export const IN_TIME_MS = 20;

/**
 * Milliseconds from the start of the navigation to the first frame with photos and their number, and to when the page is interactive:
 * no earlier than that frame, and after the last long task.
 */
export function interactive_at(trace) {
  const start = trace.navigation_start();
  const marked = trace.mark("bench-shown");
  const shown = trace.frames().find((frame) => frame.presented > marked);
  if (!shown) throw new Error("no frame was presented after the photos were there");
  const long = trace.tasks().filter(([begin, length]) => begin > start && length >= LONG_TASK_MS);
  const last_end = Math.max(...long.map(([begin, length]) => begin + length), shown.presented);
  return { shown: shown.presented - start, interactive: last_end - start, blocked: long.reduce((sum, [, length]) => sum + length - LONG_TASK_MS, 0) };
}

/** While the map is dragged: how long each frame stood until the next one was there, and how many never were. */
export function frames_of(trace) {
  const [from, to] = [trace.mark("bench-pan-start"), trace.mark("bench-pan-end")];
  const within = trace.frames().filter(({ presented }) => presented >= from && presented <= to);
  const lengths = within.slice(1).map(({ presented }, i) => presented - within[i].presented);
  const sorted = [...lengths].sort((a, b) => a - b);
  return {
    frames: lengths.length,
    in_time: lengths.filter((length) => length < IN_TIME_MS).length / lengths.length,
    p95: sorted[Math.floor(0.95 * sorted.length)],
    worst: sorted.at(-1),
    dropped: trace.dropped(from, to),
    work: trace.self_times(from, to).slice(0, 6),
  };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
