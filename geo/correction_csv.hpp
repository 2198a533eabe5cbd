// Corrections as CSV (RFC 4180, UTF-8, header line): carried from one database to another.
#pragma once

#include "geo/photo.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// A correction as a person asks for it, and what says of which photo. Empty means not given.
struct CorrectionRecord {
  std::optional<std::int64_t> photo_id;
  std::string essay;  ///< title or slug
  std::string caption;
  LonLat location;
  Meters uncertainty;
  std::string note;  ///< one line, always given
  std::string who;   ///< one line
  std::optional<std::chrono::sys_seconds> at;
  int line = 0;  ///< 1-based line of the file
};

/// All that one file holds.
struct CorrectionDocument {
  std::vector<CorrectionRecord> records;
  std::vector<Rejection> rejected;  ///< rows that could not be read
  std::vector<Rejection> notes;     ///< columns left out
};

/// The least radius of a correction: nobody points out a place on a map more exactly.
constexpr Meters kLeastUncertainty{1};

/// Columns, by header name in any order: lon, lat, uncertainty_m, note (required), photo, essay, caption, by,
/// at. Line ends within a cell of note and by become spaces; `at` is what parse_time reads. Throws
/// SourceError where the text is not UTF-8, lacks a required column, or has one twice.
CorrectionDocument parse_correction_csv(std::string_view text, const std::string& name);

/// The header of all columns, with its line end.
std::string correction_csv_header();
/// The row of a photo that bears a correction; parse_correction_csv reads the same out of it.
std::string encode_correction(const Photo& photo);

}  // namespace photomap
