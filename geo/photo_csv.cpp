#include "geo/photo_csv.hpp"

#include "geo/csv.hpp"
#include "geo/source_error.hpp"
#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace photomap {

namespace {

enum Column {
  kCaption,
  kEssay,
  kIntro,
  kCredit,
  kDate,
  kId,
  kLon,
  kLat,
  kUncertainty,
  kLicence,
  kSourceUrl,
  kImageUrl
};
constexpr std::array<std::string_view, 12> kColumnNames{
    "caption", "essay", "intro",         "credit",  "date",       "id",
    "lon",     "lat",   "uncertainty_m", "licence", "source_url", "image_url"};

constexpr double kHalfMeridian = 20'037'508;  // metres; no two points of the earth are farther apart
constexpr int kMostRereads = 20;              // keeps a file full of broken quotes linear

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return lower;
}

// Which cell of a row holds which column.
class Header {
 public:
  Header(const CsvRecord& record, const std::string& name) : cells_(record.fields.size()) {
    if (!record.well_formed) throw SourceError(name, record.line, "the quotes of the header do not match");
    places_.fill(-1);
    for (std::size_t cell = 0; cell < cells_; ++cell) {
      const auto column = ascii_lower(trim(record.fields[cell]));
      const auto known = std::find(kColumnNames.begin(), kColumnNames.end(), column);
      if (known == kColumnNames.end()) {
        throw SourceError(name, record.line,
                          fmt::format("unknown column {}; use {}, with commas between them", quote(column),
                                      fmt::join(kColumnNames, ", ")));
      }
      int& place = places_[static_cast<std::size_t>(known - kColumnNames.begin())];
      if (place >= 0)
        throw SourceError(name, record.line, fmt::format("column \"{}\" stands twice; remove one", column));
      place = static_cast<int>(cell);
    }
    if (places_[kCaption] < 0)
      throw SourceError(name, record.line, "no column \"caption\"; add it to the header");
  }

  std::size_t cell_count() const { return cells_; }
  // Empty where the file has no such column.
  std::string_view cell(const CsvRecord& row, Column column) const {
    const int place = places_[column];
    return place < 0 ? std::string_view() : trim(row.fields[static_cast<std::size_t>(place)]);
  }

 private:
  std::size_t cells_;
  std::array<int, kColumnNames.size()> places_{};
};

// Reads one row; the first thing wrong with it stays as its fault.
class RowReader {
 public:
  RowReader(const Header& header, const CsvRecord& row) : header_(header), row_(row) {}

  PhotoRecord read() {
    PhotoRecord photo;
    photo.line = row_.line;
    photo.caption = cell(kCaption);
    if (photo.caption.empty()) fail("caption is empty; every photo needs one");
    photo.credit = cell(kCredit);
    photo.taken = parse_date(cell(kDate));
    if (!photo.taken && !cell(kDate).empty()) {
      fail(fmt::format("date {} can't be read as one; write it like 2023-05-12 or May-2023",
                       quote(cell(kDate))));
    }
    read_location(photo);
    photo.source_id = cell(kId);
    photo.licence = cell(kLicence);
    photo.source_url = cell(kSourceUrl);
    photo.image_url = cell(kImageUrl);
    return photo;
  }

  const std::string& fault() const { return fault_; }

 private:
  std::string_view cell(Column column) const { return header_.cell(row_, column); }

  void fail(const std::string& fault) {
    if (fault_.empty()) fault_ = fault;
  }

  std::optional<double> read_number(Column column, double least, double most) {
    const auto text = cell(column);
    if (text.empty()) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const auto column_name = kColumnNames[column];
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
      fail(fmt::format("{} {} is no number; write it like 76.9286", column_name, quote(text)));
    } else if (value < least || value > most) {
      fail(fmt::format("{} {} is outside {} to {}", column_name, quote(text), least, most));
    }
    return value;
  }

  void read_location(PhotoRecord& photo) {
    const auto lon = read_number(kLon, -180, 180);
    const auto lat = read_number(kLat, -90, 90);
    const auto uncertainty = read_number(kUncertainty, 0, kHalfMeridian);
    if (lon && !lat) fail(fmt::format("lon {} without lat; give both or neither", *lon));
    if (lat && !lon) fail(fmt::format("lat {} without lon; give both or neither", *lat));
    if (uncertainty && !lon)
      fail(fmt::format("uncertainty_m {} without lon and lat; give them or leave it out", *uncertainty));
    if (uncertainty == 0.0)
      fail("uncertainty_m 0 claims no error at all; give metres above 0 or leave it out");
    if (lon && lat) photo.location = LonLat{*lon, *lat};
    if (uncertainty) photo.uncertainty = Meters{*uncertainty};
  }

  const Header& header_;
  const CsvRecord& row_;
  std::string fault_;
};

// Essays in the order of their first row.
class EssayTable {
 public:
  explicit EssayTable(std::string untitled) : untitled_(std::move(untitled)) {}

  void add(const Header& header, const CsvRecord& row, PhotoRecord photo) {
    const auto cell = header.cell(row, kEssay);
    const std::string title = cell.empty() ? untitled_ : std::string(cell);
    const auto [found, is_new] = by_title_.emplace(title, document.essays.size());
    if (is_new) document.essays.push_back({title, {}, {}, row.line});
    EssayRecord& essay = document.essays[found->second];
    const auto intro = header.cell(row, kIntro);
    if (essay.intro.empty()) {
      essay.intro = intro;
    } else if (!intro.empty() && intro != essay.intro) {
      document.notes.push_back({row.line, "another intro of the same essay: " + quote(intro)});
    }
    essay.photos.push_back(std::move(photo));
  }

  SourceDocument document;

 private:
  std::string untitled_;
  std::map<std::string, std::size_t> by_title_;
};

bool is_blank(const CsvRecord& row) {
  const auto blank_cell = [](const std::string& cell) { return trim(cell).empty(); };
  return row.well_formed && std::all_of(row.fields.begin(), row.fields.end(), blank_cell);
}

// What keeps a row from being read; empty if nothing does.
std::string find_misfit(const Header& header, const CsvRecord& row) {
  if (!row.well_formed)
    return "its quotes do not match; write a quote inside a cell twice, and the cell in quotes";
  if (row.fields.size() == header.cell_count()) return {};
  return fmt::format("{} cells where the header has {}; put a cell with a comma in quotes", row.fields.size(),
                     header.cell_count());
}

std::vector<CsvRecord> read_records(const std::vector<TextLine>& lines, std::size_t first) {
  std::string text;
  for (std::size_t i = first; i < lines.size(); ++i) {
    // One kind of line end, a CR alone included; blank lines without their spaces.
    const auto end = lines[i].text.find_last_not_of("\r\n") + 1;
    if (!trim(lines[i].text).empty()) text += lines[i].text.substr(0, end);
    text += '\n';
  }
  std::vector<CsvRecord> records;
  for_each_csv_record(text, [&](const CsvRecord& record) {
    records.push_back(record);
    records.back().line += static_cast<int>(first);
  });
  return records;
}

// A quote that is not closed swallows rows: reading starts anew on the line after the one where that record
// began.
std::vector<CsvRecord> read_all_records(const std::vector<TextLine>& lines) {
  std::vector<CsvRecord> all;
  std::size_t first = 0;
  for (int reread = 0; reread <= kMostRereads && first < lines.size(); ++reread) {
    std::vector<CsvRecord> records = read_records(lines, first);
    first = lines.size();
    for (std::size_t i = 0; i < records.size(); ++i) {
      all.push_back(std::move(records[i]));
      const int next = i + 1 < records.size() ? records[i + 1].line : static_cast<int>(lines.size()) + 1;
      const bool swallowed = !all.back().well_formed && next > all.back().line + 1;
      if (swallowed && reread < kMostRereads) {
        first = static_cast<std::size_t>(all.back().line);
        break;
      }
    }
  }
  return all;
}

}  // namespace

SourceDocument parse_photo_csv(std::string_view text, const std::string& name) {
  const auto records = read_all_records(split_lines(require_utf8(text, name)));
  if (records.empty())
    throw SourceError(name, 1,
                      "the file is empty; begin it with a header line like \"essay,caption,credit,date\"");
  const Header header(records.front(), name);
  EssayTable essays(std::filesystem::path(name).stem().string());
  SourceDocument& document = essays.document;
  for (auto row = records.begin() + 1; row != records.end(); ++row) {
    if (is_blank(*row)) continue;
    std::string fault = find_misfit(header, *row);
    if (fault.empty()) {
      RowReader reader(header, *row);
      PhotoRecord photo = reader.read();
      fault = reader.fault();
      if (fault.empty()) essays.add(header, *row, std::move(photo));
    }
    if (!fault.empty()) document.rejected.push_back({row->line, fault});
  }
  if (document.essays.empty()) {
    const auto first = document.rejected.empty() ? "there is none below the header"
                                                 : fmt::format("line {}: {}", document.rejected.front().line,
                                                               document.rejected.front().reason);
    throw SourceError(name, records.front().line, "no row that can be read: " + first);
  }
  return std::move(document);
}

}  // namespace photomap
