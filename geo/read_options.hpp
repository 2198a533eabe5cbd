// How the records of a source are read.
#pragma once

#include "geo/coordinates.hpp"
#include "geo/field_map.hpp"

#include <functional>
#include <optional>

namespace photomap {

struct ReadOptions {
  FieldMap fields = {};
  /// What coordinates mean where the source does not say; empty for those that mean nothing. Without it they
  /// are degrees on WGS 84.
  std::function<std::optional<LonLat>(EastNorth)> to_wgs84 = nullptr;
};

}  // namespace photomap
