// Leaflet has the latitude first, and longitudes beyond 180 on further copies of the world.
import type * as L from "leaflet";
import { clamp } from "./geo.ts";
import type { Bbox, LonLat } from "./geo.ts";

export function to_leaflet({ lon, lat }: LonLat): L.LatLngTuple {
  return [lat, lon];
}

export function from_leaflet({ lng, lat }: L.LatLng): LonLat {
  return { lon: lng, lat };
}

export function box_in_sight(map: L.Map): Bbox {
  const bounds = map.getBounds();
  if (bounds.getEast() - bounds.getWest() >= 360) return { west: -180, east: 179.999999, south: bounds.getSouth(), north: bounds.getNorth() };
  return {
    west: bounds.getSouthWest().wrap().lng, south: clamp(bounds.getSouth(), -85, 85),
    east: bounds.getNorthEast().wrap().lng, north: clamp(bounds.getNorth(), -85, 85),
  };
}
