// The tiles that hold photos of a benchmark: what its clients ask for.
#pragma once

#include "geo/coordinates.hpp"
#include "geo/tiling.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace photomap {

struct OccupiedTile {
  TileId tile;
  std::size_t photos;
};

class OccupiedTiles {
 public:
  static constexpr int kDeepest = 20;

  void add(LonLat position);
  /// To be called after the last add().
  void sort();

  /// All of a zoom level, 0 to kDeepest, by their Morton code.
  std::vector<OccupiedTile> at(int zoom) const;

 private:
  std::vector<std::uint64_t> tiles_;  // Morton codes of tiles of kDeepest, one for each photo
};

}  // namespace photomap
