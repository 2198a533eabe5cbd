// Markers, photos and the panel.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DESKTOP, browser, counter, counts, essays, features_at, items, open_page, photomap, photos_on_map, total, until } from "./visit.mjs";

const DATED_ESSAY = "Along the Silk Road";

describe("the map and its photos", () => {
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

  test("lets what parts glide out of its cluster and what joins into it, at once in reach and never for who wants no motion", async () => {
    const glided = (page) => page.evaluate(() => {
      window.glides = [];
      const animate = Element.prototype.animate;
      Element.prototype.animate = function (frames, options) {
        if (this.classList.contains("marker-glides")) window.glides.push({ gone: this.closest(".spot-gone") !== null, hidden: this.closest("[aria-hidden]") !== null, ms: options.duration, does: Object.keys(frames[0]).sort().join() });
        return animate.call(this, frames, options);
      };
    });
    const glides = (page) => page.evaluate(() => window.glides.splice(0));
    /** Until the markers of some zoom part or join. */
    const zoom_until_glides = async (page, name) => {
      for (let step = 0; step < 8; step++) {
        await page.getByRole("button", { name }).click();
        await page.waitForTimeout(900);
        const found = await glides(page);
        if (found.length) return found;
      }
      return [];
    };
    visit = await open_page("?z=6&lon=66.97&lat=39.65", DESKTOP, { reducedMotion: "no-preference" });
    const { page, faults } = visit;
    await page.locator(".spot").first().waitFor();
    await glided(page);
    const parting = await zoom_until_glides(page, "Closer");
    assert.ok(parting.some(({ gone }) => !gone));
    const joining = (await zoom_until_glides(page, "Farther")).filter(({ gone }) => gone);
    assert.ok(joining.length > 0);
    assert.ok([...parting, ...joining].every(({ ms, does }) => ms <= 250 && does === "opacity,transform"));
    assert.ok(joining.every(({ hidden }) => hidden));
    await until(async () => (await page.locator(".spot-gone").count()) === 0, "what has joined is still there");
    assert.deepEqual(faults, []);
    await visit.close();
    visit = await open_page("?z=6&lon=66.97&lat=39.65");
    await visit.page.locator(".spot").first().waitFor();
    await glided(visit.page);
    assert.deepEqual(await zoom_until_glides(visit.page, "Closer"), []);
    assert.ok((await visit.page.locator(".spot").count()) > 1, "the cluster did not part");
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
    assert.match(await page.locator(".spot-head").textContent(), /\d+ photos in one (spot|area)/);
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
    await page.locator(".neighbours .photo").first().waitFor(); // with them the card is made anew, and the field would go
    await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed")); });
    await page.getByRole("button", { name: "Copy link" }).click();
    const field = page.getByLabel("Text to copy");
    await field.waitFor();
    assert.match(await field.inputValue(), /photo=17$/);
    assert.deepEqual(faults, []);
    await visit.close();
  });
});
