#include "server/commands/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string>

namespace photomap {

namespace {

std::int64_t tenths_of_seconds() {
  return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::milliseconds(100);
}

}  // namespace

Progress::Progress(std::string_view unit) : unit_(unit), is_seen_(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (is_seen_) std::fputs("\r\033[K", stderr);
}

void Progress::show(std::int64_t done, std::int64_t total) {
  if (!is_seen_ || tenths_of_seconds() < next_tick_) return;
  next_tick_ = tenths_of_seconds() + 1;
  const std::string of_total = total > 0 ? fmt::format(" of {}", total) : "";
  std::fputs(fmt::format("\r{}{} {}", done, of_total, unit_).c_str(), stderr);
  std::fflush(stderr);
}

}  // namespace photomap
