// Strings of a search for places to types, as clients of Nominatim and Photon write them. Every parse_ throws
// HttpError 400 that names the parameter, what was given and what is right.
#pragma once

#include "geo/search.hpp"
#include "server/format_nominatim.hpp"
#include "server/languages.hpp"
#include "server/request.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

inline constexpr std::size_t kLongestQuery = 256;  ///< in characters
inline constexpr std::size_t kMostPlaces = 50;

/// What /search asks for.
struct NominatimSearch {
  PlaceQuery places;
  std::optional<PlaceKind> kind;   ///< of the finest part of an address; such places come first
  std::optional<LonLat> position;  ///< where the text is one: what is there is asked for
  bool dedupe = true;
};

/// `q`, or an address in parts: both is an error. A text of nothing means that nothing is asked for,
/// or the one country that is named by its code.
NominatimSearch parse_nominatim_search(const Parameters& parameters);

/// `format`, `addressdetails`, `namedetails`, `extratags`.
NominatimOutput parse_nominatim_output(const Parameters& parameters, bool has_address);

PlaceQuery parse_photon_search(const Parameters& parameters);

/// `lon` and `lat`, both needed.
LonLat parse_position(const Parameters& parameters);

/// `zoom` of a map, 0 to 18: 3 is a country, 18 a building.
PlaceKind parse_finest_kind(const Parameters& parameters);

/// `limit`, taken as 1 to kMostPlaces.
std::size_t parse_place_limit(const Parameters& parameters, std::size_t fallback);

/// The parameter of that name, else the header Accept-Language.
Languages languages_of(const HttpRequest& request, const Parameters& parameters, std::string_view name);

}  // namespace photomap
