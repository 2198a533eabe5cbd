// SpatiaLite and PostGIS as one would put them behind a map: photos of a box, and tiles clustered by a grid
// in SQL.
#pragma once

#include "geo/coordinates.hpp"
#include "geo/tiling.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace photomap {

/// Not thread safe: one for each thread.
class SqlPeer {
 public:
  virtual ~SqlPeer() = default;
  /// A tile in the format that the peer makes itself, its photos in 4 x 4 cells, a cell of one photo with its
  /// properties.
  virtual std::string tile(TileId tile) = 0;
  /// The first 1,000 photos of the box that the peer comes upon, as GeoJSON.
  virtual std::string photos_within(const Bbox& box) = 0;
};

/// On a file that ogr2ogr made; its tiles are GeoJSON.
std::unique_ptr<SqlPeer> open_spatialite_peer(const std::filesystem::path& file);

/// On the table that postgis.sql made; its tiles are vector tiles. `where` as libpq reads it.
std::unique_ptr<SqlPeer> open_postgis_peer(const std::string& where);

}  // namespace photomap
