// From a name to the places it may mean, each with its share of the belief, given what else the text names.
#pragma once

#include "geo/candidates.hpp"
#include "geo/caption.hpp"
#include "geo/gazetteer.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace photomap {

/// What the texts around a mention support.
struct Context {
  std::set<std::string> countries;  ///< ISO codes named in the essay or the caption
  std::set<std::string> sides;      ///< ISO codes of "the Chinese side" and the like in this caption
  std::set<PlaceNumber>
      places;  ///< named elsewhere in the caption, the essay or its other captions, and beyond doubt
  std::vector<PlaceNumber> company =
      {};  ///< named by the essay's other texts, those that stand alone left out
  std::optional<DateInterval> taken =
      std::nullopt;  ///< when the photo was taken: tells which names were in use
};

/// A place that a mention may mean.
struct Meaning {
  PlaceNumber number = kNoPlace;
  Place place;
  double share = 0;  ///< of the belief; with what "no place at all" has, all shares of a mention add up to 1
  std::vector<Factor> factors;  ///< what moved its belief; their product
};

/// A mention and what it may mean, best first. Empty meanings: it names no place.
struct ResolvedMention {
  Mention mention;
  std::vector<Meaning> meanings;

  const Place& best() const { return meanings.front().place; }
};

/// Weighs the places that bear a name. Population is only the belief to start from: what a person wrote into
/// data/places.csv, countries and places named nearby, and the way the caption speaks move it by factors.
class Resolver {
 public:
  explicit Resolver(const Gazetteer& gazetteer) : gazetteer_(gazetteer) {}

  /// Keeps meanings with at least a tenth of the best one's share; none where "no place" is the better
  /// reading.
  ResolvedMention resolve(const Mention& mention, const Context& context);
  /// All mentions of a text, each in the light of the others: a market in the city that is named beside it.
  std::vector<ResolvedMention> resolve_all(const CaptionReading& reading, const Context& context);

 private:
  const std::vector<NameCandidate>& places_named(const Mention& mention);

  const Gazetteer& gazetteer_;
  std::map<std::string, std::vector<NameCandidate>> cache_;
};

/// What "these words are no place at all" is worth, in inhabitants as all beliefs, by the way they stand in
/// the text.
double belief_in_no_place(const Mention& mention);

/// Adds what is beyond doubt among the mentions, but for the one with that key; where traders come from or a
/// train goes to says nothing of the country.
void add_support(Context& context, const std::vector<ResolvedMention>& mentions,
                 const std::string& except = {});

/// True where `inner` can lie within `outer`: as far as both circles know.
bool may_lie_within(const Place& inner, const Place& outer);

}  // namespace photomap
