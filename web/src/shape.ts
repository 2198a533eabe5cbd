// What a file of the reader's own holds: one thing with its points, lines and polygons.
import type { Polygon } from "./area.ts";
import type { LonLat } from "./geo.ts";

export interface Shape {
  readonly name: string | null;
  readonly points: readonly LonLat[];
  readonly lines: readonly (readonly LonLat[])[];
  readonly polygons: readonly Polygon[];
}

/** Why a file is refused: not one of the formats; one, but broken; nothing in it; not in degrees; more than a map bears. */
export type FileFault = "unknown" | "broken" | "empty" | "degrees" | "many";

/** Why an area is refused. */
export type AreaFault = "crosses" | "antimeridian" | "flat" | "fine";

export interface FittedArea {
  readonly polygons: readonly Polygon[];
  /** It has fewer corners than it had. */
  readonly simplified: boolean;
}
