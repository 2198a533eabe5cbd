// The Web Mercator tile grid (OGC WebMercatorQuad, XYZ scheme), in closed form.
#pragma once

#include "geo/coordinates.hpp"

#include <cstdint>
#include <optional>

namespace photomap {

/// The deepest zoom level served.
inline constexpr int kMaxZoom = 22;

/// A position on the Web Mercator square in 1/2^32 of its side, x from the west, y from the north.
struct WorldPoint {
  std::uint32_t x = 0;
  std::uint32_t y = 0;

  friend constexpr bool operator==(WorldPoint, WorldPoint) = default;
};

/// Latitudes beyond 85.0511 degrees fall on the square's edge.
WorldPoint world_point(LonLat position);
/// The north-west corner of the point, which is about a centimetre wide.
LonLat position_of(WorldPoint point);
LonLat middle_of(WorldPoint point);

/// The point's place on the Z-order curve: the bits of y and x by turns, y's first. All points of a tile, and
/// of every cell that halving makes of it, stand together.
std::uint64_t morton_code(WorldPoint point);
WorldPoint point_of(std::uint64_t morton_code);

/// A tile of the grid: 0 <= zoom <= kMaxZoom, x and y in [0, 2^zoom).
class TileId {
 public:
  /// Empty for a tile that does not exist.
  static std::optional<TileId> make(std::int64_t zoom, std::int64_t x, std::int64_t y);
  /// The one tile of this zoom that holds the point.
  static TileId containing(WorldPoint point, int zoom);

  int zoom() const { return zoom_; }
  std::uint32_t x() const { return x_; }
  std::uint32_t y() const { return y_; }
  /// The tile's edges; for the outermost rows the pole, so that every position on earth lies in a tile.
  Bbox bbox() const;

  friend bool operator==(const TileId&, const TileId&) = default;

 private:
  TileId(int zoom, std::uint32_t x, std::uint32_t y) : zoom_(zoom), x_(x), y_(y) {}
  int zoom_;
  std::uint32_t x_;
  std::uint32_t y_;
};

}  // namespace photomap
