// Filters, the timeline, and what is counted.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { counter, counts, essays, items, open_page, photomap, photos_on_map, until } from "./visit.mjs";

describe("filters and time", () => {
  let visit;

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
    assert.ok((await page.locator(".essay-count").allTextContents()).some((words) => words.startsWith("0 / ")), "no essay is out of sight");
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
    assert.match(page.url(), /datetime=2022-07-01\/2022-10-31/);
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
    await until(async () => /datetime=\.\.\/2022-06-30/.test(page.url()), "it did not begin with the first month");
    await until(async () => /datetime=2022-07-01\/2022-07-31/.test(page.url()), "it did not go on");
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
});
