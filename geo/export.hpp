// The export: stored photos to a file that other programs read. Who writes meanwhile is kept out by a
// PhotoStore::Snapshot of the caller's.
#pragma once

#include "geo/photo.hpp"
#include "geo/photo_text.hpp"
#include "geo/point_index.hpp"
#include "geo/store.hpp"
#include "geo/vector_files.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <utility>

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

/// What became of the photos that a query means.
struct ExportReport {
  std::int64_t written = 0;
  std::int64_t left_out = 0;  ///< those without a location, in a format that has no place for them
};

/// A streamable format, as it is read from the store: memory does not grow with the photos. Stops where `out`
/// fails. An `index` of this state of the store makes it quicker, with up to 16 bytes a photo; give it only
/// where `query` means all photos. What GDAL writes takes no notice of it.
ExportReport export_to_stream(const ExportFormat& format, const PhotoStore& store, const PhotoQuery& query,
                              std::ostream& out, const PointIndex* index = nullptr);

/// The same in pieces for who takes them slowly: between two of them the store is free for those who write.
/// A photo that is changed meanwhile is in it as it was or as it is, none is twice. Not thread safe.
class ExportPieces {
 public:
  ExportPieces(const ExportFormat& format, PhotoQuery query)
      : text_(*format.text), query_(std::move(query)) {}

  /// Empty at the end.
  std::string next(const PhotoStore& store);

 private:
  const PhotoText& text_;
  PhotoQuery query_;
  ExportHeader header_;
  bool has_begun_ = false;
  bool has_photo_ = false;
  bool has_ended_ = false;
};

/// Any format, to a new file; if it fails, the file is of no use. Throws std::runtime_error naming the file
/// and the next step.
ExportReport write_export(const ExportFormat& format, const PhotoStore& store, const PhotoQuery& query,
                          const std::filesystem::path& file, const PointIndex* index = nullptr);

/// The same, but the file appears whole or not at all, and replaces what had its name.
ExportReport export_to_file(const ExportFormat& format, const PhotoStore& store, const PhotoQuery& query,
                            const std::filesystem::path& file, const PointIndex* index = nullptr);

}  // namespace photomap
