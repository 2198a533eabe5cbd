// The words that stand in index.html itself, from the catalogues of src/catalogue/.
import path from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const LANGUAGES = ["en", "ru", "kk", "uz", "zh"];
const here = path.dirname(fileURLToPath(import.meta.url));

/** The page in English until its script says it in another language; what stands there without script is in all of them. */
export async function fill_words(page) {
  const catalogues = await Promise.all(LANGUAGES.map(read_catalogue));
  const [english] = catalogues;
  const attributes = { label: "aria-label", content: "content" };
  return page
    .replace(/data-say="(\w+)">/g, (found, key) => `${found}${escape(english.messages[key])}`)
    .replace(/data-say-(label|content)="(\w+)"/g, (found, kind, key) => `${found} ${attributes[kind]}="${escape(english.messages[key])}"`)
    .replace("{{languages}}", LANGUAGES.map((language) => `<link rel="alternate" hreflang="${language}" href="/?lang=${language}">`).join("\n  "))
    .replace("{{no_script}}", catalogues.map(without_script).join("\n        "));
}

function without_script({ locale, messages }) {
  const link = (href, key) => `<li><a href="${href}">${escape(messages[key])}</a></li>`;
  return `<section lang="${locale}"><p>${escape(messages.no_script)}</p><ul>${link("/collections/photos/items", "no_script_photos")}${link("/collections", "no_script_collections")}</ul></section>`;
}

export async function read_catalogue(language) {
  const { outputFiles } = await esbuild.build({ entryPoints: [path.join(here, `src/catalogue/${language}.ts`)], bundle: true, format: "esm", write: false, logLevel: "warning" });
  return (await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`)).catalogue;
}

function escape(text) {
  if (text === undefined) throw new Error("index.html asks for a message that catalogue/en.ts does not have");
  return text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
}
