import { describe, expect, test } from "vitest";
import { distance_m, box_around } from "../src/geo.ts";
import { nearest } from "../src/photo_about.ts";
import { citation_words, geojson_path, openstreetmap_url, permalink } from "../src/photo_links.ts";
import { parse_place } from "../src/place.ts";
import { away_words, hierarchy_words, uncertainty_words } from "../src/words.ts";
import { photo } from "./photos.ts";

const NOVEMBER = new Date(2026, 10, 25);
const bread = photo(17, 66.9787, 39.6601, {
  caption: "Bread in Samarkand", credit: "© Oyuna Baldakova", essay_title: "Along the Silk Road", place_name: "Siab Bazaar", country: "UZ",
  taken_start: "2022-06-01", taken_end: "2022-06-30", uncertainty_m: 400,
});

describe("a photo's links", () => {
  test("the permalink says the photo alone", () => expect(permalink(17, "http://map.org/photos/?z=5&lon=1&lat=2&photo=3#x")).toBe("http://map.org/photos/?photo=17"));
  test("GeoJSON whatever the browser prefers", () => expect(geojson_path(17)).toBe("/collections/photos/items/17?f=json"));

  test.each([[50, 18], [400, 16], [15_000, 10], [3_000_000, 3]])("OpenStreetMap shows a circle of %i m at zoom %i", (uncertainty_m, zoom) => {
    expect(openstreetmap_url({ ...bread, uncertainty_m })).toBe(`https://www.openstreetmap.org/?mlat=39.66010&mlon=66.97870#map=${zoom}/39.66010/66.97870`);
  });
});

describe("citation", () => {
  test("says all that is known, and the day", () => {
    expect(citation_words(bread, "http://map.org/?photo=17", NOVEMBER)).toBe("Oyuna Baldakova. “Bread in Samarkand.” Photograph, June 2022. In: Along the Silk Road. "
      + "Placed at Siab Bazaar, Uzbekistan (39.6601° N, 66.9787° E, within 400 m). http://map.org/?photo=17 (accessed 25 November 2026).");
  });

  test("goes without what is not known", () => {
    expect(citation_words({ ...bread, at: null, credit: null, taken_start: null, taken_end: null, caption: "Where?", licence: "CC BY 4.0" }, "u", NOVEMBER))
      .toBe("“Where?” Photograph, undated. In: Along the Silk Road. CC BY 4.0. u (accessed 25 November 2026).");
  });
});

describe("around a photo", () => {
  test("a degree of the equator is 111 km, and 56 km at 60 degrees north", () => {
    expect(distance_m({ lon: 0, lat: 0 }, { lon: 1, lat: 0 })).toBeCloseTo(111_319, -1);
    expect(distance_m({ lon: 179.5, lat: 60 }, { lon: -179.5, lat: 60 })).toBeCloseTo(55_656, -2);
  });

  test.each([[66, 39, 10_000], [179.99, 60, 10_000], [-180, -75, 500], [0, 89.5, 10_000]])("the box around %d %d holds the circle of %i m", (lon, lat, radius) => {
    const box = box_around({ lon, lat }, radius);
    const width = box.east < box.west ? box.east + 360 - box.west : box.east - box.west;
    expect(distance_m({ lon: 0, lat }, { lon: width / 2, lat })).toBeGreaterThanOrEqual(radius * 0.999);
    expect(distance_m({ lon, lat }, { lon, lat: box.south })).toBeGreaterThanOrEqual(radius * 0.999);
  });

  test("its neighbours are the nearest, not itself, not those without a place", () => {
    const others = [photo(1, 66.99, 39.66), bread, photo(2, 66.98, 39.66), { ...photo(3, 0, 0), at: null }, photo(4, 66.9787, 39.6601), photo(5, 67.5, 39.66), photo(6, 68, 39)];
    expect(nearest(bread, others).map((one) => one.photo.id)).toEqual([4, 2, 1, 5]);
  });
});

test("words", () => {
  expect(uncertainty_words(15_000, "Almaty")).toBe("somewhere in Almaty, within 15 km");
  expect(uncertainty_words(400, "Siab Bazaar")).toBe("within 400 m");
  expect(away_words(0, 400)).toBe("same spot");
  expect(away_words(0, 15_000)).toBe("same area");
  expect(away_words(349.6, null)).toBe("350 m away");
  expect(hierarchy_words(["Siab Bazaar", "Samarkand"], "UZ")).toBe("Siab Bazaar › Samarkand › Uzbekistan");
  expect(hierarchy_words(["Kazakhstan"], "KZ")).toBe("Kazakhstan");
});

test("a place knows what contains it", () => {
  expect(parse_place({ id: "siab", properties: { name: "Siab Bazaar", parent_id: "samarkand" } })).toEqual({ id: "siab", name: "Siab Bazaar", parent_id: "samarkand" });
  expect(parse_place({ id: "uz", properties: { name: "Uzbekistan", parent_id: null } }).parent_id).toBeNull();
});
