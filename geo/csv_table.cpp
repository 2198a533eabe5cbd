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

}  // namespace

std::string_view CsvRow::cell(std::string_view column) const {
  for (const auto& [name, cell] : places_) {
    if (name == column) return cell < record_.fields.size() ? trim(record_.fields[cell]) : std::string_view();
  }
  return {};
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
    : CsvTable(LineReader(pieces_of(text), name), columns, required) {}

CsvTable::CsvTable(LineReader lines, std::span<const std::string_view> columns,
                   std::span<const std::string_view> required, const FieldMap& fields)
    : name_(lines.name()), records_(std::move(lines)) {
  if (!records_.next(header_)) {
    throw SourceError(
        name_, 1,
        fmt::format("the file is empty; begin it with a header line like \"{}\"", fmt::join(columns, ",")));
  }
  const auto& [line, cells, well_formed] = header_;
  if (!well_formed) throw SourceError(name_, line, "the quotes of the header do not match");
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    const auto column = find_column(columns, fields.ours(trim(cells[cell])));
    if (column.empty()) {
      unknown_.push_back(cells[cell]);
    } else if (has_column(column)) {
      throw SourceError(name_, line, fmt::format("column \"{}\" stands twice; remove one", column));
    } else {
      places_.emplace_back(column, cell);
    }
  }
  for (const auto column : required) {
    if (has_column(column)) continue;
    throw SourceError(
        name_, line,
        fmt::format("no column \"{}\" in {}; name the columns {}, with commas between them", column,
                    quote(fmt::format("{}", fmt::join(cells, ","))), fmt::join(columns, ", ")));
  }
}

bool CsvTable::has_column(std::string_view column) const {
  return std::any_of(places_.begin(), places_.end(),
                     [&](const CsvColumn& place) { return place.first == column; });
}

void CsvTable::for_each_row(const std::function<void(CsvRow&)>& visit) {
  for (CsvRecord record; records_.next(record);) {
    if (is_blank(record)) continue;
    CsvRow row(places_, record);
    row.fail(find_misfit(header_.fields.size(), record));
    visit(row);
  }
}

}  // namespace photomap
