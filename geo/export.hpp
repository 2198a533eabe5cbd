// The export: stored photos to a file that other programs read.
#pragma once

#include "geo/photo.hpp"
#include "geo/photo_text.hpp"
#include "geo/store.hpp"
#include "geo/vector_file.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <ostream>
#include <span>
#include <string_view>

namespace photomap {

/// One of `text` and `file` says how it is written.
struct ExportFormat {
  std::string_view name;  ///< on the command line and in URLs
  std::string_view title;
  std::string_view media_type;
  std::string_view extension;  ///< of a file name, with its dot
  const PhotoText* text = nullptr;
  std::optional<VectorFormat> file = {};  ///< written by GDAL, as a whole

  bool is_streamable() const { return text != nullptr; }
};

/// GeoJSON first.
std::span<const ExportFormat> export_formats();
/// Null for a name that is none.
const ExportFormat* find_export_format(std::string_view name);

/// A streamable format, as it is read from the store: memory does not grow with the photos. Returns the
/// number of those written. Stops where `out` fails.
std::int64_t export_to_stream(const ExportFormat& format, const PhotoStore& store, const PhotoQuery& query,
                              std::ostream& out);

/// Any format. The file appears whole or not at all; what had its name is replaced. Throws
/// std::runtime_error naming the file and the next step.
std::int64_t export_to_file(const ExportFormat& format, const PhotoStore& store, const PhotoQuery& query,
                            const std::filesystem::path& file);

/// export_to_stream as GeoJSON.
std::int64_t export_geojson(const PhotoStore& store, const PhotoQuery& query, std::ostream& out);

}  // namespace photomap
