// What kinds of places are called in OpenStreetMap, whose geocoders' clients know no other words.
#pragma once

#include "geo/gazetteer_file.hpp"

#include <string_view>

namespace photomap {

struct OsmTags {
  std::string_view key;          ///< Nominatim's class or category
  std::string_view value;        ///< Nominatim's type
  std::string_view address_key;  ///< of its name in an address; Nominatim's addresstype
  int rank = 30;                 ///< Nominatim's place_rank: 4 a country, 16 a city, 30 a building
  std::string_view layer;        ///< type of GeocodeJSON: "country", ..., "district", "locality", "house"
};

OsmTags osm_tags_of(PlaceKind kind, std::string_view feature_type);

}  // namespace photomap
