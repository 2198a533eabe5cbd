// The page's files, in memory.
#pragma once

#include "server/http/body.hpp"

#include <filesystem>
#include <future>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
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

/// Thread safe. Files are found by their exact path, so no path leads out of the directory. They are read
/// once, after the start, while nobody wants the processor: a tile need not wait for thousands of files of
/// the basemap. What is asked for before that is read by itself.
class Assets {
 public:
  /// Of a directory with an index.html. Throws std::runtime_error naming it and the next step.
  explicit Assets(const std::filesystem::path& directory);

  /// By path of the URL; "/" is index.html. Null where there is none. Throws std::runtime_error if a file
  /// could not be read.
  const Asset* find(std::string_view path) const;
  /// Whether all have been read.
  bool is_loaded() const;

 private:
  const Asset* find_early(std::string_view name) const;

  std::filesystem::path directory_;
  mutable std::mutex mutex_;  ///< guards early_
  mutable std::map<std::string, Asset, std::less<>> early_;
  std::shared_future<std::map<std::string, Asset, std::less<>>> assets_;
};

}  // namespace photomap
