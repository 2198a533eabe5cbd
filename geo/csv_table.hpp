// A CSV file as a table: rows under a header, each read by the names of its columns.
#pragma once

#include "geo/csv.hpp"
#include "geo/field_map.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace photomap {

/// A name of the header, and which cell of a row stands under it.
using CsvColumn = std::pair<std::string_view, std::size_t>;

/// One row. The first thing found wrong with it stays as its fault.
class CsvRow {
 public:
  int line() const { return record_.line; }
  /// Trimmed; empty where the file has no such column, or the row's cells are not those of the header.
  std::string_view cell(std::string_view column) const;
  /// Empty where the cell is. Anything but a number in [least, most] is a fault, its value of no use.
  std::optional<double> read_number(std::string_view column, double least, double most);
  void fail(const std::string& fault);
  const std::string& fault() const { return fault_; }

 private:
  friend class CsvTable;
  CsvRow(const std::vector<CsvColumn>& places, const CsvRecord& record) : places_(places), record_(record) {}

  const std::vector<CsvColumn>& places_;
  const CsvRecord& record_;
  std::string fault_;
};

class CsvTable {
 public:
  /// The names of `columns` stand in the header in any order and any case; `required` must be there. Throws
  /// SourceError where the text is empty, lacks one of these, or has a column twice. The names must outlive
  /// the table, the text too.
  CsvTable(std::string_view text, const std::string& name, std::span<const std::string_view> columns,
           std::span<const std::string_view> required);
  /// The same of a text of any length, its header told by other names.
  CsvTable(LineReader lines, std::span<const std::string_view> columns,
           std::span<const std::string_view> required, const FieldMap& fields = {});

  int header_line() const { return header_.line; }
  /// What the header has beside `columns`.
  const std::vector<std::string>& unknown() const { return unknown_; }
  /// In order, blank rows left out, once; one that does not fit the header comes with that as its fault.
  /// Throws SourceError at the first line that is not UTF-8.
  void for_each_row(const std::function<void(CsvRow&)>& visit);

 private:
  bool has_column(std::string_view column) const;

  std::string name_;
  CsvReader records_;
  CsvRecord header_;
  std::vector<CsvColumn> places_;
  std::vector<std::string> unknown_;
};

}  // namespace photomap
