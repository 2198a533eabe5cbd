#include "geo/tiling.hpp"

#include <catch2/catch.hpp>

#include <vector>

namespace photomap {

TEST_CASE("a tile exists within the grid of its zoom level only") {
  CHECK(TileId::make(0, 0, 0));
  CHECK(TileId::make(3, 7, 7));
  CHECK(TileId::make(kMaxZoom, (1 << kMaxZoom) - 1, 0));
  CHECK_FALSE(TileId::make(3, 8, 0));
  CHECK_FALSE(TileId::make(3, 0, 8));
  CHECK_FALSE(TileId::make(3, -1, 0));
  CHECK_FALSE(TileId::make(-1, 0, 0));
  CHECK_FALSE(TileId::make(kMaxZoom + 1, 0, 0));
}

TEST_CASE("known places lie in known tiles") {
  struct Row {
    LonLat place;
    int zoom;
    std::uint32_t x;
    std::uint32_t y;
  };
  const std::vector<Row> rows = {
      {{76.94578, 43.238949}, 10, 730, 375},  // Almaty
      {{66.9758, 39.6547}, 12, 2810, 1555},   // Samarkand
      {{0, 0}, 1, 1, 1},                      // a corner belongs to the tile south-east of it
      {{-180, 85.06}, 4, 0, 0},
      {{179.9999999, -85.06}, 4, 15, 15},
      {{180, 90}, 4, 15, 0},
      {{-180, -90}, 4, 0, 15},
  };
  for (const Row& row : rows) {
    CAPTURE(row.place.lon, row.place.lat, row.zoom);
    CHECK(TileId::containing(world_point(row.place), row.zoom) == TileId::make(row.zoom, row.x, row.y));
  }
}

TEST_CASE("the box of its tile holds every place, at every zoom level") {
  for (const LonLat place :
       std::vector<LonLat>{{76.9, 43.2}, {-179.99, 84}, {12.5, -85.2}, {0.001, 89.9}, {180, -90}}) {
    for (int zoom = 0; zoom <= kMaxZoom; ++zoom) {
      CAPTURE(place.lon, place.lat, zoom);
      CHECK(TileId::containing(world_point(place), zoom).bbox().contains(place));
    }
  }
}

}  // namespace photomap
