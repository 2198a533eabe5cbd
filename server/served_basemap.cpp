#include "server/served_basemap.hpp"

#include "server/errors.hpp"
#include "server/hash.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

namespace photomap {

ServedBasemap::ServedBasemap(const std::filesystem::path& file) {
  if (file.empty()) return;
  map_.emplace(file);
  struct stat status {};
  ::stat(file.c_str(), &status);
  version_ =
      fmt::format("{:016x}", hash({fmt::format("{}/{}/{}/{}.{}", status.st_dev, status.st_ino, status.st_size,
                                               status.st_mtim.tv_sec, status.st_mtim.tv_nsec)}));
}

const Mbtiles& ServedBasemap::get() const {
  if (!map_) {
    throw HttpError(404,
                    "this server has no basemap of its own; start it with --basemap and an MBTiles file");
  }
  return *map_;
}

}  // namespace photomap
