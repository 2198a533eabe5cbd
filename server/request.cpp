#include "server/request.hpp"

#include "geo/reproject.hpp"
#include "server/crs.hpp"
#include "server/errors.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <functional>
#include <system_error>

namespace photomap {

namespace {

[[noreturn]] void fail_datetime(std::string_view text) {
  throw HttpError(400,
                  fmt::format("datetime={}: give a date or time such as 2022-06-01 or 2022-06-01T12:00:00Z, "
                              "or two with a slash between, of which one may be ..",
                              clipped(text)));
}

constexpr Crs kLatLon{4326};

constexpr std::chrono::sys_days kFirstDay = std::chrono::year(0) / 1 / 1;
constexpr std::chrono::sys_days kLastDay = std::chrono::year(9999) / 12 / 31;

// "+05:30" in minutes; empty for what is no offset.
std::optional<int> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = parse_integer(text.substr(1, 2));
  const auto minutes = parse_integer(text.substr(4));
  if (!hours || !minutes || *hours < 0 || *hours > 23 || *minutes < 0 || *minutes > 59) return std::nullopt;
  const int offset = static_cast<int>(60 * *hours + *minutes);
  return text[0] == '-' ? -offset : offset;
}

// The day in UTC of an RFC 3339 date or time; empty for anything else.
std::optional<std::chrono::sys_days> parse_instant(std::string_view text) {
  constexpr std::size_t kDate = 10;
  const auto day = parse_day(text.substr(0, kDate));
  if (!day || text.size() == kDate) return day;
  const std::string_view time = text.substr(kDate);  // "T12:30:00.5+05:00"
  if (time.size() < 10 || (time[0] != 'T' && time[0] != 't') || time[3] != ':' || time[6] != ':')
    return std::nullopt;
  const auto hour = parse_integer(time.substr(1, 2));
  const auto minute = parse_integer(time.substr(4, 2));
  const auto second = parse_integer(time.substr(7, 2));
  std::string_view rest = time.substr(9);
  if (rest.starts_with('.')) {
    const auto digits = rest.find_first_not_of("0123456789", 1);
    if (digits == 1 || digits == std::string_view::npos) return std::nullopt;
    rest.remove_prefix(digits);
  }
  const auto offset = parse_offset(rest);
  const auto is_within = [](const auto& number, std::int64_t most) {
    return number && *number >= 0 && *number <= most;
  };
  if (!is_within(hour, 23) || !is_within(minute, 59) || !is_within(second, 60) || !offset)
    return std::nullopt;
  const auto utc = *day + std::chrono::minutes(60 * *hour + *minute - *offset);
  return std::chrono::floor<std::chrono::days>(utc);
}

// Four numbers; of six those that are no heights.
std::vector<double> parse_box_numbers(std::string_view text,
                                      const std::function<void(const std::string& reason)>& fail) {
  std::vector<double> numbers;
  for (const std::string_view part : split(text, ',')) {
    const auto number = parse_number(part);
    if (!number) fail(fmt::format("\"{}\" is no number", clipped(part)));
    numbers.push_back(*number);
  }
  if (numbers.size() == 6) numbers = {numbers[0], numbers[1], numbers[3], numbers[4]};
  if (numbers.size() != 4) fail(fmt::format("it has {} numbers", numbers.size()));
  return numbers;
}

[[noreturn]] void fail_crs_box(std::string_view text, Crs crs, std::string_view reason) {
  throw HttpError(
      400, fmt::format("bbox={}: {}; give the lower and the upper corner, their axes in the order of {}",
                       clipped(text), reason, crs_uri(crs)));
}

CrsBox parse_crs_box(std::string_view text, const Reprojection& reprojection, Crs crs) {
  std::vector<double> n =
      parse_box_numbers(text, [&](const std::string& reason) { fail_crs_box(text, crs, reason); });
  if (reprojection.is_north_first()) n = {n[1], n[0], n[3], n[2]};
  if (n[1] > n[3]) fail_crs_box(text, crs, "the lower corner is north of the upper one");
  if (n[0] > n[2] && !reprojection.is_geographic())
    fail_crs_box(text, crs, "the lower corner is east of the upper one");
  return {.crs = crs, .least = {n[0], n[1]}, .most = {n[2], n[3]}};
}

[[noreturn]] void fail_bbox(std::string_view text, std::string_view reason) {
  throw HttpError(
      400, fmt::format("bbox={}: {}; give west,south,east,north in degrees, such as 66.8,39.5,67.1,39.8",
                       clipped(text), reason));
}

}  // namespace

std::string_view clipped(std::string_view text) {
  return text.substr(0, 100);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (auto end = text.find(separator); end != text.npos; end = text.find(separator)) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

std::optional<double> parse_number(std::string_view text) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

Parameters::Parameters(const HttpRequest& request, std::initializer_list<std::string_view> listed,
                       std::span<const std::string_view> more)
    : request_(request) {
  std::vector<std::string_view> known(listed);
  known.insert(known.end(), more.begin(), more.end());
  for (auto at = request.query.begin(); at != request.query.end(); ++at) {
    if (std::find(known.begin(), known.end(), at->name) == known.end()) {
      throw HttpError(
          400, fmt::format("unknown parameter \"{}\"; {}{}", clipped(at->name),
                           known.empty() ? "none is known here" : "known here: ", fmt::join(known, ", ")));
    }
    const auto is_same = [&](const QueryParameter& earlier) { return earlier.name == at->name; };
    if (std::any_of(request.query.begin(), at, is_same)) {
      throw HttpError(400, fmt::format("parameter \"{}\" is given twice; give it once", at->name));
    }
  }
}

std::optional<std::string_view> Parameters::find(std::string_view name) const {
  const auto& query = request_.query;
  const auto found = std::find_if(query.rbegin(), query.rend(),
                                  [name](const QueryParameter& parameter) { return parameter.name == name; });
  if (found == query.rend()) return std::nullopt;
  return found->value;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

TileId parse_tile(std::string_view zoom, std::string_view x, std::string_view y) {
  const std::string name = fmt::format("tile {}/{}/{}", clipped(zoom), clipped(x), clipped(y));
  const auto zoom_number = parse_integer(zoom);
  const auto x_number = parse_integer(x);
  const auto y_number = parse_integer(y);
  if (!zoom_number || !x_number || !y_number) {
    throw HttpError(400, name + " does not exist: zoom, x and y are integers");
  }
  if (const auto tile = TileId::make(*zoom_number, *x_number, *y_number)) return *tile;
  if (*zoom_number < 0 || *zoom_number > kMaxZoom) {
    throw HttpError(400, fmt::format("{} does not exist: zoom runs from 0 to {}", name, kMaxZoom));
  }
  throw HttpError(400, fmt::format("{} does not exist: at zoom {} x and y run from 0 to {}", name,
                                   *zoom_number, (std::int64_t{1} << *zoom_number) - 1));
}

Bbox parse_bbox(std::string_view text) {
  const std::vector<double> numbers =
      parse_box_numbers(text, [&](const std::string& reason) { fail_bbox(text, reason); });
  const Bbox box{.west = numbers[0], .south = numbers[1], .east = numbers[2], .north = numbers[3]};
  if (!is_on_earth({box.west, box.south}) || !is_on_earth({box.east, box.north})) {
    fail_bbox(text, "longitudes run from -180 to 180, latitudes from -90 to 90");
  }
  if (box.south > box.north) fail_bbox(text, "south is greater than north");
  return box;
}

DateInterval parse_datetime(std::string_view text) {
  const auto is_open = [](std::string_view end) { return end.empty() || end == ".."; };
  const std::vector<std::string_view> ends = split(text, '/');
  if (ends.size() == 1) {
    const auto day = parse_instant(text);
    if (!day) fail_datetime(text);
    return {*day, *day};
  }
  if (ends.size() != 2 || (is_open(ends[0]) && is_open(ends[1]))) fail_datetime(text);
  const auto first = is_open(ends[0]) ? kFirstDay : parse_instant(ends[0]);
  const auto last = is_open(ends[1]) ? kLastDay : parse_instant(ends[1]);
  if (!first || !last) fail_datetime(text);
  if (*first > *last)
    throw HttpError(400, fmt::format("datetime={}: it ends before it begins", clipped(text)));
  return {*first, *last};
}

Crs parse_crs(std::string_view name, std::string_view uri) {
  const auto crs = find_crs(uri);
  if (!crs || !Reprojection::find(*crs)) {
    throw HttpError(400, fmt::format("{}={}: is no reference system known here; give one of those that "
                                     "/collections/photos lists, such as {}, or another one of EPSG",
                                     name, clipped(uri), crs_uri(kLatLon)));
  }
  return *crs;
}

void parse_box(const Parameters& parameters, PhotoQuery& query) {
  const auto uri = parameters.find("bbox-crs");
  const Crs crs = uri ? parse_crs("bbox-crs", *uri) : Crs{};
  const auto text = parameters.find("bbox");
  if (!text) return;
  if (crs == Crs{}) {
    query.bbox = parse_bbox(*text);
    return;
  }
  const auto reprojection = Reprojection::find(crs);
  const CrsBox box = parse_crs_box(*text, *reprojection, crs);
  if (crs == kLatLon) {  // degrees too, which may cross the antimeridian
    query.bbox = Bbox{box.least.east, box.least.north, box.most.east, box.most.north};
    if (!is_on_earth({query.bbox->west, query.bbox->south}) ||
        !is_on_earth({query.bbox->east, query.bbox->north}))
      fail_crs_box(*text, crs, "latitudes run from -90 to 90, longitudes from -180 to 180");
    return;
  }
  query.bbox = reprojection->box_around(box);
  query.crs_box = box;
}

std::int64_t parse_limit(std::string_view text, std::int64_t most) {
  const bool is_digits = !text.empty() && text.find_first_not_of("0123456789") == text.npos;
  const auto number = is_digits ? parse_integer(text).value_or(most) : 0;
  if (number < 1) {
    throw HttpError(400, fmt::format("limit={}: give an integer from 1 to {}", clipped(text), most));
  }
  return std::min(number, most);
}

namespace {

std::vector<std::string> parse_known(std::string_view parameter, std::string_view collection,
                                     std::string_view text,
                                     const std::function<bool(std::string_view)>& is_known) {
  std::vector<std::string> ids;
  for (const std::string_view id : split(text, ',')) {
    if (!is_known(id)) {
      throw HttpError(400, fmt::format("{0}={1}: there is no {0} \"{2}\"; /collections/{3}/items lists them",
                                       parameter, clipped(text), clipped(id), collection));
    }
    ids.emplace_back(id);
  }
  return ids;
}

}  // namespace

std::vector<std::string> parse_essays(std::string_view text, const IsEssay& is_essay) {
  return parse_known("essay", "essays", text, is_essay);
}

std::vector<std::string> parse_places(std::string_view text, const IsPlace& is_place) {
  return parse_known("place", "places", text, is_place);
}

}  // namespace photomap
