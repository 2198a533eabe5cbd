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
  const { dir, run, serve } = make_database();
  const { server, url } = await serve("--port", "0", ...more);
  return { url, run, stop: () => stop(server).then(() => fs.rmSync(dir, { recursive: true, force: true })) };
}

/** {url, start, stop, renew_page, remove} of a server that goes away and comes back, with a page of its own that becomes another. */
export async function start_unsteady_photomap() {
  const { dir, program, serve } = make_database();
  const web = path.join(dir, "web");
  fs.cpSync(path.join(path.dirname(program), "../share/photomap/web"), web, { recursive: true });
  let { server, url } = await serve("--port", "0", "--web", web);
  const start = async () => { ({ server } = await serve("--port", new URL(url).port, "--web", web)); };
  const stop_it = () => stop(server);
  /** As if it had been built from other sources: a build is known by its version. */
  const renew_page = async () => {
    await stop_it();
    const version = /data-version="(\w+)"/.exec(fs.readFileSync(path.join(web, "index.html"), "utf8"))[1];
    for (const name of ["index.html", "sw.js"]) {
      const file = path.join(web, name);
      fs.writeFileSync(file, fs.readFileSync(file, "utf8").replaceAll(version, [...version].reverse().join("")));
      for (const coding of [".br", ".gz"]) fs.rmSync(file + coding, { force: true });
    }
    await start();
  };
  return { url, start, stop: stop_it, renew_page, remove: () => fs.rmSync(dir, { recursive: true, force: true }) };
}

function make_database() {
  const program = path.resolve(ROOT, process.env.PHOTOMAP ?? "build/release/photomap");
  if (!fs.existsSync(program)) throw new Error(`${program}: not there; build it, or set PHOTOMAP or PHOTOMAP_URL`);
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "photomap-browser-"));
  const db = path.join(dir, "photos.db");
  const run = (...args) => execFileSync(program, [...args, "--db", db], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  run("import", path.join(ROOT, "data/essays/digisilk.txt"));
  const serve = async (...args) => {
    const server = spawn(program, ["serve", "--db", db, "--bind", "127.0.0.1", ...args], { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
    return { server, url: await first_line(server) };
  };
  return { dir, program, run, serve };
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

async function stop(server) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
}
