// Draws the icons of the installed page from src/favicon.svg, by Chromium: node icons.mjs, after a change to that file.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { launch_chromium } from "../tests/browser/photomap.mjs";

const src = path.join(path.dirname(fileURLToPath(import.meta.url)), "src");
const drawing = fs.readFileSync(path.join(src, "favicon.svg"), "utf8");
/** A launcher cuts what it likes from the edge of a maskable icon: so it has no corners, and its middle is smaller. */
const whole = drawing.replace(/ rx="7"/, "").replace('viewBox="0 0 32 32"', 'viewBox="-3 -3 38 38"').replace('<rect width="32" height="32"', '<rect x="-3" y="-3" width="38" height="38"');

const browser = await launch_chromium();
try {
  for (const [name, side, svg] of [["icon-192", 192, drawing], ["icon-512", 512, drawing], ["maskable-512", 512, whole]]) {
    const page = await browser.newPage({ viewport: { width: side, height: side } });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${side}px;height:${side}px}</style>${svg}`);
    await page.screenshot({ path: path.join(src, "icons", `${name}.png`), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
