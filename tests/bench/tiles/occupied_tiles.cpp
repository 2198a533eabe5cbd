#include "tests/bench/tiles/occupied_tiles.hpp"

#include <algorithm>

namespace photomap {

namespace {

std::uint64_t interleave(std::uint32_t x, std::uint32_t y) {
  std::uint64_t code = 0;
  for (int bit = OccupiedTiles::kDeepest - 1; bit >= 0; --bit)
    code = code << 2 | (y >> bit & 1) << 1 | (x >> bit & 1);
  return code;
}

TileId tile_of(std::uint64_t code, int zoom) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  for (int bit = 0; bit < zoom; ++bit) {
    x |= static_cast<std::int64_t>(code >> (2 * bit) & 1) << bit;
    y |= static_cast<std::int64_t>(code >> (2 * bit + 1) & 1) << bit;
  }
  return *TileId::make(zoom, x, y);
}

}  // namespace

void OccupiedTiles::add(LonLat position) {
  const TileId tile = TileId::containing(world_point(position), kDeepest);
  tiles_.push_back(interleave(tile.x(), tile.y()));
}

void OccupiedTiles::sort() {
  std::sort(tiles_.begin(), tiles_.end());
}

std::vector<OccupiedTile> OccupiedTiles::at(int zoom) const {
  const int shift = 2 * (kDeepest - zoom);
  std::vector<OccupiedTile> occupied;
  for (auto first = tiles_.begin(); first != tiles_.end();) {
    const std::uint64_t code = *first >> shift;
    const auto last =
        std::find_if(first, tiles_.end(), [&](std::uint64_t other) { return other >> shift != code; });
    occupied.push_back({tile_of(code, zoom), static_cast<std::size_t>(last - first)});
    first = last;
  }
  return occupied;
}

}  // namespace photomap
