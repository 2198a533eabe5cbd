// The table of scripts/bench page, as Markdown.
import fs from "node:fs";
import os from "node:os";
import { IN_TIME_MS, median } from "./measure.mjs";

const INTERACTIVE_MS = 1500;
const IN_TIME_SHARE = 0.95;
const FIRST_VIEW_KB = 160;

export function report({ points, rounds, essays, many, browser }) {
  const rows = [
    row("script and style of the first view, compressed", `at most ${FIRST_VIEW_KB} KB`, `${(essays.bytes / 1024).toFixed(0)} KB`, essays.bytes <= FIRST_VIEW_KB * 1024),
    ...starts("the essays that come with photomap, 66 photos", essays.starts),
    ...starts(`${points.toLocaleString("en")} photos`, many.starts),
    ...many.pans.flatMap(({ view, rounds: found }) => pans(`${points.toLocaleString("en")} photos, zoom ${new URLSearchParams(view).get("z")}`, found)),
  ];
  const [cpu] = os.cpus();
  return `# How fast the page is

\`scripts/bench page\`, ${new Date().toISOString().slice(0, 10)}, on ${os.cpus().length} cores of ${cpu.model.trim()}, ${Math.round(os.totalmem() / 1e9)} GB of memory; Chromium ${browser} without a
graphics card. Medians of ${rounds} rounds, with the least and the most of them.

| what | target | measured | met |
|---|---|---|---|
${rows.join("\n")}

Where the main thread's time went while the map was dragged, in the median round:

${many.pans.map(({ view, rounds: found }) => `- zoom ${new URLSearchParams(view).get("z")}: ${middle(found, ({ in_time }) => in_time).work.map(([name, ms]) => `${name} ${ms.toFixed(0)} ms`).join(", ")}`).join("\n")}

${fs.readFileSync(new URL("how.md", import.meta.url), "utf8")}`;
}

function starts(what, found) {
  const interactive = found.map((one) => one.interactive);
  return [
    row(`photos on the screen, ${what}`, "", spread(found.map(({ shown }) => shown), ms), null),
    row(`interactive, ${what}`, `under ${ms(INTERACTIVE_MS)}`, spread(interactive, ms), median(interactive) < INTERACTIVE_MS),
    row(`main thread blocked till then, ${what}`, "", spread(found.map(({ blocked }) => blocked), ms), null),
  ];
}

function pans(what, found) {
  const shares = found.map(({ in_time }) => in_time);
  return [
    row(`frames under ${IN_TIME_MS} ms while dragging, ${what}`, `${100 * IN_TIME_SHARE} in 100`, spread(shares, (share) => `${(100 * share).toFixed(1)} in 100`), median(shares) >= IN_TIME_SHARE),
    row(`a frame, ${what}`, "", `p95 ${ms(median(found.map(({ p95 }) => p95)))}, worst ${ms(median(found.map(({ worst }) => worst)))}; ${median(found.map(({ frames }) => frames))} shown, ${median(found.map(({ dropped }) => dropped))} dropped`, null),
  ];
}

function row(what, target, measured, met) {
  return `| ${what} | ${target} | ${measured} | ${met === null ? "" : met ? "yes" : "**no**"} |`;
}

function spread(values, words) {
  return `${words(median(values))} (${words(Math.min(...values))} to ${words(Math.max(...values))})`;
}

function middle(found, value) {
  return [...found].sort((a, b) => value(a) - value(b))[Math.floor(found.length / 2)];
}

function ms(value) {
  return value < 100 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`;
}
