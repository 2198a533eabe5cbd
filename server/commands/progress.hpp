// How far a long command has come, on stderr, where somebody is there to see it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace photomap {

/// Zero: not known.
struct WorkDone {
  std::int64_t units = 0;
  std::int64_t of_units = 0;
  std::int64_t bytes = 0;  ///< of the input, where that tells better how much is left
  std::int64_t of_bytes = 0;
};

/// "250,000 photos, 210,000/s, 3 s left"; "12 of 66 photos" where the total is known. `seconds` since the
/// work began.
std::string describe_progress(const WorkDone& done, double seconds, std::string_view unit);

/// One line that is written over as the work goes on, twice a second, and removed at the end.
class Progress {
 public:
  /// `unit` is what is counted: "photos".
  explicit Progress(std::string_view unit);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  void show(const WorkDone& done);
  void show(std::int64_t units, std::int64_t of_units = 0) { show({units, of_units, 0, 0}); }
  /// Removes the line, so that another may be printed.
  void clear();

 private:
  std::string_view unit_;
  bool is_seen_;
  bool is_shown_ = false;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace photomap
