// A reader's own files on the map, and photos inside an area.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { accessibility_faults } from "./checks.mjs";
import { DESKTOP, PHONE, counts, items, open_page, photos_on_map, until } from "./visit.mjs";

const SAMARKAND = [[66.8, 39.5], [67.2, 39.5], [67.2, 39.8], [66.8, 39.8], [66.8, 39.5]];
const feature = (name, geometry) => ({ type: "Feature", properties: { name }, geometry });
const file = (name, text) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text) });
const GEOJSON = file("places.geojson", JSON.stringify({ type: "FeatureCollection", features: [feature("Around Samarkand", { type: "Polygon", coordinates: [SAMARKAND] }), feature("<b>Post</b>", { type: "Point", coordinates: [66.9, 39.7] })] }));
const KML = file("walk.kml", `<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>Walk</name><LineString><coordinates>66.9,39.6 67,39.7</coordinates></LineString></Placemark></kml>`);
const GPX = file("track.gpx", `<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><name>Ride</name><trkseg><trkpt lat="39.6" lon="66.9"/><trkpt lat="39.7" lon="67"/></trkseg></trk></gpx>`);
const inside = async () => (await items(`filter=${encodeURIComponent(`S_INTERSECTS(geometry,POLYGON((${SAMARKAND.map((at) => at.join(" ")).join(",")})))`)}`)).numberMatched;

describe("a reader's own layer", () => {
  const open_panel = (page) => page.getByRole("button", { name: "Your own map data" }).click();
  /** Of the area in the address, as numbers. */
  const corners = (page) => /POLYGON\(\((.*?)\)/.exec(new URL(page.url()).searchParams.get("filter") ?? "")?.[1].split(/[ ,]/).map(Number) ?? null;
  const choose = async (page, ...files) => {
    const choosing = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose files …" }).click();
    await (await choosing).setFiles(files);
  };

  test("files of three kinds are drawn, sent nowhere, and removed", async () => {
    const { page, faults, close } = await open_page();
    await counts(page, "66 photos");
    const sent = [];
    page.on("request", (request) => { if (request.method() !== "GET") sent.push(request.url()); });
    await open_panel(page);
    await choose(page, GEOJSON, KML, GPX);
    await until(async () => (await page.locator(".own-layer").count()) === 3, "not three layers");
    assert.equal(await page.locator("path.own-shape").count(), 4);
    assert.equal(await page.locator(".own-told").textContent(), "On the map: places.geojson, walk.kml, track.gpx.");
    await page.getByRole("button", { name: "Remove walk.kml from the map" }).click();
    assert.equal(await page.locator("path.own-shape").count(), 3);
    assert.deepEqual(sent, []);
    assert.deepEqual(faults, []);
    await close();
  });

  test("a file that is none of these is refused in plain words", async () => {
    const { page, faults, close } = await open_page();
    await counts(page, "66 photos");
    await open_panel(page);
    const told = page.locator(".own-told");
    for (const [one, words] of [
      [file("notes.txt", "Samarkand"), /notes\.txt cannot be shown: it is neither GeoJSON nor KML nor GPX/],
      [file("half.kml", "<kml><Placemark>"), /half\.kml cannot be read: it is damaged/],
      [file("metres.json", `{"type":"Point","coordinates":[7456000,4780000]}`), /not degrees of longitude and latitude/],
      [file("bomb.kml", `<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><kml><name>&b;</name></kml>`), /bomb\.kml cannot be read/],
      [file("empty.geojson", `{"type":"FeatureCollection","features":[]}`), /nothing in empty\.geojson/],
      [file("large.gpx", `<gpx>${" ".repeat(10 * 1024 * 1024)}</gpx>`), /large\.gpx is too large: at most 10 MB/],
    ]) {
      await choose(page, one);
      await until(async () => words.test(await told.textContent()), `it was not said: ${words}`);
    }
    assert.equal(await page.locator("path.own-shape").count(), 0);
    // Chromium styles its message about broken XML, which nobody sees, and which the page's policy forbids.
    assert.deepEqual(faults.filter((fault) => !/inline/.test(fault)), []);
    await close();
  });

  test("a file dropped onto the map filters by its area; the area is in the address and goes with its chip", async () => {
    const { page, faults, close } = await open_page();
    await counts(page, "66 photos");
    const dropped = await page.evaluateHandle(([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name));
      return data;
    }, [GEOJSON.name, GEOJSON.buffer.toString()]);
    await page.dispatchEvent("#map", "dragover", { dataTransfer: dropped });
    await page.getByText("Drop the file to see it on the map.").waitFor();
    await page.dispatchEvent("#map", "drop", { dataTransfer: dropped });
    await page.getByRole("button", { name: "Photos inside Around Samarkand" }).click();
    const wanted = await inside();
    assert.ok(wanted > 0 && wanted < 66);
    await counts(page, `${wanted} of 66 photos`);
    await until(async () => (await photos_on_map(page)) === wanted, "the markers do not follow the area");
    assert.match(decodeURIComponent(page.url()), /filter=S_INTERSECTS\(geometry,POLYGON\(\(66\.8 39\.5,67\.2 39\.5,67\.2 39\.8,66\.8 39\.8,66\.8 39\.5\)\)\)&area-name=Around Samarkand/);
    await page.reload();
    await counts(page, `${wanted} of 66 photos`);
    assert.equal(await page.locator("path.own-filter").count(), 1);
    await page.getByRole("button", { name: "Remove the filter: inside Around Samarkand" }).click();
    await counts(page, "66 photos");
    assert.equal(await page.locator("path.own-filter").count(), 0);
    await page.goBack();
    await counts(page, `${wanted} of 66 photos`);
    assert.equal(await page.locator("path.own-filter").count(), 1);
    assert.deepEqual(faults, []);
    await close();
  });

  test("an area is drawn by hand, over a file too, left by Escape, and may be what the map shows", async () => {
    const { page, faults, close } = await open_page("");
    await counts(page, "66 photos");
    const map = await page.locator("#map").boundingBox();
    const press = (x, y) => page.mouse.click(map.x + x * map.width, map.y + y * map.height);
    const draw = async () => {
      await open_panel(page);
      await page.getByRole("button", { name: "Draw an area" }).click();
      for (const [x, y] of [[0.3, 0.3], [0.7, 0.3], [0.7, 0.7], [0.3, 0.7]]) await press(x, y);
    };
    await open_panel(page);
    await choose(page, file("wide.json", JSON.stringify(feature("Wide", { type: "Polygon", coordinates: [[[60, 36], [75, 36], [75, 43], [60, 43], [60, 36]]] }))));
    await page.locator(".own-layer").waitFor();
    await page.keyboard.press("Escape");
    await draw();
    await page.keyboard.press("Escape");
    assert.equal(corners(page), null);
    await page.keyboard.press("Escape");
    await draw();
    await page.keyboard.press("Enter");
    await until(() => corners(page) !== null, "the area is not in the address");
    const drawn = corners(page);
    assert.ok(drawn.length === 10 && drawn[0] > 60 && drawn[0] < 70, `${drawn}`);
    await until(async () => / of 66 photos$/.test(await page.locator(".counter").textContent()), "it is no filter");
    await open_panel(page);
    await page.getByRole("button", { name: "What the map shows now" }).click();
    await until(async () => corners(page)[0] < drawn[0], "it is not the larger area");
    assert.deepEqual(faults, []);
    await close();
  });

  test("an area is drawn by keyboard alone", async () => {
    const { page, faults, close } = await open_page("?z=6&lon=67.00&lat=39.65");
    await until(async () => / of 66 photos$|^66 photos$/.test(await page.locator(".counter").textContent()), "no counter");
    await page.getByRole("button", { name: "Your own map data" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Draw an area" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".drawing-bar").waitFor();
    const arrow = async (key) => {
      const before = page.url();
      for (let i = 0; i < 3; i++) await page.keyboard.press(key);
      await until(() => page.url() !== before, `${key} does not move the map`);
      await page.waitForTimeout(300);
    };
    await page.keyboard.press("Space");
    for (const key of ["ArrowRight", "ArrowUp", "ArrowLeft"]) {
      await arrow(key);
      await page.keyboard.press("Space");
    }
    await page.keyboard.press("Enter");
    await until(() => corners(page) !== null, "the area is not in the address");
    assert.ok(corners(page).length >= 10);
    assert.ok(Math.abs(corners(page)[0] - 67) < 0.1 && corners(page).some((number) => number > 67.5 && number < 75) && corners(page).some((number) => number > 40 && number < 45));
    assert.deepEqual(faults, []);
    await close();
  });

  test("sides that cross are refused in words", async () => {
    const { page, close } = await open_page();
    await counts(page, "66 photos");
    await open_panel(page);
    await choose(page, file("bow.json", JSON.stringify(feature("Bow", { type: "Polygon", coordinates: [[[66, 39], [68, 41], [68, 39], [66, 41], [66, 39]]] }))));
    await page.getByRole("button", { name: "Photos inside Bow" }).click();
    await page.locator(".own-told").getByText("The sides of this area cross each other").waitFor();
    assert.equal(corners(page), null);
    await close();
  });

  for (const [name, viewport, colorScheme] of [["desktop, light", DESKTOP, "light"], ["phone, dark", PHONE, "dark"]]) {
    test(`has no accessibility faults that axe finds, ${name}`, async () => {
      const { page, close } = await open_page("", viewport, { colorScheme });
      await page.locator(".spot").first().waitFor();
      await open_panel(page);
      await choose(page, GEOJSON);
      await page.locator(".own-layer").waitFor();
      assert.deepEqual(await accessibility_faults(page), []);
      await page.getByRole("button", { name: "Draw an area" }).click();
      await page.locator(".drawing-bar").waitFor();
      assert.deepEqual(await accessibility_faults(page), []);
      await close();
    });
  }
});
