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

constexpr std::array<std::string_view, 12> kColumns{"caption",       "essay",   "intro",      "credit",
                                                    "date",          "id",      "lon",        "lat",
                                                    "uncertainty_m", "licence", "source_url", "image_url"};
constexpr double kHalfMeridian = 20'037'508;  // metres; no two points of the earth are farther apart
constexpr int kMostRereads = 20;              // keeps a file full of broken quotes linear

// The name in kColumns that a cell of the header stands for; empty where there is none.
std::string_view find_column(std::string_view cell) {
  for (const auto column : kColumns) {
    std::string_view rest = cell;
    if (eat_any(rest, {column}) && rest.empty()) return column;
  }
  return {};
}

// Which cell of a row holds which column.
class Header {
 public:
  Header(const CsvRecord& record, const std::string& name) : cell_count_(record.fields.size()) {
    if (!record.well_formed) throw SourceError(name, record.line, "the quotes of the header do not match");
    for (std::size_t cell = 0; cell < cell_count_; ++cell) {
      const auto column = find_column(trim(record.fields[cell]));
      if (column.empty()) {
        unknown_.push_back(record.fields[cell]);
        continue;
      }
      if (!places_.emplace(column, cell).second)
        throw SourceError(name, record.line, fmt::format("column \"{}\" stands twice; remove one", column));
    }
    if (!places_.contains("caption"))
      throw SourceError(
          name, record.line,
          fmt::format("no column \"caption\" in {}; name the columns {}, with commas between them",
                      quote(fmt::format("{}", fmt::join(record.fields, ","))), fmt::join(kColumns, ", ")));
  }

  std::size_t cell_count() const { return cell_count_; }
  const std::vector<std::string>& unknown() const { return unknown_; }
  // Empty where the file has no such column.
  std::string_view cell(const CsvRecord& row, std::string_view column) const {
    const auto place = places_.find(column);
    return place == places_.end() ? std::string_view() : trim(row.fields[place->second]);
  }

 private:
  std::size_t cell_count_;
  std::map<std::string_view, std::size_t> places_;
  std::vector<std::string> unknown_;
};

// Reads one row; the first thing wrong with it stays as its fault.
class RowReader {
 public:
  RowReader(const Header& header, const CsvRecord& row) : header_(header), row_(row) {}

  PhotoRecord read() {
    PhotoRecord photo;
    photo.line = row_.line;
    photo.caption = cell("caption");
    if (photo.caption.empty()) fail("caption is empty; every photo needs one");
    photo.credit = cell("credit");
    photo.taken = parse_date(cell("date"));
    if (!photo.taken && !cell("date").empty()) {
      fail(fmt::format("date {} can't be read as one; write it like 2023-05-12 or May-2023",
                       quote(cell("date"))));
    }
    read_location(photo);
    photo.source_id = cell("id");
    photo.licence = cell("licence");
    photo.source_url = read_url("source_url");
    photo.image_url = read_url("image_url");
    return photo;
  }

  const std::string& fault() const { return fault_; }

 private:
  std::string_view cell(std::string_view column) const { return header_.cell(row_, column); }

  void fail(const std::string& fault) {
    if (fault_.empty()) fault_ = fault;
  }

  std::optional<double> read_number(std::string_view column, double least, double most) {
    const auto text = cell(column);
    if (text.empty()) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
      fail(fmt::format("{} {} is no number; write it like 76.9286", column, quote(text)));
    } else if (value < least || value > most) {
      fail(fmt::format("{} {} is outside {} to {}", column, quote(text), least, most));
    }
    return value;
  }

  // Only what a browser may follow: no "javascript:".
  std::string read_url(std::string_view column) {
    const auto text = cell(column);
    if (!text.empty() && !text.starts_with("https://") && !text.starts_with("http://")) {
      fail(fmt::format("{} {} is no address; begin it with https:// or http://", column, quote(text)));
    }
    return std::string(text);
  }

  void read_location(PhotoRecord& photo) {
    const auto lon = read_number("lon", -180, 180);
    const auto lat = read_number("lat", -90, 90);
    const auto uncertainty = read_number("uncertainty_m", 0, kHalfMeridian);
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

  // Says what keeps the photo out of its essay; empty if nothing does.
  std::string add(const Header& header, const CsvRecord& row, PhotoRecord photo) {
    const auto cell = header.cell(row, "essay");
    const std::string title = cell.empty() ? untitled_ : std::string(cell);
    const auto [found, is_new] = by_title_.emplace(title, document.essays.size());
    if (is_new) document.essays.push_back({title, {}, {}, row.line});
    EssayRecord& essay = document.essays[found->second];
    const auto [first, is_first] = line_of_id_.try_emplace({found->second, photo.source_id}, row.line);
    if (!is_first && !photo.source_id.empty()) {
      return fmt::format("id {} stands already in line {}; give each photo its own", quote(photo.source_id),
                         first->second);
    }
    const auto intro = header.cell(row, "intro");
    if (essay.intro.empty()) {
      essay.intro = intro;
    } else if (!intro.empty() && intro != essay.intro) {
      document.notes.push_back({row.line, "another intro of the same essay: " + quote(intro)});
    }
    essay.photos.push_back(std::move(photo));
    return {};
  }

  SourceDocument document;

 private:
  std::string untitled_;
  std::map<std::string, std::size_t> by_title_;
  std::map<std::pair<std::size_t, std::string>, int> line_of_id_;
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
  for (const std::string& column : header.unknown()) {
    document.notes.push_back({records.front().line, fmt::format("the column {}, which is none of {}",
                                                                quote(column), fmt::join(kColumns, ", "))});
  }
  for (auto row = records.begin() + 1; row != records.end(); ++row) {
    if (is_blank(*row)) continue;
    std::string fault = find_misfit(header, *row);
    if (fault.empty()) {
      RowReader reader(header, *row);
      PhotoRecord photo = reader.read();
      fault = reader.fault();
      if (fault.empty()) fault = essays.add(header, *row, std::move(photo));
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
