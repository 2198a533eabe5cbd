// Lists of an Accept header with their quality values (RFC 9110, 12.4.2).
#pragma once

#include <string_view>
#include <vector>

namespace photomap {

struct WeightedName {
  std::string_view name;
  double weight = 1;  ///< in [0, 1]; 0, not wanted, also for one that is none
};

/// "de;q=0.5, kk" in the order given; refers to `text`. Empty elements are left out.
std::vector<WeightedName> parse_weighted_list(std::string_view text);

}  // namespace photomap
