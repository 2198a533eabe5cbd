// A CSV file as a table: rows under a header, each read by the names of its columns.
#pragma once

#include "geo/csv.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

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
  CsvRow(const std::map<std::string_view, std::size_t>& places, const CsvRecord& record)
      : places_(places), record_(record) {}

  const std::map<std::string_view, std::size_t>& places_;
  const CsvRecord& record_;
  std::string fault_;
};

class CsvTable {
 public:
  /// The names of `columns` stand in the header in any order and any case; `required` must be there. Throws
  /// SourceError where the text is not UTF-8, is empty, lacks one of these, or has a column twice. The names
  /// must outlive the table.
  CsvTable(std::string_view text, const std::string& name, std::span<const std::string_view> columns,
           std::span<const std::string_view> required);

  int header_line() const { return records_.front().line; }
  /// What the header has beside `columns`.
  const std::vector<std::string>& unknown() const { return unknown_; }
  /// In order, blank rows left out; one that does not fit the header comes with that as its fault.
  void for_each_row(const std::function<void(CsvRow&)>& visit) const;

 private:
  std::vector<CsvRecord> records_;  ///< the header first
  std::map<std::string_view, std::size_t> places_;
  std::vector<std::string> unknown_;
};

}  // namespace photomap
