#include "server/encoding.hpp"

#include "server/http/request_head.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

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

/// 1 where no weight is given; 0, not wanted, for one that is none.
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

/// The weight of a coding: its own, else that of "*", else none.
std::optional<double> find_weight(std::string_view accept_encoding, std::string_view coding) {
  std::optional<double> any;
  while (!accept_encoding.empty()) {
    std::string_view parameters = take_until(accept_encoding, ',');
    const std::string_view name = take_until(parameters, ';');
    if (equal_ignoring_case(name, coding)) return parse_weight(parameters);
    if (name == "*") any = parse_weight(parameters);
  }
  return any;
}

}  // namespace

std::string_view choose_encoding(std::string_view accept_encoding,
                                 std::span<const std::string_view> available) {
  std::string_view best;
  // Identity is acceptable where nothing is said of it, but less than any coding that is asked for.
  double best_weight = find_weight(accept_encoding, "identity").value_or(0);
  for (const std::string_view coding : available) {
    const double weight = find_weight(accept_encoding, coding).value_or(0);
    const bool beats_identity = best.empty() && weight > 0 && weight >= best_weight;
    if (weight > best_weight || beats_identity) {
      best = coding;
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace photomap
