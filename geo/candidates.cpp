#include "geo/candidates.hpp"

#include "geo/text.hpp"

#include <algorithm>
#include <cmath>

namespace photomap {

namespace {

constexpr double kMainName = 8;     // over an alternate name
constexpr double kOwnPlace = 1000;  // a row of data/places.csv: somebody checked it for these essays
constexpr double kOutOfUse = 0.2;   // a name that was not used at the time
constexpr double kFormerName = 1;
constexpr double kDemonym = 0.5;
constexpr double kShortened = 0.1;
constexpr double kWellKnownPart =
    0.03;  // of a division's people, from which on its town of that name is meant
constexpr double kNamedAfterTown = 0.002;  // "Samarkand" is the city, not the region around it
constexpr double kInNamesake = 0.02;
constexpr double kPowerOfCloseness = 8;  // of a name that is spelt otherwise
constexpr double kSpeltOtherwise = 0.3;
constexpr double kSoundsAlike = 0.7;  // the least closeness of a name that a caption may mean

bool is_own(const Gazetteer& gazetteer, const PlaceRow& row) {
  return gazetteer.text(row.id).find(':') == std::string_view::npos && row.attribution == 0;
}

bool is_in_use(const NameRow& name, const DateInterval& taken) {
  const auto first = static_cast<std::int32_t>(taken.first.time_since_epoch().count());
  const auto last = static_cast<std::int32_t>(taken.last.time_since_epoch().count());
  return (name.valid_from == kAnyDay || name.valid_from <= last) &&
         (name.valid_to == kAnyDay || name.valid_to >= first);
}

// A place may have borne a name twice, and sources that know no dates have it once more: those that know them
// decide.
bool is_out_of_use(const Gazetteer& gazetteer, const NameMatch& match, const DateInterval& taken) {
  const PlaceRow& row = gazetteer.row(match.place);
  const std::string key = fold(gazetteer.text(gazetteer.name(match.name).text));
  bool has_dates = false;
  for (std::uint32_t n = row.first_name; n < row.first_name + row.name_count; ++n) {
    const NameRow& name = gazetteer.name(n);
    const bool is_dated = name.valid_from != kAnyDay || name.valid_to != kAnyDay;
    if ((!is_dated && name.kind != NameKind::main) || fold(gazetteer.text(name.text)) != key) continue;
    if (is_in_use(name, taken)) return false;
    has_dates = true;
  }
  return has_dates;
}

class Weigher {
 public:
  Weigher(const Gazetteer& gazetteer, std::string_view key) : gazetteer_(gazetteer), key_(key) {}

  NameCandidate weigh(const NameMatch& match) const {
    const PlaceRow& row = gazetteer_.row(match.place);
    const NameRow& name = gazetteer_.name(match.name);
    NameCandidate candidate{
        .match = match, .belief = 0, .factors = {{"how well known it is", prominence(row)}}};
    const auto add = [&](std::string_view why, double value) { candidate.factors.push_back({why, value}); };
    const bool is_todays = name.kind == NameKind::main || name.kind == NameKind::alternate;
    if (is_own(gazetteer_, row) && is_todays) add("checked by the project", kOwnPlace);
    if (name.kind == NameKind::historical) add("a former name", kFormerName);
    if (name.kind == NameKind::demonym) {
      add("named by its people", kDemonym);
    } else if (name.kind == NameKind::shortened) {
      add("named without the word that says what it is", kShortened);
    } else if (name.kind == NameKind::main || fold(gazetteer_.text(row.name)) == key_) {
      add("its main name", kMainName);
    }
    if (match.closeness < 1 || is_spelt_otherwise_)
      add("spelt otherwise", kSpeltOtherwise * std::pow(match.closeness, kPowerOfCloseness));
    return candidate;
  }

  void set_spelt_otherwise() { is_spelt_otherwise_ = true; }

 private:
  const Gazetteer& gazetteer_;
  std::string_view key_;
  bool is_spelt_otherwise_ = false;
};

bool is_around(const Gazetteer& gazetteer, const NameCandidate& outer, const NameCandidate& inner) {
  const PlaceRow& area = gazetteer.row(outer.match.place);
  const PlaceRow& town = gazetteer.row(inner.match.place);
  if (area.kind != PlaceKind::region) return gazetteer.is_within(inner.match.place, outer.match.place);
  return distance({area.lon, area.lat}, {town.lon, town.lat}).value < area.uncertainty_m;
}

// "Bukhara" is the city, not the region around it, unless nobody would speak of the town, or only the region
// is called so: the city of "Oklahoma" is Oklahoma City.
bool is_named_after(const Gazetteer& gazetteer, const NameCandidate& area, const NameCandidate& town) {
  const PlaceRow& a = gazetteer.row(area.match.place);
  const PlaceRow& t = gazetteer.row(town.match.place);
  const bool is_main_of_area = gazetteer.name(area.match.name).kind == NameKind::main;
  const bool is_main_of_town = gazetteer.name(town.match.name).kind == NameKind::main;
  return t.kind == PlaceKind::settlement && (is_main_of_town || !is_main_of_area) &&
         t.population >= kWellKnownPart * a.population && t.population > 0 &&
         is_around(gazetteer, area, town);
}

// "Mexico" is the country, not its state of that name; "Guatemala" not its capital.
void prefer_countries(const Gazetteer& gazetteer, std::vector<NameCandidate>& candidates) {
  for (NameCandidate& part : candidates) {
    const bool lies_in_namesake =
        std::any_of(candidates.begin(), candidates.end(), [&](const NameCandidate& whole) {
          return whole.match.place != part.match.place &&
                 gazetteer.row(whole.match.place).kind == PlaceKind::country &&
                 gazetteer.name(whole.match.name).kind != NameKind::demonym &&
                 gazetteer.is_within(part.match.place, whole.match.place);
        });
    if (lies_in_namesake) part.factors.push_back({"the country around it has that name", kInNamesake});
  }
}

void prefer_towns(const Gazetteer& gazetteer, std::vector<NameCandidate>& candidates) {
  for (NameCandidate& area : candidates) {
    const PlaceKind kind = gazetteer.row(area.match.place).kind;
    if (kind != PlaceKind::division && kind != PlaceKind::district && kind != PlaceKind::region) continue;
    const bool has_town = std::any_of(candidates.begin(), candidates.end(), [&](const NameCandidate& town) {
      return is_named_after(gazetteer, area, town);
    });
    if (has_town) area.factors.push_back({"a town of that name lies in it", kNamedAfterTown});
  }
}

}  // namespace

NameTests name_tests(const Gazetteer& gazetteer) {
  return {.is_name =
              [&gazetteer](const std::string& key) {
                return gazetteer.has_name(key) || gazetteer.has_name(without_short_u(key));
              },
          .sounds_like_name =
              [&gazetteer](const std::string& key) {
                const auto alike = gazetteer.find_spelling(key);
                return !alike.empty() && alike.front().closeness >= kSoundsAlike;
              }};
}

Factor factor_of_time(const Gazetteer& gazetteer, const NameMatch& match,
                      const std::optional<DateInterval>& taken) {
  return {"a name not in use at the time", taken && is_out_of_use(gazetteer, match, *taken) ? kOutOfUse : 1};
}

std::vector<NameCandidate> find_candidates(const Gazetteer& gazetteer, std::string_view key,
                                           const NameLookup& lookup) {
  Weigher weigher(gazetteer, key);
  std::vector<NameMatch> matches = gazetteer.find(key);
  if (matches.empty()) matches = gazetteer.find(without_short_u(std::string(key)));
  if (!lookup.is_given) {
    std::erase_if(matches, [&](const NameMatch& m) { return !gazetteer.names_alone(m.name); });
  }
  if (matches.empty() && lookup.spelt_otherwise) {
    weigher.set_spelt_otherwise();
    matches = gazetteer.find_spelling(key);
    std::erase_if(matches, [](const NameMatch& m) { return m.closeness < kSoundsAlike; });
  } else if (matches.empty() && lookup.is_given) {
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
  prefer_countries(gazetteer, candidates);
  for (NameCandidate& candidate : candidates) {
    candidate.belief = 1;
    for (const Factor& factor : candidate.factors) candidate.belief *= factor.value;
  }
  return candidates;
}

}  // namespace photomap
