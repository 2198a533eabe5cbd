// An essay read as a story, step by step, beside a map that follows.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { accessibility_faults } from "./checks.mjs";
import { DESKTOP, PHONE, counter, essays, items, open_page, until } from "./visit.mjs";

describe("a story", () => {
  let visit;
  const step_of = (page) => new URL(page.url()).searchParams.get("step") ?? "0";
  const at_step = (page, step) => until(async () => step_of(page) === String(step) && (await page.locator(".story-here").getAttribute("data-step")) === String(step), `it is not at step ${step}`);
  const says = (page, words) => until(async () => (await page.locator("#announcer").textContent()) === words, `nothing says "${words}"`);
  const focused = (page) => page.evaluate(() => document.activeElement.dataset.key);
  const silk_road = async () => {
    const essay = (await essays()).find(({ title }) => title.startsWith("Along the Silk Road"));
    const photos = (await items(`essay=${essay.slug}`)).features.sort((a, b) => a.properties.position - b.properties.position);
    return { essay, photos };
  };
  const view_of = (page) => page.locator(".leaflet-map-pane").evaluate((pane) => pane.style.transform + [...pane.querySelectorAll(".route-done")].map((line) => line.getAttribute("d")).join());

  test("is entered from the essay, tells its places, and ends where one was", async () => {
    const { essay, photos } = await silk_road();
    visit = await open_page("?z=7&lon=70.00&lat=41.00&dated=true");
    const { page, faults } = visit;
    await page.getByRole("button", { name: `Photos of ${essay.title}` }).click();
    const place = () => {
      const query = new URL(page.url()).searchParams;
      return [query.get("story"), query.get("undated"), query.get("z"), Number(query.get("lon")).toFixed(1), Number(query.get("lat")).toFixed(1)].join();
    };
    const before = place();
    await page.getByRole("button", { name: "Read as a story" }).click();
    await at_step(page, 0);
    assert.equal(await page.locator(".story-title").textContent(), essay.title);
    assert.equal(await focused(page), "step-0");
    assert.equal(await page.locator(".story-step").count(), photos.length + 1);
    assert.ok((await page.locator(".story-way li").count()) > 2, "the places of the way are not named");
    await until(() => page.locator("path.route-ahead").count(), "no way on the map");
    assert.ok((await page.locator(".route-arrow").count()) > 0, "the way has no direction");
    assert.equal(await page.locator(".spot").count(), 0, "markers lie over the way");
    await page.getByRole("button", { name: "Begin", exact: true }).click();
    await at_step(page, 1);
    await page.keyboard.press("Escape");
    await page.locator(".counter").waitFor();
    assert.equal(place(), before);
    await until(() => page.locator(".spot").count(), "the markers did not come back");
    assert.equal(await page.locator("path.route-ahead").count(), 0);
    await page.goBack();
    await at_step(page, 1);
    await page.goBack();
    await page.locator(".counter").waitFor();
    assert.equal(place(), before);
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("each step has an address, with caption, place, date, circle, and the way that is done", async () => {
    const { essay, photos } = await silk_road();
    visit = await open_page(`?story=${essay.slug}&step=9`);
    const { page, faults } = visit;
    await at_step(page, 9);
    const { caption, place_name } = photos[8].properties;
    const text = await page.locator(".story-here").innerText();
    for (const part of [caption, place_name, "June 2022", "Within ", "Photograph by Oyuna Baldakova"]) assert.ok(text.includes(part), `it does not say "${part}"`);
    assert.equal(await focused(page), "step-9");
    await says(page, "Photo 9 of 13");
    await until(() => page.locator("path.uncertainty").count(), "no circle");
    assert.equal(await page.locator("path.stop-here").count(), 1);
    assert.ok((await page.locator("path.stop-done").count()) > 2);
    assert.equal(await page.locator(".story-progress").textContent(), "9 of 13");
    await page.locator(".story-here").getByRole("button", { name: "All about this photo" }).click();
    await page.locator(".card-caption").waitFor();
    assert.equal(await page.locator(".card-caption").textContent(), caption);
    await page.getByRole("button", { name: "Read as a story" }).click();
    await at_step(page, 9);
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("goes on by keys, and not past its ends", async () => {
    const { essay, photos } = await silk_road();
    visit = await open_page(`?story=${essay.slug}`);
    const { page, faults } = visit;
    await at_step(page, 0);
    for (const [key, step] of [["ArrowLeft", 0], ["ArrowRight", 1], ["ArrowDown", 2], ["j", 3], ["PageDown", 4], ["k", 3], ["ArrowUp", 2], ["PageUp", 1], ["End", photos.length], ["ArrowRight", photos.length], ["Home", 0]]) {
      await page.keyboard.press(key);
      await at_step(page, step);
      assert.equal(await focused(page), `step-${step}`);
    }
    await page.locator("#map").focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(300);
    assert.equal(step_of(page), "0", "a key of the map moved the story");
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("goes on by scrolling, and the focus stays", async () => {
    const { essay } = await silk_road();
    visit = await open_page(`?story=${essay.slug}`);
    const { page, faults } = visit;
    await at_step(page, 0);
    const earlier = await view_of(page);
    await page.mouse.move(300, 400);
    for (let i = 0; i < 30 && Number(step_of(page)) < 3; i++) {
      await page.mouse.wheel(0, 150);
      await page.waitForTimeout(60);
    }
    await at_step(page, 3);
    assert.equal(await focused(page), "step-0");
    await says(page, "Photo 3 of 13");
    await until(async () => (await view_of(page)) !== earlier, "the map did not follow");
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("goes on by swiping on a phone, where nothing sticks out and targets are large", async () => {
    const { essay } = await silk_road();
    visit = await open_page(`?story=${essay.slug}&step=1`, PHONE, { hasTouch: true, isMobile: true });
    const { page, faults } = visit;
    await at_step(page, 1);
    const cdp = await page.context().newCDPSession(page);
    const swipe = async (from, to) => {
      const touch = (type, x) => cdp.send("Input.dispatchTouchEvent", { type, touchPoints: x === null ? [] : [{ x, y: 560 }] });
      await touch("touchStart", from);
      for (let i = 1; i <= 12; i++) await touch("touchMove", from + ((to - from) * i) / 12);
      await touch("touchEnd", null);
    };
    await swipe(340, 40);
    await at_step(page, 2);
    await swipe(40, 340);
    await at_step(page, 1);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
    const small = await page.locator("#story button, .story-here button").evaluateAll((buttons) =>
      buttons.map((button) => ({ name: button.className, ...button.getBoundingClientRect().toJSON() })).filter(({ height }) => height > 0 && height < 44).map(({ name }) => name));
    assert.deepEqual(small, []);
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("the map flies, and jumps for those who want no motion", async () => {
    const { essay } = await silk_road();
    const flies = async (reducedMotion) => {
      visit = await open_page(`?story=${essay.slug}`, DESKTOP, { reducedMotion });
      const { page } = visit;
      await at_step(page, 0);
      await until(() => page.locator("path.route-ahead").count(), "no way on the map");
      await page.waitForTimeout(400);
      await page.evaluate(() => {
        globalThis.scales = new Set();
        const look = () => {
          for (const { style } of document.querySelectorAll(".basemap .leaflet-tile-container")) globalThis.scales.add(/scale\(.*/.exec(style.transform)?.[0]);
          requestAnimationFrame(look);
        };
        look();
      });
      await page.keyboard.press("ArrowRight");
      await page.waitForTimeout(2500);
      const scales = await page.evaluate(() => globalThis.scales.size);
      await visit.close();
      return scales;
    };
    const [still, moving] = [await flies("reduce"), await flies("no-preference")];
    assert.ok(still <= 4, `it went through ${still} scales`);
    assert.ok(moving > 6, `it flew through ${moving} scales only`);
  });

  test("does not fly between photos on one spot, nor for one that nobody can place", async () => {
    const essay = (await essays()).find(({ title }) => title.startsWith("Encountering Almaty"));
    const photos = (await items(`essay=${essay.slug}`)).features.sort((a, b) => a.properties.position - b.properties.position);
    const same = photos.findIndex(({ geometry }, i) => i > 0 && JSON.stringify(geometry?.coordinates) === JSON.stringify(photos[i - 1].geometry?.coordinates));
    assert.ok(same > 0);
    visit = await open_page(`?story=${essay.slug}&step=${same}`);
    const { page, faults } = visit;
    await at_step(page, same);
    await until(() => page.locator("path.stop-here").count(), "the map shows no stop");
    await page.waitForTimeout(300);
    const box = () => page.locator("path.stop-here").evaluate((dot) => JSON.stringify(dot.getBoundingClientRect()));
    await page.locator(".leaflet-control-zoom-out").click();
    await page.waitForTimeout(500);
    const earlier = await box();
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await at_step(page, same + 1);
    await page.waitForTimeout(500);
    assert.equal(await box(), earlier);
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("a story that is not there is said to be gone, and left", async () => {
    visit = await open_page("?z=5&lon=70.00&lat=43.00&story=no-such-essay&step=3");
    const { page, faults } = visit;
    await page.getByText("There is no such essay here").waitFor();
    await page.locator(".counter").waitFor();
    await until(() => page.locator(".spot").count(), "the map is empty");
    assert.doesNotMatch(page.url(), /story=|step=/);
    assert.equal(await page.locator("#notice").isVisible(), true);
    await page.getByRole("button", { name: "Close", exact: true }).click();
    assert.equal(await page.locator("#notice").isVisible(), false);
    assert.match(await counter(page), /66 photos/);
    assert.deepEqual(faults, []);
    await visit.close();
  });

  test("prints all its photos with places, coordinates and addresses, and nothing of the map", async () => {
    const { essay, photos } = await silk_road();
    visit = await open_page(`?story=${essay.slug}&step=4`, DESKTOP, { colorScheme: "dark" });
    const { page, faults } = visit;
    await at_step(page, 4);
    const pdf = await page.pdf({ format: "A4" });
    const pages = pdf.toString("latin1").match(/\/Type \/Page\b/g).length;
    assert.ok(pages >= 2 && pages <= 6, `${pages} pages`);
    await at_step(page, 4);
    await page.emulateMedia({ media: "print" });
    const text = await page.locator("body").innerText();
    for (const { properties: { caption } } of photos) assert.ok(text.includes(caption), `"${caption}" is not printed`);
    assert.match(text, /39\.\d+° N, 66\.\d+° E/);
    assert.ok(text.includes(`?story=${essay.slug}&step=13`), "the address of the last step is not printed");
    for (const other of ["Leave the story", "Begin", "Copy link", "OpenStreetMap"]) assert.ok(!text.includes(other), `"${other}" is printed`);
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--ink")), "#23201b", "light ink on white paper");
    assert.deepEqual(faults, []);
    await visit.close();
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing in it (${colorScheme})`, async () => {
      const { essay } = await silk_road();
      for (const [step, viewport] of [[0, DESKTOP], [5, DESKTOP], [13, PHONE]]) {
        visit = await open_page(`?story=${essay.slug}&step=${step}`, viewport, { colorScheme });
        await at_step(visit.page, step);
        await until(() => visit.page.locator("path.stop, path.route-ahead, path.stop-here").count(), "no way on the map");
        await visit.page.waitForTimeout(400);
        assert.deepEqual(await accessibility_faults(visit.page), []);
        await visit.close();
      }
    });
  }
});
