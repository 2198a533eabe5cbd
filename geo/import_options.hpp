// What an import is told, and what it tells.
#pragma once

#include "geo/field_map.hpp"
#include "geo/photo.hpp"
#include "geo/store.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace photomap {

/// How far an import has come. Zero: not known.
struct ImportProgress {
  std::int64_t photos = 0;
  std::int64_t of_photos = 0;
  std::int64_t bytes = 0;  ///< read of the files
  std::int64_t of_bytes = 0;
};

/// A part of a source that is not stored.
struct SourceRemark {
  std::string file;
  bool is_rejection = false;  ///< of a record; else a text or column that is none was left out
  Rejection rejection;
};

/// A photo as it is stored.
struct ImportedPhoto {
  const std::string& essay;
  const PhotoRecord& record;
  const Georeference& where;
  PutOutcome outcome = PutOutcome::unchanged;
};

struct ImportOptions {
  bool prune = false;        ///< remove photos that their essay, in these sources, has no more: see missing
  std::string licence = {};  ///< of photos whose record names none
  std::string source_url = {};  ///< likewise
  FieldMap fields = {};         ///< what the sources call what we read
  Crs crs = {};                 ///< of coordinates whose source does not say on what they are
  bool dry_run = false;         ///< all of it, but nothing is kept
  IndexFiles indexes = {};      ///< made if many photos are the first ones; see StoreTransaction
  std::function<void(const ImportedPhoto&)> on_photo =
      nullptr;  ///< for each photo that is put into the store
  std::function<void(const ImportProgress&)> on_progress = [](const ImportProgress&) {};
  std::function<void(const SourceRemark&)> on_remark = [](const SourceRemark&) {};
  /// Sources with more photos than that are not held in memory, and their captions are only read of photos
  /// that come without a position.
  std::int64_t most_read_whole = 10'000;
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

/// The record with what the options say where it says nothing.
void add_defaults(PhotoRecord& record, const ImportOptions& options);
void count(PutOutcome outcome, ImportReport& report);
/// What is left when all photos are put: what the report says of them, and pruning.
void finish_report(StoreTransaction& transaction, const std::vector<std::int64_t>& essay_ids,
                   const ImportOptions& options, ImportReport& report);

}  // namespace photomap
