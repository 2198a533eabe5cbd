#include "geo/photo_csv.hpp"

#include "geo/csv_table.hpp"
#include "geo/photo_properties.hpp"
#include "geo/source_error.hpp"
#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <optional>
#include <utility>

namespace photomap {

namespace {

constexpr std::array<std::string_view, 16> kColumns{"caption",   "essay",       "intro",         "credit",
                                                    "date",      "id",          "lon",           "lat",
                                                    "licence",   "position",    "uncertainty_m", "source_url",
                                                    "image_url", "essay_title", "taken_start",   "taken_end"};
constexpr std::array<std::string_view, 1> kRequired{"caption"};

// Only what a browser may follow: no "javascript:".
std::string_view read_url(CsvRow& row, std::string_view column) {
  const auto text = row.cell(column);
  if (!text.empty() && !text.starts_with("https://") && !text.starts_with("http://")) {
    row.fail(fmt::format("{} {} is no address; begin it with https:// or http://", column, quote(text)));
  }
  return text;
}

// taken_start and taken_end are an export's.
std::optional<DateInterval> read_date(CsvRow& row) {
  const auto first = row.cell("taken_start");
  const auto last = row.cell("taken_end");
  const auto date = row.cell("date");
  std::optional<DateInterval> taken;
  if (!first.empty() || !last.empty()) {
    taken = parse_taken(first, last);
    if (!taken)
      row.fail(fmt::format("taken_start {} and taken_end {} are no two days, the earlier first", quote(first),
                           quote(last)));
  } else if (!date.empty()) {
    taken = parse_date(date);
    if (!taken)
      row.fail(
          fmt::format("date {} can't be read as one; write it like 2023-05-12 or May-2023", quote(date)));
  }
  return taken;
}

// Coordinates of another reference system may be any numbers.
std::optional<LonLat> read_other_point(CsvRow& row, const ReadOptions& options, double x, double y) {
  const auto point = options.to_wgs84(EastNorth{x, y});
  if (!point) row.fail(fmt::format("lon {} and lat {} are no point of the reference system", x, y));
  return point;
}

void read_location(CsvRow& row, const ReadOptions& options, PhotoRecord& photo) {
  const double most = options.to_wgs84 ? std::numeric_limits<double>::max() : 180;
  const auto lon = row.read_number("lon", -most, most);
  const auto lat = row.read_number("lat", options.to_wgs84 ? -most : -90, options.to_wgs84 ? most : 90);
  const auto uncertainty = row.read_number("uncertainty_m", 0, kHalfMeridian.value);
  if (lon && !lat) row.fail(fmt::format("lon {} without lat; give both or neither", *lon));
  if (lat && !lon) row.fail(fmt::format("lat {} without lon; give both or neither", *lat));
  if (uncertainty && !lon)
    row.fail(fmt::format("uncertainty_m {} without lon and lat; give them or leave it out", *uncertainty));
  if (uncertainty == 0.0)
    row.fail("uncertainty_m 0 claims no error at all; give metres above 0 or leave it out");
  photo.location = std::nullopt;
  if (lon && lat)
    photo.location = options.to_wgs84 ? read_other_point(row, options, *lon, *lat) : LonLat{*lon, *lat};
  photo.uncertainty = uncertainty ? std::optional(Meters{*uncertainty}) : std::nullopt;
}

// The memory of an earlier record is used again.
void read_photo(CsvRow& row, const ReadOptions& options, PhotoRecord& photo) {
  photo.line = row.line();
  photo.caption = row.cell("caption");
  if (photo.caption.empty()) row.fail("caption is empty; every photo needs one");
  photo.credit = row.cell("credit");
  photo.taken = read_date(row);
  read_location(row, options, photo);
  const auto position = row.read_number("position", 1, 1e9);
  // Of our own export, where `id` is the number that another database gave.
  const bool is_exported = position && !row.cell("essay_title").empty();
  photo.source_id = is_exported ? std::string_view() : row.cell("id");
  photo.position = is_exported ? static_cast<int>(*position) : 0;
  photo.licence = row.cell("licence");
  photo.source_url = read_url(row, "source_url");
  photo.image_url = read_url(row, "image_url");
}

}  // namespace

void read_photo_csv(LineReader lines, RecordVisitor& visitor, const ReadOptions& options) {
  const std::string name = lines.name();
  CsvTable table(std::move(lines), kColumns, kRequired, options.fields);
  for (const std::string& column : table.unknown()) {
    if (is_left_to_us(column)) continue;
    visitor.visit_note({table.header_line(), fmt::format("the column {}, which is none of {}", quote(column),
                                                         fmt::join(kColumns, ", "))});
  }
  std::string first_fault = "there is none below the header";
  bool has_photo = false;
  bool has_fault = false;
  PhotoRecord photo;
  table.for_each_row([&](CsvRow& row) {
    read_photo(row, options, photo);
    if (row.fault().empty()) {
      has_photo = true;
      const auto title = row.cell("essay_title");
      visitor.visit_photo(title.empty() ? row.cell("essay") : title, row.cell("intro"), photo);
      return;
    }
    if (!has_fault) first_fault = fmt::format("line {}: {}", row.line(), row.fault());
    has_fault = true;
    visitor.visit_rejected({row.line(), row.fault()});
  });
  if (!has_photo) throw SourceError(name, table.header_line(), "no row that can be read: " + first_fault);
}

SourceDocument parse_photo_csv(std::string_view text, const std::string& name) {
  DocumentBuilder builder(std::filesystem::path(name).stem().string());
  read_photo_csv(LineReader(pieces_of(text), name), builder);
  return std::move(builder.document);
}

}  // namespace photomap
