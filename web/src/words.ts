// Values in words of the reader's language.
import { country_name, number_words, say } from "./say.ts";

/** From here on a place is an area and not a point; the server's tiles say so from the same radius on. */
export const WIDE_AREA_M = 1000;

/** Seconds of arc would be 30 m; this is 10. */
const DEGREE_DIGITS = 4;

/** "within 400 m", "somewhere within 15 km", "somewhere in Almaty, within 15 km". */
export function uncertainty_words(meters: number | null, place: string | null = null): string {
  if (meters === null) return say("exactness_unknown");
  const distance = distance_words(meters);
  if (meters < WIDE_AREA_M) return say("within", { distance });
  return place === null ? say("somewhere_within", { distance }) : say("somewhere_in", { place, distance });
}

/** Of a spot that stands for a wide circle: "somewhere in Almaty, within 15 km". */
export function area_words(meters: number | null, place: string | null): string {
  if (meters === null) return say("near_unknown");
  const distance = distance_words(meters);
  return place === null ? say("somewhere_near_here", { distance }) : say("somewhere_in", { place, distance });
}

/** How far another photo is: "same spot", "same area" where nobody knows the point, "350 m away". */
export function away_words(meters: number, uncertainty_m: number | null): string {
  if (meters < 1) return (uncertainty_m ?? 0) >= WIDE_AREA_M ? say("same_area") : say("same_spot");
  return say("away", { distance: distance_words(meters) });
}

/** Places from the smallest to the largest, and the country: "Siab Bazaar › Samarkand › Uzbekistan". */
export function hierarchy_words(names: readonly string[], country: string | null): string {
  const land = country_words(country);
  const all = land === null || names.some((name) => name === land) ? names : [...names, land];
  return all.join(" › ");
}

/** For photos on one spot: "Each within 400 m of here." when it is the same for all. */
export function nearness_words(meters: readonly (number | null)[]): string {
  const known = meters.filter((one) => one !== null);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  if (!known.length) return say("nearness_unknown");
  if (least !== most) return say("some_within", { least: distance_words(least), most: distance_words(most) });
  return say(most < WIDE_AREA_M ? "each_within" : "each_somewhere_within", { distance: distance_words(most) });
}

export function distance_words(meters: number): string {
  if (meters < 1000) return say("meters", { n: String(Math.max(1, Math.round(meters))) });
  const km = meters / 1000;
  return say("kilometers", { n: km < 10 ? number_words(Number(km.toFixed(1))) : Math.round(km) });
}

/** "Kazakhstan", "Kazakhstan / China"; the code itself when it is no country's. */
export function country_words(codes: string | null): string | null {
  return codes === null ? null : codes.split("/").map(country_name).join(" / ");
}

/** "Samarkand, Uzbekistan"; a name that says its country already stands alone. */
export function place_words(name: string | null, country: string | null): string {
  const land = country_words(country);
  if (name === null) return land ?? say("place_unknown");
  return land === null || name.includes(land) ? name : say("place_in_country", { place: name, country: land });
}

/** "66 photos", "17 of 66 photos". */
export function counter_words(shown: number, total: number): string {
  return shown === total ? photos_words(total) : say("photos_of", { shown, n: total });
}

export function photos_words(n: number): string {
  return say("photos", { n });
}

export function photos_in_view_words(n: number): string {
  return say("photos_in_view", { n });
}

/** "39.6601° N, 66.9787° E". */
export function position_words(lon: number, lat: number): string {
  const angle = (n: number): string => `${number_words(Math.abs(n), { minimumFractionDigits: DEGREE_DIGITS, maximumFractionDigits: DEGREE_DIGITS })}°`;
  return say("position", { lat: latitude_words(lat, angle(lat)), lon: longitude_words(lon, angle(lon)) });
}

/** An angle with its hemisphere: "39°40′ N". */
export function latitude_words(lat: number, angle: string): string {
  return say(lat < 0 ? "south" : "north", { angle });
}

export function longitude_words(lon: number, angle: string): string {
  return say(lon < 0 ? "west" : "east", { angle });
}

export function credit_words(credit: string | null): string | null {
  if (credit === null) return null;
  return /^(photo|©)/i.test(credit) ? credit : say("photograph_by", { name: credit });
}
