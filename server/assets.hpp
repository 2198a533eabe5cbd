// The page's files, in memory.
#pragma once

#include "server/http/body.hpp"

#include <filesystem>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace photomap {

/// One file and its compressed siblings.
struct Asset {
  struct Representation {
    std::string coding;  ///< "br", "gzip"; empty for the file itself
    Body body;
    std::string etag;
  };
  std::string content_type;
  bool is_hashed = false;                       ///< its name changes with its content
  std::vector<Representation> representations;  ///< the file itself first, then the better compressed one
};

/// Thread safe. Files are found by their exact path, so no path leads out of the directory. Each is read
/// once: after the start, by a thread that runs while nobody else wants the processor, as a tile need not
/// wait for thousands of files of the basemap; or when it is asked for before.
class Assets {
 public:
  /// Of a directory with an index.html. Throws std::runtime_error naming it and the next step.
  explicit Assets(const std::filesystem::path& directory);

  /// By path of the URL; "/" is index.html. Null where there is none. Throws std::runtime_error if the file
  /// can't be read.
  const Asset* find(std::string_view path) const;

 private:
  struct File {
    std::filesystem::path path = {};
    mutable std::once_flag is_loaded = {};
    mutable Asset asset = {};
  };

  const Asset& load(const std::string& url_path, const File& file) const;
  void load_all(const std::stop_token& stop) const;

  std::map<std::string, File, std::less<>> files_;  ///< by path of the URL
  std::jthread loading_;                            ///< ends before the files do
};

}  // namespace photomap
