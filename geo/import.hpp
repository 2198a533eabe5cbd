// The import: from source files to stored photos, each with its place.
#pragma once

#include "geo/gazetteer.hpp"
#include "geo/photo.hpp"
#include "geo/store.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace photomap {

/// A source file that has been read, and nothing more.
struct LoadedSource {
  std::filesystem::path file;
  SourceDocument document;
};

/// Reads a file by its ending: ".csv" as in geo/photo_csv.hpp, anything else as in geo/essay_text.hpp.
/// Throws SourceError where it can't be read as a whole.
LoadedSource load_source(const std::filesystem::path& file);

struct ImportOptions {
  bool prune = false;      ///< remove photos that their essay, in these sources, has no more: see missing
  std::string licence;     ///< of photos whose record names none
  std::string source_url;  ///< likewise
  std::function<void(std::int64_t done, std::int64_t total)> on_progress = [](std::int64_t, std::int64_t) {};
};

/// read = added + changed + unchanged + rejected.
struct ImportReport {
  std::int64_t read = 0;
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  std::int64_t rejected = 0;
  std::int64_t unplaced = 0;   ///< stored without a location
  std::int64_t corrected = 0;  ///< left where a correction puts them
  /// Stored before, no more in the sources. ImportOptions::prune removes those that bear no correction.
  std::vector<Photo> missing;
};

/// All of it in one transaction: on any exception nothing is stored.
ImportReport import_sources(const std::vector<LoadedSource>& sources, PhotoStore& store,
                            const Gazetteer& gazetteer, const ImportOptions& options);

}  // namespace photomap
