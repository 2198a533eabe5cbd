// The operator's own map.
#pragma once

#include "geo/mbtiles.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace photomap {

/// Thread safe.
class ServedBasemap {
 public:
  /// Of an MBTiles file; none for an empty path. Throws DatabaseError naming the file and the next step.
  explicit ServedBasemap(const std::filesystem::path& file);

  /// Null where there is none.
  const Mbtiles* find() const { return map_ ? &*map_ : nullptr; }
  /// Throws HttpError 404 with the next step where there is none.
  const Mbtiles& get() const;
  /// Another file, another text.
  const std::string& version() const { return version_; }

 private:
  std::optional<Mbtiles> map_;
  std::string version_;
};

}  // namespace photomap
