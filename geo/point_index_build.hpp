// The costly half of the point index: from the photo database to its file.
#pragma once

#include "geo/store.hpp"

#include <filesystem>
#include <optional>

namespace photomap {

/// Where the index of a database is kept: beside it.
std::filesystem::path point_index_file(const std::filesystem::path& db);

/// One process at a time makes the index of a database. Held until it goes out of scope.
class IndexTurn {
 public:
  /// Waits for it.
  static IndexTurn take(const std::filesystem::path& db);
  /// Empty where another has it.
  static std::optional<IndexTurn> try_take(const std::filesystem::path& db);
  IndexTurn(IndexTurn&& other) noexcept;
  IndexTurn& operator=(IndexTurn&&) = delete;
  ~IndexTurn();

 private:
  explicit IndexTurn(int fd) : fd_(fd) {}
  int fd_;
};

/// Writes all located photos of the store to `file`, which appears whole or not at
/// all. A 10-million-photo index takes some 200 MB of memory and its own size again on the disk meanwhile.
/// The caller holds a Snapshot. Throws std::runtime_error naming the file and the next step where it can't be
/// written.
void build_point_index(const PhotoStore& store, const std::filesystem::path& file);

/// Makes the index of a database where it is missing or stale; waits for whoever is doing so.
void refresh_point_index(const PhotoStore& store, const std::filesystem::path& db);

}  // namespace photomap
