import { describe, expect, test } from "vitest";
import { embed_code, embed_url, whole_url } from "../src/embed.ts";
import { permalink, story_link } from "../src/photo_links.ts";

describe("a view in a frame", () => {
  test.each([
    ["http://map.org/", "http://map.org/embed", "http://map.org/"],
    ["http://map.org/?z=5&lon=1.00&lat=2.00#map", "http://map.org/embed?z=5&lon=1.00&lat=2.00", "http://map.org/?z=5&lon=1.00&lat=2.00"],
    ["http://map.org/embed?photo=17", "http://map.org/embed?photo=17", "http://map.org/?photo=17"],
    ["https://example.org/map/?essays=a,b", "https://example.org/map/embed?essays=a,b", "https://example.org/map/?essays=a,b"],
  ])("%s", (page, frame, whole) => {
    expect(embed_url(page)).toBe(frame);
    expect(whole_url(page)).toBe(whole);
  });

  test("links of a photo and of a story lead out of the frame", () => {
    expect(permalink(17, "http://map.org/embed?z=5")).toBe("http://map.org/?photo=17");
    expect(story_link({ essay: "a", step: 2 }, "http://map.org/embed?z=5")).toBe("http://map.org/?story=a&step=2");
  });

  test("its code is one element, whatever the title", () => {
    expect(embed_code("http://map.org/?z=5&lon=1&lat=2", '"A" & <b>')).toBe(
      '<iframe src="http://map.org/embed?z=5&amp;lon=1&amp;lat=2" title="&quot;A&quot; &amp; &lt;b&gt;" width="800" height="500" loading="lazy" style="border:0;max-width:100%" allowfullscreen></iframe>');
  });
});
