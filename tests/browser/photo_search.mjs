// Searching for photos, and every filter that an address can bring.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { accessibility_faults } from "./checks.mjs";
import { DESKTOP, PHONE, counter, counts, items, open_page, photomap, photos_on_map, until } from "./visit.mjs";

const SAMARKAND = "66.8,39.5,67.2,39.8";
const search_in = (page) => page.getByRole("combobox", { name: "Search places and photos" });
const chips = (page) => page.locator(".chip").allTextContents();

describe("photos are searched for", () => {
  test("by words as one types: the first are told, all become a list, the words a chip and a part of the address", async () => {
    const { page, faults, close } = await open_page();
    await counts(page, "66 photos");
    await search_in(page).click();
    await page.keyboard.type("bazaar");
    const found = (await items("q=bazaar")).numberMatched;
    assert.ok(found > 3);
    const all = page.getByRole("option", { name: `${found} photos with “bazaar”` });
    await all.waitFor();
    assert.equal(await page.getByRole("group", { name: "Photos" }).getByRole("option").count(), 4);
    await all.click();
    await counts(page, `${found} of 66 photos`);
    assert.deepEqual(await chips(page), ["with “bazaar”"]);
    assert.match(page.url(), /q=bazaar&list=essay/);
    const located = (await items("q=bazaar")).features.filter(({ geometry }) => geometry !== null).length;
    await until(async () => (await photos_on_map(page)) === located, "the markers do not follow the words");
    await until(async () => (await page.locator(".photos .photo").count()) === located, "the list does not follow the words");
    await page.reload();
    await counts(page, `${found} of 66 photos`);
    await page.getByRole("button", { name: "Remove the filter: with “bazaar”" }).click();
    await counts(page, "66 photos");
    await page.goBack();
    await counts(page, `${found} of 66 photos`);
    await search_in(page).click();
    await page.getByRole("option", { name: "with “bazaar”" }).waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  test("by a word that is not yet whole, in any script; one of them opens its card", async () => {
    const { page, faults, close } = await open_page();
    await counts(page, "66 photos");
    await search_in(page).click();
    await page.keyboard.type("flatbr");
    await page.getByRole("option", { name: /photos? with “flatbr\*”/ }).waitFor();
    await page.getByRole("group", { name: "Photos" }).getByRole("option").nth(1).click();
    await page.locator(".card-caption").waitFor();
    assert.match(await page.locator(".card-caption").textContent(), /flatbread/i);
    assert.deepEqual(faults, []);
    await close();
  });

  test("where none of them is in sight, the map shows all", async () => {
    const { page, faults, close } = await open_page("?z=12&lon=76.94&lat=43.24");
    await counts(page, "66 photos");
    await search_in(page).fill("registan");
    await page.getByRole("option", { name: /with “registan”/ }).click();
    await until(() => Number(new URL(page.url()).searchParams.get("z")) < 8, "the map did not go where they are");
    await until(async () => (await photos_on_map(page)) > 0, "they are not on the map");
    assert.deepEqual(faults, []);
    await close();
  });

  test("in a place: from the search and from a card; the place has its name on the chip", async () => {
    const { page, faults, close } = await open_page();
    await counts(page, "66 photos");
    const inside = (await items("place=samarkand")).numberMatched;
    await search_in(page).fill("Samarkand");
    await page.getByRole("option", { name: `${inside} photos in Samarkand` }).click();
    await counts(page, `${inside} of 66 photos`);
    assert.match(page.url(), /place=samarkand/);
    await until(async () => (await chips(page)).join() === "in Samarkand", "the chip has not the place's name");
    await until(() => Math.abs(Number(new URL(page.url()).searchParams.get("lon")) - 66.97) < 0.1, "the map did not go to Samarkand");
    const [{ id }] = (await items("place=samarkand")).features;
    await page.goto(new URL(`/?photo=${id}`, photomap.url).href);
    await page.locator(".card-places").getByRole("button", { name: "Uzbekistan" }).click();
    await counts(page, `${(await items("place=uzbekistan")).numberMatched} of 66 photos`);
    await until(async () => (await chips(page)).join() === "in Uzbekistan", "the chip has not the country's name");
    assert.deepEqual(faults, []);
    await close();
  });

  test("in the reader's language the chip too", async () => {
    const { page, faults, close } = await open_page("?lang=ru&place=samarkand");
    await until(async () => (await chips(page)).join() === "место: Самарканд", "the chip is not in Russian");
    assert.deepEqual(faults, []);
    await close();
  });

  for (const [name, viewport, colorScheme] of [["desktop, light", DESKTOP, "light"], ["phone, dark", PHONE, "dark"]]) {
    test(`what is found, and that nothing is, has no accessibility faults that axe finds, ${name}`, async () => {
      const { page, close } = await open_page("?q=bazaar&ids=1,2,3,17&place=samarkand", viewport, { colorScheme });
      await page.locator(".chip").nth(2).waitFor();
      for (const [text, what] of [["sam", "option"], ["qwxzzqj", "status"]]) {
        await search_in(page).fill(text);
        await page.getByRole(what).first().waitFor();
        await page.waitForTimeout(500);
        assert.deepEqual(await accessibility_faults(page), []);
      }
      await close();
    });
  }
});

describe("every filter of the server", () => {
  const parameters = async () => {
    const { paths, components } = await (await fetch(new URL("/api", photomap.url))).json();
    return paths["/stats"].get.parameters.map((one) => (one.$ref ? components.parameters[one.$ref.split("/").at(-1)] : one).name);
  };

  /** As Back and Forward do, without loading the page anew. */
  const go = (page, address) => page.evaluate((to) => {
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, address);

  test("gives the same photos from the page's address as from the server: counter, map and list, each with its chip", async () => {
    const { page, faults, close } = await open_page();
    await counts(page, "66 photos");
    const box = "S_INTERSECTS(geometry,BBOX(66.8,39.5,67.2,39.8))";
    const filters = {
      "essay": ["essay=along-the-silk-road-heritage-and-hospitality-in-uzbekistan"], "photographer": ["photographer=Oyuna%20Baldakova"], "country": ["country=UZ"],
      "place": ["place=almaty,samarkand"], "datetime": ["datetime=2022-06-01/2022-06-30", "datetime=2022-06-15", "datetime=2022-06-15T12:00:00Z/.."], "dated": ["dated=true"],
      "max-uncertainty": ["max-uncertainty=500", "max-uncertainty=500.5"], "has-image": ["has-image=true"], "q": ["q=bazaar%20-siab", "q=%22silk%20road%22"], "ids": ["ids=1,2,3,17"],
      "bbox": [`bbox=${SAMARKAND}`, `bbox=66.8,39.5,0,67.2,39.8,9000`, `bbox=${SAMARKAND}&uncertainty=touches`], "bbox-crs": ["bbox=39.5,66.8,39.8,67.2&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326"], "uncertainty": [],
      "filter": ["filter=position%20%3E%203", `filter=${encodeURIComponent(box)}`, `filter=${encodeURIComponent(`${box} AND (caption LIKE '%a)%' OR position > 3)`)}&bbox=66,39,67,40`],
      "filter-lang": [`filter=${encodeURIComponent(JSON.stringify({ op: ">", args: [{ property: "position" }, 3] }))}&filter-lang=cql2-json`],
      "filter-crs": [`filter=${encodeURIComponent("S_INTERSECTS(geometry,BBOX(39.5,66.8,39.8,67.2))")}&filter-crs=http://www.opengis.net/def/crs/EPSG/0/4326`],
      "place_name": ["place_name=Almaty"], "position": ["position=3&country=KZ"], "id": ["id=17"], "corrected": ["corrected=false"], "corrected_at": ["corrected_at=2026-01-01T00:00:00Z"],
    };
    const others = (await parameters()).filter((name) => !["by", "limit"].includes(name) && !(name in filters));
    const { features: [{ properties }] } = await items("ids=17");
    for (const name of others) filters[name] = [`${name}=${encodeURIComponent(properties[name] ?? "none")}`];
    for (const search of Object.values(filters).flat()) {
      const { features, numberMatched } = await items(search);
      await go(page, `/?list=essay&${search}`);
      await until(async () => (await counter(page)) === (numberMatched === 66 ? "66 photos" : `${numberMatched} of 66 photos`), `the counter does not say ${numberMatched}: ${search}`);
      assert.ok(await page.locator(".chip").count() > 0, `no chip: ${search}`);
      const located = features.filter(({ geometry }) => geometry !== null);
      await until(async () => (await photos_on_map(page)) === located.length, `the markers do not add up: ${search}`);
      const listed = await page.locator(".photo").evaluateAll((buttons) => buttons.map(({ dataset }) => Number(dataset.key.slice("photo-".length))));
      if (located.length <= 50) assert.deepEqual(listed.sort((a, b) => a - b), located.map(({ id }) => id).sort((a, b) => a - b), search);
    }
    assert.deepEqual(faults, []);
    await close();
  });

  test("that cannot be understood is told, and goes with its chip", async () => {
    const { page, close } = await open_page("?max-uncertainty=near");
    await page.locator("#notice").getByText("The filter in the address is not understood: max-uncertainty=near").waitFor();
    await page.getByRole("button", { name: "Remove the filter: max-uncertainty: near" }).click();
    await counts(page, "66 photos");
    assert.equal(await page.locator("#notice").isHidden(), true);
    await close();
  });

  test("an essay that is gone is left out, and that is told", async () => {
    const { page, faults, close } = await open_page("?essay=gone");
    await page.locator("#notice").getByText("There is no essay “gone” here.").waitFor();
    await counts(page, "66 photos");
    assert.deepEqual(faults, []);
    await close();
  });
});
