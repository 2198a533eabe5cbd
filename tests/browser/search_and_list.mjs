// Finding places, the list beside the map, and use by all.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { accessibility_faults } from "./checks.mjs";
import { DESKTOP, browser, counter, counts, essays, items, open_page, photomap, photos_on_map, until } from "./visit.mjs";

describe("search and list", () => {
  let visit;

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
    await page.getByRole("button", { name: "Clear the search" }).click();
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
    await visit.page.locator(".tool-said").getByText("The browser does not say where you are.").waitFor();
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
});
