// All that an answer tells of a place, as values that formats turn to text.
#pragma once

#include "geo/coordinates.hpp"
#include "geo/gazetteer.hpp"
#include "server/languages.hpp"
#include "server/osm_tags.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

/// A place in an address, itself the first of its own.
struct AddressLine {
  OsmTags tags;
  std::string name;
};

/// Names and values in the order in which they are written.
using TextMembers = std::vector<std::pair<std::string, std::string>>;

struct PlaceDescription {
  std::int64_t place_id = 0;  ///< of this gazetteer file only
  std::int64_t osm_id = 0;    ///< see stand_in_number
  std::string photomap_id;    ///< "geonames:1526384", as in the photos' place_id
  LonLat location;
  Meters uncertainty;  ///< the circle around `location` that holds all of it
  Bbox box;            ///< around all of it; -180 to 180 where it lies on both sides of the antimeridian
  OsmTags tags;
  double importance = 0;  ///< in [0, 1]
  std::string name;
  std::string full_name;  ///< with what contains it
  std::vector<AddressLine> address;
  std::string country_code;  ///< ISO 3166-1 alpha-2 in small letters; empty where none or several
  std::string licence;       ///< of the sources of the place and its address
  TextMembers names;         ///< "name", "name:kk", "alt_name", "old_name"; only where asked for
  TextMembers further;       ///< population, source, what place_id and osm_id are not
};

struct DescribeOptions {
  Languages languages = {};  ///< names are those of the first one that has one
  bool all_names = false;
};

PlaceDescription describe_place(const Gazetteer& gazetteer, PlaceNumber place,
                                const DescribeOptions& options);

}  // namespace photomap
