// Without a network: what the service worker has kept, and a page that has been built anew. With a server of its own that goes away.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { accessibility_faults } from "./checks.mjs";
import { start_unsteady_photomap } from "./photomap.mjs";
import { DESKTOP, browser, counts, photos_on_map, until } from "./visit.mjs";

describe("a page without its server", () => {
  let own;
  let context;
  let page;
  let faults;
  const visible = (text) => page.getByText(text).waitFor();
  const open = async (search = "") => {
    await page.goto(new URL(`/${search}`, own.url).href);
    await page.locator(".counter").waitFor();
  };
  const controlled = () => page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
  });
  const kept = (what) => page.evaluate(async (part) => {
    const names = (await caches.keys()).filter((name) => name.includes(part));
    return (await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat();
  }, what);

  before(async () => {
    own = await start_unsteady_photomap();
    context = await browser.newContext({ viewport: DESKTOP, reducedMotion: "reduce" });
    page = await context.newPage();
    faults = [];
    page.on("pageerror", (error) => faults.push(error.message));
  });

  after(async () => {
    await context?.close();
    await own?.stop();
    own?.remove();
  });

  test("has all it showed at the first visit, and says that it is from before", async () => {
    await open();
    await controlled();
    const asked = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name).filter((url) => /\/(stats|collections|tiles|attributions)\b/.test(url)));
    assert.ok(asked.length > 5);
    await until(async () => { const urls = await kept("photomap-"); return asked.every((url) => urls.includes(url)); }, "the first visit was not kept");
    const on_map = await photos_on_map(page);
    assert.ok(on_map > 0);
    await own.stop();
    await page.reload();
    await visible(/^Offline: what you have seen before, as of \d+ \w+ \d{4}\.$/);
    await until(async () => (await photos_on_map(page)) === on_map, "other markers than before");
    await counts(page, "66 photos");
    assert.equal(await page.locator("#notice").isHidden(), true);
  });

  test("opens with any address, and says what it has not seen", async () => {
    await open("?z=9&lon=66.97&lat=39.65");
    await visible(/^Offline: what/);
    await visible("Offline, and you have not seen this before.");
    await counts(page, "66 photos");
    assert.deepEqual(await accessibility_faults(page), []);
    await open("?country=UZ");
    await visible("Not counted while offline");
  });

  test("goes on by itself when the server is back, with what it lacked", async () => {
    await own.start();
    await page.locator("#offline").getByRole("button", { name: "Try again" }).click();
    await until(async () => (await page.locator("#offline").isHidden()) && (await page.locator("#notice").isHidden()), "it still says that it is offline");
    await until(async () => (await photos_on_map(page)) > 0, "what was not there did not come");
  });

  test("keeps within its bounds and nothing of other hosts", async () => {
    const urls = await kept("photomap-");
    assert.ok(urls.length > 20 && urls.length < 400, `${urls.length} answers kept`);
    assert.deepEqual(urls.filter((url) => !url.startsWith(own.url.replace(/\/$/, ""))), []);
    assert.deepEqual((await kept("tiles")).filter((url) => !url.includes("v=")), []);
  });

  test("an open page is told of a newer one, which takes over when it is loaded", async () => {
    const [version] = await page.evaluate(() => [document.documentElement.dataset.version]);
    await own.renew_page();
    await page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration()).update(); });
    await visible("A newer version of this page is ready.");
    await page.getByRole("button", { name: "Load it" }).click();
    await until(async () => (await page.evaluate(() => document.documentElement.dataset.version)) !== version, "the page is the old one");
    await page.locator(".counter").waitFor();
    const caches = await page.evaluate(async () => (await globalThis.caches.keys()).filter((name) => name.startsWith("photomap-page-")));
    assert.deepEqual(caches, [`photomap-page-${await page.evaluate(() => document.documentElement.dataset.version)}`]);
    assert.equal(await page.locator("#notice").isHidden(), true);
    await own.stop();
    await page.reload();
    await visible(/^Offline: what/);
    assert.deepEqual(faults, []);
  });

  test("can be installed", async () => {
    await own.start();
    const manifest = await (await fetch(new URL("/manifest.webmanifest", own.url))).json();
    assert.ok(manifest.name && manifest.short_name && manifest.start_url === "/" && manifest.display === "standalone");
    for (const { src, sizes, type } of manifest.icons) {
      const answer = await fetch(new URL(src, own.url));
      assert.equal(answer.headers.get("content-type"), type);
      const png = Buffer.from(await answer.arrayBuffer());
      assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, sizes);
    }
    const session = await context.newCDPSession(page);
    await open();
    assert.deepEqual((await session.send("Page.getInstallabilityErrors")).installabilityErrors.map(({ errorId }) => errorId).filter((one) => one !== "in-incognito"), []);
    const worker = await fetch(new URL("/sw.js", own.url));
    assert.match(worker.headers.get("content-type"), /^text\/javascript/);
    assert.match(worker.headers.get("cache-control"), /max-age=0, must-revalidate/);
  });
});
