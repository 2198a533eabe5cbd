// Photos on their way into the point index: each as its row and record, and what they have in common.
#pragma once

#include "geo/output_file.hpp"
#include "geo/photo.hpp"
#include "geo/point_file.hpp"
#include "geo/point_record.hpp"
#include "geo/point_row_runs.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace photomap {

/// Texts one after another, as PointArrays::texts has them, each once as far as it is known again.
class TextPool {
 public:
  TextPool();
  /// Throws std::runtime_error where they become too many.
  TextNumber add(std::string_view text);
  const std::string& bytes() const { return bytes_; }

 private:
  TextNumber append(std::string_view text);
  std::string_view text_at(TextNumber number) const;

  std::string bytes_;
  std::vector<TextNumber> recent_;
};

/// Numbers for texts in the order of their coming, the first for none.
class TextNumbers {
 public:
  explicit TextNumbers(TextPool& pool) : pool_(pool) { add({}); }
  std::uint32_t add(std::string_view text);
  const std::vector<TextNumber>& texts() const { return texts_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  TextPool& pool_;
  std::vector<TextNumber> texts_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
};

/// Photos of a dataset mostly share their days.
class DayReader {
 public:
  DayNumber read(std::string_view text);

 private:
  std::string text_;
  DayNumber day_ = kNoDay;
};

/// Has rows and records sorted, and keeps what is not of single photos.
class PointRowWriter {
 public:
  explicit PointRowWriter(OutputFile& file) : rows(file) {}
  void add(PhotoPoint point);
  /// When all have been added: fills what follows. Those that have been added are of these essays.
  void finish(const std::vector<Essay>& essays);

  PointRowRuns rows;
  TextPool texts;
  std::vector<TextNumber> essay_slugs;
  std::vector<TextNumber> essay_titles;
  TextNumbers photographers{texts};
  TextNumbers countries{texts};
  std::vector<std::uint64_t> codes;  ///< of all, ascending
  std::uint64_t record_bytes = 0;    ///< of all records

 private:
  PointRecord record_of(const PhotoPoint& point, std::uint64_t code);
  PointRow row_of(const PhotoPoint& point, std::uint64_t code);
  std::uint32_t essay_number(std::int64_t id);
  void add_code(std::uint64_t code);

  std::vector<std::vector<std::uint64_t>> code_pieces_;  ///< a vector that grew would hold all of them twice
  std::string record_;
  DayReader first_day_;
  DayReader last_day_;
  std::unordered_map<std::int64_t, std::uint32_t> essay_numbers_;
};

}  // namespace photomap
