#include "tests/bench/tiles/positions.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>

namespace photomap {

namespace {

constexpr double kDegreesPerKm = 1 / 111.2;

constexpr LonLat kCities[] = {{76.95, 43.24}, {69.28, 41.31}, {66.97, 39.65}, {71.43, 51.13}, {64.43, 39.77},
                              {74.59, 42.87}, {68.78, 38.56}, {60.36, 41.38}, {69.60, 42.32}, {80.41, 44.20},
                              {87.58, 43.82}, {75.99, 39.47}, {58.38, 37.95}, {72.80, 40.52}, {71.78, 41.00},
                              {59.61, 42.46}, {51.17, 43.65}, {73.10, 49.80}, {61.83, 37.60}, {71.56, 37.49},
                              {65.52, 44.85}, {82.61, 49.95}, {67.29, 37.22}, {78.39, 42.49}};
constexpr std::size_t kFamousSpots = 200;

LonLat city_of(std::uint64_t essay) {
  Random random(~essay);
  return kCities[random.skewed_below(std::size(kCities))];
}

LonLat around(Random& random, LonLat centre, double km) {
  const double narrowing = std::cos(centre.lat * std::numbers::pi / 180);
  return {centre.lon + random.normal() * km * kDegreesPerKm / narrowing,
          centre.lat + random.normal() * km * kDegreesPerKm};
}

LonLat along_a_road(Random& random) {
  const LonLat from = random.one_of(kCities);
  const LonLat to = random.one_of(kCities);
  const double way = random.unit();
  return around(random, {std::lerp(from.lon, to.lon, way), std::lerp(from.lat, to.lat, way)}, 0.1);
}

// The same position for each of its photos.
LonLat famous_spot(std::size_t number) {
  Random random(0x5b07 + number);
  return around(random, city_of(number), 8);
}

LonLat draw(Random& random, std::uint64_t essay) {
  const double kind = random.unit();
  if (kind < 0.35) return around(random, city_of(essay), 1.5);
  if (kind < 0.60) return around(random, city_of(essay), 15);
  if (kind < 0.75) return along_a_road(random);
  if (kind < 0.85) return famous_spot(random.skewed_below(kFamousSpots));
  if (kind < 0.95) return {random.between(46, 90), random.between(35, 55)};
  return {random.between(-180, 180), random.between(-60, 75)};
}

}  // namespace

LonLat draw_position(Random& random, std::uint64_t essay) {
  const auto rounded = [](double degrees) { return std::round(degrees * 1e7) / 1e7; };
  const LonLat position = draw(random, essay);
  return {rounded(std::clamp(position.lon, -179.9999999, 179.9999999)), rounded(position.lat)};
}

}  // namespace photomap
