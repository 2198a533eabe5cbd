// What a visitor does, in a real browser against the real program: node tests/browser/run.mjs
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch_chromium, start_photomap } from "./photomap.mjs";

const LOCATED_IN_TIME_MS = 15_000;
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const DATED_ESSAY = "Along the Silk Road";

let photomap;
let browser;
let total = 0;

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
async function open_page(search = "", viewport = DESKTOP, options = {}) {
  const context = await browser.newContext({ viewport, reducedMotion: "reduce", hasTouch: viewport === PHONE, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`); });
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on("request", (request) => { if (new URL(request.url()).origin !== new URL(photomap.url).origin) faults.push(`another host: ${request.url()}`); });
  page.on("response", (response) => { if (response.status() >= 400) faults.push(`status ${response.status()}: ${response.url()}`); });
  await page.addInitScript(() => addEventListener("securitypolicyviolation", (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`)));
  await page.goto(new URL(`/${search}`, photomap.url).href);
  return { page, faults, close: () => context.close() };
}

const counter = (page) => page.locator(".counter").textContent();

/** The counts of all markers on the screen added up. */
async function photos_on_map(page) {
  return page.locator(".spot").evaluateAll((spots) => spots.reduce((sum, spot) => sum + Number(spot.querySelector(".marker-count")?.textContent ?? 1), 0));
}

async function until(condition, what) {
  const end = Date.now() + LOCATED_IN_TIME_MS;
  while (Date.now() < end) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(what);
}

async function items(search) {
  return (await fetch(new URL(`/collections/photos/items?limit=1000&${search}`, photomap.url))).json();
}

async function essays() {
  const { features } = await (await fetch(new URL("/collections/essays/items", photomap.url))).json();
  return features.map(({ properties }) => properties);
}

describe("the page", () => {
  let visit;

  test("shows all 66 photos of the six essays at first", async () => {
    visit = await open_page();
    const { page, faults } = visit;
    await page.locator(".counter").waitFor();
    assert.equal(total, 66);
    assert.equal(await counter(page), "66 photos");
    assert.equal(await page.locator(".essay").count(), 6);
    const located = (await items("")).features.filter(({ geometry }) => geometry !== null).length;
    await until(async () => (await photos_on_map(page)) === located, `the markers do not add up to the ${located} photos with a place`);
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("opens a photo from its essay, with caption, date, place and reason, and goes on to the next", async () => {
    visit = await open_page();
    const { page, faults } = visit;
    const essay = (await essays()).find(({ title }) => title.startsWith(DATED_ESSAY));
    const [first, second] = (await items(`essay=${essay.slug}`)).features.sort((a, b) => a.properties.position - b.properties.position);
    await page.getByRole("button", { name: `Photos of ${essay.title}` }).click();
    await page.locator(".photo").first().click();
    await page.locator(".card-caption").waitFor();
    assert.equal(await page.locator(".card-caption").textContent(), first.properties.caption);
    assert.match(await page.locator(".facts").textContent(), /When.*June 2022.*Where.+Uzbekistan.*How exactly.+Why here.+/s);
    await until(() => page.locator("path.uncertainty").count(), "no circle of uncertainty");
    await page.getByRole("button", { name: "Next photo of the essay" }).click();
    await until(async () => (await page.locator(".card-caption").textContent()) === second.properties.caption, "the next photo did not come");
    assert.match(page.url(), new RegExp(`photo=${second.id}\\b`));
    await page.goBack();
    await until(async () => (await page.locator(".card-caption").textContent()) === first.properties.caption, "back did not bring the first photo");
    await page.keyboard.press("Escape");
    await page.locator(".counter").waitFor();
    assert.doesNotMatch(page.url(), /photo=/);
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("filters one essay, then two, and comes back to all", async () => {
    visit = await open_page();
    const { page, faults } = visit;
    const [one, two] = await essays();
    await page.locator(".essay-toggle").nth(0).click();
    assert.equal(await counter(page), `${one.photo_count} of 66 photos`);
    const located = (await items(`essay=${one.slug}`)).features.filter(({ geometry }) => geometry !== null).length;
    await until(async () => (await photos_on_map(page)) === located, "the map still shows other essays");
    await page.locator(".essay-toggle").nth(1).click();
    assert.equal(await counter(page), `${one.photo_count + two.photo_count} of 66 photos`);
    await page.getByRole("button", { name: "All essays" }).click();
    assert.equal(await counter(page), "66 photos");
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("comes back as it was when its address is opened again", async () => {
    visit = await open_page();
    const { page, faults } = visit;
    await page.locator(".essay-toggle").nth(5).click();
    await page.locator(".essay-open").nth(5).click();
    await page.locator(".photo").nth(2).click();
    await page.locator(".card-caption").waitFor();
    await until(() => /photo=/.test(page.url()) && /z=/.test(page.url()), "the address says neither photo nor view");
    const state = async () => ({ url: page.url(), caption: await page.locator(".card-caption").textContent(), on_map: await photos_on_map(page) });
    await until(async () => (await photos_on_map(page)) > 0, "no marker");
    const earlier = await state();
    await page.reload();
    await page.locator(".card-caption").waitFor();
    await until(async () => (await photos_on_map(page)) === earlier.on_map, "other markers than before");
    assert.deepEqual(await state(), earlier);
    await page.keyboard.press("Escape");
    await page.locator(".counter").waitFor();
    assert.match(await counter(page), / of 66 photos$/);
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("parts a group by zooming in, and lists photos on one spot, by keyboard alone", async () => {
    visit = await open_page();
    const { page, faults } = visit;
    const groups = page.locator(".spot", { has: page.locator(".marker-count") });
    await until(async () => (await groups.count()) > 0, "no group");
    for (let step = 0; step < 18 && (await page.locator(".spot-head").count()) === 0; step++) {
      const before_url = page.url();
      await groups.first().focus();
      await page.keyboard.press("Enter");
      await until(async () => page.url() !== before_url || (await page.locator(".spot-head").count()) > 0, "the group neither parted nor opened");
      await page.waitForTimeout(300);
      await until(async () => (await groups.count()) > 0 || (await page.locator(".spot-head").count()) > 0, "no group left");
    }
    assert.match(await page.locator(".spot-head").textContent(), /\d+ photos on one spot/);
    assert.ok((await page.locator(".photo").count()) > 1);
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
    const small = await page.locator("#sheet button, .leaflet-bar a").evaluateAll((buttons) =>
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
    assert.equal(await visit.page.locator('a[href="/collections/photos/items"]').count(), 1);
    assert.equal(await visit.page.locator('a[href="/collections"]').count(), 1);
    await visit.close();
  });

  test("is light: page, script, style, fonts and first map under 1 MB", async () => {
    const context = await browser.newContext({ viewport: DESKTOP });
    const page = await context.newPage();
    let bytes = 0;
    page.on("requestfinished", async (request) => { bytes += (await request.sizes()).responseBodySize; });
    await page.goto(photomap.url);
    await until(async () => (await photos_on_map(page)) > 0, "no marker");
    await page.waitForTimeout(500);
    assert.ok(bytes > 50_000 && bytes < 1_000_000, `${bytes} bytes`);
    await context.close();
  });
});
