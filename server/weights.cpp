#include "server/weights.hpp"

#include "server/http/request_head.hpp"

#include <algorithm>
#include <charconv>

namespace photomap {

namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view take_until(std::string_view& rest, char separator) {
  const auto end = std::min(rest.find(separator), rest.size());
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return trim(taken);
}

/// 1 where no weight is given.
double parse_weight(std::string_view parameters) {
  while (!parameters.empty()) {
    std::string_view value = take_until(parameters, ';');
    const std::string_view name = take_until(value, '=');
    if (!equal_ignoring_case(name, "q")) continue;
    double weight = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), weight);
    return error == std::errc() && weight >= 0 && weight <= 1 ? weight : 0;
  }
  return 1;
}

}  // namespace

std::vector<WeightedName> parse_weighted_list(std::string_view text) {
  std::vector<WeightedName> names;
  while (!text.empty()) {
    std::string_view parameters = take_until(text, ',');
    const std::string_view name = take_until(parameters, ';');
    if (!name.empty()) names.push_back({.name = name, .weight = parse_weight(parameters)});
  }
  return names;
}

}  // namespace photomap
