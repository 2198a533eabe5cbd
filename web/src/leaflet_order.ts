// Leaflet's order: latitude first.
import type * as L from "leaflet";
import type { LonLat } from "./geo.ts";

export function to_leaflet({ lon, lat }: LonLat): L.LatLngTuple {
  return [lat, lon];
}

export function from_leaflet({ lng, lat }: L.LatLng): LonLat {
  return { lon: lng, lat };
}
