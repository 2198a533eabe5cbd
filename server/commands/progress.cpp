#include "server/commands/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>

namespace photomap {

namespace {

constexpr auto kInterval = std::chrono::milliseconds(500);
constexpr double kLeastSeconds = 1;  // before that a rate says nothing

// 1234567 as "1,234,567".
std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string describe_time(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
  return whole < 60 ? fmt::format("{} s", whole) : fmt::format("{} min {} s", whole / 60, whole % 60);
}

}  // namespace

std::string describe_progress(const WorkDone& done, double seconds, std::string_view unit) {
  std::string text = grouped(done.units);
  if (done.of_units > 0) text += " of " + grouped(done.of_units);
  text += fmt::format(" {}", unit);
  if (seconds < kLeastSeconds || done.units == 0) return text;
  text += fmt::format(", {}/s", grouped(std::llround(static_cast<double>(done.units) / seconds)));
  const bool by_bytes = done.of_units == 0;
  const auto so_far = static_cast<double>(by_bytes ? done.bytes : done.units);
  const auto all = static_cast<double>(by_bytes ? done.of_bytes : done.of_units);
  if (so_far > 0 && all > 0) {
    const double left = std::max(0.0, seconds * (all / so_far - 1));
    text += left > 0 ? fmt::format(", {} left", describe_time(left)) : ", finishing";
  }
  return text;
}

Progress::Progress(std::string_view unit)
    : unit_(unit),
      is_seen_(isatty(STDERR_FILENO) == 1),
      begin_(std::chrono::steady_clock::now()),
      next_(begin_) {}

Progress::~Progress() {
  clear();
}

void Progress::show(const WorkDone& done) {
  if (!is_seen_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + kInterval;
  is_shown_ = true;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  std::fputs(fmt::format("\r{}\033[K", describe_progress(done, seconds, unit_)).c_str(), stderr);
  std::fflush(stderr);
}

void Progress::clear() {
  if (is_shown_) std::fputs("\r\033[K", stderr);
  is_shown_ = false;
}

}  // namespace photomap
