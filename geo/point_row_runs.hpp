// Photos on their way into the point index, sorted by where they are, whatever the memory holds.
#pragma once

#include "geo/output_file.hpp"
#include "geo/point_file.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// What the columns of the index hold of a photo.
struct PointRow {
  std::uint64_t code = 0;  ///< Morton code
  std::int64_t id = 0;
  std::uint32_t essay = 0;
  std::uint32_t photographer = 0;
  DayNumber first_day = kNoDay;
  DayNumber last_day = kNoDay;
  float uncertainty_m = 0;
  std::uint32_t record_bytes = 0;
  std::uint16_t country = 0;
  std::uint8_t flags = 0;
};

/// Rows and their records in a file: sorted in runs as they come, which are merged at the end. Some 40 MB of
/// memory. Every function throws OutputError.
class PointRowRuns {
 public:
  explicit PointRowRuns(OutputFile& file, std::size_t run_bytes = std::size_t{32} << 20)
      : file_(file), run_bytes_(run_bytes) {}

  /// `row.record_bytes` is the record's size.
  void add(const PointRow& row, std::string_view record);
  /// When all have been added: each in the order of codes, those of one code in the order of their coming.
  /// Stop by returning false; false then.
  bool merge(const std::function<bool(const PointRow&, std::string_view record)>& visit);

 private:
  struct Place {
    std::uint64_t code = 0;
    std::size_t at = 0;  ///< in `bytes_`
  };
  struct Run {
    std::uint64_t begin = 0;  ///< in the file
    std::uint64_t end = 0;
  };
  class Reader;

  void write_run();

  OutputFile& file_;
  std::size_t run_bytes_;
  std::string bytes_;  ///< of the run that is in the making
  std::vector<Place> places_;
  std::vector<Run> runs_;
};

}  // namespace photomap
