import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import type { Catalogue, Key, Message } from "../src/catalogue/catalogue.ts";
import { catalogue as en } from "../src/catalogue/en.ts";
import { LANGUAGES, load_catalogue } from "../src/languages.ts";
import { country_name, say, use_catalogue } from "../src/say.ts";

const OTHERS = LANGUAGES.filter((language) => language !== "en");
const catalogues = new Map<string, Catalogue>(await Promise.all(LANGUAGES.map(async (language) => [language, await load_catalogue(language)] as const)));
const of = (language: string): Catalogue => catalogues.get(language) ?? en;
const keys = Object.keys(en.messages) as Key[];
const forms = (message: Message): string[] => (typeof message === "string" ? [message] : Object.values(message));
const slots = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot ?? "").sort();
const letters = (text: string): string => text.replace(/\{\w+\}/g, "").replace(/\P{L}/gu, "");

/** The same in English and here, and rightly so. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  uz: ["meters", "kilometers", "panel", "kind_port"],
};

describe.each(OTHERS)("the catalogue %s", (language) => {
  const { messages, locale, months, months_of } = of(language);

  test("has every message, with the slots of the English one", () => {
    expect(Object.keys(messages).sort()).toEqual([...keys].sort());
    for (const key of keys) {
      const [english = ""] = forms(en.messages[key]).slice(-1);
      for (const form of forms(messages[key])) {
        expect(form.trim(), key).not.toBe("");
        expect([...new Set(slots(form))], key).toEqual([...new Set(slots(english))]);
      }
    }
  });

  test("has a form for every number that its language tells apart, and no other", () => {
    const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
    for (const key of keys) {
      const message = messages[key];
      if (typeof message !== "string") expect(Object.keys(message).sort(), key).toEqual([...pluralCategories].sort());
    }
  });

  test("leaves nothing in English", () => {
    const left = keys.filter((key) => letters(forms(en.messages[key]).join()) !== "" && forms(messages[key]).some((form) => forms(en.messages[key]).includes(form)));
    expect(left.filter((key) => !SAME[language]?.includes(key))).toEqual([]);
  });

  test("is written in its own script", () => {
    const script = { ru: /^[а-яё]*$/iu, kk: /^[а-яёәіңғүұқөһ]*$/iu, uz: /^[a-zʻʼ]*$/iu, zh: /^\p{Script=Han}*$/u }[language];
    const names = /JavaScript|Ctrl|\bC\b|GeoJSON|KML|GPX|KMZ|ZIP|WGS|EPSG|Enter|Escape/g;
    const strange = keys.filter((key) => forms(messages[key]).some((form) => !script?.test(letters(form.replace(names, "")))));
    // Metres and the key for copying are international.
    expect(strange.filter((key) => key !== "meters" && key !== "kilometers")).toEqual([]);
  });

  test("uses the marks of its own typography", () => {
    const all = keys.flatMap((key) => forms(messages[key])).join("\n");
    expect(all).not.toMatch(/'|"|\.\.\./);
    if (language === "uz") expect(all).not.toMatch(/[oOgG][‘’`]|[‘’`]/);
    if (language === "zh") expect(all).not.toMatch(/[\p{Script=Han}}][,;:!?](?!\/)/u);
  });

  test("names twelve months, each in its own way", () => {
    for (const list of [months, months_of]) expect(new Set(list).size).toBe(12);
  });

  test("names every country that its browsers cannot name", () => {
    use_catalogue(of(language));
    for (const code of ["KZ", "UZ", "CN", "KG", "TJ", "TM", "RU", "MN", "US", "FR"]) expect(country_name(code)).not.toBe(new Intl.DisplayNames("en", { type: "region" }).of(code));
  });
});

describe("plural forms", () => {
  afterEach(() => use_catalogue(en));
  test.each<[string, string[]]>([
    ["en", ["0 photos", "1 photo", "2 photos", "5 photos", "21 photos"]],
    ["ru", ["0 фотографий", "1 фотография", "2 фотографии", "5 фотографий", "21 фотография"]],
    ["kk", ["0 фотосурет", "1 фотосурет", "2 фотосурет", "5 фотосурет", "21 фотосурет"]],
    ["uz", ["0 ta fotosurat", "1 ta fotosurat", "2 ta fotosurat", "5 ta fotosurat", "21 ta fotosurat"]],
    ["zh", ["0 张照片", "1 张照片", "2 张照片", "5 张照片", "21 张照片"]],
  ])("%s", (language, words) => {
    use_catalogue(of(language));
    expect([0, 1, 2, 5, 21].map((n) => say("photos", { n }))).toEqual(words);
  });
});

describe("the words of the page come from the catalogues", () => {
  const src = path.join(path.dirname(fileURLToPath(import.meta.url)), "../src");
  const read = (name: string): string => fs.readFileSync(path.join(src, name), "utf8");
  const modules = fs.readdirSync(src).filter((name) => name.endsWith(".ts"));
  /** Names, which are the same in every language. */
  const NAMES = ["GeoJSON", "OpenStreetMap", "© OpenStreetMap", "GeoNames", "photomap", "Photo essays on a map"];
  /** What formats of files call their parts. */
  const FORMATS = ["layer_geojson.ts", "layer_xml.ts"];
  /** Said to developers, not to readers. */
  const for_developers = (line: string): boolean => /Error\(|^\s*(\/\/|\*|\/\*\*|import )|_of\(.*, "|addEventListener\(|name === /.test(line);
  const OTHER_VALUES = /\b(class|rel|key|role): "[^"]*"/g;
  const WORDS = /"((?:[A-Z][a-z]+|[A-Za-z]+ [a-z]+)[^"]*)"|`([^`]*[A-Za-z]{2,} [a-z]{2,}[^`]*)`/g;

  test.each(modules.filter((name) => !FORMATS.includes(name)))("%s says nothing of its own", (name) => {
    const said = read(name).split("\n").filter((line) => !for_developers(line)).map((line) => line.replace(OTHER_VALUES, "")).flatMap((line) => {
      const shown = /textContent|aria-label|aria-valuetext|title[:=]|placeholder|h\("|label|button|say\(|return|\? "|words|alt:/.test(line);
      return shown ? [...line.matchAll(WORDS)].map(([, one, other]) => one ?? other ?? "") : [];
    });
    const allowed = (text: string): boolean => NAMES.includes(text) || CODE.test(text);
    expect(said.filter((text) => !allowed(text))).toEqual([]);
  });

  /** Keys of the keyboard, classes of elements, drawings and fonts look like words. */
  const CODE = /^(Enter|Escape|Arrow\w+|Page(Up|Down)|Home|End|Latin|Cyrillic|Files)$|^[a-z-]+( [a-z]+-[a-z-]*| marker| \$\{.*)*$|^M[\d.]|\$\{.*(fill-|stroke-|marker|\d\/)|^(italic )?\d|^(fill|stroke|swatch|chip|time|essay|card|icon|marker|name|step|photo|uncertainty|candidate|cluster|tab|pill)[ -]/;

  test("index.html has no words but the name of the program", () => {
    const text = read("index.html").replace(/<[^>]*>|\{\{\w+\}\}/g, " ").replace(/\s+/g, " ").trim();
    expect([...new Set(text.split(" "))]).toEqual(["photomap"]);
    expect(read("index.html")).not.toMatch(/aria-label=|title=|alt=|placeholder=/);
    for (const [, key = ""] of read("index.html").matchAll(/data-say[a-z-]*="(\w+)"/g)) expect(en.messages).toHaveProperty(key);
  });
});
