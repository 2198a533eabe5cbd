// The maps beneath the photos: our own, the operator's, OpenStreetMap's.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { accessibility_faults } from "./checks.mjs";
import { start_photomap } from "./photomap.mjs";
import { DESKTOP, PHONE, browser, open_page, photomap, until } from "./visit.mjs";

const OSM = "https://tile.openstreetmap.org/";
const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const SAMARKAND = "?z=11&lon=66.9700&lat=39.6500";

/** The page as open_page gives it, with OpenStreetMap's servers played by us; `asked` holds their requests. */
async function open_with_osm(search, viewport, options) {
  const asked = [];
  const visit = await open_page("?z=2&lon=0&lat=0", viewport, options);
  await visit.page.route(`${OSM}**`, (route) => {
    asked.push(route.request());
    return route.fulfill({ contentType: "image/png", body: PIXEL });
  });
  await visit.page.goto(new URL(`/${search}`, photomap.url).href);
  await visit.page.locator(".counter").waitFor();
  const faults = () => visit.faults.filter((fault) => !fault.startsWith(`another host: ${OSM}`));
  return { ...visit, asked, faults };
}

const open_chooser = (page) => page.getByRole("button", { name: "Choose the map beneath the photos" }).click();

describe("basemaps", () => {
  test("OpenStreetMap is asked for nothing until it is chosen, and then told no more than the host", async () => {
    const { page, asked, faults, close } = await open_with_osm(SAMARKAND);
    await page.waitForTimeout(500);
    assert.equal(asked.length, 0);
    assert.ok((await page.locator("#credits").textContent()).includes("Natural Earth"));
    await open_chooser(page);
    await page.getByText("whose operators see your address").waitFor();
    assert.deepEqual(await page.locator(".basemaps input").evaluateAll((inputs) => inputs.map(({ value, checked }) => [value, checked])), [["own", true], ["osm", false]]);
    assert.equal(asked.length, 0);
    await page.getByRole("radio", { name: /^OpenStreetMap/ }).check();
    await until(() => asked.length > 0, "no tile was asked for");
    for (const request of asked) assert.equal((await request.allHeaders()).referer, new URL("/", photomap.url).href);
    assert.equal(await page.locator("#credits a").first().getAttribute("href"), "https://www.openstreetmap.org/copyright");
    assert.ok(!(await page.locator("#credits").textContent()).includes("Natural Earth"));
    assert.ok(!page.url().includes("osm"), "the address tells the choice");
    assert.deepEqual(faults(), []);
    await page.reload();
    await page.locator(".raster .leaflet-tile-loaded").first().waitFor();
    await open_chooser(page);
    await page.getByRole("radio", { name: /^Own map/ }).check();
    await page.locator(".raster").waitFor({ state: "detached" });
    await close();
  });

  test("our own names stay while OpenStreetMap's pictures do not come", async () => {
    const { page, close } = await open_with_osm("?z=6&lon=67.00&lat=40.50");
    await page.route(`${OSM}**`, (route) => route.abort());
    await open_chooser(page);
    await page.getByRole("radio", { name: /^OpenStreetMap/ }).check();
    await page.waitForTimeout(500);
    assert.ok(await page.locator(".name-town").count() > 0);
    await page.unroute(`${OSM}**`);
    await page.route(`${OSM}**`, (route) => route.fulfill({ contentType: "image/png", body: PIXEL }));
    await page.getByRole("button", { name: "Farther" }).click();
    await until(async () => await page.locator(".name-town").count() === 0, "names stand twice");
    await close();
  });

  test("the choice is made by keyboard, Escape leaves it, and axe finds nothing", async () => {
    const { page, faults, close } = await open_with_osm("", PHONE, { colorScheme: "dark" });
    await page.getByRole("button", { name: "Choose the map beneath the photos" }).focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.value), "own");
    await page.keyboard.press("ArrowDown");
    await page.locator(".raster .leaflet-tile-loaded").first().waitFor();
    assert.match(await page.locator(".raster").evaluate((layer) => getComputedStyle(layer).filter), /brightness/);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width);
    assert.deepEqual(await accessibility_faults(page), []);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".basemaps").isVisible(), false);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-expanded")), "false");
    assert.deepEqual(faults(), []);
    await close();
  });

  describe("of the operator", () => {
    let dir;

    before(() => { dir = fs.mkdtempSync(path.join(os.tmpdir(), "photomap-basemap-")); });
    after(() => fs.rmSync(dir, { recursive: true, force: true }));

    /** The page over a server with that map; `faults` are what it complains of, and whom else it asks. */
    async function open_over(t, make_map) {
      const own = await start_photomap("--basemap", make_map());
      const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: "reduce" });
      t.after(async () => {
        await context.close();
        await own.stop();
      });
      const page = await context.newPage();
      const faults = [];
      page.on("console", (message) => { if (["error", "warning"].includes(message.type())) faults.push(message.text()); });
      page.on("request", (request) => { if (!request.url().startsWith(own.url)) faults.push(request.url()); });
      await page.goto(new URL(`/${SAMARKAND}`, own.url).href);
      return { page, faults };
    }

    function picture_map() {
      const [tif, mbtiles] = ["map.tif", "map.mbtiles"].map((name) => path.join(dir, name));
      execFileSync("gdal_create", ["-q", "-outsize", "512", "512", "-bands", "3", "-burn", "210", "-burn", "180", "-burn", "140", "-a_srs", "EPSG:3857", "-a_ullr", "7400000", "4850000", "7500000", "4750000", tif]);
      execFileSync("gdal_translate", ["-q", "-of", "MBTILES", "-co", "NAME=Old Town", tif, mbtiles]);
      execFileSync("gdaladdo", ["-q", mbtiles, "2", "4", "8"]);
      return mbtiles;
    }

    /** A lake around Samarkand, in a map of all land and water. */
    function vector_map() {
      const feature = (type, coordinates, properties) => ({ type: "Feature", properties, geometry: { type, coordinates } });
      const layers = {
        water: feature("Polygon", [[[66.9, 39.6], [67.1, 39.6], [67.1, 39.7], [66.9, 39.7], [66.9, 39.6]]], {}),
        transportation: feature("LineString", [[66.8, 39.65], [67.2, 39.65]], { class: "motorway" }),
      };
      const mbtiles = path.join(dir, "vector.mbtiles");
      for (const [name, only] of Object.entries(layers)) {
        const file = path.join(dir, `${name}.geojson`);
        fs.writeFileSync(file, JSON.stringify({ type: "FeatureCollection", features: [only] }));
        execFileSync("ogr2ogr", ["-q", "-f", "GPKG", "-update", "-append", path.join(dir, "vector.gpkg"), file, "-nln", name]);
      }
      execFileSync("ogr2ogr", ["-q", "-f", "MBTILES", mbtiles, path.join(dir, "vector.gpkg"), "-dsco", "NAME=Lake", "-dsco", "MAXZOOM=8"]);
      return mbtiles;
    }

    test("is shown by its name, over our own map, until another is chosen", async (t) => {
      if (process.env.PHOTOMAP_URL) return t.skip("not our server");
      const { page, faults } = await open_over(t, picture_map);
      await until(() => page.locator(".raster img").evaluateAll((tiles) => tiles.some(({ complete, naturalWidth }) => complete && naturalWidth === 256)), "no tile of the operator's");
      await open_chooser(page);
      assert.deepEqual(await page.locator(".basemap-option").evaluateAll((options) => options.map((one) => [one.querySelector("span").firstChild.textContent, one.querySelector("input").checked])),
        [["Own map", false], ["Old Town", true], ["OpenStreetMap", false]]);
      await page.getByRole("radio", { name: /^Own map/ }).check();
      await page.reload();
      await page.locator(".counter").waitFor();
      assert.equal(await page.locator(".raster").count(), 0);
      assert.deepEqual(faults, []);
    });

    test("is drawn where it is of vector tiles, beyond its deepest zoom too, under our own names", async (t) => {
      if (process.env.PHOTOMAP_URL) return t.skip("not our server");
      const { page, faults } = await open_over(t, vector_map);
      const pixel_at = (x, y) => page.locator("canvas.leaflet-tile-loaded").evaluateAll((tiles, [x, y]) => {
        const over = tiles.filter((tile) => tile.closest(".vector"));
        const tile = over.find((one) => { const box = one.getBoundingClientRect(); return x >= box.left && x < box.right && y >= box.top && y < box.bottom; });
        if (!tile) return null;
        const { left, top } = tile.getBoundingClientRect();
        const one = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
        one.drawImage(tile, left - x, top - y);
        return [...one.getImageData(0, 0, 1, 1).data].join();
      }, [x, y]);
      const map = await page.locator("#map").boundingBox();
      const middle = [map.x + map.width / 2, map.y + map.height / 2];
      await until(async () => (await pixel_at(middle[0] + 40, middle[1] - 40)) === "199,214,218,255", "the lake is not drawn as water");
      assert.equal(await pixel_at(middle[0] + 40, middle[1]), "255,253,248,255", "the motorway is not drawn");
      await until(async () => (await page.locator(".name-town").count()) > 0, "no names");
      assert.deepEqual(faults, []);
    });
  });
});
