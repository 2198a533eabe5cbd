#include "geo/csv_table.hpp"

#include "geo/source_error.hpp"
#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

namespace photomap {

namespace {

constexpr int kMostRereads = 20;  // keeps a file full of broken quotes linear

// The column that a cell of the header stands for; empty where there is none.
std::string_view find_column(std::span<const std::string_view> columns, std::string_view cell) {
  for (const auto column : columns) {
    std::string_view rest = cell;
    if (eat_any(rest, {column}) && rest.empty()) return column;
  }
  return {};
}

bool is_blank(const CsvRecord& row) {
  const auto blank_cell = [](const std::string& cell) { return trim(cell).empty(); };
  return row.well_formed && std::all_of(row.fields.begin(), row.fields.end(), blank_cell);
}

// What keeps a row from being read; empty if nothing does.
std::string find_misfit(std::size_t cell_count, const CsvRecord& row) {
  if (!row.well_formed)
    return "its quotes do not match; write a quote inside a cell twice, and the cell in quotes";
  if (row.fields.size() == cell_count) return {};
  return fmt::format("{} cells where the header has {}; put a cell with a comma in quotes", row.fields.size(),
                     cell_count);
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

std::string_view CsvRow::cell(std::string_view column) const {
  const auto place = places_.find(column);
  const bool there = place != places_.end() && place->second < record_.fields.size();
  return there ? trim(record_.fields[place->second]) : std::string_view();
}

std::optional<double> CsvRow::read_number(std::string_view column, double least, double most) {
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

void CsvRow::fail(const std::string& fault) {
  if (fault_.empty()) fault_ = fault;
}

CsvTable::CsvTable(std::string_view text, const std::string& name, std::span<const std::string_view> columns,
                   std::span<const std::string_view> required)
    : records_(read_all_records(split_lines(require_utf8(text, name)))) {
  if (records_.empty()) {
    throw SourceError(
        name, 1,
        fmt::format("the file is empty; begin it with a header line like \"{}\"", fmt::join(columns, ",")));
  }
  const auto& [line, cells, well_formed] = records_.front();
  if (!well_formed) throw SourceError(name, line, "the quotes of the header do not match");
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    const auto column = find_column(columns, trim(cells[cell]));
    if (column.empty()) {
      unknown_.push_back(cells[cell]);
    } else if (!places_.emplace(column, cell).second) {
      throw SourceError(name, line, fmt::format("column \"{}\" stands twice; remove one", column));
    }
  }
  for (const auto column : required) {
    if (places_.contains(column)) continue;
    throw SourceError(
        name, line,
        fmt::format("no column \"{}\" in {}; name the columns {}, with commas between them", column,
                    quote(fmt::format("{}", fmt::join(cells, ","))), fmt::join(columns, ", ")));
  }
}

void CsvTable::for_each_row(const std::function<void(CsvRow&)>& visit) const {
  for (auto record = records_.begin() + 1; record != records_.end(); ++record) {
    if (is_blank(*record)) continue;
    CsvRow row(places_, *record);
    row.fail(find_misfit(records_.front().fields.size(), *record));
    visit(row);
  }
}

}  // namespace photomap
