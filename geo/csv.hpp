// CSV as in RFC 4180: the one door to libcsv.
#pragma once

#include "geo/line_reader.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// One record; fields are unquoted, spaces around an unquoted one left out.
struct CsvRecord {
  int line = 0;  ///< 1-based, where it starts
  std::vector<std::string> fields;
  bool well_formed = true;  ///< false where its quotes do not match; then `fields` is as far as it got
};

/// The records of a text of any length, the header included, blank lines left out. A quote that is never
/// closed would swallow the rest: after a record that is not well formed, reading starts anew on the line
/// after the one where that began, some twenty times. Line ends inside a quoted field come as "\n".
class CsvReader {
 public:
  explicit CsvReader(LineReader lines);
  CsvReader(CsvReader&&) noexcept;
  ~CsvReader();

  /// False at the end. What `record` held is overwritten, its memory used again.
  bool next(CsvRecord& record);

 private:
  struct Parser;
  struct Line {
    int number = 0;
    std::string text;
  };

  bool take_line();
  bool end_malformed(CsvRecord& record);

  LineReader lines_;
  std::unique_ptr<Parser> parser_;
  Line line_;                ///< without its end
  std::deque<Line> again_;   ///< lines to be read again before further ones
  std::deque<Line> record_;  ///< those of the record that is being read
  std::size_t record_bytes_ = 0;
  int rereads_ = 0;
};

/// Every record of the text in order.
void for_each_csv_record(std::string_view text, const std::function<void(const CsvRecord&)>& visit);

/// Appends a line of CSV with its end; quotes only where they are needed.
void append_csv_record(std::initializer_list<std::string_view> fields, std::string& out);
/// The same as a text of its own.
std::string encode_csv_record(const std::vector<std::string>& fields);

}  // namespace photomap
