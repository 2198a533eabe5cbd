// Starts what the browser tests need: a photomap that serves the DIGISILK essays, and a Chromium to look at it.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { execFileSync, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const START_MS = 30_000;
const CHROMIUM_FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/**
 * {url, run, stop}. PHOTOMAP_URL names one that runs already; otherwise PHOTOMAP, the program, is started on a new database,
 * and run(command, ...options) has it work on that. `more` are further options of serve.
 */
export async function start_photomap(...more) {
  if (process.env.PHOTOMAP_URL) return { url: process.env.PHOTOMAP_URL, run: null, stop: async () => {} };
  const program = path.resolve(ROOT, process.env.PHOTOMAP ?? "build/release/photomap");
  if (!fs.existsSync(program)) throw new Error(`${program}: not there; build it, or set PHOTOMAP or PHOTOMAP_URL`);
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "photomap-browser-"));
  const db = path.join(dir, "photos.db");
  const run = (...args) => execFileSync(program, [...args, "--db", db], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  run("import", path.join(ROOT, "data/essays/digisilk.txt"));
  const server = spawn(program, ["serve", "--db", db, "--port", "0", "--bind", "127.0.0.1", ...more], { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  const url = await first_line(server);
  return { url, run, stop: () => stop(server, dir) };
}

export async function launch_chromium() {
  const require = createRequire(path.join(ROOT, "web/package.json"));
  const { chromium } = require("playwright-core");
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: CHROMIUM_FLAGS });
}

function first_line(server) {
  return new Promise((resolve, reject) => {
    let text = "";
    const late = setTimeout(() => reject(new Error("photomap serve: no address within 30 seconds")), START_MS);
    server.once("exit", (code) => reject(new Error(`photomap serve: ended with ${code} before it gave an address`)));
    server.stdout.on("data", (bytes) => {
      text += bytes;
      const found = /http:\/\/\S+/.exec(text);
      if (!found || !text.includes("\n")) return;
      clearTimeout(late);
      resolve(found[0]);
    });
  });
}

async function stop(server, dir) {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
  fs.rmSync(dir, { recursive: true, force: true });
}
