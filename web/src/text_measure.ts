// How large names are on the map.
import type { Label } from "./basemap_tile.ts";
import { capitals } from "./say.ts";

export type NameKind = Label["kind"] | "spot" | "graticule";

/** Width and height of a name as the style sheet sets it. */
export function text_measure(): (name: string, kind: NameKind) => [number, number] {
  const context = document.createElement("canvas").getContext("2d");
  const fonts: Record<NameKind, [font: string, height: number, spread: number]> = {
    country: ['600 13px "Source Sans 3 Variable", sans-serif', 18, 2.6],
    capital: ['600 13px "Source Sans 3 Variable", sans-serif', 16, 0],
    town: ['400 12.5px "Source Sans 3 Variable", sans-serif', 15, 0],
    spot: ['600 12.5px "Source Sans 3 Variable", sans-serif', 16, 0],
    graticule: ['400 11.5px "Source Sans 3 Variable", sans-serif', 14, 0],
    water: ['italic 400 13.5px "Source Serif 4 Variable", serif', 17, 0.4],
    land: ['italic 400 13px "Source Serif 4 Variable", serif', 17, 1.2],
  };
  return (name, kind) => {
    const [font, height, spread] = fonts[kind];
    if (!context) return [name.length * 7, height];
    context.font = font;
    const shown = kind === "country" ? capitals(name) : name;
    return [context.measureText(shown).width + spread * shown.length, height];
  };
}
