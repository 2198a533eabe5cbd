// The places that a name may mean, before anything is known of the text around it. Step of geo/resolver.
#pragma once

#include "geo/caption_names.hpp"
#include "geo/dates.hpp"
#include "geo/gazetteer.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace photomap {

/// A reason to believe more in a place, or less.
struct Factor {
  std::string_view why;  ///< a few words for people
  double value = 1;
};

/// A place that a name may mean. Beliefs are in inhabitants: a place with ten times the people is meant ten
/// times as often, all else alike.
struct NameCandidate {
  NameMatch match;
  double belief = 0;
  std::vector<Factor> factors;  ///< what made it: their product
};

struct NameLookup {
  bool spelt_otherwise = false;  ///< nobody is called exactly so, but some sound alike
  bool is_given =
      false;  ///< somebody says that it is a place: then demonyms, abbreviations and misspellings count too
};

/// What a gazetteer knows of the words of a caption. Must not outlive it.
NameTests name_tests(const Gazetteer& gazetteer);

/// For a name that was not used at that time; 1 for all others.
Factor factor_of_time(const Gazetteer& gazetteer, const NameMatch& match,
                      const std::optional<DateInterval>& taken);

/// Each place once; in no order.
std::vector<NameCandidate> find_candidates(const Gazetteer& gazetteer, std::string_view key,
                                           const NameLookup& lookup);

}  // namespace photomap
