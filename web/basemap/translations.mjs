// Names of the basemap's places in the languages of the page: from Debian's translations of GeoNames (libgeonames-common),
// and where GeoNames has but one name in the script of a language, that.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const MO_MAGIC = 0x950412de;

/** Folders of /usr/share/locale, the best first. */
const FOLDERS = { ru: ["ru"], kk: ["kk"], uz: ["uz"], zh: ["zh_CN", "zh_Hans", "zh_SG", "zh"] };
export const TRANSLATED = Object.keys(FOLDERS);

const SCRIPTS = { ru: /\p{Script=Cyrillic}/u, kk: /\p{Script=Cyrillic}/u, uz: /^[\p{Script=Latin}\P{L}]+$/u, zh: /\p{Script=Han}/u };

/** What the translations of 2022 have otherwise, or not at all: by GeoNames' id. */
const NEWER = {
  ru: { 1526273: "Астана", 1526384: "Алматы" },
  kk: { 1526273: "Астана", 1526384: "Алматы", 1216265: "Самарқанд", 1221874: "Душанбе" },
  uz: { 1526273: "Ostona", 1526384: "Olmaota", 1529102: "Urumchi" },
  zh: { 1526273: "阿斯塔纳", 1526384: "阿拉木图" },
};

/** Where the alternate names of GeoNames, which have no language, can be trusted: one name in this script, in these countries. */
const ALTERNATES = {
  ru: { letters: /^[а-яё .-]+$/iu, countries: ["KZ", "KG", "UZ", "TJ", "TM", "RU", "BY"] },
  kk: { letters: /^(?=.*[әғқңөұүһі])[а-яёәғқңөұүһі .-]+$/iu, countries: ["KZ"] },
  zh: { letters: /^\p{Script=Han}+$/u, countries: ["CN"] },
};

/** Those that are there: images of Debian leave them out. */
export function translation_files() {
  return Object.values(FOLDERS).flat().map(file_of).filter((file) => fs.existsSync(file));
}

/** find(language, place) → name or null; place: {id, country, alternates}. */
export function read_translations() {
  const simplify = simplifier();
  const known = new Map(TRANSLATED.map((language) => [language, read_messages(language, FOLDERS[language])]));
  return (language, place) => {
    const name = NEWER[language]?.[place.id] ?? known.get(language).get(place.id) ?? only_alternate(ALTERNATES[language], place, language === "zh" ? simplify : (text) => text);
    return name === null ? null : language === "zh" ? simplify(name) : language === "uz" ? with_uzbek_marks(name) : name;
  };
}

/** Their sources write them as they can. */
function with_uzbek_marks(name) {
  return name.replace(/([oOgG])[‘’'`]/g, "$1ʻ").replace(/[’'`]/g, "ʼ");
}

function only_alternate(rule, { country, alternates }, normalise) {
  if (!rule?.countries.includes(country)) return null;
  const found = new Set(alternates.filter((name) => rule.letters.test(name)).map(normalise));
  return found.size === 1 ? [...found][0] : null;
}

function read_messages(page_language, languages) {
  const messages = new Map();
  for (const language of languages) {
    const file = file_of(language);
    if (!fs.existsSync(file)) continue;
    for (const [id, name] of parse_mo(fs.readFileSync(file))) if (!messages.has(id) && SCRIPTS[page_language].test(name)) messages.set(id, name);
  }
  return messages;
}

function file_of(language) {
  return path.join("/usr/share/locale", language, "LC_MESSAGES/geonames.mo");
}

/** GNU gettext's format: two tables of lengths and offsets. */
function* parse_mo(bytes) {
  if (bytes.readUInt32LE(0) !== MO_MAGIC) throw new Error("geonames.mo: not a file of messages in this machine's order of bytes");
  const [count, keys, values] = [8, 12, 16].map((at) => bytes.readUInt32LE(at));
  const text = (table, i) => {
    const [length, offset] = [bytes.readUInt32LE(table + 8 * i), bytes.readUInt32LE(table + 8 * i + 4)];
    return bytes.toString("utf8", offset, offset + length);
  };
  for (let i = 0; i < count; i++) if (text(keys, i) !== "") yield [text(keys, i), text(values, i)];
}

/** Chinese names come in both kinds of characters; the page has simplified ones. */
function simplifier() {
  const [traditional, simplified] = fs.readFileSync(path.join(here, "simplified.txt"), "utf8").split("\n").slice(1).map((line) => [...line]);
  const simple = new Map(traditional.map((character, i) => [character, simplified[i]]));
  return (text) => [...text].map((character) => simple.get(character) ?? character).join("");
}
