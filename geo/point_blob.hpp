// A point as SpatiaLite stores it.
#pragma once

#include "geo/coordinates.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace photomap {

/// The bytes that MakePoint(lon, lat, 4326) gives: SpatiaLite's BLOB-Geometry, little-endian.
/// https://www.gaia-gis.it/gaia-sins/BLOB-Geometry.html
class PointBlob {
 public:
  /// `point` must be on earth: the table's constraint has nothing else to check.
  explicit PointBlob(LonLat point);
  std::string_view bytes() const { return {bytes_.data(), bytes_.size()}; }

 private:
  std::array<char, 60> bytes_;
};

/// Of such bytes. Empty for any other, of which SpatiaLite has several kinds.
std::optional<LonLat> parse_point_blob(std::string_view bytes);

}  // namespace photomap
