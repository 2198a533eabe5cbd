// bench.mjs --photomap PROGRAM --generate PROGRAM --output FILE.md [--points N] [--rounds N]: see scripts/bench.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { execFileSync, spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { first_view_bytes } from "../../browser/checks.mjs";
import { launch_chromium, ROOT } from "../../browser/photomap.mjs";
import { frames_of, interactive_at } from "./measure.mjs";
import { mark_when_shown, pan } from "./pan.mjs";
import { report } from "./report.mjs";
import { record } from "./trace.mjs";

const SCREEN = { width: 1440, height: 900 };
const QUIET_MS = 3_000;
const DRAGS = { drag_ms: 700, drags: [[-0.8, 0], [0, -0.5], [0.8, 0], [0, 0.5], [-0.6, -0.4], [0.6, 0.4]] };
/** Where photos are many in all directions: single ones and clusters fill the screen. */
const VIEWS = ["?z=6&lon=67.00&lat=42.00", "?z=9&lon=76.95&lat=43.25"];

const { values: given } = parseArgs({ options: {
  photomap: { type: "string" }, generate: { type: "string" }, output: { type: "string" },
  points: { type: "string", default: "1000000" }, rounds: { type: "string", default: "7" },
} });
const rounds = Number(given.rounds);
const work = fs.mkdtempSync(path.join(os.tmpdir(), "photomap-bench-page-"));
const browser = await launch_chromium();
try {
  const essays = await with_server("essays", [path.join(ROOT, "data/essays/digisilk.txt")], async (url) => ({ bytes: await first_view_bytes(url), starts: await repeat(() => measure_start(url)) }));
  fs.mkdirSync(path.join(work, "many"));
  execFileSync(path.resolve(given.generate), [given.points, path.join(work, "many")], { stdio: ["ignore", "ignore", "inherit"] });
  const many = await with_server("many", [path.join(work, "many/photos.csv")], async (url) => ({
    starts: await repeat(() => measure_start(url)),
    pans: await in_turn(VIEWS, async (view) => ({ view, rounds: await repeat(() => measure_pan(url, view)) })),
  }));
  const text = report({ points: Number(given.points), rounds, essays, many, browser: browser.version() });
  fs.writeFileSync(given.output, text);
  console.log(text);
} finally {
  await browser.close();
  fs.rmSync(work, { recursive: true, force: true });
}

/** One after the other, as there are two cores for the server, the browser and what it draws with. */
async function in_turn(items, measure) {
  const found = [];
  for (const item of items) found.push(await measure(item));
  return found;
}

function repeat(measure) {
  return in_turn(Array.from({ length: rounds }), measure);
}

/** A visit with nothing kept, not even by the browser. */
async function visit(url, measure) {
  const context = await browser.newContext({ viewport: SCREEN });
  const page = await context.newPage();
  await page.addInitScript(mark_when_shown);
  try {
    return await measure(page, url);
  } finally {
    await context.close();
  }
}

function measure_start(url) {
  return visit(url, async (page) => {
    const trace = await record(browser, page, async () => {
      await page.goto(url);
      await page.waitForFunction(() => performance.getEntriesByName("bench-shown").length > 0, undefined, { timeout: 120_000 });
      await page.waitForTimeout(QUIET_MS);
    });
    return interactive_at(trace);
  });
}

function measure_pan(url, view) {
  return visit(new URL(view, url).href, async (page, address) => {
    await page.goto(address);
    await page.waitForFunction(() => performance.getEntriesByName("bench-shown").length > 0, undefined, { timeout: 120_000 });
    await page.waitForTimeout(QUIET_MS);
    return frames_of(await record(browser, page, () => page.evaluate(pan, DRAGS)));
  });
}

async function with_server(name, sources, measure) {
  const program = path.resolve(given.photomap);
  const db = path.join(work, `${name}.db`);
  execFileSync(program, ["import", ...sources, "--db", db], { cwd: ROOT, stdio: ["ignore", "ignore", "ignore"] });
  const server = spawn(program, ["serve", "--db", db, "--port", "0", "--bind", "127.0.0.1"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const url = await new Promise((resolve, reject) => {
      server.stdout.on("data", (bytes) => { const found = /http:\/\/\S+/.exec(String(bytes)); if (found) resolve(found[0]); });
      server.once("exit", (code) => reject(new Error(`photomap serve ended with ${code}`)));
    });
    return await measure(url);
  } finally {
    server.kill("SIGTERM");
  }
}
