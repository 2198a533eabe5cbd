// Maps that others made, in MBTiles files: https://github.com/mapbox/mbtiles-spec/blob/master/1.3/spec.md
#pragma once

#include "geo/coordinates.hpp"
#include "geo/sqlite.hpp"
#include "geo/tiling.hpp"

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>

namespace photomap {

enum class MapFormat { png, jpg, webp, pbf };

/// What a map says of itself.
struct MapDescription {
  std::string name;
  std::string attribution;  ///< text, or HTML; empty where nobody is to be thanked
  MapFormat format = MapFormat::png;
  int least_zoom = 0;
  int deepest_zoom = 0;
  std::optional<Bbox> bounds;
  std::string vector_layers;  ///< of vector tiles: a JSON array, as in TileJSON; may be empty
};

/// Thread safe: its readers take turns, as a tile is found in less time than it takes to send it.
class Mbtiles {
 public:
  /// Throws DatabaseError naming the file and the next step where it is no map that a page can show.
  explicit Mbtiles(const std::filesystem::path& file);

  const MapDescription& description() const { return description_; }
  /// Its bytes as they are stored: vector tiles are compressed with gzip as a rule. Empty where the map has
  /// none. Throws QueryTooSlow where `tiles` is a view that takes seconds.
  std::optional<std::string> find_tile(const TileId& tile) const;

 private:
  mutable std::mutex mutex_;
  mutable Connection connection_;
  mutable Statement tile_;
  MapDescription description_;
};

}  // namespace photomap
