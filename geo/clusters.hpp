// What a tile shows: photos that stand alone, and clusters of those too near to each other to be told apart.
#pragma once

#include "geo/point_index.hpp"
#include "geo/tiling.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace photomap {

/// A tile is so many pixels wide, whatever size it is drawn at.
inline constexpr int kTilePixels = 256;

/// Photos under one marker.
struct Cluster {
  WorldPoint at;  ///< within the tile that the cluster is in
  PhotoSummary photos;
  /// The least zoom at which its photos are in more than one cluster; it may be beyond the last zoom with
  /// tiles. None where they never are: on one spot, or in one column beyond the grid's first or last row.
  std::optional<int> expansion_zoom;
  bool same_place = false;               ///< all of them are on one spot
  std::vector<std::int64_t> sample_ids;  ///< of up to kClusterSamples of them
  float uncertainty_m = 0;               ///< of photos on one spot: the largest circle
  PhotoNumber typical = 0;               ///< of photos on one spot: one with a circle of a middling size
};

inline constexpr std::size_t kClusterSamples = 4;

struct TileContent {
  std::vector<Cluster> clusters;
  std::vector<PhotoNumber> photos;
};

/// Exact: at any zoom and under any filter, each photo that passes it is in one cluster, or alone, of one
/// tile.
TileContent find_tile_content(const PointIndex& index, const PhotoSet* filter, const TileId& tile);

}  // namespace photomap
