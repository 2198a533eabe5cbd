// Leaflet Control Geocoder, unchanged, in somebody else's page, asking the running program as if it were Nominatim and
// Photon: node tests/browser/geocoders.mjs
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { launch_chromium, ROOT, start_photomap } from "./photomap.mjs";

const SAMARKAND = { lat: 39.6547, lng: 66.9758 };
const ANSWER_MS = 15_000;

const require = createRequire(path.join(ROOT, "web/package.json"));
const PAGE = `<!doctype html><meta charset="utf-8"><title>A page with a map</title>
<link rel="stylesheet" href="/leaflet.css"><link rel="stylesheet" href="/geocoder.css"><link rel="icon" href="data:,">
<div id="map" style="height: 400px"></div><script src="/leaflet.js"></script><script src="/geocoder.js"></script>`;
const FILES = new Map([
  ["/", ["text/html", () => PAGE]],
  ["/leaflet.js", ["text/javascript", () => fs.readFileSync(require.resolve("leaflet/dist/leaflet.js"))]],
  ["/leaflet.css", ["text/css", () => fs.readFileSync(require.resolve("leaflet/dist/leaflet.css"))]],
  ...["marker-icon.png", "marker-icon-2x.png", "marker-shadow.png"].map((name) =>
    [`/images/${name}`, ["image/png", () => fs.readFileSync(require.resolve(`leaflet/dist/images/${name}`))]]),
  ["/geocoder.js", ["text/javascript", () => fs.readFileSync(require.resolve("leaflet-control-geocoder"))]],
  ["/geocoder.css", ["text/css", () => fs.readFileSync(require.resolve("leaflet-control-geocoder/style.css"))]],
]);

let photomap;
let browser;
let host;
let page;
let faults;

/** Another origin than the program's, so that CORS takes part. */
function serve_page() {
  const server = http.createServer((request, response) => {
    const file = FILES.get(request.url);
    response.writeHead(file ? 200 : 404, { "content-type": file?.[0] ?? "text/plain" }).end(file?.[1]() ?? "");
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

before(async () => {
  photomap = await start_photomap();
  browser = await launch_chromium();
  host = await serve_page();
  page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  faults = [];
  page.on("console", (message) => { if (message.type() === "error") faults.push(message.text()); });
  page.on("pageerror", (error) => faults.push(error.message));
  page.setDefaultTimeout(ANSWER_MS);
  await page.goto(`http://127.0.0.1:${host.address().port}/`);
  await page.evaluate((url) => {
    const { Geocoder } = L.Control;
    globalThis.map = L.map("map").setView([41, 66], 5);
    globalThis.geocoders = {
      nominatim: Geocoder.nominatim({ serviceUrl: url }),
      nominatim_ru: Geocoder.nominatim({ serviceUrl: url, geocodingQueryParams: { "accept-language": "ru", countrycodes: "uz" } }),
      photon: Geocoder.photon({ serviceUrl: `${url}photon/api/`, reverseUrl: `${url}photon/reverse/` }),
      photon_ru: Geocoder.photon({ serviceUrl: `${url}photon/api`, reverseUrl: `${url}photon/reverse`, geocodingQueryParams: { lang: "ru", limit: 3 }, reverseQueryParams: { lang: "ru" } }),
    };
  }, photomap.url);
});

after(async () => {
  await browser?.close();
  host?.close();
  await photomap?.stop();
});

/** What the geocoder makes of the answers, without Leaflet's classes. */
const ask = (geocoder, method, ...values) => page.evaluate(async ([geocoder, method, values]) => {
  const results = await globalThis.geocoders[geocoder][method](...values);
  return results.map(({ name, html, center, bbox, properties }) => ({
    name, html, properties, center: { lat: center.lat, lng: center.lng }, holds: bbox.contains(center), wide: bbox.getEast() > bbox.getWest(),
  }));
}, [geocoder, method, values]);

const is_near = ({ lat, lng }, place) => Math.hypot(lat - place.lat, lng - place.lng) < 0.1;

describe("Leaflet Control Geocoder", () => {
  test("finds places by Nominatim's interface, each with a box around it", async () => {
    const [bazaar] = await ask("nominatim", "geocode", "Siab Bazaar, Samarkand");
    assert.match(bazaar.name, /^Siab Bazaar, Samarkand, .*Uzbekistan$/);
    assert.match(bazaar.html, /Samarkand.*Uzbekistan/);
    assert.ok(is_near(bazaar.center, SAMARKAND) && bazaar.holds && bazaar.wide);
    assert.equal(bazaar.properties.address.country_code, "uz");
    assert.deepEqual(await ask("nominatim", "geocode", "Xqzwvkj"), []);
  });

  test("takes further parameters: another language, one country", async () => {
    const [city] = await ask("nominatim_ru", "geocode", "Samarkand");
    assert.match(city.name, /^Самарканд, .*Узбекистан$/);
    assert.deepEqual(await ask("nominatim_ru", "geocode", "Almaty"), []);
  });

  test("says what is at a position, as finely as the map's scale, and nothing at sea", async () => {
    const scale = (zoom) => 256 * 2 ** zoom;
    const [city] = await ask("nominatim", "reverse", SAMARKAND, scale(10));
    assert.match(city.name, /^Samarkand, /);
    const [country] = await ask("nominatim", "reverse", SAMARKAND, scale(3));
    assert.equal(country.name, "Uzbekistan");
    assert.deepEqual(await ask("nominatim", "reverse", { lat: 0, lng: -30 }, scale(10)), []);
  });

  test("finds places while one types, by Photon's interface", async () => {
    const [city] = await ask("photon", "suggest", "samarka");
    assert.match(city.name, /^Samarkand, .*Uzbekistan$/);
    assert.ok(is_near(city.center, SAMARKAND) && city.holds && city.wide);
    const russian = await ask("photon_ru", "geocode", "samarka");
    assert.match(russian[0].name, /^Самарканд, .*Узбекистан$/);
    assert.ok(russian.length <= 3);
    assert.deepEqual(await ask("photon", "geocode", "Xqzwvkj"), []);
  });

  test("says what is at a position by Photon's interface", async () => {
    assert.match((await ask("photon", "reverse", SAMARKAND, 1))[0].name, /Uzbekistan$/);
    assert.match((await ask("photon_ru", "reverse", SAMARKAND, 1))[0].name, /Узбекистан$/);
    assert.deepEqual(await ask("photon", "reverse", { lat: 0, lng: -30 }, 1), []);
  });

  test("works as a control: typing suggests, choosing marks the place and moves the map", async () => {
    await page.evaluate(() => L.Control.geocoder({ geocoder: globalThis.geocoders.photon, collapsed: false, suggestTimeout: 50 }).addTo(globalThis.map));
    await page.locator(".leaflet-control-geocoder-form input").pressSequentially("samarka", { delay: 20 });
    // The suggestions for "sam" come first, and go again.
    const samarkand = page.locator(".leaflet-control-geocoder-alternatives li").first().filter({ hasText: /^Samarkand, / });
    await samarkand.waitFor();
    await samarkand.dispatchEvent("mousedown");
    await page.locator(".leaflet-popup-content", { hasText: "Samarkand" }).waitFor();
    assert.ok(is_near(await page.evaluate(() => globalThis.map.getCenter()), SAMARKAND));
  });

  test("meets no error", () => assert.deepEqual(faults, []));
});
