// The state of the page is its address: view, filter, photo, story.
import { format_filter, parse_filter } from "./filter.ts";
import type { Filter } from "./filter.ts";
import { clamp } from "./geo.ts";
import type { LonLat } from "./geo.ts";
import { parse_language } from "./languages.ts";
import type { Language } from "./languages.ts";
import { parse_sort } from "./list.ts";
import type { ListSort } from "./list.ts";

export interface View {
  readonly zoom: number;
  readonly centre: LonLat;
}

/** Where in the telling of an essay; step 0 is its intro. */
export interface StoryPlace {
  readonly essay: string;
  readonly step: number;
}

export interface UrlState {
  /** Null: show all photos. */
  readonly view: View | null;
  readonly filter: Filter;
  /** The order of the list of photos; null: the essays are shown, and no list. */
  readonly list: ListSort | null;
  readonly photo: number | null;
  /** Lies over all else, which is where one comes back to. */
  readonly story: StoryPlace | null;
  /** Of the page; null: the reader's own. */
  readonly lang: Language | null;
}

export const MIN_ZOOM = 2;
export const MAX_ZOOM = 20;

/** From "?z=5&lon=70&lat=43&essays=a,b&photo=17"; what is missing or wrong is left out. */
export function parse_url_state(search: string): UrlState {
  const query = new URLSearchParams(search);
  return {
    view: parse_view(query),
    filter: parse_filter(query),
    list: parse_sort(query.get("list")),
    photo: parse_id(query.get("photo")),
    story: parse_story(query),
    lang: parse_language(query.get("lang")),
  };
}

/** Stable: the same state gives the same text. Empty for the state nobody has touched. */
export function format_url_state({ view, filter, list, photo, story, lang }: UrlState): string {
  const parts: string[] = [];
  if (view) {
    const digits = Math.max(2, Math.ceil(view.zoom / 3));
    parts.push(`z=${view.zoom}`, `lon=${view.centre.lon.toFixed(digits)}`, `lat=${view.centre.lat.toFixed(digits)}`);
  }
  parts.push(...format_filter(filter));
  if (list !== null) parts.push(`list=${list}`);
  if (photo !== null) parts.push(`photo=${photo}`);
  if (story !== null) parts.push(format_story(story));
  if (lang !== null) parts.push(`lang=${lang}`);
  return parts.length ? `?${parts.join("&")}` : "";
}

/** "story=along-the-silk-road&step=3". */
export function format_story({ essay, step }: StoryPlace): string {
  return `story=${encodeURIComponent(essay)}${step === 0 ? "" : `&step=${step}`}`;
}

function parse_story(query: URLSearchParams): StoryPlace | null {
  const essay = query.get("story");
  return essay ? { essay, step: parse_id(query.get("step")) ?? 0 } : null;
}

function parse_view(query: URLSearchParams): View | null {
  const [zoom, lon, lat] = ["z", "lon", "lat"].map((name) => parse_number(query.get(name)));
  if (zoom === undefined || lon === undefined || lat === undefined) return null;
  if (zoom === null || lon === null || lat === null || Math.abs(lat) > 90 || Math.abs(lon) > 180) return null;
  return { zoom: clamp(Math.round(zoom), MIN_ZOOM, MAX_ZOOM), centre: { lon, lat } };
}

function parse_number(text: string | null): number | null {
  return text !== null && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

function parse_id(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
