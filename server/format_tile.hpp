// The content of a tile to bytes.
#pragma once

#include "geo/clusters.hpp"

#include <string>
#include <string_view>

namespace photomap {

inline constexpr std::string_view kMvtType = "application/vnd.mapbox-vector-tile";

/// A FeatureCollection (RFC 7946); docs/tiles.md says what each feature has.
std::string tile_geojson(const PointIndex& index, const TileContent& content);

/// A Mapbox Vector Tile 2.1 with the layers "clusters" and "photos", of which empty ones are left out.
std::string tile_mvt(const PointIndex& index, const TileContent& content, const TileId& tile);

}  // namespace photomap
