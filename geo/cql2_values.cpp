#include "geo/cql2_values.hpp"

#include "geo/dates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <utility>

namespace photomap {

namespace {

using Kind = Cql2Node::Kind;

constexpr std::array<std::string_view, 27> kPredicates{
    "s_contains", "s_crosses",      "s_disjoint",   "s_equals",    "s_intersects", "s_overlaps",
    "s_touches",  "s_within",       "t_after",      "t_before",    "t_contains",   "t_disjoint",
    "t_during",   "t_equals",       "t_finishedBy", "t_finishes",  "t_intersects", "t_meets",
    "t_metBy",    "t_overlappedBy", "t_overlaps",   "t_startedBy", "t_starts",     "a_containedBy",
    "a_contains", "a_equals",       "a_overlaps"};

bool are_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

int two_digits(std::string_view text) {
  return 10 * (text[0] - '0') + (text[1] - '0');
}

// "12:00:00.5Z" to "12:00:00.500000000"; empty for what is no time.
std::string normal_time(std::string_view text) {
  constexpr std::size_t kSeconds = 8;
  constexpr std::size_t kDecimals = 9;
  if (text.size() <= kSeconds || text.back() != 'Z' || text[2] != ':' || text[5] != ':') return {};
  const std::string_view hour = text.substr(0, 2);
  const std::string_view minute = text.substr(3, 2);
  const std::string_view second = text.substr(6, 2);
  if (!are_digits(hour) || !are_digits(minute) || !are_digits(second)) return {};
  // 60 is a leap second.
  if (two_digits(hour) > 23 || two_digits(minute) > 59 || two_digits(second) > 60) return {};
  std::string_view decimals = text.substr(kSeconds, text.size() - kSeconds - 1);
  if (!decimals.empty()) {
    if (decimals[0] != '.' || !are_digits(decimals.substr(1))) return {};
    decimals = decimals.substr(1, kDecimals);
  }
  return fmt::format("{}.{:0<9}", text.substr(0, kSeconds), decimals);
}

bool is_day(std::string_view text) {
  constexpr std::size_t kSize = 10;
  return text.size() == kSize && parse_day(text).has_value();
}

}  // namespace

void fail_cql2(std::string_view where, std::string_view what) {
  throw Cql2Error(fmt::format("filter, {}: {}", where, what));
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string_view find_predicate(std::string_view name) {
  const std::string lower = lower_ascii(name);
  const auto is_it = [&](std::string_view predicate) { return lower_ascii(predicate) == lower; };
  const auto* found = std::find_if(kPredicates.begin(), kPredicates.end(), is_it);
  return found == kPredicates.end() ? std::string_view() : *found;
}

Cql2Node day_node(std::string_view text, std::string where) {
  if (!is_day(text)) fail_cql2(where, "expected a date such as 2022-06-01");
  return {.kind = Kind::day, .text = std::string(text), .where = std::move(where)};
}

Cql2Node time_node(std::string_view text, std::string where) {
  constexpr std::size_t kDay = 10;
  std::string time;
  if (text.size() > kDay && text[kDay] == 'T' && is_day(text.substr(0, kDay)))
    time = normal_time(text.substr(kDay + 1));
  if (time.empty()) fail_cql2(where, "expected a time in UTC such as 2022-06-01T12:00:00Z");
  return {.kind = Kind::time,
          .text = fmt::format("{}T{}", text.substr(0, kDay), time),
          .where = std::move(where)};
}

Cql2Node interval_end_node(std::string_view text, std::string where) {
  if (text == "..") return {.kind = Kind::open_end, .where = std::move(where)};
  constexpr std::size_t kDay = 10;
  return text.size() > kDay ? time_node(text, std::move(where)) : day_node(text, std::move(where));
}

Cql2Node interval_node(std::vector<Cql2Node> ends, std::string where) {
  const Cql2Node& first = ends.at(0);
  const Cql2Node& last = ends.at(1);
  const auto is_literal = [](const Cql2Node& end) { return end.kind == Kind::day || end.kind == Kind::time; };
  if (is_literal(first) && is_literal(last)) {
    if (first.kind != last.kind) fail_cql2(where, "expected two dates or two times, not one of each");
    if (first.text > last.text) fail_cql2(where, "expected an interval that does not end before it begins");
  }
  return {.kind = Kind::interval, .args = std::move(ends), .where = std::move(where)};
}

Cql2Node geometry_node(const Geometry& told, const GeometryCrs& crs, std::string where) {
  if (const std::string flaw = find_flaw(told); !flaw.empty())
    fail_cql2(where, "expected a valid geometry: " + flaw);
  auto placed = to_crs84(told, crs);
  if (!placed)
    fail_cql2(where,
              fmt::format("expected coordinates on the earth, in the order and range of {}", crs.name));
  return {.kind = Kind::geometry,
          .geometry = std::make_shared<const Geometry>(std::move(*placed)),
          .where = std::move(where)};
}

Cql2Node box_node(std::vector<double> numbers, const GeometryCrs& crs, std::string where) {
  if (numbers.size() == 6) numbers = {numbers[0], numbers[1], numbers[3], numbers[4]};
  if (numbers.size() != 4) fail_cql2(where, "expected four numbers, or six with heights");
  EastNorth least{numbers[0], numbers[1]};
  EastNorth most{numbers[2], numbers[3]};
  GeometryCrs east_first = crs;
  if (std::exchange(east_first.is_north_first, false)) {
    least = {least.north, least.east};
    most = {most.north, most.east};
  }
  if (least.north > most.north) fail_cql2(where, "expected the lower corner first: south of the upper one");
  if (least.east > most.east && !crs.is_geographic)
    fail_cql2(where, "expected the lower corner first: west of the upper one");
  return geometry_node(box_geometry(least, most), east_first, std::move(where));
}

}  // namespace photomap
