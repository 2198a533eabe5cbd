#include "geo/correction_csv.hpp"

#include "geo/csv_table.hpp"
#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <system_error>

namespace photomap {

namespace {

constexpr std::array<std::string_view, 9> kColumns{"photo",         "essay", "caption", "lon", "lat",
                                                   "uncertainty_m", "note",  "by",      "at"};
constexpr std::array<std::string_view, 4> kRequired{"lon", "lat", "uncertainty_m", "note"};

double read_required(CsvRow& row, std::string_view column, double least, double most) {
  const auto number = row.read_number(column, least, most);
  if (!number) row.fail(fmt::format("{} is empty; every correction needs one", column));
  return number.value_or(0);
}

std::optional<std::int64_t> read_photo_id(CsvRow& row) {
  const auto text = row.cell("photo");
  if (text.empty()) return std::nullopt;
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size())
    row.fail(fmt::format("photo {} is no number of a photo", quote(text)));
  return id;
}

CorrectionRecord read_correction_row(CsvRow& row) {
  CorrectionRecord record;
  record.line = row.line();
  record.photo_id = read_photo_id(row);
  record.essay = row.cell("essay");
  record.caption = row.cell("caption");
  if (!record.photo_id && (record.essay.empty() || record.caption.empty()))
    row.fail("says of no photo; give the photo's number, or its essay and caption");
  record.location = {read_required(row, "lon", -180, 180), read_required(row, "lat", -90, 90)};
  record.uncertainty = {read_required(row, "uncertainty_m", kLeastUncertainty.value, kHalfMeridian.value)};
  record.note = single_line(row.cell("note"));
  if (record.note.empty()) row.fail("note is empty; say how you know");
  record.who = single_line(row.cell("by"));
  record.at = parse_time(row.cell("at"));
  if (!record.at && !row.cell("at").empty()) {
    row.fail(fmt::format("at {} is no time; write it like 2026-11-25T09:30:00Z or 2026-11-25",
                         quote(row.cell("at"))));
  }
  return record;
}

}  // namespace

CorrectionDocument parse_correction_csv(std::string_view text, const std::string& name) {
  CsvTable table(text, name, kColumns, kRequired);
  CorrectionDocument document;
  for (const std::string& column : table.unknown()) {
    document.notes.push_back({table.header_line(), fmt::format("the column {}, which is none of {}",
                                                               quote(column), fmt::join(kColumns, ", "))});
  }
  table.for_each_row([&](CsvRow& row) {
    CorrectionRecord record = read_correction_row(row);
    if (row.fault().empty()) {
      document.records.push_back(std::move(record));
    } else {
      document.rejected.push_back({row.line(), row.fault()});
    }
  });
  return document;
}

std::string correction_csv_header() {
  return encode_csv_record({kColumns.begin(), kColumns.end()});
}

std::string encode_correction(const Photo& photo) {
  const Correction& correction = photo.correction.value();
  return encode_csv_record({std::to_string(photo.id), photo.essay_title, photo.record.caption,
                            fmt::format("{}", correction.location.lon),
                            fmt::format("{}", correction.location.lat),
                            fmt::format("{}", correction.uncertainty.value), correction.note, correction.who,
                            format_time(correction.at)});
}

}  // namespace photomap
