// How far a long command has come, on stderr, where somebody is there to see it.
#pragma once

#include <cstdint>
#include <string_view>

namespace photomap {

/// One line that is written over as the work goes on, some ten times a second, and removed at the end.
class Progress {
 public:
  /// `unit` is what is counted: "photos".
  explicit Progress(std::string_view unit);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// `total` is 0 where it is not known.
  void show(std::int64_t done, std::int64_t total = 0);

 private:
  std::string_view unit_;
  bool is_seen_;
  std::int64_t next_tick_ = 0;
};

}  // namespace photomap
