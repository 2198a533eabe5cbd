#include "server/encoding.hpp"

#include "server/http/request_head.hpp"
#include "server/weights.hpp"

#include <optional>

namespace photomap {

namespace {

/// The weight of a coding: its own, else that of "*", else none.
std::optional<double> find_weight(std::string_view accept_encoding, std::string_view coding) {
  std::optional<double> any;
  for (const auto& [name, weight] : parse_weighted_list(accept_encoding)) {
    if (equal_ignoring_case(name, coding)) return weight;
    if (name == "*") any = weight;
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
