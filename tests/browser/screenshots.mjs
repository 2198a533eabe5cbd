// Pictures of the page in each of its main states: screenshots.mjs [DIR [KIND...]], where a KIND is a screen and a scheme, such as
// phone-dark; all of them, unless told otherwise.
import path from "node:path";
import { launch_chromium, start_photomap } from "./photomap.mjs";

const [out = ".", ...kinds] = process.argv.slice(2);
const SCREENS = { desktop: { width: 1440, height: 900, scale: 1 }, tablet: { width: 820, height: 1180, scale: 1 }, phone: { width: 390, height: 844, scale: 2 } };
const REST_MS = 700;

/** Each state is reached as a visitor would reach it. */
const STATES = {
  map: async () => {},
  filter: async (page) => {
    await page.locator(".essay-toggle").nth(1).click();
    await page.locator(".essay-toggle").nth(5).click();
  },
  essay: async (page) => {
    await page.locator(".essay-open").nth(1).click();
    await page.locator(".photo").first().waitFor();
    await page.locator(".essay-open").nth(1).scrollIntoViewIfNeeded();
  },
  card: async (page, url) => {
    await page.goto(`${url}?photo=${await find_photo(url, "Registan")}`);
    await page.locator(".card-caption").waitFor();
    await page.locator(".step-count").waitFor();
  },
  overview: async (page, url) => {
    await page.goto(`${url}?z=5&lon=73.00&lat=45.00&photo=${await find_photo(url, "flatbread")}`);
    await page.locator(".step-count").waitFor();
  },
  border: async (page, url) => {
    await page.goto(`${url}?photo=${await find_photo(url, "Main entrance to the Kazakhstani side")}`);
    await page.locator(".step-count").waitFor();
  },
  spot: async (page, url) => {
    await page.goto(`${url}?z=13&lon=80.3950&lat=44.2170`);
    await page.locator(".spot", { has: page.locator(".marker-count") }).first().click();
    await page.locator(".spot-head").waitFor();
  },
  area: async (page, url) => {
    await page.goto(`${url}?z=13&lon=76.9458&lat=43.2389`);
    await page.getByRole("button", { name: /Almaty.*Opens a list/ }).click();
    await page.locator(".spot-head").waitFor();
    await page.locator(".photo").first().waitFor();
  },
  deepest: async (page, url) => {
    await page.goto(`${url}?z=20&lon=66.9787&lat=39.6601`);
    await page.locator(".spot").first().waitFor();
  },
  story: async (page, url) => read_story(page, `${url}?story=${await find_essay(url, "Along the Silk Road")}`),
  "story-step": async (page, url) => read_story(page, `${url}?story=${await find_essay(url, "Along the Silk Road")}&step=9`),
  "story-end": async (page, url) => read_story(page, `${url}?story=${await find_essay(url, "East-West Gateway")}&step=99`),
  search: async (page) => {
    await page.locator("#search").fill("bazaar");
    await page.locator(".search-caption").first().waitFor();
  },
  "search-nothing": async (page) => {
    await page.locator("#search").fill("qwxzzqj");
    await page.locator(".search-status:not(.unseen)").waitFor();
  },
  "area-and-words": async (page, url) => {
    const inside = "S_INTERSECTS(geometry,POLYGON((66.2 39.2,67.6 39.1,68 39.8,67.1 40.3,66.1 39.9,66.2 39.2)))";
    await page.goto(`${url}?q=uzbek&place=samarkand&list=essay&z=8&lon=67.00&lat=39.70&filter=${encodeURIComponent(inside)}`);
    await page.locator(".photo").first().waitFor();
  },
  "own-layers": async (page) => {
    await page.getByRole("button", { name: "Your own map data" }).click();
    await page.locator(".own-choose").waitFor();
  },
  about: async (page) => page.getByRole("button", { name: "About" }).click(),
  offline: async (page) => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload(); // what the worker sees, it keeps
    await page.locator(".spot").first().waitFor();
    await page.context().setOffline(true);
    await page.reload();
    await page.locator("#offline span").waitFor();
  },
  away: async (page) => {
    await page.route("**/tiles/**", (route) => route.abort());
    await page.locator(".essay-toggle").nth(2).click();
    await page.locator("#notice button").waitFor();
  },
};

const photomap = await start_photomap();
const browser = await launch_chromium();
try {
  for (const [screen, { width, height, scale }] of Object.entries(SCREENS)) {
    for (const colorScheme of ["light", "dark"]) {
      if (kinds.length && !kinds.includes(`${screen}-${colorScheme}`)) continue;
      for (const [state, reach] of Object.entries(STATES)) {
        const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale, colorScheme, reducedMotion: "reduce", hasTouch: screen !== "desktop", serviceWorkers: state === "offline" ? "allow" : "block" });
        const page = await context.newPage();
        await page.goto(photomap.url);
        await page.locator(".spot").first().waitFor();
        await reach(page, photomap.url);
        await page.waitForTimeout(REST_MS);
        const file = path.join(out, `${screen}-${colorScheme}-${state}.png`);
        await page.screenshot({ path: file });
        console.log(file);
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
  await photomap.stop();
}

async function read_story(page, address) {
  await page.goto(address);
  await page.locator(".story-here").waitFor();
  await page.locator("path.stop").first().waitFor({ state: "attached" });
}

async function find_essay(url, words) {
  const { features } = await (await fetch(new URL("/collections/essays/items", url))).json();
  const found = features.find(({ properties }) => properties.title.startsWith(words));
  if (!found) throw new Error(`no essay whose title begins with "${words}"`);
  return found.id ?? found.properties.slug;
}

async function find_photo(url, words) {
  const { features } = await (await fetch(new URL("/collections/photos/items?limit=1000", url))).json();
  const found = features.find(({ properties }) => properties.caption.includes(words));
  if (!found) throw new Error(`no photo whose caption says "${words}"`);
  return found.id;
}
