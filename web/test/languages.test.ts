import { afterEach, describe, expect, test } from "vitest";
import { catalogue as en } from "../src/catalogue/en.ts";
import { date_words, month_span_words } from "../src/date_words.ts";
import { choose_language, load_catalogue } from "../src/languages.ts";
import type { Language } from "../src/languages.ts";
import { short_number_words, use_catalogue } from "../src/say.ts";
import { text_language, written_in } from "../src/text_language.ts";
import { counter_words, country_words, distance_words, place_words, position_words, uncertainty_words } from "../src/words.ts";

describe("the language", () => {
  test.each<[Language | null, Language | null, string[], Language]>([
    ["kk", "ru", ["zh-CN"], "kk"],
    [null, "ru", ["zh-CN"], "ru"],
    [null, null, ["de-DE", "zh-CN", "ru"], "zh"],
    [null, null, ["uz-Cyrl-UZ"], "uz"],
    [null, null, ["de", "fr"], "en"],
    [null, null, [], "en"],
  ])("of the address %s, kept %s, of the browser %j: %s", (address, kept, wanted, chosen) => expect(choose_language(address, kept, wanted)).toBe(chosen));
});

const in_language = async (language: Language): Promise<void> => use_catalogue(await load_catalogue(language));

describe("values in other languages", () => {
  afterEach(() => use_catalogue(en));

  test.each<[Language, string[]]>([
    ["ru", ["12 мая 2023", "12–14 мая 2023", "30 мая — 2 июня 2023", "30 декабря 2022 — 2 января 2023", "июнь 2022", "июнь — июль 2022", "2022 год", "2020–2022 годы", "не раньше 12 мая 2023", "без даты"]],
    ["kk", ["2023 жылғы 12 мамыр", "2023 жылғы 12–14 мамыр", "2023 жылғы 30 мамыр – 2 маусым", "2022 жылғы 30 желтоқсан – 2023 жылғы 2 қаңтар", "2022 жылғы маусым", "2022 жылғы маусым – шілде", "2022 жыл", "2020–2022 жылдар", "2023 жылғы 12 мамыр және одан кейін", "күні белгісіз"]],
    ["uz", ["2023-yil 12-may", "2023-yil 12–14-may", "2023-yil 30-may – 2-iyun", "2022-yil 30-dekabr – 2023-yil 2-yanvar", "2022-yil iyun", "2022-yil iyun – iyul", "2022-yil", "2020–2022-yillar", "2023-yil 12-may va undan keyin", "sanasi nomaʼlum"]],
    ["zh", ["2023年5月12日", "2023年5月12日至14日", "2023年5月30日至6月2日", "2022年12月30日至2023年1月2日", "2022年6月", "2022年6月至7月", "2022年", "2020年至2022年", "2023年5月12日起", "日期不详"]],
  ])("dates in %s", async (language, words) => {
    await in_language(language);
    const spans: [string | null, string | null][] = [
      ["2023-05-12", "2023-05-12"], ["2023-05-12", "2023-05-14"], ["2023-05-30", "2023-06-02"], ["2022-12-30", "2023-01-02"], ["2022-06-01", "2022-06-30"],
      ["2022-06-01", "2022-07-31"], ["2022-01-01", "2022-12-31"], ["2020-01-01", "2022-12-31"], ["2023-05-12", null], [null, null],
    ];
    expect(spans.map(([start, end]) => date_words(start, end))).toEqual(words);
  });

  test.each<[Language, string[]]>([
    ["ru", ["17 из 66 фотографий", "20 из 21 фотографии", "Алматы, где-то в пределах 15 км", "в пределах 400 м", "2,5 км", "1 600 км", "39,6601° с. ш., 66,9787° в. д.", "Казахстан / Китай", "Samarkand, Узбекистан", "с июня 2022"]],
    ["kk", ["66 фотосурет ішінен 17", "21 фотосурет ішінен 20", "Алматы аумағында, қателігі 15 км-ге дейін", "қателігі 400 м-ге дейін", "2,5 км", "1 600 км", "39,6601° с. е., 66,9787° ш. б.", "Қазақстан / Қытай", "Samarkand, Өзбекстан", "2022 жылғы маусым және одан кейін"]],
    ["uz", ["66 ta fotosuratdan 17 tasi", "21 ta fotosuratdan 20 tasi", "Алматы hududida, xatoligi 15 km gacha", "xatoligi 400 m gacha", "2,5 km", "1 600 km", "39,6601° shm. k., 66,9787° shq. u.", "Qozogʻiston / Xitoy", "Samarkand, Oʻzbekiston", "2022-yil iyun va undan keyin"]],
    ["zh", ["66 张照片中的 17 张", "21 张照片中的 20 张", "Алматы某处，误差 15 公里以内", "误差 400 米以内", "2.5 公里", "1,600 公里", "北纬39.6601°，东经66.9787°", "哈萨克斯坦 / 中国", "乌兹别克斯坦·Samarkand", "2022年6月起"]],
  ])("numbers and places in %s", async (language, words) => {
    await in_language(language);
    const said = [
      counter_words(17, 66), counter_words(20, 21), uncertainty_words(15_000, "Алматы"), uncertainty_words(400), distance_words(2500), distance_words(1_600_000),
      position_words(66.9787, 39.6601), country_words("KZ/CN"), place_words("Samarkand", "UZ"), month_span_words("2022-06", null),
    ];
    expect(said.map((one) => one?.replace(/[\u00a0\u202f]/g, " "))).toEqual(words);
  });

  test.each<[Language, string[]]>([
    ["ru", ["9 999", "12 тыс.", "3,4 млн"]], ["kk", ["9 999", "12 мың", "3,4 млн"]], ["uz", ["9 999", "12 ming", "3,4 mln"]], ["zh", ["9,999", "1.2万", "340万"]],
  ])("counts on markers in %s", async (language, words) => {
    await in_language(language);
    expect([9999, 12_345, 3_400_000].map((n) => short_number_words(n).replace(/[\u00a0\u202f]/g, " "))).toEqual(words);
  });
});

describe("the language of a caption", () => {
  test.each<[string, string | null]>([
    ["A vendor with the morning's flatbread in Samarkand.", "en"],
    ["Registan", null],
    ["Der Markt von Almaty", null],
    ["撒马尔罕的清晨", "zh"],
    ["アルマトイの市場", null],
    ["Утро на рынке", "ru"],
    ["Алматы", null],
    ["Алматының таңғы базары", "kk"],
    ["Қазақстанның оңтүстігі", "kk"],
    ["Бозордаги қизлар ўйини", null],
    ["Bozorda", null],
  ])("“%s” is %s", (text, language) => expect(text_language(text)).toBe(language));

  test("a short one is of its essay's language, where the script is the same", () => {
    expect(written_in("Registan", "Along the Silk Road")).toEqual({ lang: "en" });
    expect(written_in("Регистан", "Along the Silk Road")).toEqual({});
    expect(written_in("Registan", "Seidenstraße")).toEqual({});
  });
});
