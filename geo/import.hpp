// The import: from source files to stored photos, each with its place.
#pragma once

#include "geo/gazetteer.hpp"
#include "geo/import_options.hpp"
#include "geo/photo.hpp"
#include "geo/store.hpp"

#include <filesystem>
#include <functional>
#include <vector>

namespace photomap {

/// A source file that has been read, and nothing more.
struct LoadedSource {
  std::filesystem::path file;
  SourceDocument document;
};

/// Reads a file by its ending: ".csv" as in geo/photo_csv.hpp; ".geojson" and ".json", or by lines
/// ".geojsonl", ".geojsons" and ".ndjson", as in geo/photo_geojson.hpp; the endings and services of
/// geo/vector_source.hpp as geo/vector_files.hpp says; anything else as in geo/essay_text.hpp. Throws
/// SourceError where it can't be read as a whole.
LoadedSource load_source(const std::filesystem::path& file, const ImportOptions& options = {});

/// All of it in one transaction: on any exception nothing is stored.
ImportReport import_sources(const std::vector<LoadedSource>& sources, PhotoStore& store,
                            const Gazetteer& gazetteer, const ImportOptions& options);

/// Where photos go, and where places come from. Opened when the sources have been read, or have turned out to
/// be too large for memory.
struct ImportTarget {
  std::function<PhotoStore&()> store;
  std::function<const Gazetteer&()> gazetteer;
};

/// Reads files as load_source does and stores what they hold, in one transaction; on any exception nothing is
/// stored. As import_sources, or
/// beyond ImportOptions::most_read_whole as in geo/bulk_import.hpp. Throws SourceError for a file that can't
/// be read as a whole.
ImportReport import_files(const std::vector<std::filesystem::path>& files, const ImportTarget& target,
                          const ImportOptions& options);

}  // namespace photomap
