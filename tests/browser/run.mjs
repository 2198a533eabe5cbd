// What a visitor does, in a real browser against the real program: node tests/browser/run.mjs
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { accessibility_faults, first_view_bytes } from "./checks.mjs";
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
const counts = (page, words) => until(async () => (await counter(page)) === words, `the counter does not say "${words}"`);

/** The features of the tile that holds a point. */
async function features_at(zoom, lon, lat) {
  const side = 2 ** zoom;
  const sine = Math.sin((lat * Math.PI) / 180);
  const [x, y] = [((lon + 180) / 360) * side, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * side].map(Math.floor);
  return (await (await fetch(new URL(`/tiles/${zoom}/${x}/${y}.geojson`, photomap.url))).json()).features;
}

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
    await counts(page, "66 photos");
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

  test("filters one essay, then two, and comes back to all; the clusters of one essay have its colour", async () => {
    visit = await open_page();
    const { page, faults } = visit;
    const [one, two] = await essays();
    const coloured = () => page.locator(".marker:has(.marker-count)").evaluateAll((markers) => markers.map((marker) => /fill-\d/.exec(marker.className)?.[0] ?? "neutral"));
    const located = async (slugs) => (await items(`essay=${slugs}`)).features.filter(({ geometry }) => geometry !== null).length;
    const shows = async (count, colour) => {
      await until(async () => (await photos_on_map(page)) === count, `the markers do not add up to ${count}`);
      assert.deepEqual([...new Set(await coloured())], [colour]);
    };
    await page.locator(".essay-toggle").nth(0).click();
    await counts(page, `${one.photo_count} of 66 photos`);
    await shows(await located(one.slug), "fill-0");
    await page.locator(".essay-toggle").nth(1).click();
    await counts(page, `${one.photo_count + two.photo_count} of 66 photos`);
    await shows(await located(`${one.slug},${two.slug}`), "neutral");
    await page.getByRole("button", { name: "Show all photos" }).click();
    await counts(page, "66 photos");
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("filters by photographer, country, precision and picture: chips, address and Back agree", async () => {
    visit = await open_page();
    const { page, faults } = visit;
    const matched = async (search) => (await items(search)).numberMatched;
    const chips = () => page.locator(".chip").allTextContents();
    await page.getByRole("button", { name: "Filters" }).click();
    await page.getByLabel("Photographer").selectOption("Oyuna Baldakova");
    await counts(page, `${await matched("photographer=Oyuna%20Baldakova")} of 66 photos`);
    await page.getByRole("button", { name: /^Kazakhstan/ }).click();
    await page.getByLabel("Place known").selectOption("5000");
    const all = "photographer=Oyuna%20Baldakova&country=KZ&max-uncertainty=5000";
    const found = await matched(all);
    assert.ok(found > 0 && found < 60);
    await counts(page, `${found} of 66 photos`);
    assert.deepEqual(await chips(), ["by Oyuna Baldakova", "Kazakhstan", "known within 5 km"]);
    await until(async () => (await photos_on_map(page)) === found, "the markers do not add up to those that pass");
    const url = page.url();
    await page.reload();
    await counts(page, `${found} of 66 photos`);
    assert.equal(page.url(), url);
    await page.getByRole("button", { name: "Remove the filter: Kazakhstan" }).focus();
    await page.keyboard.press("Enter");
    await counts(page, `${await matched("photographer=Oyuna%20Baldakova&max-uncertainty=5000")} of 66 photos`);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "filters", "the focus got lost with the chip");
    await page.goBack();
    await counts(page, `${found} of 66 photos`);
    await page.goto(new URL("/?pictures=only", photomap.url).href);
    await counts(page, "0 of 66 photos");
    await page.getByRole("button", { name: "Show all photos" }).click();
    await counts(page, "66 photos");
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("counts what is in sight as the map moves", async () => {
    visit = await open_page("?z=12&lon=66.97&lat=39.65");
    const { page, faults } = visit;
    const in_view = async () => Number.parseInt((await page.locator(".in-view").textContent({ timeout: 1000 }).catch(() => "0")) ?? "0", 10);
    await until(async () => (await in_view()) > 0 && (await in_view()) === (await photos_on_map(page)), "the count in view is not what the markers add up to");
    assert.ok((await page.locator(".essay-count").allTextContents()).some((words) => words.startsWith("0 of ")), "no essay is out of sight");
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("brushes over months: map, counter and address follow, the undated go by themselves, one Back undoes a drag", async () => {
    visit = await open_page();
    const { page, faults } = visit;
    const matched = async (search) => (await items(search)).numberMatched;
    await counts(page, "66 photos");
    const box = await page.locator(".time-bars").boundingBox();
    const months = await page.locator(".time-bars .bin").count();
    const at = (month) => box.x + ((month + 0.5) * box.width) / months;
    await page.mouse.move(at(1), box.y + 20);
    await page.mouse.down();
    for (const month of [2, 3, 4]) await page.mouse.move(at(month), box.y + 20);
    await page.mouse.up();
    const dated = "datetime=2022-07-01/2022-10-31";
    await counts(page, `${await matched(dated)} of 66 photos`);
    assert.match(page.url(), /from=2022-07&to=2022-10/);
    assert.deepEqual(await page.locator(".chip").allTextContents(), ["July – October 2022"]);
    await page.getByRole("button", { name: /undated$/ }).click();
    const without = await matched(`${dated}&dated=true`);
    await counts(page, `${without} of 66 photos`);
    await until(async () => (await photos_on_map(page)) === without, "the markers do not follow the time");
    assert.equal(await page.locator(".time-undated").getAttribute("aria-pressed"), "false");
    await page.goBack();
    await counts(page, `${await matched(dated)} of 66 photos`);
    await page.goBack();
    await counts(page, "66 photos");
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("narrows the time by keyboard, and plays it", async () => {
    visit = await open_page();
    const { page, faults } = visit;
    await counts(page, "66 photos");
    const last = page.getByRole("slider", { name: "Latest month" });
    await last.focus();
    assert.equal(await last.getAttribute("aria-valuetext"), "July 2023");
    await page.keyboard.press("Home");
    await until(async () => (await last.getAttribute("aria-valuetext")) === "June 2022", "Home did not go to the first month");
    await page.keyboard.press("ArrowRight");
    await counts(page, `${(await items("datetime=../2022-07-31")).numberMatched} of 66 photos`);
    await page.keyboard.press("End");
    await counts(page, "66 photos");
    await page.getByRole("button", { name: "Play through time" }).click();
    await until(async () => /to=2022-06/.test(page.url()), "it did not begin with the first month");
    await until(async () => /from=2022-07&to=2022-07/.test(page.url()), "it did not go on");
    await page.getByRole("button", { name: "Stop playing" }).click();
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("the bars are of what is in sight", async () => {
    visit = await open_page("?z=12&lon=66.97&lat=39.65");
    const { page, faults } = visit;
    const first = page.locator(".time-bars .bin").first();
    const june = (await items("bbox=66.5,39.3,67.4,40&datetime=2022-06-01/2022-06-30&dated=true")).numberMatched;
    await until(async () => (await first.getAttribute("title")) === `June 2022: ${june} photos`, `June 2022 has not the ${june} photos in sight`);
    assert.equal(await page.locator(".time-bars .bin").nth(11).getAttribute("title"), "May 2023: 0 photos");
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("flies exactly to the zoom at which a cluster parts", async () => {
    const [samarkand] = (await features_at(6, 66.97, 39.65)).filter(({ properties }) => properties.point_count === 8);
    assert.ok(samarkand, "no cluster of the eight photos in Samarkand");
    visit = await open_page("?z=6&lon=66.97&lat=39.65");
    const { page, faults } = visit;
    await page.getByRole("button", { name: "8 photos: June 2022. Zooms in" }).click();
    const zoom = samarkand.properties.expansion_zoom;
    await until(() => new URL(page.url()).searchParams.get("z") === String(zoom), `it did not go to zoom ${zoom}`);
    await until(async () => (await photos_on_map(page)) === 8, "the markers at that zoom do not add up to the cluster's photos");
    assert.ok((await page.locator(".spot").count()) > 1, "the cluster did not part");
    const [west, south, east, north] = samarkand.bbox;
    const [lon, lat] = ["lon", "lat"].map((name) => Number(new URL(page.url()).searchParams.get(name)));
    assert.ok(lon > west && lon < east && lat > south && lat < north, `${lon} ${lat} is not within its photos`);
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("lists photos of one area, says so, and shows the circles that hold them", async () => {
    const [almaty] = (await features_at(14, 76.94578, 43.238949)).filter(({ properties }) => properties.same_place);
    const listed = (await items(`bbox=${almaty.bbox}`)).features;
    assert.equal(listed.length, almaty.properties.point_count);
    visit = await open_page("?z=14&lon=76.94578&lat=43.23895");
    const { page, faults } = visit;
    await page.getByRole("button", { name: `${listed.length} photos: ${almaty.properties.area}` }).click();
    await page.locator(".photo").first().waitFor();
    const head = await page.locator(".spot-head").textContent();
    assert.match(head, new RegExp(`${listed.length} photos in one area.*Almaty, Kazakhstan.*${almaty.properties.area.slice(1)}`));
    assert.doesNotMatch(head, /one spot/);
    assert.deepEqual(await page.locator(".photo-caption").allTextContents(), listed.map(({ properties }) => properties.caption));
    assert.equal(await page.locator(".marker-selected").count(), 1);
    await until(() => page.locator("path.uncertainty").count(), "no circle of uncertainty");
    await page.locator(".photo").nth(1).click();
    await until(async () => (await page.locator(".card-caption").textContent()) === listed[1].properties.caption, "its photo did not open");
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("lists photos on one spot under the filter only", async () => {
    const [essay] = (await essays()).filter(({ title }) => title.startsWith("Encountering Almaty"));
    const listed = (await items(`essay=${essay.slug}&bbox=76.94577,43.23894,76.94579,43.23896`)).features;
    visit = await open_page(`?z=14&lon=76.94578&lat=43.23895&essays=${essay.slug}`);
    const { page, faults } = visit;
    await page.getByRole("button", { name: /Opens a list/ }).click();
    await page.locator(".photo").first().waitFor();
    assert.equal(await page.locator(".photo").count(), listed.length);
    assert.match(await page.locator(".spot-head").textContent(), new RegExp(`^${listed.length} photos`));
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("marks the cluster that holds the photo in the panel", async () => {
    const photo = (await items("")).features.find(({ properties }) => properties.caption.includes("flatbread"));
    visit = await open_page(`?z=5&lon=73.00&lat=45.00&photo=${photo.id}`);
    const { page, faults } = visit;
    await page.locator(".marker-selected").waitFor();
    assert.equal(await page.locator(".marker-selected .marker-count").textContent(), "8");
    assert.equal(await page.locator("path.uncertainty").count(), 1);
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
    await until(async () => / of 66 photos$/.test(await counter(page)), "the counter forgot the filter");
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("goes from cluster to list to photo by keyboard alone, and the focus never gets lost", async () => {
    visit = await open_page();
    const { page, faults } = visit;
    const clusters = page.locator(".spot", { has: page.locator(".marker-count") });
    await until(async () => (await clusters.count()) > 0, "no cluster");
    await clusters.first().focus();
    for (let step = 0; step < 18 && (await page.locator(".spot-head").count()) === 0; step++) {
      const before_url = page.url();
      await page.keyboard.press(step % 2 ? "Enter" : "Space");
      await until(async () => page.url() !== before_url || (await page.locator(".spot-head").count()) > 0, "the cluster neither parted nor opened");
      await page.waitForTimeout(500);
      const focused = await page.evaluate(() => document.activeElement.className + (document.activeElement.querySelector(".marker-count") ? " cluster" : ""));
      assert.match(focused, /\bspot\b|^$/, "the focus is on no marker");
      if (/spot/.test(focused) && !/cluster/.test(focused)) await clusters.first().focus();
    }
    assert.match(await page.locator(".spot-head").textContent(), /\d+ photos (on one spot|in one area)/);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "heading");
    await page.locator(".photo").first().waitFor();
    assert.ok((await page.locator(".photo").count()) > 1);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".card-caption").waitFor();
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("opens a photo that stands alone, with all that is known of it", async () => {
    const photo = (await items("")).features.find(({ properties }) => properties.place_name === "Restopark Almaty");
    visit = await open_page("?z=16&lon=76.93576&lat=43.23437");
    const { page, faults } = visit;
    await page.getByRole("button", { name: photo.properties.caption }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".card-caption").waitFor();
    assert.equal(await page.locator(".card-caption").textContent(), photo.properties.caption);
    assert.match(await page.locator(".facts").textContent(), /October 2022.*Restopark Almaty, Kazakhstan.*Within 300 m.*'Restopark' named in the caption/s);
    assert.match(page.url(), new RegExp(`photo=${photo.id}\\b`));
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("tells what contains the place and what is near, and can be cited, linked to and taken away", async () => {
    const photo = (await items("")).features.find(({ properties }) => properties.caption.includes("flatbread"));
    visit = await open_page(`?photo=${photo.id}`, DESKTOP, { permissions: ["clipboard-read", "clipboard-write"] });
    const { page, faults } = visit;
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByText(/^in Samarkand › .*Uzbekistan$/).waitFor();
    assert.ok((await page.locator(".neighbours .photo").count()) > 1);
    assert.match(await page.locator(".neighbours").textContent(), / away|same spot/);
    await page.getByRole("button", { name: "Copy link" }).click();
    await until(async () => (await copied()) === new URL(`/?photo=${photo.id}`, photomap.url).href, "the link was not copied");
    await page.getByRole("button", { name: "Copy citation" }).click();
    await until(async () => (await copied()).includes(`“${photo.properties.caption}`), "the citation was not copied");
    assert.match(await copied(), new RegExp(`^Oyuna Baldakova\\. “.*June 2022.*photo=${photo.id} \\(accessed \\d+ \\w+ \\d{4}\\)\\.$`));
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "GeoJSON" }).click()]);
    assert.equal(download.suggestedFilename(), `photo-${photo.id}.geojson`);
    assert.match(await page.getByRole("link", { name: "OpenStreetMap", exact: true }).getAttribute("href"), /^https:\/\/www\.openstreetmap\.org\/\?mlat=39\.66/);
    const [first] = await page.locator(".neighbours .photo-caption").allTextContents();
    await page.locator(".neighbours .photo").first().click();
    await until(async () => (await page.locator(".card-caption").textContent()) === first, "the neighbour did not open");
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("gives the text to copy by hand where the browser has no clipboard", async () => {
    visit = await open_page("?photo=17");
    const { page, faults } = visit;
    await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed")); });
    await page.getByRole("button", { name: "Copy link" }).click();
    const field = page.getByLabel("Text to copy");
    await field.waitFor();
    assert.match(await field.inputValue(), /photo=17$/);
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("finds places as one types, in any script and by keyboard, flies there, and remembers them", async () => {
    visit = await open_page();
    const { page, faults } = visit;
    const box = page.getByRole("combobox", { name: "Find a place" });
    const active = () => page.locator('[role="option"][aria-selected="true"]').textContent();
    await counts(page, "66 photos");
    await box.click();
    assert.equal(await box.getAttribute("aria-expanded"), "false");
    await page.keyboard.type("самарк");
    await page.locator('[role="option"]').first().waitFor();
    await page.keyboard.press("ArrowDown");
    assert.match(await active(), /^Samarkand/);
    assert.equal(await box.getAttribute("aria-activedescendant"), "search-option-0");
    await page.keyboard.press("Enter");
    await until(() => Math.abs(Number(new URL(page.url()).searchParams.get("lon")) - 66.97) < 0.1, "the map did not go to Samarkand");
    assert.ok(Number(new URL(page.url()).searchParams.get("z")) > 9);
    assert.equal(await box.inputValue(), "Samarkand");
    await page.getByRole("button", { name: "Empty the search" }).click();
    await page.getByRole("option", { name: /^Samarkand/ }).waitFor();
    await page.keyboard.type("qwxzzqj");
    await page.getByText("No place called “qwxzzqj”").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.getByRole("option", { name: "Forget these" }).click();
    assert.equal(await page.getByRole("option").count(), 0);
    await page.route("**/photon/**", (route) => route.abort());
    await page.keyboard.type("alm");
    await page.getByText("The server does not answer.").waitFor();
    assert.deepEqual(faults.filter((fault) => !fault.includes("ERR_FAILED")), []);
    await visit.close();
  });

  test("lists what is in sight, sorted, in step with map and filter, and comes back to it from a photo", async () => {
    visit = await open_page("?z=12&lon=66.97&lat=39.65&list=precision");
    const { page, faults } = visit;
    const rows = page.locator(".photos .photo");
    await until(async () => (await rows.count()) > 0 && (await rows.count()) === (await photos_on_map(page)), "the list is not what the map shows");
    const listed = (await items("bbox=66.8,39.5,67.2,39.8")).features;
    const nearest = Math.min(...listed.map(({ properties }) => properties.uncertainty_m));
    const exact = listed.filter(({ properties }) => properties.uncertainty_m === nearest).map(({ properties }) => properties.caption);
    assert.ok(exact.includes(await page.locator(".photo-caption").first().textContent()), "the list does not begin with what is known best");
    await page.getByLabel("Sort by").selectOption("essay");
    await until(() => /list=essay/.test(page.url()), "the order is not in the address");
    await rows.nth(1).click();
    await page.locator(".card-caption").waitFor();
    await page.getByRole("button", { name: "Photos in view" }).click();
    await until(async () => (await rows.count()) === listed.length, "it did not come back to the list");
    await page.getByRole("button", { name: "Fit every photo into the map" }).click();
    await until(async () => (await page.locator(".list-range").textContent()) === "1–50 of 66 in view", "the list did not follow the map");
    await until(async () => (await page.locator("#announcer").textContent()) === "66 photos in view", "nothing was announced");
    await page.getByRole("button", { name: "Next page" }).click();
    await until(async () => (await rows.count()) === 16, "no second page");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "heading");
    await page.getByRole("button", { name: "Essays", exact: true }).click();
    await page.locator(".essay").first().waitFor();
    assert.doesNotMatch(page.url(), /list=/);
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("shows where the reader is, or says why not", async () => {
    visit = await open_page("", DESKTOP, { permissions: ["geolocation"], geolocation: { longitude: 69.28, latitude: 41.31, accuracy: 800 } });
    const { page, faults } = visit;
    await counts(page, "66 photos");
    await page.getByRole("button", { name: "Show where I am" }).click();
    await until(() => page.locator("path.reader").count(), "no circle around the reader");
    await until(() => Math.abs(Number(new URL(page.url()).searchParams.get("lon")) - 69.28) < 0.05, "the map did not go there");
    assert.deepEqual(faults, []);
    await visit.close();
    visit = await open_page();
    await visit.page.getByRole("button", { name: "Show where I am" }).click();
    await visit.page.locator(".tool-said").getByText("The browser does not tell where you are.").waitFor();
    await visit.close();
  });

  test("the first Tab leads to the list, without the map", async () => {
    visit = await open_page();
    const { page, faults } = visit;
    await counts(page, "66 photos");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await until(async () => (await page.locator(".photos .photo").count()) === 50, "no list");
    assert.match(page.url(), /list=essay/);
    assert.deepEqual(faults, []);
    await visit.close();
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`has no accessibility faults that axe finds, in any state, ${colorScheme}`, async () => {
      const states = {
        essays: ["", () => {}],
        filters: ["?countries=KZ&from=2022-07&undated=no", (page) => page.getByRole("button", { name: "Filters" }).click()],
        essay: ["", (page) => page.locator(".essay-open").first().click()],
        list: ["?list=date", (page) => page.locator(".photos .photo").first().waitFor()],
        nothing: ["?pictures=only&list=date", (page) => page.locator(".empty").waitFor()],
        card: ["?photo=17", (page) => page.locator(".neighbours").waitFor()],
        spot: ["?z=14&lon=76.94578&lat=43.23895", (page) => page.getByRole("button", { name: /Opens a list/ }).first().click()],
        search: ["", async (page) => {
          await page.getByRole("combobox", { name: "Find a place" }).fill("alma");
          await page.getByRole("option").first().waitFor();
        }],
        about: ["", (page) => page.getByRole("button", { name: "About" }).click()],
      };
      const found = [];
      const { page, close } = await open_page("", DESKTOP, { colorScheme });
      for (const [name, [search, reach]] of Object.entries(states)) {
        await page.goto(new URL(`/${search}`, photomap.url).href);
        await page.locator(".counter, .card-caption").first().waitFor();
        await reach(page);
        await page.waitForTimeout(300);
        found.push(...(await accessibility_faults(page)).map((fault) => `${name}: ${fault}`));
      }
      await close();
      assert.deepEqual(found, []);
    });
  }

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
      await page.waitForTimeout(300);
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
    const small = await page.locator("#sheet button, .leaflet-bar a, .map-tool, .time-play, .search-clear:not([hidden])").evaluateAll((buttons) =>
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
