#include "geo/resolver.hpp"

#include "geo/caption_words.hpp"

#include <algorithm>
#include <cmath>

namespace photomap {

namespace {

constexpr double kCountryNamed = 100;        // its country is named in the text
constexpr double kOtherCountryNamed = 0.03;  // countries are named, and its own is not
constexpr double kSide = 50;                 // "the Chinese side" and it lies in China
constexpr double kNearNamedPlace = 30;       // a place beyond doubt is near
constexpr double kInNamedPlace = 100;        // and contains it
constexpr double kVenueElsewhere = 1e-4;     // a venue far from the city that the same text names
constexpr Meters kNear = Meters::kilometers(150);

// What the essay's other texts say of a place, by how near theirs are.
constexpr std::size_t kCompany = 3;  // places; fewer say nothing
constexpr Meters kReachOfEssay = Meters::kilometers(500);
constexpr Meters kCloseBy = Meters::kilometers(100);
constexpr double kFarFromCompany = 0.003;
constexpr double kInCompany = 10;

constexpr double kTownWithArticle = 0.003;  // "on the Zócalo"

constexpr double kLeastShareOfAll = 0.4;   // of the belief that some place is meant
constexpr double kLeastShareOfBest = 0.1;  // of a meaning, against the best one

bool is_country(const Place& place) {
  return place.feature_type == "country";
}
std::string country_of(const PlaceRow& row) {
  return row.country[0] == '\0' ? std::string() : std::string(row.country, 2);
}

Meters between(const PlaceRow& a, const PlaceRow& b) {
  return distance({a.lon, a.lat}, {b.lon, b.lat});
}

// Spares the exact distance of most.
bool is_within(const PlaceRow& a, const PlaceRow& b, Meters reach) {
  constexpr double kMetersOfDegree = 110'000;
  return std::abs(a.lat - b.lat) * kMetersOfDegree <= reach.value && between(a, b) <= reach;
}
bool is_near(const PlaceRow& a, const PlaceRow& b) {
  return is_within(a, b, kNear);
}

void add_factors_of_countries(const PlaceRow& row, const Context& context, std::vector<Factor>& factors) {
  const std::string country = country_of(row);
  if (!context.countries.empty() && !country.empty()) {
    if (context.countries.contains(country)) {
      factors.push_back({"its country is named", kCountryNamed});
    } else {
      factors.push_back({"other countries are named", kOtherCountryNamed});
    }
  }
  if (context.sides.contains(country)) factors.push_back({"the side of the border is named", kSide});
}

// The strongest support that one place named nearby gives; supports do not add up.
Factor factor_of_places(const Gazetteer& gazetteer, PlaceNumber number, const Context& context) {
  const PlaceRow& row = gazetteer.row(number);
  Factor factor{"", 1};
  bool city_named = false;
  bool in_named_city = false;
  for (const PlaceNumber other_number : context.places) {
    const PlaceRow& other = gazetteer.row(other_number);
    if (other_number == number) return {"named by another of its names", kInNamedPlace};
    if (other.kind == PlaceKind::country) continue;
    const bool within = gazetteer.is_within(number, other_number);
    const bool is_settlement = other.kind == PlaceKind::settlement;
    city_named = city_named || is_settlement;
    if (!within && !is_near(row, other)) continue;
    in_named_city = in_named_city || is_settlement;
    if (within) {
      factor = {"lies in a place that is named", kInNamedPlace};
    } else if (factor.value < kNearNamedPlace) {
      factor = {"near a place that is named", kNearNamedPlace};
    }
  }
  const bool is_venue =
      row.kind == PlaceKind::venue || row.kind == PlaceKind::airport || row.kind == PlaceKind::quarter;
  if (is_venue && city_named && !in_named_city) return {"far from the city that is named", kVenueElsewhere};
  return factor;
}

// A traveller's captions name places that lie together; a famous namesake of one of them lies elsewhere.
Factor factor_of_company(const Gazetteer& gazetteer, PlaceNumber number, const Context& context) {
  const PlaceRow& row = gazetteer.row(number);
  if (context.company.size() < kCompany || row.kind == PlaceKind::country) return {"", 1};
  bool is_far = true;
  bool is_close = false;
  for (const PlaceNumber other : context.company) {
    const PlaceRow& named = gazetteer.row(other);
    if (gazetteer.is_within(other, number)) return {"", 1};
    is_close = is_close || is_within(row, named, kCloseBy);
    is_far = is_far && !is_close && !is_within(row, named, kReachOfEssay + Meters{row.uncertainty_m});
  }
  if (is_close) return {"near what other captions name", kInCompany};
  return is_far ? Factor{"far from all that the essay names", kFarFromCompany} : Factor{"", 1};
}

bool is_photos_place(const Mention& mention) {
  return mention.role == Role::at || mention.role == Role::named || mention.role == Role::camera;
}

}  // namespace

double belief_in_no_place(const Mention& mention) {
  if (mention.is_whole_text) return 1;
  // "East", "Central" are provinces somewhere, and directions everywhere.
  const auto& words = kTransparentWords;
  if (std::find(words.begin(), words.end(), mention.key) != words.end()) return 1e9;
  if (mention.role == Role::embedded) return 1e7;
  if (mention.spelt_otherwise) return 1e6;
  if (mention.in_title) return 1e5;
  if (mention.may_be_word) return 3e6;
  if (mention.lower_case) return mention.trigger_is_near ? 1e5 : 3e6;
  // "of" says little: engineers of Rio Tinto.
  return mention.trigger_is_near && mention.role != Role::named ? 500 : 2e4;
}

void add_support(Context& context, const std::vector<ResolvedMention>& mentions, const std::string& except) {
  constexpr double kBeyondDoubt = 0.8;
  for (const ResolvedMention& resolved : mentions) {
    const auto& [mention, meanings] = resolved;
    if (meanings.empty() || meanings.front().share < kBeyondDoubt || mention.role == Role::embedded ||
        mention.key == except)
      continue;
    const auto& [number, place, share, factors] = meanings.front();
    const bool is_elsewhere = mention.role == Role::from || mention.role == Role::towards;
    if (!place.country.empty() && !is_elsewhere) context.countries.insert(place.country);
    if (!is_country(place)) context.places.insert(number);
  }
}

bool may_lie_within(const Place& inner, const Place& outer) {
  if (inner.id == outer.id) return true;
  if (std::find(inner.ancestor_ids.begin(), inner.ancestor_ids.end(), outer.id) != inner.ancestor_ids.end())
    return true;
  if (is_country(outer)) return inner.country == outer.country || inner.country.empty();
  if (is_country(inner)) return false;
  return distance(inner.location, outer.location) <= inner.uncertainty + outer.uncertainty;
}

const std::vector<NameCandidate>& Resolver::places_named(const Mention& mention) {
  constexpr std::size_t kMostKept = 20'000;
  if (cache_.size() >= kMostKept) cache_.clear();
  const auto [entry, is_new] = cache_.try_emplace(mention.key);
  if (is_new)
    entry->second = find_candidates(gazetteer_, mention.key, {.spelt_otherwise = mention.spelt_otherwise});
  return entry->second;
}

ResolvedMention Resolver::resolve(const Mention& mention, const Context& context) {
  struct Weighed {
    const NameCandidate* candidate;
    std::vector<Factor> factors;
    double belief;
  };
  std::vector<Weighed> weighed;
  double of_places = 0;
  for (const NameCandidate& candidate : places_named(mention)) {
    std::vector<Factor> factors;
    add_factors_of_countries(gazetteer_.row(candidate.match.place), context, factors);
    if (const Factor factor = factor_of_places(gazetteer_, candidate.match.place, context); factor.value != 1)
      factors.push_back(factor);
    if (const Factor factor = factor_of_company(gazetteer_, candidate.match.place, context);
        factor.value != 1 && is_photos_place(mention))
      factors.push_back(factor);
    if (const Factor factor = factor_of_time(gazetteer_, candidate.match, context.taken); factor.value != 1)
      factors.push_back(factor);
    if (mention.has_article && gazetteer_.row(candidate.match.place).kind == PlaceKind::settlement)
      factors.push_back({"towns have no article", kTownWithArticle});
    double belief = candidate.belief;
    for (const Factor& factor : factors) belief *= factor.value;
    weighed.push_back({&candidate, std::move(factors), belief});
    of_places += belief;
  }
  ResolvedMention resolved{.mention = mention, .meanings = {}};
  const double sum = belief_in_no_place(mention) + of_places;
  if (weighed.empty() || of_places < kLeastShareOfAll * sum) return resolved;
  std::stable_sort(weighed.begin(), weighed.end(),
                   [](const Weighed& a, const Weighed& b) { return a.belief > b.belief; });
  for (auto& [candidate, factors, belief] : weighed) {
    if (belief < weighed.front().belief * kLeastShareOfBest) break;
    factors.insert(factors.begin(), candidate->factors.begin(), candidate->factors.end());
    resolved.meanings.push_back(
        {candidate->match.place, gazetteer_.place(candidate->match.place), belief / sum, std::move(factors)});
  }
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
