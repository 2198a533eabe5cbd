#include "server/request.hpp"

#include "server/errors.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

namespace photomap {

namespace {

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

Parameters::Parameters(const HttpRequest& request, std::initializer_list<std::string_view> known)
    : request_(request) {
  for (auto at = request.query.begin(); at != request.query.end(); ++at) {
    if (std::find(known.begin(), known.end(), at->name) == known.end()) {
      throw HttpError(400, fmt::format("unknown parameter \"{}\"; {}{}", clipped(at->name),
                                       known.size() == 0 ? "none is known here" : "known here: ",
                                       fmt::join(known, ", ")));
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
  std::vector<double> numbers;
  for (const std::string_view part : split(text, ',')) {
    const auto number = parse_number(part);
    if (!number) fail_bbox(text, fmt::format("\"{}\" is no number", clipped(part)));
    numbers.push_back(*number);
  }
  if (numbers.size() == 6) numbers = {numbers[0], numbers[1], numbers[3], numbers[4]};
  if (numbers.size() != 4) fail_bbox(text, fmt::format("it has {} numbers", numbers.size()));
  const Bbox box{.west = numbers[0], .south = numbers[1], .east = numbers[2], .north = numbers[3]};
  if (!is_on_earth({box.west, box.south}) || !is_on_earth({box.east, box.north})) {
    fail_bbox(text, "longitudes run from -180 to 180, latitudes from -90 to 90");
  }
  if (box.south > box.north) fail_bbox(text, "south is greater than north");
  return box;
}

std::int64_t parse_limit(std::string_view text) {
  const bool is_digits = !text.empty() && text.find_first_not_of("0123456789") == text.npos;
  const auto number = is_digits ? parse_integer(text).value_or(kMaxLimit) : 0;
  if (number < 1) {
    throw HttpError(400, fmt::format("limit={}: give an integer from 1 to {}", clipped(text), kMaxLimit));
  }
  return std::min(number, kMaxLimit);
}

std::int64_t parse_after(std::string_view text) {
  const auto number = parse_integer(text);
  if (!number || *number < 0) {
    throw HttpError(
        400, fmt::format("after={}: give the id of a photo, as the \"next\" link does", clipped(text)));
  }
  return *number;
}

std::vector<std::string> parse_essays(std::string_view text, const std::vector<Essay>& known) {
  std::vector<std::string> slugs;
  for (const std::string_view slug : split(text, ',')) {
    const auto is_it = [slug](const Essay& essay) { return essay.slug == slug; };
    if (std::none_of(known.begin(), known.end(), is_it)) {
      throw HttpError(400,
                      fmt::format("essay={}: there is no essay \"{}\"; /collections/essays/items lists them",
                                  clipped(text), clipped(slug)));
    }
    slugs.emplace_back(slug);
  }
  return slugs;
}

}  // namespace photomap
