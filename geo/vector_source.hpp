// Which sources of photos are GDAL's to read.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace photomap {

/// A kind of file. An archive has no driver, but files of its own.
struct VectorKind {
  std::string_view ending;
  const char* driver;       ///< GDAL's name for it
  const char* prefix = "";  ///< of the path of an archive, for GDAL
};

/// By the ending, in any case; null for one that GDAL does not read here. In archives that is also CSV and
/// GeoJSON.
const VectorKind* find_vector_kind(const std::filesystem::path& file);

/// Whether GDAL reads files of that ending outside of archives.
bool is_vector_file(const std::filesystem::path& file);

/// Whether that names something that may reach the network or other files: a database ("PG:dbname=photos"), a
/// service, an address, a virtual file system of GDAL's ("/vsicurl/..."), a virtual format (".vrt"). Only
/// who names it so lets GDAL do it: nothing that stands in a file can.
bool is_vector_service(const std::filesystem::path& source);

/// What to call a source in messages: without passwords.
std::string shown_name(const std::filesystem::path& source);

}  // namespace photomap
