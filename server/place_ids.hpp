// Numbers for places, for clients of OpenStreetMap's geocoders.
#pragma once

#include "geo/gazetteer.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace photomap {

/// The number that stands where those clients look for the id of a node: the same in every gazetteer that
/// has the place. It is no OpenStreetMap id and never looks up one: these stay far below 10^15. Those of
/// GeoNames are 10^15 + GeoNames' id, all others a hash of the place's id from 2 * 10^15 up; JavaScript's
/// numbers hold them.
std::int64_t stand_in_number(std::string_view place_id);

/// Places by what /search gave of them. Immutable.
class PlaceIds {
 public:
  explicit PlaceIds(const Gazetteer& gazetteer);

  /// "N1000000001526384", in small letters too; or our own id, "geonames:1526384", "siab_bazaar".
  std::optional<PlaceNumber> find(const Gazetteer& gazetteer, std::string_view text) const;

 private:
  std::vector<std::pair<std::int64_t, PlaceNumber>> hashed_;  // sorted
};

}  // namespace photomap
