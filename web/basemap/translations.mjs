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
  ru: {
    1526273: "Астана", 1526384: "Алматы",
    1529651: "Алтай", 1529641: "Арал", 1220747: "Бохтар", 1521370: "Риддер", 1516438: "Алтай", 1519948: "Конаев", 1522643: "Асыката",
    1512770: "Сырдарья", 1512524: "Нурафшан", 585225: "Гаджигабул", 3014728: "Гренобль",
  },
  kk: {
    1526273: "Астана", 1526384: "Алматы", 1216265: "Самарқанд", 1221874: "Душанбе",
    162183: "Ашғабат", 1518980: "Шымкент", 1516905: "Тараз", 609655: "Қарағанды", 1524325: "Екібастұз", 610529: "Атырау", 1519422: "Семей",
    1514588: "Әндіжан", 1512979: "Қоқан", 1514019: "Ферғана", 1512473: "Үргеніш", 1281019: "Қотан", 1280849: "Қашқар", 1529651: "Алтай",
    1529167: "Шәуешек", 1519948: "Қонаев", 1516438: "Алтай", 1519725: "Саран", 610613: "Ақсай", 608362: "Шалқар", 609924: "Ембі",
  },
  uz: {
    1526273: "Ostona", 1526384: "Olmaota", 1529102: "Urumchi",
    1215957: "Termiz", 1514019: "Fargʻona", 1527534: "Oʻsh", 1527513: "Oʻzgan", 1514879: "Xoʻjand", 1221194: "Koʻlob", 1512339: "Yangiyoʻl",
    601299: "Moʻynoq", 1517945: "Turkiston", 1519922: "Qizilorda", 1518980: "Chimkent", 1281019: "Xoʻtan", 1529114: "Turfon", 1513364: "Qoʻrgʻontepa",
    1513600: "Xoʻjaobod", 112931: "Tehron", 1816670: "Pekin", 1819729: "Gonkong", 1176615: "Islomobod", 98182: "Bagʻdod", 2028462: "Ulan-Bator",
    1805753: "Jinan",
  },
  zh: {
    1526273: "阿斯塔纳", 1526384: "阿拉木图",
    1529569: "昌吉", 1521368: "拜科努尔", 609655: "卡拉干达", 1520316: "厄斯克门", 1517945: "突厥斯坦", 1516589: "杰兹卡兹甘", 1525798: "巴尔喀什", 1520253: "扎尔肯特",
    1519948: "科纳耶夫", 1512473: "乌尔根奇", 1512979: "浩罕", 1513604: "希瓦", 1513243: "马尔吉兰", 1527592: "纳伦", 1220747: "博赫塔尔", 1221194: "库洛布", 1529641: "阿拉尔",
    2034937: "沈阳", 1835848: "首尔", 1838524: "釜山", 1668341: "台北", 1581130: "河内", 3169070: "罗马", 625144: "明斯克", 3191281: "萨拉热窝", 361058: "亚历山大",
    1248991: "科伦坡", 223817: "吉布提", 703448: "基辅", 2761369: "维也纳", 616052: "埃里温",
  },
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
    return name === null ? null : language === "zh" ? without_city(simplify(name), place.country) : language === "uz" ? with_uzbek_marks(name) : name;
  };
}

/** Their sources write them as they can. */
function with_uzbek_marks(name) {
  return name.replace(/ (Shahri|Shaharchasi)$/, "").replace(/([oOgG])[‘’'`]/g, "$1ʻ").replace(/[’'`]/g, "ʼ");
}

/** Maps of China write 苏州, not 苏州市. */
function without_city(name, country) {
  return country === "CN" ? name.replace(/(?<=\p{Script=Han}{2})市$/u, "") : name;
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
