// Reads vector tiles by the Mapbox Vector Tile Specification 2.1, strictly: fails the test on what is not
// valid.
#pragma once

#include "geo/json.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

struct MvtFeature {
  std::string layer;
  std::uint32_t extent = 0;
  std::uint64_t id = 0;
  std::int64_t x = 0;  ///< of its one point
  std::int64_t y = 0;
  Json properties = Json::object();
};

std::vector<MvtFeature> read_mvt(std::string_view tile);

}  // namespace photomap
