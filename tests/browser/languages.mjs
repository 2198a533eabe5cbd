// The page in each of its languages.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { accessibility_faults, first_view_bytes } from "./checks.mjs";
import { DESKTOP, PHONE, counts, open_page, photomap, until } from "./visit.mjs";

/** What a visitor reads: counter of all, of two essays, the tabs, a chip, a month under the map, a place on the card. */
const WORDS = {
  en: { tag: "en", all: "66 photos", filters: "Filters", chip: "Kazakhstan", list: "Photos in view", month: "June 2022", card: /When.*June 2022.*Uzbekistan/s, find: "Find a place", city: "Samarkand" },
  ru: { tag: "ru", all: "66 фотографий", filters: "Фильтры", chip: "Казахстан", list: "Фото на карте", month: "Июнь 2022", card: /Когда.*июнь 2022.*Узбекистан/s, find: "Найти место", city: "Самарканд" },
  kk: { tag: "kk", all: "66 фотосурет", filters: "Сүзгілер", chip: "Қазақстан", list: "Картадағы суреттер", month: "2022 жылғы маусым", card: /Қашан.*2022 жылғы маусым.*Өзбекстан/s, find: "Орын іздеу", city: "Самарқанд" },
  uz: { tag: "uz-Latn", all: "66 ta fotosurat", filters: "Filtrlar", chip: "Qozogʻiston", list: "Xaritadagi suratlar", month: "2022-yil iyun", card: /Qachon.*2022-yil iyun.*Oʻzbekiston/s, find: "Joyni qidirish", city: "Samarqand" },
  zh: { tag: "zh-Hans", all: "66 张照片", filters: "筛选", chip: "哈萨克斯坦", list: "视野内的照片", month: "2022年6月", card: /时间.*2022年6月.*乌兹别克斯坦/s, find: "查找地点", city: "撒马尔罕" },
};

const catalogues = (page) => page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname).filter((name) => /assets\/(en|ru|kk|uz|zh)-/.test(name)).map((name) => name.slice(8, 10)));

describe("languages", () => {
  for (const [language, words] of Object.entries(WORDS)) {
    test(`speaks ${language}: header, chips, card, list and timeline, with that catalogue alone`, async () => {
      const { page, faults, close } = await open_page(`?lang=${language}&countries=KZ`);
      await page.locator(".counter").waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.lang), words.tag);
      assert.deepEqual(await catalogues(page), [language]);
      assert.deepEqual(await page.locator(".chip").allTextContents(), [words.chip]);
      await page.getByRole("button", { name: words.filters, exact: true }).waitFor();
      await page.locator(".clear").click();
      await counts(page, words.all);
      assert.equal(await page.locator("#search").getAttribute("placeholder"), words.find);
      assert.ok((await page.locator(".time-bars .bin").first().getAttribute("title")).startsWith(words.month));
      await page.getByRole("button", { name: words.list, exact: true }).click();
      await page.locator(".photos .photo").first().waitFor();
      assert.ok(new URL(page.url()).searchParams.get("lang") === language, "the address forgot the language");
      const caption = page.locator(".photo", { hasText: "flatbread" });
      assert.equal(await caption.locator(".photo-caption").getAttribute("lang"), "en");
      await caption.click();
      await page.locator(".facts").waitFor();
      assert.match(await page.locator(".facts").textContent(), words.card);
      await until(async () => (await page.locator(".facts").textContent()).includes(words.city), `the card does not say ${words.city}`);
      assert.equal(await page.locator('.facts dd[lang="en"]').count(), 1, "the reason is not marked as English");
      assert.deepEqual(faults, []);
      await close();
    });
  }

  test("is chosen by the browser's languages, then by the menu, which the next visit remembers and the address tells", async () => {
    const { page, faults, close } = await open_page("?photo=17", DESKTOP, { locale: "kk-KZ" });
    await page.locator(".card-caption").waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), "kk");
    await page.getByRole("button", { name: "Тіл: Қазақша" }).focus();
    await page.keyboard.press("Enter");
    assert.deepEqual(await page.locator(".language-link").allTextContents(), ["English", "Русский", "Қазақша", "Oʻzbekcha", "中文"]);
    assert.equal(await page.locator(".language-link[aria-current]").textContent(), "Қазақша");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".language-link").first().isVisible(), false);
    assert.equal(await page.evaluate(() => document.activeElement.className), "language-now");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Язык: Русский" }).waitFor();
    await page.locator(".card-caption").waitFor();
    assert.match(page.url(), /photo=17.*lang=ru/);
    await page.goto(new URL("/", photomap.url).href);
    await counts(page, "66 фотографий");
    await page.goto(new URL("/?lang=zh", photomap.url).href);
    await counts(page, "66 张照片");
    assert.deepEqual(faults, []);
    await close();
  });

  test("names places of the map and of the search in the language", async () => {
    const { page, faults, close } = await open_page("?lang=ru&z=6&lon=68.00&lat=41.00");
    await page.locator(".counter").waitFor();
    await until(async () => (await page.locator(".name").allTextContents()).includes("Ташкент"), "the map does not say Ташкент");
    await page.getByRole("combobox", { name: "Найти место" }).fill("Samark");
    await page.getByRole("option", { name: /^Самарканд.*город.*Узбекистан/ }).first().waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  test("without script the page says where the photos are, in every language", async () => {
    const { page, close } = await open_page("", DESKTOP, { javaScriptEnabled: false });
    for (const { tag } of Object.values(WORDS)) assert.equal(await page.locator(`noscript section[lang="${tag.replace("-Latn", "")}"] a[href="/collections/photos/items"]`).count(), 1, tag);
    await close();
  });

  for (const language of ["ru", "zh"]) {
    test(`${language} fits on a phone, and axe finds nothing in it`, async () => {
      const { page, faults, close } = await open_page(`?lang=${language}`, PHONE);
      const found = [];
      for (const search of ["", "&list=date", "&photo=17", "&countries=KZ&from=2022-07&undated=no"]) {
        await page.goto(new URL(`/?lang=${language}${search}`, photomap.url).href);
        await page.locator(".counter, .card-caption").first().waitFor();
        await page.locator(".language-now").click();
        await page.waitForTimeout(300);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.width, search);
        const outside = await page.locator("#sheet *, .timeline *").evaluateAll((elements, width) => elements.filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > width + 1 && !one.closest(".unseen")).map((one) => one.className), PHONE.width);
        assert.deepEqual(outside, [], search);
        found.push(...(await accessibility_faults(page)).map((fault) => `${search}: ${fault}`));
      }
      assert.deepEqual(found, []);
      assert.deepEqual(faults, []);
      await close();
    });
  }

  test("script, style and the largest catalogue of the first view are at most 160 KB compressed", async () => {
    const bytes = await first_view_bytes(photomap.url);
    const sizes = await Promise.all(Object.keys(WORDS).map(async (language) => {
      const { page, close } = await open_page(`?lang=${language}`);
      await page.locator(".counter").waitFor();
      const [file] = await page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => /assets\/(en|ru|kk|uz|zh)-/.test(name)).map(({ encodedBodySize }) => encodedBodySize));
      await close();
      return file;
    }));
    assert.ok(sizes.every((size) => size > 2000), `${sizes}`);
    assert.ok(bytes + Math.max(...sizes) <= 160 * 1024, `${bytes} and ${Math.max(...sizes)} bytes`);
  });
});
