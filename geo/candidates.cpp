#include "geo/candidates.hpp"

#include "geo/text.hpp"

#include <algorithm>
#include <cmath>

namespace photomap {

namespace {

constexpr double kMainName = 3;     // over an alternate name
constexpr double kOwnPlace = 1000;  // a row of data/places.csv: somebody checked it for these essays
constexpr double kOutOfUse = 0.02;  // a name that was not used at the time
constexpr double kDemonym = 0.5;
constexpr double kWellKnownPart =
    0.03;  // of a division's people, from which on its town of that name is meant
constexpr double kNamedAfterTown = 0.05;  // "Samarkand" is the city, not the region around it
constexpr double kPowerOfCloseness = 8;   // of a name that is spelt otherwise
constexpr double kSpeltOtherwise = 0.3;

bool is_own(const Gazetteer& gazetteer, const PlaceRow& row) {
  return gazetteer.text(row.id).find(':') == std::string_view::npos && row.attribution == 0;
}

bool is_in_use(const NameRow& name, const DateInterval& taken) {
  const auto first = static_cast<std::int32_t>(taken.first.time_since_epoch().count());
  const auto last = static_cast<std::int32_t>(taken.last.time_since_epoch().count());
  return (name.valid_from == kAnyDay || name.valid_from <= last) &&
         (name.valid_to == kAnyDay || name.valid_to >= first);
}

class Weigher {
 public:
  Weigher(const Gazetteer& gazetteer, std::string_view key, const NameLookup& lookup)
      : gazetteer_(gazetteer), key_(key), lookup_(lookup) {}

  NameCandidate weigh(const NameMatch& match) const {
    const PlaceRow& row = gazetteer_.row(match.place);
    const NameRow& name = gazetteer_.name(match.name);
    NameCandidate candidate{
        .match = match, .belief = 0, .factors = {{"how well known it is", prominence(row)}}};
    const auto add = [&](std::string_view why, double value) { candidate.factors.push_back({why, value}); };
    if (is_own(gazetteer_, row)) add("checked by the project", kOwnPlace);
    if (name.kind == NameKind::demonym) {
      add("named by its people", kDemonym);
    } else if (name.kind == NameKind::main || fold(gazetteer_.text(row.name)) == key_) {
      add("its main name", kMainName);
    }
    if (lookup_.taken && !is_in_use(name, *lookup_.taken)) add("a name not in use at the time", kOutOfUse);
    if (match.closeness < 1 || is_spelt_otherwise_)
      add("spelt otherwise", kSpeltOtherwise * std::pow(match.closeness, kPowerOfCloseness));
    return candidate;
  }

  void set_spelt_otherwise() { is_spelt_otherwise_ = true; }

 private:
  const Gazetteer& gazetteer_;
  std::string_view key_;
  const NameLookup& lookup_;
  bool is_spelt_otherwise_ = false;
};

// A division and the town it is named after: the town is meant, unless nobody would speak of it.
void prefer_towns(const Gazetteer& gazetteer, std::vector<NameCandidate>& candidates) {
  for (NameCandidate& outer : candidates) {
    const PlaceRow& division = gazetteer.row(outer.match.place);
    if (division.kind != PlaceKind::division && division.kind != PlaceKind::district) continue;
    const bool has_town = std::any_of(candidates.begin(), candidates.end(), [&](const NameCandidate& inner) {
      const PlaceRow& town = gazetteer.row(inner.match.place);
      return town.kind == PlaceKind::settlement &&
             gazetteer.is_within(inner.match.place, outer.match.place) &&
             town.population >= kWellKnownPart * division.population;
    });
    if (has_town) outer.factors.push_back({"a town of that name lies in it", kNamedAfterTown});
  }
}

}  // namespace

std::vector<NameCandidate> find_candidates(const Gazetteer& gazetteer, std::string_view key,
                                           const NameLookup& lookup) {
  Weigher weigher(gazetteer, key, lookup);
  std::vector<NameMatch> matches = gazetteer.find(key);
  if (!lookup.is_given) {
    std::erase_if(matches, [&](const NameMatch& m) { return !gazetteer.names_alone(m.name); });
  } else if (matches.empty()) {
    weigher.set_spelt_otherwise();
    matches = gazetteer.find_spelling(key);
    if (matches.empty() || matches.front().closeness < 0.75) {
      const auto similar = gazetteer.find_similar(key, 1);
      matches.insert(matches.end(), similar.begin(), similar.end());
    }
    if (matches.empty()) matches = gazetteer.find_similar(key, 2);
  }
  std::vector<NameCandidate> candidates;
  for (const NameMatch& match : matches) {
    const bool is_new = std::none_of(candidates.begin(), candidates.end(),
                                     [&](const NameCandidate& c) { return c.match.place == match.place; });
    if (is_new) candidates.push_back(weigher.weigh(match));
  }
  prefer_towns(gazetteer, candidates);
  for (NameCandidate& candidate : candidates) {
    candidate.belief = 1;
    for (const Factor& factor : candidate.factors) candidate.belief *= factor.value;
  }
  return candidates;
}

}  // namespace photomap
