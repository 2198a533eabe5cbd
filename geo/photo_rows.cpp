#include "geo/photo_rows.hpp"

#include "geo/geojson.hpp"
#include "geo/point_blob.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace photomap {

const std::string_view kSelectPhotos = R"(
  SELECT p.id, e.slug, e.title, p.position, p.source_id, p.caption, p.credit, p.taken_start, p.taken_end, p.licence,
         p.source_url, p.image_url, p.geom, p.uncertainty_m, p.place_id, p.place_name, p.country,
         p.confidence, p.reason, p.candidates, c.photo_id, c.lon, c.lat, c.uncertainty_m, c.note, c.who, c.at)";

namespace {

void read_record(const Statement& row, PhotoRecord& record) {
  record.source_id = row.bytes(4);
  record.caption = row.bytes(5);
  record.credit = row.bytes(6);
  record.taken = read_interval(row, 7, 8);
  record.licence = row.bytes(9);
  record.source_url = row.bytes(10);
  record.image_url = row.bytes(11);
}

void read_georeference(const Statement& row, Georeference& where) {
  where.uncertainty = where.location ? read_uncertainty(row, 13) : Meters{};
  where.place_id = row.bytes(14);
  where.place_name = row.bytes(15);
  where.country = row.bytes(16);
  where.confidence = read_confidence(row, 17);
  where.reason = row.bytes(18);
  if (where.location && where.reason.empty()) where.reason = kGivenBySource;
  where.candidates.clear();
  if (!row.is_null(19)) where.candidates = parse_candidates(row.text(19));
}

}  // namespace

namespace {

// A database of schema 1 that is open for reading has no such table, until somebody writes to it.
bool has_corrections(Connection& connection) {
  return connection.has_table("corrections") &&
         connection.prepare("SELECT 1 FROM corrections LIMIT 1").step();
}

}  // namespace

// To look for a photo's correction takes a tenth of the time of reading it.
std::string from_photos(Connection& connection) {
  const char* corrections = has_corrections(connection)
                                ? "corrections"
                                : "(SELECT NULL AS photo_id, NULL AS lon, NULL AS lat, NULL AS "
                                  "uncertainty_m, NULL AS note, NULL AS "
                                  "who, NULL AS at)";
  return fmt::format(" FROM photos p JOIN essays e ON e.id = p.essay_id LEFT JOIN {} c ON c.photo_id = p.id",
                     corrections);
}

Meters read_uncertainty(const Statement& row, int column) {
  if (row.is_null(column)) return {std::numeric_limits<double>::infinity()};
  return {std::clamp(row.real(column), 0.0, kHalfMeridian.value)};
}

double read_confidence(const Statement& row, int column) {
  return std::clamp(row.real(column), 0.0, 1.0);
}

std::optional<DateInterval> read_interval(const Statement& row, int start, int end) {
  const auto first = parse_day(row.bytes(start));
  const auto last = parse_day(row.bytes(end));
  if (!first || !last) return std::nullopt;
  return DateInterval{*first, *last};
}

Correction read_correction(const Statement& row, int column) {
  const auto at = parse_time(row.text(column + 5));
  return {.location = {row.real(column), row.real(column + 1)},
          .uncertainty = {row.real(column + 2)},
          .note = row.text(column + 3),
          .who = row.text(column + 4),
          .at = at.value_or(std::chrono::sys_seconds{})};
}

const Photo* PhotoRows::next() {
  if (!rows_.step()) return nullptr;
  photo_.id = rows_.int64(0);
  photo_.essay_slug = rows_.bytes(1);
  photo_.essay_title = rows_.bytes(2);
  photo_.position = static_cast<int>(rows_.int64(3));
  read_record(rows_, photo_.record);
  photo_.where.location = read_location();
  read_georeference(rows_, photo_.where);
  photo_.correction = std::nullopt;
  if (!rows_.is_null(20)) photo_.correction = read_correction(rows_, 21);
  return &photo_;
}

std::optional<LonLat> PhotoRows::read_location() {
  const std::string_view blob = rows_.bytes(12);
  if (blob.empty()) return std::nullopt;
  if (const auto point = parse_point_blob(blob)) return point;
  // Other programs write other kinds.
  if (!position_) position_ = connection_.prepare("SELECT ST_X(geom), ST_Y(geom) FROM photos WHERE id = ?");
  if (!position_->bind_all(photo_.id).step() || position_->is_null(0)) return std::nullopt;
  return LonLat{position_->real(0), position_->real(1)};
}

}  // namespace photomap
