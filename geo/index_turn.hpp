// Where the point index of a database is kept, and who makes it.
#pragma once

#include "geo/file_descriptor.hpp"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <utility>

namespace photomap {

/// Beside the database.
std::filesystem::path point_index_file(const std::filesystem::path& db);

/// One process at a time makes the index of a database. Held until it goes out of scope. Whoever gets it
/// removes what others have left that were killed while they had it.
class IndexTurn {
 public:
  /// Waits for it; empty where told to stop before.
  static std::optional<IndexTurn> take(const std::filesystem::path& db, const std::stop_token& stop = {});
  /// Empty where another has it.
  static std::optional<IndexTurn> try_take(const std::filesystem::path& db);

 private:
  explicit IndexTurn(FileDescriptor folder) : folder_(std::move(folder)) {}
  FileDescriptor folder_;
};

}  // namespace photomap
