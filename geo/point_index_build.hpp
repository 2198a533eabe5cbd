// The costly half of the point index: from the photo database to its file.
#pragma once

#include "geo/store.hpp"

#include <filesystem>

namespace photomap {

/// Where the index of a database is kept: beside it.
std::filesystem::path point_index_file(const std::filesystem::path& db);

/// Writes all located photos of the store, in one state of its data, to `file`, which appears whole or not at
/// all. A 10-million-photo index takes some 200 MB of memory and its own size again on the disk meanwhile.
/// Throws std::runtime_error naming the file and the next step where it can't be written.
void build_point_index(const PhotoStore& store, const std::filesystem::path& file);

}  // namespace photomap
