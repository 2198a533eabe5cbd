// The page in pages of others.
import assert from "node:assert/strict";
import http from "node:http";
import { after, before, describe, test } from "node:test";
import { accessibility_faults } from "./checks.mjs";
import { browser, open_page, photomap, total, until } from "./visit.mjs";

const hosts = [];

/** Another host, as its port is another: a page with this in it. */
function serve_page(content) {
  const server = http.createServer((_, answer) => answer.setHeader("content-type", "text/html").end(`<!doctype html><title>Another page</title>${content}`));
  hosts.push(server);
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

const address_of = (server) => `http://127.0.0.1:${server.address().port}/`;

describe("frames", () => {
  let host;
  let context;

  before(async () => {
    const frame = (name, path) => `<iframe name="${name}" src="${new URL(path, photomap.url).href}" width="800" height="500"></iframe>`;
    host = await serve_page(frame("embed", "/embed?z=5&lon=70.00&lat=42.00") + frame("whole", "/") + frame("photo", "/collections/photos/items/1?f=html"));
    context = await browser.newContext({ reducedMotion: "reduce" });
  });

  after(async () => {
    await context?.close();
    for (const server of hosts) {
      server.close();
      server.closeAllConnections();
    }
  });

  test("/embed may be framed and shows the map alone; all other pages refuse", async () => {
    const page = await context.newPage();
    const refused = [];
    page.on("console", (message) => { if (/frame/i.test(message.text())) refused.push(message.text()); });
    await page.goto(address_of(host));
    const embed = page.frame("embed");
    await embed.locator(".spot").first().waitFor();
    for (const hidden of ["#panel", "#timeline", ".search-line", "#language"]) assert.equal(await embed.locator(hidden).isVisible(), false, hidden);
    assert.equal(await embed.locator(".open-map").getAttribute("href"), new URL("/?z=5&lon=70.00&lat=42.00", photomap.url).href);
    await until(() => refused.length >= 2, `only ${refused.length} frames were refused`);
    for (const name of ["whole", "photo"]) assert.equal(await page.frame(name).locator("#map, link[rel=canonical]").count(), 0, name);
    await page.close();
  });

  test("a photo that is opened shows its card, Escape closes it, and Open the map leads to the same state", async () => {
    const page = await context.newPage();
    await page.goto(address_of(await serve_page(`<iframe name="embed" src="${new URL("/embed?photo=17", photomap.url).href}" width="800" height="500"></iframe>`)));
    const embed = page.frame("embed");
    await embed.locator(".card-caption").waitFor();
    const [opened] = await Promise.all([context.waitForEvent("page"), embed.locator(".open-map").click()]);
    await opened.locator(".card-caption").waitFor();
    assert.match(opened.url(), /^[^?]*\/\?.*photo=17/);
    await opened.close();
    await embed.locator(".card-caption").click();
    await page.keyboard.press("Escape");
    await until(async () => !(await embed.locator("#panel").isVisible()), "the panel is still there");
    await page.close();
  });

  test("Embed this view gives code that works in another page", async () => {
    const { page, faults, close } = await open_page("?z=6&lon=68.00&lat=41.00");
    await page.locator(".counter").waitFor();
    await page.getByRole("button", { name: "Embed this view" }).click();
    const code = await page.getByRole("textbox", { name: "Code of the frame" }).inputValue();
    assert.match(code, /^<iframe src="http:[^"]*\/embed\?z=6&amp;lon=68\.00&amp;lat=41\.00" title="[^"]+" width="800" height="500" loading="lazy" style="[^"]*" allowfullscreen><\/iframe>$/);
    assert.deepEqual(await accessibility_faults(page), []);
    await page.getByRole("button", { name: "Close", exact: true }).click();
    assert.equal(await page.locator("dialog[open]").count(), 0);
    assert.deepEqual(faults, []);
    await close();
    const other = await serve_page(code);
    const there = await context.newPage();
    await there.goto(address_of(other));
    await there.frameLocator("iframe").locator(".spot").first().waitFor();
    await there.close();
  });

  test("oEmbed is found from the page, and gives such a frame", async () => {
    const page = await (await fetch(new URL("/?photo=17", photomap.url), { headers: { accept: "text/html" } })).text();
    const [, href] = /type="application\/json\+oembed" href="([^"]+)"/.exec(page);
    const { html, title, type } = await (await fetch(href.replaceAll("&amp;", "&"))).json();
    assert.equal(type, "rich");
    assert.ok(html.includes("/embed?photo=17") && title.length > 10);
    assert.ok(total > 0);
  });
});
