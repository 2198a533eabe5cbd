// The tables of a photo database, and whether a file is one.
#pragma once

#include "geo/sqlite.hpp"

#include <filesystem>
#include <string_view>

namespace photomap {

/// SQL that gives the dataset's next version, any number of steps on: the versions of a database and of a
/// copy of it that went other ways must not meet. Far below 2^53, so that JavaScript knows it, for all edits
/// to come.
inline constexpr std::string_view kNextDatasetVersion = "version + 1 + (random() & 1048575)";

/// Makes all tables in an empty database.
void create_photo_schema(Connection& connection);

/// Makes a new, empty photo database under this name; it appears there whole or not at all.
void create_photo_file(const std::filesystem::path& file);

/// Brings an older schema forward, whole or not at all.
void migrate_photo_schema(Connection& connection);

/// Throws DatabaseError unless the connection's file is a whole photo database that this program can read.
void check_photo_file(Connection& connection, const std::filesystem::path& file);

}  // namespace photomap
