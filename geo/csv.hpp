// CSV as in RFC 4180: the one door to libcsv.
#pragma once

#include <functional>
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

/// Every record of the text in order, the header included, empty lines left out.
void for_each_csv_record(std::string_view text, const std::function<void(const CsvRecord&)>& visit);

/// A line of CSV with its end; quotes only where they are needed.
std::string encode_csv_record(const std::vector<std::string>& fields);

}  // namespace photomap
