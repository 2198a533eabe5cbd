// What makes the page work offline and lets it be installed: the service worker with its list of files, the manifest, the icons.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import { read_catalogue } from "./page_words.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const hash = (bytes) => crypto.createHash("sha256").update(bytes).digest("hex").slice(0, 12);

const DRAWN = [
  { file: "icon-192.png", sizes: "192x192", purpose: "any" },
  { file: "icon-512.png", sizes: "512x512", purpose: "any" },
  { file: "maskable-512.png", sizes: "512x512", purpose: "maskable" },
].map(({ file, sizes, purpose }) => {
  const bytes = fs.readFileSync(path.join(here, "src/icons", file));
  return { name: `${path.parse(file).name}-${hash(bytes)}.png`, bytes, sizes, purpose };
});

/** By their names among the assets. Drawn by icons.mjs. */
export const icons = new Map(DRAWN.map(({ name, bytes }) => [name, bytes]));

/** The page names all its files by their content, so it says itself which version it is of. */
export function page_version(index) {
  return hash(index);
}

/** A worker with another list is another file, which is how browsers notice that there is a newer page. */
export async function service_worker(version, assets, first_map) {
  const files = ["/", ...assets.sort().map((name) => `/assets/${name}`), `/${first_map}`];
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(here, "worker/service_worker.ts")],
    define: { PAGE_FILES: JSON.stringify(files), PAGE_VERSION: JSON.stringify(version) },
    bundle: true, minify: true, charset: "utf8", format: "iife", target: "es2022", write: false, logLevel: "warning",
  });
  return outputFiles[0].contents;
}

export async function manifest() {
  const { messages } = await read_catalogue("en");
  const style = fs.readFileSync(path.join(here, "src/theme.css"), "utf8");
  const paper = /--paper: (#[0-9a-f]{6});/.exec(style)?.[1];
  if (!paper) throw new Error("src/theme.css names no colour --paper, which the manifest takes for its background");
  return JSON.stringify({
    id: "/", name: `photomap: ${messages.title}`, short_name: "photomap", description: messages.description, lang: "en",
    start_url: "/", scope: "/", display: "standalone", theme_color: paper, background_color: paper,
    icons: DRAWN.map(({ name, sizes, purpose }) => ({ src: `/assets/${name}`, type: "image/png", sizes, purpose })),
  });
}
