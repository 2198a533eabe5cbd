#include "geo/resolver.hpp"

#include "geo/text.hpp"

#include <algorithm>

namespace photomap {

namespace {

// Beliefs are in inhabitants: a place with ten times the people is meant ten times as often, all else alike.
constexpr double kLeastPopulation = 500;     // GeoNames does not know many
constexpr double kMainName = 3;              // over an alternate name
constexpr double kOwnPlace = 1000;           // a row of data/places.csv: somebody checked it for these essays
constexpr double kCountry = 1e7;             // countries are named far more often than villages called alike
constexpr double kCountryNamed = 100;        // its country is named in the text
constexpr double kOtherCountryNamed = 0.03;  // countries are named, and its own is not
constexpr double kSide = 50;                 // "the Chinese side" and it lies in China
constexpr double kNearNamedPlace = 30;       // a place beyond doubt is near
constexpr double kInNamedPlace = 100;        // and contains it
constexpr double kVenueElsewhere = 1e-4;     // a venue far from the city that the same text names
constexpr Meters kNear = Meters::kilometers(150);

// What "these words are no place at all" is worth, by the way they stand in the text.
double belief_in_no_place(const Mention& mention) {
  if (mention.is_whole_text) return 1;
  if (mention.role == Role::embedded) return 1e7;
  if (mention.in_title) return 1e5;
  if (mention.may_be_word) return 3e6;
  if (mention.lower_case) return mention.trigger_is_near ? 1e5 : 3e6;
  // "of" says little: engineers of Rio Tinto.
  return mention.trigger_is_near && mention.role != Role::named ? 500 : 2e4;
}
constexpr double kLeastShareOfAll = 0.4;   // of the belief that some place is meant
constexpr double kLeastShareOfBest = 0.1;  // of a meaning, against the best one

bool is_own(const Place& place) {
  return place.id.find(':') == std::string::npos;
}
bool is_country(const Place& place) {
  return place.feature_type == "country";
}
bool is_settlement(const Place& place) {
  return place.feature_type == "city" || place.feature_type == "town" || place.feature_type == "village";
}

double belief_by_itself(const Place& place, const Mention& mention) {
  if (is_country(place)) return kCountry * (is_own(place) ? kOwnPlace : 1);
  double belief = std::max(static_cast<double>(place.population), kLeastPopulation);
  if (fold(place.name) == mention.key) belief *= kMainName;
  if (is_own(place)) belief *= kOwnPlace;
  return belief;
}

double factor_of_countries(const Place& place, const Context& context) {
  double factor = 1;
  if (!context.countries.empty() && !place.country.empty()) {
    factor *= context.countries.contains(place.country) ? kCountryNamed : kOtherCountryNamed;
  }
  if (context.sides.contains(place.country)) factor *= kSide;
  return factor;
}

// The strongest support that one place named nearby gives; supports do not add up.
double factor_of_places(const Place& place, const Context& context) {
  double factor = 1;
  bool city_named = false;
  bool in_named_city = false;
  for (const Place& other : context.places) {
    if (other.id == place.id || is_country(other)) continue;
    const Meters apart = distance(place.location, other.location);
    city_named = city_named || is_settlement(other);
    in_named_city =
        in_named_city || (is_settlement(other) && (apart <= kNear || place.parent_id == other.id));
    if (place.parent_id == other.id) {
      factor = std::max(factor, kInNamedPlace);
    } else if (apart <= kNear) {
      factor = std::max(factor, kNearNamedPlace);
    }
  }
  const bool is_venue = !is_settlement(place) && !is_country(place);
  return is_venue && city_named && !in_named_city ? kVenueElsewhere : factor;
}

}  // namespace

void add_support(Context& context, const std::vector<ResolvedMention>& mentions, const std::string& except) {
  constexpr double kBeyondDoubt = 0.8;
  for (const ResolvedMention& resolved : mentions) {
    const auto& [mention, meanings] = resolved;
    if (meanings.empty() || meanings.front().share < kBeyondDoubt || mention.role == Role::embedded ||
        mention.key == except)
      continue;
    const Place& place = resolved.best();
    const bool is_elsewhere = mention.role == Role::from || mention.role == Role::towards;
    if (!place.country.empty() && !is_elsewhere) context.countries.insert(place.country);
    if (!is_country(place)) context.places.push_back(place);
  }
}

bool may_lie_within(const Place& inner, const Place& outer) {
  if (inner.id == outer.id || inner.parent_id == outer.id) return true;
  if (is_country(outer)) return inner.country == outer.country || inner.country.empty();
  if (is_country(inner)) return false;
  return distance(inner.location, outer.location) <= inner.uncertainty + outer.uncertainty;
}

const std::vector<Place>& Resolver::places_named(const std::string& key) {
  constexpr std::size_t kMostKept = 20'000;
  if (cache_.size() >= kMostKept) cache_.clear();
  const auto [entry, is_new] = cache_.try_emplace(key);
  if (is_new) entry->second = gazetteer_.find_by_key(key);
  return entry->second;
}

ResolvedMention Resolver::resolve(const Mention& mention, const Context& context) {
  ResolvedMention resolved{.mention = mention, .meanings = {}};
  double sum = belief_in_no_place(mention);
  double of_places = 0;
  for (const Place& place : places_named(mention.key)) {
    const double belief = belief_by_itself(place, mention) * factor_of_countries(place, context) *
                          factor_of_places(place, context);
    resolved.meanings.push_back({place, belief});
    of_places += belief;
  }
  sum += of_places;
  if (of_places < kLeastShareOfAll * sum) resolved.meanings.clear();
  auto& meanings = resolved.meanings;
  std::stable_sort(meanings.begin(), meanings.end(),
                   [](const Meaning& a, const Meaning& b) { return a.share > b.share; });
  const double least = meanings.empty() ? 0 : meanings.front().share * kLeastShareOfBest;
  std::erase_if(meanings, [least](const Meaning& meaning) { return meaning.share < least; });
  for (Meaning& meaning : meanings) meaning.share /= sum;
  return resolved;
}

std::vector<ResolvedMention> Resolver::resolve_all(const CaptionReading& reading, const Context& context) {
  Context here = context;
  for (const std::string& side : reading.sides) {
    if (const auto country = gazetteer_.find_country_of_demonym(side)) here.sides.insert(*country);
  }
  // First each by itself, then again beside those of the others that were beyond doubt.
  std::vector<ResolvedMention> first;
  for (const Mention& mention : reading.mentions) first.push_back(resolve(mention, here));
  std::vector<ResolvedMention> resolved;
  for (const Mention& mention : reading.mentions) {
    Context beside = here;
    add_support(beside, first, mention.key);
    resolved.push_back(resolve(mention, beside));
    if (resolved.back().meanings.empty()) resolved.pop_back();
  }
  return resolved;
}

}  // namespace photomap
