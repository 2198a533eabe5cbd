// Which names the basemap shows, from which zoom on.
import { read_country_names, read_natural_names, read_newer_places, read_places } from "./sources.mjs";
import { read_translations, TRANSLATED } from "./translations.mjs";

const NEAR_DEGREES = 0.06;

/**
 * {name, lon, lat, kind, from_zoom, to_zoom, weight}, heaviest first; the page drops those that would overlap. `id` stands for
 * the name in other languages: a country's code, which the page can name, or what `names` has by language.
 */
export function build_labels() {
  return [...countries(), ...natural_features(), ...settlements()].sort((a, b) => b.weight - a.weight);
}

function countries() {
  return read_country_names().map(({ name, code, lon, lat, area }) => ({
    name, id: code, lon, lat, kind: "country",
    from_zoom: area > 2e6 ? 2 : area > 4e5 ? 3 : area > 1e5 ? 4 : area > 2e4 ? 5 : 6,
    to_zoom: 7,
    weight: 1e9 + area,
  }));
}

function natural_features() {
  return read_natural_names().map((row) => ({ ...row, id: row.name, weight: 5e6 / row.from_zoom }));
}

function settlements() {
  const known = read_places();
  const newer = without_known(read_newer_places(), known);
  const translate = read_translations();
  const names_of = (place) => Object.fromEntries(TRANSLATED.map((language) => [language, place.id ? translate(language, place) : null]).filter(([, name]) => name !== null && name !== place.name));
  return [...known, ...newer].map((place) => ({ ...place, names: names_of(place) })).map(({ id, name, names, lon, lat, kind, population }) => ({
    name, names, lon, lat, id: Object.keys(names).length ? Number(id) : undefined,
    kind: kind === "capital" ? kind : "town",
    from_zoom: kind === "capital" ? capital_zoom(population) : kind === "quarter" ? 12 : town_zoom(population),
    to_zoom: 22,
    weight: kind === "quarter" ? 0 : population + (kind === "capital" ? 4e6 : 0),
  }));
}

function capital_zoom(population) {
  return population > 3e6 ? 3 : population > 2e5 ? 4 : 6;
}

function town_zoom(population) {
  const steps = [[3e6, 4], [9e5, 5], [3e5, 6], [1e5, 7], [4e4, 8], [1e4, 9], [3e3, 10]];
  return steps.find(([least]) => population >= least)?.[1] ?? 11;
}

/** A newer row stands for a place of its own only where no other place is near: spellings differ, positions less. */
function without_known(newer, known) {
  const cell = (lon, lat) => `${Math.floor(lon / NEAR_DEGREES)} ${Math.floor(lat / NEAR_DEGREES)}`;
  const taken = new Set();
  for (const { lon, lat } of known) {
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) taken.add(cell(lon + dx * NEAR_DEGREES, lat + dy * NEAR_DEGREES));
    }
  }
  return newer.filter(({ lon, lat }) => !taken.has(cell(lon, lat)));
}
