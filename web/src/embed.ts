// The page in a frame of another page: /embed, which build.mjs makes of index.html, and the code that puts it there.

const PATH = "/embed";

/** Whether this is the compact form. */
export function is_embedded(): boolean {
  return document.documentElement.dataset["form"] === "embed";
}

/** The same state on the whole page, and in a frame. `page` is the address of either. */
export function whole_url(page: string): string {
  const { origin, pathname, search } = new URL(page);
  return origin + (pathname.endsWith(PATH) ? pathname.slice(0, -PATH.length) + "/" : pathname) + search;
}

export function embed_url(page: string): string {
  const { origin, pathname, search } = new URL(whole_url(page));
  return origin + pathname.replace(/\/$/, "") + PATH + search;
}

/** For the page of somebody else. */
export function embed_code(page: string, title: string): string {
  const attributes = { src: embed_url(page), title, width: "800", height: "500", loading: "lazy", style: "border:0;max-width:100%" };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escaped(value)}"`);
  return `<iframe ${written.join(" ")} allowfullscreen></iframe>`;
}

function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
}
