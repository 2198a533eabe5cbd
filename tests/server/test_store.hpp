// Photos for the tests of the server.
#pragma once

#include "geo/coordinates.hpp"
#include "geo/store.hpp"

#include <vector>

namespace photomap {

/// Where the located photos of fill_store are: corners of the grid, both poles, both sides of the
/// antimeridian.
const std::vector<LonLat>& test_locations();

/// The essay "Edges of the World" ("edges-of-the-world") with a photo at each test location and one without a
/// place, and "Samarkand" ("samarkand") with `more` photos around the Registan.
void fill_store(PhotoStore& store, int more = 25);

}  // namespace photomap
