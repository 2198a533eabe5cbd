// What a newcomer would build instead of the gazetteer: a table of SQLite with FTS5 over the same names.
#pragma once

#include "geo/gazetteer.hpp"
#include "geo/sqlite.hpp"

#include <cstddef>
#include <filesystem>
#include <string>

namespace photomap {

/// Not thread safe. Folded names, in FTS5 and in an ordinary index.
class NamesFts {
 public:
  /// Costly. Makes `file`.
  NamesFts(const Gazetteer& gazetteer, const std::filesystem::path& file);

  /// Each gives how many rows it has read.
  std::size_t find(const std::string& key);
  std::size_t find_phrase(const std::string& key);
  std::size_t find_by_index(const std::string& key);
  std::size_t complete(const std::string& key);

 private:
  Connection connection_;
  Statement find_;
  Statement find_phrase_;
  Statement find_by_index_;
  Statement complete_;
};

}  // namespace photomap
