// What people type into the search box of a map: names in any order and script, with what contains them,
// unfinished or misspelt. And the other way: what is where.
#pragma once

#include "geo/coordinates.hpp"
#include "geo/gazetteer.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

struct PlaceQuery {
  std::string text = {};  ///< "paris texas", "Chorsu bazaar, Tashkent"; UTF-8
  std::vector<std::string> countries =
      {};  ///< only in these, ISO 3166-1 alpha-2 in capitals; empty means everywhere
  std::optional<Bbox> viewbox = std::nullopt;  ///< what lies in it comes first
  bool bounded = false;                        ///< and nothing else comes
  std::optional<LonLat> near = std::nullopt;   ///< what is near comes first
  bool is_unfinished = false;                  ///< the last word may go on: search as you type
  std::size_t limit = 10;
};

struct FoundPlace {
  PlaceNumber place = kNoPlace;
  std::uint32_t name = 0;  ///< the name by which it was found
  double closeness = 1;    ///< in [0, 1]; 1 where the name was typed so
  double importance = 0;   ///< in [0, 1]; how well known the place is
};

/// Best first; none where nothing resembles the text. Misspelt names are looked for only where nobody is
/// called so.
std::vector<FoundPlace> search_places(const Gazetteer& gazetteer, const PlaceQuery& query);

/// What is at a position, the finest first: a venue or quarter whose circle holds it, the settlement, the
/// division, the country. `finest` leaves out what is finer than that. Empty at sea.
std::vector<PlaceNumber> find_places_at(const Gazetteer& gazetteer, LonLat position, PlaceKind finest);

/// In [0, 1], on a logarithmic scale of prominence.
double importance_of(const PlaceRow& row);

}  // namespace photomap
