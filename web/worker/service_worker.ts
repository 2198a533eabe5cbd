// Serves the page where there is no network: itself as it was built, and of the data what the visitor has seen before.
import { ACCEPT } from "../src/kept.ts";
import type { SeenMessage, VersionMessage } from "../src/kept.ts";
import { Shelf } from "./shelf.ts";
import { is_away, is_for_good, way_of } from "./ways.ts";
import type { Way } from "./ways.ts";

declare const self: ServiceWorkerGlobalScope;
/** By service_worker.mjs: the page and what it cannot do without, and a hash of all that. */
declare const PAGE_FILES: readonly string[];
declare const PAGE_VERSION: string;

/** Who waits for longer gets what was kept, if there is something. */
const PATIENCE_MS = { page: 4_000, answer: 8_000 };
const MOST_SEEN = 300;
const ALL_OURS = "photomap-";
const PAGE = `${ALL_OURS}page-${PAGE_VERSION}`;
// These outlive the page. Their number is that of the form in which the page reads them: raise it with that.
const assets = new Shelf({ name: `${ALL_OURS}assets-1`, most: 600, marked: false });
const tiles = new Shelf({ name: `${ALL_OURS}tiles-1`, most: 1500, marked: false });
const answers = new Shelf({ name: `${ALL_OURS}answers-1`, most: 400, marked: true });

type Until = (work: Promise<unknown>) => void;

const WAYS: Readonly<Record<Way, (request: Request, until: Until) => Promise<Response>>> = {
  page: (request) => fresh_or(fetch(request), PATIENCE_MS.page, find_page),
  asset: async (request, until) => (await find_of_page(request)) ?? (await assets.find(request)) ?? by_network(request, until),
  tile: async (request, until) => (await tiles.find(request)) ?? by_network(request, until),
  answer: (request, until) => by_network(request, until),
};

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(take_over()));
self.addEventListener("message", (event) => event.waitUntil(keep_seen(event.data as SeenMessage)));
self.addEventListener("fetch", (event) => {
  const way = way_of(event.request, self.location.origin);
  if (way) event.respondWith(WAYS[way](event.request, (work) => event.waitUntil(work)));
});

/** Fails where the server has another page by now: its own worker will come. */
async function install(): Promise<void> {
  const page = await caches.open(PAGE);
  await page.addAll(PAGE_FILES.map((path) => new Request(path, { cache: path === "/" ? "reload" : "default" })));
  const text = await (await find_page())?.text();
  if (!text?.includes(PAGE_VERSION)) throw new Error(`the server's page is not of version ${PAGE_VERSION}`);
  await self.skipWaiting();
}

/** Pages of an earlier version stay open: they are told. */
async function take_over(): Promise<void> {
  const kept = [PAGE, assets.name, tiles.name, answers.name];
  const old = (await caches.keys()).filter((name) => name.startsWith(ALL_OURS) && !kept.includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
  const message: VersionMessage = { version: PAGE_VERSION };
  for (const page of await self.clients.matchAll({ type: "window" })) page.postMessage(message);
}

/** One after the other: nobody waits for them, and most come from the browser's own cache. */
async function keep_seen({ seen }: SeenMessage): Promise<void> {
  for (const url of seen.slice(0, MOST_SEEN)) {
    const request = new Request(url, { headers: { accept: ACCEPT } });
    const way = way_of({ method: "GET", url, mode: "cors", destination: "" }, self.location.origin);
    if (way === null || await find_of_page(request)) continue;
    await fetch(request).then((answer) => keep(request, answer), () => undefined);
  }
}

function by_network(request: Request, until: Until): Promise<Response> {
  const fresh = fetch(request);
  until(fresh.then((answer) => keep(request, answer.clone()), () => undefined));
  return fresh_or(fresh, PATIENCE_MS.answer, () => answers.find(request));
}

async function keep(request: Request, answer: Response): Promise<void> {
  const shelf = !is_for_good(answer.headers.get("Cache-Control")) ? answers : new URL(request.url).pathname.startsWith("/assets/") ? assets : tiles;
  await shelf.keep(request, answer);
}

async function fresh_or(fresh: Promise<Response>, patience_ms: number, find_kept: () => Promise<Response | undefined>): Promise<Response> {
  const late = new Promise<null>((resolve) => { setTimeout(resolve, patience_ms, null); });
  const in_time = await Promise.race([fresh.catch(() => null), late]);
  if (in_time && !is_away(in_time.status)) return in_time;
  return (await find_kept()) ?? fresh;
}

async function find_page(): Promise<Response | undefined> {
  return (await caches.open(PAGE)).match("/", { ignoreVary: true });
}

async function find_of_page(request: Request): Promise<Response | undefined> {
  return (await caches.open(PAGE)).match(request, { ignoreVary: true });
}
