// What the map shows of the photo or the spot in the panel: circles that hold the true places, and other places that remain.
import type { LonLat } from "./geo.ts";
import type { Photo } from "./photo.ts";

export interface Selection {
  readonly at: LonLat;
  readonly radii_m: readonly number[];
  /** The places it could be instead. */
  readonly others: readonly LonLat[];
  /** Number of the essay's colour; null for several essays. */
  readonly colour: number | null;
}

export function photo_selection({ at, candidates, uncertainty_m, essay }: Photo, colour_of: (essay: string) => number): Selection | null {
  if (at === null) return null;
  const others = candidates.map((one) => one.at).filter((one) => one !== null).filter(({ lon, lat }) => lon !== at.lon || lat !== at.lat);
  return { at, others, radii_m: uncertainty_m === null ? [] : [uncertainty_m], colour: colour_of(essay) };
}

/** The circle of the photo known best, and the one that holds all. */
export function spot_selection(at: LonLat, photos: readonly Photo[], colour_of: (essay: string) => number): Selection {
  const radii = photos.map(({ uncertainty_m }) => uncertainty_m).filter((radius) => radius !== null);
  const [only, ...others] = new Set(photos.map(({ essay }) => essay));
  return {
    at, others: [], radii_m: radii.length ? [...new Set([Math.min(...radii), Math.max(...radii)])] : [],
    colour: only !== undefined && !others.length ? colour_of(only) : null,
  };
}
