// The program and the browser that all visits share, and what a visit asks of a page.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch_chromium, start_photomap } from "./photomap.mjs";

const LOCATED_IN_TIME_MS = 15_000;
export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** A page's requests are only seen, and led elsewhere, without its service worker. offline.mjs is about that one. */
const BLOCKED = "Service Worker registration blocked by Playwright";

export let photomap;
export let browser;
export let total = 0;

before(async () => {
  photomap = await start_photomap();
  browser = await launch_chromium();
  const answer = await fetch(new URL("/collections/photos/items?limit=1", photomap.url));
  total = (await answer.json()).numberMatched;
});

after(async () => {
  await browser?.close();
  await photomap?.stop();
});

/** A page that remembers everything that must not happen. */
export async function open_page(search = "", viewport = DESKTOP, options = {}) {
  const context = await browser.newContext({ viewport, reducedMotion: "reduce", hasTouch: viewport === PHONE, serviceWorkers: "block", ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type()) && message.text() !== BLOCKED) faults.push(`console: ${message.text()}`); });
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on("request", (request) => { if (new URL(request.url()).origin !== new URL(photomap.url).origin) faults.push(`another host: ${request.url()}`); });
  page.on("response", (response) => { if (response.status() >= 400) faults.push(`status ${response.status()}: ${response.url()}`); });
  await page.addInitScript(() => addEventListener("securitypolicyviolation", (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`)));
  await page.goto(new URL(`/${search}`, photomap.url).href);
  return { page, faults, close: () => context.close() };
}

export const counter = (page) => page.locator(".counter").textContent();
export const counts = (page, words) => until(async () => (await counter(page)) === words, `the counter does not say "${words}"`);

/** The features of the tile that holds a point. */
export async function features_at(zoom, lon, lat) {
  const side = 2 ** zoom;
  const sine = Math.sin((lat * Math.PI) / 180);
  const [x, y] = [((lon + 180) / 360) * side, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * side].map(Math.floor);
  return (await (await fetch(new URL(`/tiles/${zoom}/${x}/${y}.geojson`, photomap.url))).json()).features;
}

/** The counts of all markers on the screen added up. */
export async function photos_on_map(page) {
  return page.locator(".spot").evaluateAll((spots) => spots.reduce((sum, spot) => sum + Number(spot.querySelector(".marker-count")?.textContent ?? 1), 0));
}

export async function until(condition, what) {
  const end = Date.now() + LOCATED_IN_TIME_MS;
  while (Date.now() < end) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(what);
}

export async function items(search) {
  return (await fetch(new URL(`/collections/photos/items?limit=1000&${search}`, photomap.url))).json();
}

export async function essays() {
  const { features } = await (await fetch(new URL("/collections/essays/items", photomap.url))).json();
  return features.map(({ properties }) => properties);
}
