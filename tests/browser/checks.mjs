// What the browser tests ask of a page as a whole.
import { createRequire } from "node:module";
import path from "node:path";
import { ROOT } from "./photomap.mjs";

const require = createRequire(path.join(ROOT, "web/package.json"));
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Until nothing lands, glides or fades any more; what turns for ever may go on. */
function animations_end(page) {
  return page.evaluate(() => {
    const ending = document.getAnimations().filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity);
    return Promise.all(ending.map((animation) => animation.finished.catch(() => {}))).then(() => {});
  });
}

/** What axe finds, each as "rule: selector". It is evaluated, as the page's policy admits no script of another. */
export async function accessibility_faults(page) {
  await animations_end(page); // axe takes the contrast of a moment for that of the page
  await page.evaluate(require("axe-core").source);
  const violations = await page.evaluate(async (rules) => (await window.axe.run(document, { runOnly: rules })).violations, RULES);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

/** What the scripts and style sheets that the page names weigh as they are sent. */
export async function first_view_bytes(url) {
  const page = await (await fetch(url, { headers: { accept: "text/html" } })).text();
  const names = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, name]) => name);
  const sizes = await Promise.all(names.map(async (name) => {
    const answer = await fetch(new URL(name, url), { headers: { "accept-encoding": "br" } });
    return Number(answer.headers.get("content-length"));
  }));
  return sizes.reduce((sum, size) => sum + size, 0);
}
