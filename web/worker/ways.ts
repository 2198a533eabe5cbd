// Which requests the service worker answers, and how. Pure, so that it is tested without a browser.

/**
 * page: the network, else the page that was kept. asset, tile: what is kept goes first, as their address is that of one version
 * for good. answer: the network, else what was kept, and marked so.
 */
export type Way = "page" | "asset" | "tile" | "answer";

export interface Asked {
  readonly method: string;
  readonly url: string;
  /** Of the Fetch standard: "navigate" for what the reader opens. */
  readonly mode: string;
  readonly destination: string;
}

/** What the page asks for by itself. Documents, downloads, health and this worker are nothing to keep. */
const ANSWERS = /^\/(collections|stats|attributions|lookup|photon\/api|tiles|tiles\.json|basemap|basemap\.json)(\/|$)/;

/** Null: the browser does as it would without us. */
export function way_of({ method, url, mode, destination }: Asked, origin: string): Way | null {
  const { origin: asked_origin, pathname, searchParams } = new URL(url);
  if (method !== "GET" || asked_origin !== origin) return null;
  if (mode === "navigate") return pathname === "/" && !searchParams.has("f") ? "page" : null;
  if (pathname.startsWith("/assets/")) return "asset";
  if (destination !== "" && destination !== "image") return null;
  if (/^\/(tiles|basemap)\//.test(pathname) && searchParams.has("v")) return "tile";
  return ANSWERS.test(pathname) ? "answer" : null;
}

/** The server, or what stands before it, says that nobody is there. */
export function is_away(status: number): boolean {
  return status === 502 || status === 504;
}

export function is_for_good(cache_control: string | null): boolean {
  return /\bimmutable\b/.test(cache_control ?? "");
}
