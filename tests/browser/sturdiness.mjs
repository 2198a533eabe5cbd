// What the page weighs, and how it does when things change or go wrong.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { first_view_bytes } from "./checks.mjs";
import { DESKTOP, PHONE, browser, counter, items, open_page, photomap, photos_on_map, until } from "./visit.mjs";

describe("a page that lasts", () => {
  let visit;

  test("script and style of the first view are at most 160 KB compressed", async () => {
    const bytes = await first_view_bytes(photomap.url);
    assert.ok(bytes > 20_000 && bytes <= 160 * 1024, `${bytes} bytes`);
  });

  test("keeps its tiles as long as the data is the same, and follows when it changes", async (t) => {
    if (!photomap.run) return t.skip("not our server");
    visit = await open_page("?z=10&lon=-30.00&lat=30.00");
    const { page, faults } = visit;
    const tiles = [];
    page.on("response", (response) => { if (response.url().includes("/tiles/")) tiles.push({ url: new URL(response.url()), cache: response.headers()["cache-control"] }); });
    const wait_for_tiles = async () => {
      await until(() => tiles.length > 0, "no tile was asked for");
      for (let seen = 0; seen !== tiles.length;) {
        seen = tiles.length;
        await page.waitForTimeout(700);
      }
      return tiles.splice(0);
    };
    const come_back = () => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    const zoom = (name) => page.getByRole("button", { name }).click();
    const version = async () => (await (await fetch(new URL("/collections/photos", photomap.url))).json()).tileVersion;
    await page.locator(".counter").waitFor();
    await zoom("Closer");
    const first_version = await version();
    for (const { url, cache } of await wait_for_tiles()) {
      assert.equal(url.searchParams.get("v"), first_version);
      assert.match(cache, /immutable/);
    }
    await zoom("Farther");
    await come_back();
    await page.waitForTimeout(500);
    assert.deepEqual(tiles.splice(0), [], "tiles that were there already came again");
    assert.equal(await photos_on_map(page), 0);
    photomap.run("locate", "17", "--lon", "-30", "--lat", "30", "--uncertainty-m", "100", "--note", "a test");
    try {
      await come_back();
      await until(async () => (await photos_on_map(page)) === 1, "the photo that was moved here did not appear");
    } finally {
      photomap.run("locate", "17", "--remove");
    }
    await come_back();
    await until(async () => (await photos_on_map(page)) === 0, "the photo that was taken back is still there");
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("says so when the server is away, and goes on when asked to try again", async () => {
    visit = await open_page();
    const { page } = visit;
    await page.locator(".counter").waitFor();
    await page.route("**/tiles/**", (route) => route.abort());
    await page.locator(".essay-toggle").nth(2).click();
    await page.getByText("The server does not answer").waitFor();
    await page.unroute("**/tiles/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await until(async () => (await page.locator("#notice").isHidden()) && (await photos_on_map(page)) > 0, "it did not go on");
    await visit.close();
  });

  test("works on a phone, in the dark: targets are large, nothing sticks out", async () => {
    visit = await open_page("", PHONE, { colorScheme: "dark" });
    const { page, faults } = visit;
    await page.locator(".counter").waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
    const small = await page.locator("#sheet button, .leaflet-bar a, .map-tool:visible, .time-play, .search-clear:not([hidden])").evaluateAll((buttons) =>
      buttons.map((button) => ({ name: button.className, ...button.getBoundingClientRect().toJSON() })).filter(({ width, height }) => width < 44 || height < 44).map(({ name }) => name));
    assert.deepEqual(small, []);
    await page.locator(".essay-open").nth(1).click();
    await page.locator(".photo").first().click();
    await page.locator(".card-caption").waitFor();
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("names the sources of the places under About", async () => {
    visit = await open_page();
    const { page, faults } = visit;
    await page.locator(".counter").waitFor();
    const { attributions } = await (await fetch(new URL("/attributions", photomap.url))).json();
    await page.getByRole("button", { name: "About" }).click();
    assert.ok(attributions.length > 2);
    assert.deepEqual(await page.locator(".sources dt").allTextContents(), attributions.map(({ name }) => name));
    assert.deepEqual(await page.locator(".sources dd").allTextContents(), attributions.map(({ licence }) => licence));
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("without script it links to the photos", async () => {
    visit = await open_page("", DESKTOP, { javaScriptEnabled: false });
    assert.equal(await visit.page.locator('section[lang="en"] a[href="/collections/photos/items"]').count(), 1);
    assert.equal(await visit.page.locator('section[lang="en"] a[href="/collections"]').count(), 1);
    await visit.close();
  });

  test("is light: page, script, style, fonts and first map under 1 MB", async () => {
    const context = await browser.newContext({ viewport: DESKTOP, serviceWorkers: "block" }); // what comes from one has no size
    const page = await context.newPage();
    const sizes = [];
    page.on("requestfinished", (request) => sizes.push(request.sizes()));
    await page.goto(photomap.url);
    await until(async () => (await photos_on_map(page)) > 0, "no marker");
    await page.waitForTimeout(500);
    const bytes = (await Promise.all(sizes)).reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    assert.ok(bytes > 50_000 && bytes < 1_000_000, `${bytes} bytes`);
    await context.close();
  });
});
