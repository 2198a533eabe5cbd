import { describe, expect, test } from "vitest";
import { is_away, is_for_good, way_of } from "../worker/ways.ts";

const OWN = "https://photos.example";
const fetched = (path: string, destination = ""): ReturnType<typeof way_of> => way_of({ method: "GET", url: new URL(path, OWN).href, mode: "cors", destination }, OWN);
const opened = (path: string): ReturnType<typeof way_of> => way_of({ method: "GET", url: new URL(path, OWN).href, mode: "navigate", destination: "document" }, OWN);

describe("the service worker", () => {
  test.each([
    ["/assets/app-1A2B.js", "script", "asset"],
    ["/assets/font-1A2B.woff2", "font", "asset"],
    ["/tiles/3/1/2.geojson?v=7", "", "tile"],
    ["/basemap/3/1/2?v=7", "image", "tile"],
    ["/tiles/3/1/2.geojson", "", "answer"],
    ["/collections/photos", "", "answer"],
    ["/collections/photos/items/17", "", "answer"],
    ["/stats?by=month", "", "answer"],
    ["/photon/api?q=samar", "", "answer"],
    ["/basemap/3/1/2", "image", "answer"],
  ])("answers %s (%s) as %s", (path, destination, way) => expect(fetched(path, destination)).toBe(way));

  test.each(["/sw.js", "/healthz", "/robots.txt", "/collectionsx", "/search?q=samarkand"])("leaves %s to the browser", (path) => expect(fetched(path)).toBeNull());

  test("answers the page with any state, and no other document", () => {
    expect(opened("/?z=3&photo=17")).toBe("page");
    for (const path of ["/?f=json", "/embed?z=3", "/collections/photos/items/17", "/collections/photos/items?f=csv"]) expect(opened(path)).toBeNull();
  });

  test("has nothing to do with other hosts, nor with what is no reading", () => {
    expect(way_of({ method: "GET", url: "https://tile.openstreetmap.org/assets/1.png", mode: "no-cors", destination: "image" }, OWN)).toBeNull();
    expect(way_of({ method: "POST", url: `${OWN}/stats`, mode: "cors", destination: "" }, OWN)).toBeNull();
  });

  test("takes a proxy without a server behind it for no answer, and a server that is busy for one", () => {
    expect([502, 504, 503, 500, 404, 200].map(is_away)).toEqual([true, true, false, false, false, false]);
  });

  test("keeps for good what the server says will never change", () => {
    expect(is_for_good("public, max-age=31536000, immutable")).toBe(true);
    expect(is_for_good("no-cache")).toBe(false);
    expect(is_for_good(null)).toBe(false);
  });
});
