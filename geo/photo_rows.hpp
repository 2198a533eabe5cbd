// Rows of the photo database as photos.
#pragma once

#include "geo/photo.hpp"
#include "geo/sqlite.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace photomap {

/// What a statement begins with whose rows are photos, for PhotoRows, and where it takes them from: tables p
/// (photos), e (essays), c (corrections).
extern const std::string_view kSelectPhotos;
inline constexpr int kPhotoColumns = 27;  ///< so many columns does it select; more may follow
std::string from_photos(Connection& connection);

/// What somebody wrote by hand may be anything, or nothing: a circle of unknown, infinite size.
Meters read_uncertainty(const Statement& row, int column);
double read_confidence(const Statement& row, int column);

/// Empty where there is none.
std::optional<DateInterval> read_interval(const Statement& row, int start, int end);

/// Columns lon, lat, uncertainty_m, note, who, at, from `column` on. An `at` that somebody
/// wrote otherwise reads as 1970-01-01.
Correction read_correction(const Statement& row, int column);

/// The rows of a statement, one by one. Not thread safe.
class PhotoRows {
 public:
  /// `connection` must outlive it.
  PhotoRows(Connection& connection, Statement statement)
      : connection_(connection), rows_(std::move(statement)) {}

  Statement& statement() { return rows_; }
  /// Null at the end. It is the same photo each time, as its memory is used again for the next row.
  const Photo* next();

 private:
  std::optional<LonLat> read_location();

  Connection& connection_;
  Statement rows_;
  std::optional<Statement> position_;
  Photo photo_;
};

}  // namespace photomap
