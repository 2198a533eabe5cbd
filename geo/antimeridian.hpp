// Lines over the antimeridian.
#pragma once

#include "geo/coordinates.hpp"

#include <vector>

namespace photomap {

/// A line in the parts that do not cross the antimeridian (RFC 7946, 3.1.9): from each point to the next it
/// goes the short way round, and where that crosses, one part ends at 180 degrees and the next begins at -180
/// (or the other way round), on the same latitude. Each part has two points or more; none where the line has
/// fewer than two.
std::vector<std::vector<LonLat>> cut_at_antimeridian(const std::vector<LonLat>& line);

}  // namespace photomap
