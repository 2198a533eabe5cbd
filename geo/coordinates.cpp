#include "geo/coordinates.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace photomap {

namespace {
constexpr double kMeanEarthRadius = 6'371'008.8;
double radians(double angle) {
  return angle * std::numbers::pi / 180;
}
double degrees(double angle) {
  return angle * 180 / std::numbers::pi;
}

// On a meridian: where the distance to a point is least, between two latitudes. As seen along the meridian's
// great circle the cosine of that distance is a wave, whose crest is between them, or else one end is
// nearest.
double nearest_latitude(LonLat from, double lon, double south, double north) {
  const double dlon = radians(lon - from.lon);
  const double crest =
      degrees(std::atan2(std::sin(radians(from.lat)), std::cos(radians(from.lat)) * std::cos(dlon)));
  if (crest >= south && crest <= north) return crest;
  return distance(from, {lon, south}) <= distance(from, {lon, north}) ? south : north;
}
}  // namespace

bool is_on_earth(LonLat position) {
  // A NaN fails both comparisons.
  return std::abs(position.lon) <= 180 && std::abs(position.lat) <= 90;
}

LonLat to_centimetre(LonLat position) {
  const auto rounded = [](double degrees) { return std::round(degrees * 1e7) / 1e7; };
  return {rounded(position.lon), rounded(position.lat)};
}

bool Bbox::contains(LonLat position) const {
  if (position.lat < south || position.lat > north) return false;
  if (crosses_antimeridian()) return position.lon >= west || position.lon <= east;
  return position.lon >= west && position.lon <= east;
}

Meters distance(LonLat from, LonLat to) {
  const double half_dlat = radians(to.lat - from.lat) / 2;
  const double half_dlon = radians(to.lon - from.lon) / 2;
  const double a = std::pow(std::sin(half_dlat), 2) +
                   std::cos(radians(from.lat)) * std::cos(radians(to.lat)) * std::pow(std::sin(half_dlon), 2);
  return {2 * kMeanEarthRadius * std::asin(std::sqrt(std::clamp(a, 0.0, 1.0)))};
}

Meters distance_to_box(LonLat from, const Bbox& to) {
  const bool is_between_sides = to.contains({from.lon, to.south});
  if (is_between_sides) return distance(from, {from.lon, std::clamp(from.lat, to.south, to.north)});
  // On each latitude the nearer of the two sides is nearest.
  const auto apart = [&](double lon) { return std::abs(std::remainder(lon - from.lon, 360)); };
  const double side = apart(to.west) <= apart(to.east) ? to.west : to.east;
  return distance(from, {side, nearest_latitude(from, side, to.south, to.north)});
}

bool reaches_into(const Bbox& box, LonLat centre, Meters radius) {
  return box.contains(centre) || (std::isfinite(radius.value) && distance_to_box(centre, box) <= radius);
}

LonLat midpoint(LonLat from, LonLat to) {
  const double dlon = radians(to.lon - from.lon);
  const double x = std::cos(radians(to.lat)) * std::cos(dlon);
  const double y = std::cos(radians(to.lat)) * std::sin(dlon);
  const double lat = std::atan2(std::sin(radians(from.lat)) + std::sin(radians(to.lat)),
                                std::hypot(std::cos(radians(from.lat)) + x, y));
  const double lon = radians(from.lon) + std::atan2(y, std::cos(radians(from.lat)) + x);
  return {std::remainder(degrees(lon), 360), degrees(lat)};
}

}  // namespace photomap
