// The costly half of the point index: from the photo database to its file.
#pragma once

#include "geo/index_turn.hpp"
#include "geo/store.hpp"

#include <filesystem>
#include <stop_token>

namespace photomap {

/// Writes all located photos of the store to `file`, which appears whole or not at all. A 10-million-photo
/// index takes some 200 MB of memory and its own size again on the disk meanwhile. False where told to stop
/// before it was done. The caller holds a Snapshot. Throws OutputError where it can't be written.
bool build_point_index(const PhotoStore& store, const std::filesystem::path& file,
                       const std::stop_token& stop = {});

/// Makes the index of a database where it is missing or stale; waits for whoever is doing so.
void refresh_point_index(const PhotoStore& store, const std::filesystem::path& db);

}  // namespace photomap
