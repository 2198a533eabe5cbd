// Builds the page: node build.mjs [--out DIR]. Everything it needs lies in node_modules.
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import esbuild from "esbuild";
import { ensure_basemap } from "./basemap/build_basemap.mjs";
import { fill_words } from "./page_words.mjs";
import { icons, manifest, page_version, service_worker } from "./service_worker.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const TEXT = /\.(html|css|js|json|webmanifest|svg|txt)$/;
const WORTH_COMPRESSING = 1024;

const { values: options } = parseArgs({ options: { out: { type: "string", default: "../build/share/photomap/web" } } });
const out = path.resolve(here, options.out);

await build();

async function build() {
  const basemap = await ensure_basemap(console.log);
  const assets = await bundle();
  fs.rmSync(out, { recursive: true, force: true });
  for (const [name, bytes] of assets) write(path.join("assets", name), bytes);
  const basemap_dir = `assets/basemap-${path.basename(basemap)}`;
  fs.cpSync(basemap, path.join(out, basemap_dir), { recursive: true });
  for (const [name, bytes] of icons) write(path.join("assets", name), bytes);
  const unversioned = await fill_words(page(assets, `/${basemap_dir}/`));
  const version = page_version(unversioned);
  const index = unversioned.replace("{{version}}", version);
  write("index.html", index);
  write("embed.html", embedded(index));
  write("manifest.webmanifest", await manifest());
  write("sw.js", await service_worker(version, [...assets.keys()].filter((name) => /\.(js|css|svg)$/.test(name)), `${basemap_dir}/0/0/0.json`));
  compress(out);
  report();
}

/** Script, a file of words for each language, style, fonts and images, each with the hash of its content in its name. */
async function bundle() {
  const { outputFiles } = await esbuild.build({
    entryPoints: { app: path.join(here, "src/main.ts"), style: path.join(here, "src/style.css"), favicon: path.join(here, "src/favicon.svg") },
    outdir: path.join(here, "assets"),
    bundle: true, splitting: true, minify: true, charset: "utf8", format: "esm", target: "es2022", write: false, logLevel: "warning",
    entryNames: "[name]-[hash]", chunkNames: "[name]-[hash]", assetNames: "[name]-[hash]",
    loader: { ".woff2": "file", ".png": "file", ".svg": "copy" },
  });
  return new Map(outputFiles.map(({ path: file, contents }) => [path.basename(file), contents]));
}

function page(assets, basemap) {
  const named = (start, end) => {
    const name = [...assets.keys()].find((one) => one.startsWith(start) && one.endsWith(end));
    if (!name) throw new Error(`the bundle has no ${start}*${end}`);
    return `/assets/${name}`;
  };
  return fs.readFileSync(path.join(here, "src/index.html"), "utf8")
    .replace("{{basemap}}", basemap)
    .replace("{{favicon}}", named("favicon-", ".svg"))
    .replace("{{touch_icon}}", `/assets/${[...icons.keys()][0]}`)
    .replace("{{style}}", named("style-", ".css"))
    .replace("{{script}}", named("app-", ".js"));
}

/** The compact form of the page, for frames: what it links to opens outside of them. */
function embedded(index) {
  return index
    .replace('<html lang="en"', '<html lang="en" data-form="embed"')
    .replace("<head>", '<head>\n  <base target="_blank">\n  <meta name="robots" content="noindex">');
}

function write(name, bytes) {
  const file = path.join(out, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
}

/** Puts .gz and .br beside every text file that gains from it. */
function compress(dir) {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile() || !TEXT.test(file)) continue;
    const bytes = fs.readFileSync(file);
    if (bytes.length <= WORTH_COMPRESSING) continue;
    fs.writeFileSync(`${file}.gz`, zlib.gzipSync(bytes, { level: 9 }));
    fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
  }
}

function report() {
  const kb = (file) => `${(fs.statSync(file).size / 1024).toFixed(1)} KB`;
  for (const name of fs.readdirSync(path.join(out, "assets")).sort()) {
    const file = path.join(out, "assets", name);
    if (/^(app|style|en|ru|kk|uz|zh)-.*\.(js|css)$/.test(name)) console.log(`${name}: ${kb(file)}, ${kb(`${file}.br`)} compressed`);
  }
  console.log(`page built into ${path.relative(process.cwd(), out) || "."}`);
}
