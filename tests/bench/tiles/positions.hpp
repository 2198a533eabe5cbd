// Where the photos of a benchmark were taken.
#pragma once

#include "geo/coordinates.hpp"
#include "tests/bench/tiles/random.hpp"

#include <cstdint>

namespace photomap {

/// Skewed as photographers are: most in hot spots, the cities of Central Asia, around the city of their
/// essay; the rest along the roads between these, exactly at one of 200 famous spots, scattered over the
/// region, and over the world. To 7 decimals, within 80 degrees of the equator.
LonLat draw_position(Random& random, std::uint64_t essay);

}  // namespace photomap
