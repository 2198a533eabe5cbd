// Positions on the earth and distances between them. Longitude first, everywhere.
#pragma once

#include <array>

namespace photomap {

/// A length in metres.
struct Meters {
  double value = 0;

  static constexpr Meters kilometers(double km) { return {km * 1000}; }
  friend constexpr bool operator==(Meters, Meters) = default;
  friend constexpr auto operator<=>(Meters, Meters) = default;
  friend constexpr Meters operator+(Meters a, Meters b) { return {a.value + b.value}; }
};

/// No two points of the earth are farther apart.
constexpr Meters kHalfMeridian{20'037'508};

/// A position on WGS 84 (OGC CRS84): degrees, longitude in [-180, 180], latitude in [-90, 90].
struct LonLat {
  double lon = 0;
  double lat = 0;

  friend constexpr bool operator==(LonLat, LonLat) = default;
};

/// True for finite degrees within the ranges of LonLat.
bool is_on_earth(LonLat position);

/// To 1e-7 degrees, about a centimetre: what is stored and told of a photo's position.
LonLat to_centimetre(LonLat position);

/// A box in degrees, edges included. west > east means that it crosses the antimeridian (RFC 7946, 5.2).
struct Bbox {
  double west = -180;
  double south = -90;
  double east = 180;
  double north = 90;

  bool crosses_antimeridian() const { return west > east; }
  bool contains(LonLat position) const;
  friend constexpr bool operator==(const Bbox&, const Bbox&) = default;
};

/// A coordinate reference system by its EPSG code; 0 is OGC CRS84, longitude and latitude on WGS 84.
struct Crs {
  int epsg = 0;

  friend constexpr bool operator==(Crs, Crs) = default;
};

/// A position in some reference system, in its own unit, east first whatever the order of its axes.
struct EastNorth {
  double east = 0;
  double north = 0;
};

/// A box in some reference system, edges included. Only one in degrees may cross the antimeridian, as a Bbox
/// does; a projected system goes on beyond it, or ends there.
struct CrsBox {
  Crs crs;
  EastNorth least;
  EastNorth most;

  bool crosses_antimeridian() const { return least.east > most.east; }
};

/// Great-circle distance on a sphere of the mean earth radius, 6,371,008.8 m; within 0.6 % of the ellipsoid.
Meters distance(LonLat from, LonLat to);

/// The same to the nearest point of a box, which is 0 in the box.
Meters distance_to_box(LonLat from, const Bbox& to);

/// Whether a circle reaches into a box. One of infinite radius, which is not known, does where its centre is
/// in the box.
bool reaches_into(const Bbox& box, LonLat centre, Meters radius);

/// The middle of the great circle between them.
LonLat midpoint(LonLat from, LonLat to);

}  // namespace photomap
