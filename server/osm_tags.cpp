#include "server/osm_tags.hpp"

#include <algorithm>
#include <iterator>

namespace photomap {

namespace {

struct Row {
  std::string_view feature_type;
  OsmTags tags;
};

constexpr OsmTags natural(std::string_view value) {
  return {"natural", value, "natural", 22, "locality"};
}
constexpr OsmTags waterway(std::string_view value) {
  return {"waterway", value, "waterway", 22, "locality"};
}
constexpr OsmTags wide_place(std::string_view value) {
  return {"place", value, value, 22, "locality"};
}
constexpr OsmTags house(std::string_view key, std::string_view value) {
  return {key, value, key, 30, "house"};
}

constexpr Row kRows[] = {
    {"country", {"boundary", "administrative", "country", 4, "country"}},
    {"admin1", {"boundary", "administrative", "state", 8, "state"}},
    {"admin2", {"boundary", "administrative", "county", 12, "county"}},
    {"city", {"place", "city", "city", 16, "city"}},
    {"town", {"place", "town", "town", 18, "city"}},
    {"village", {"place", "village", "village", 19, "city"}},
    {"borough", {"place", "borough", "borough", 20, "district"}},
    {"quarter", {"place", "suburb", "suburb", 20, "district"}},
    {"neighbourhood", {"place", "neighbourhood", "neighbourhood", 24, "locality"}},
    {"disputed_territory", {"boundary", "disputed", "region", 6, "state"}},

    {"continent", wide_place("continent")},
    {"ocean", wide_place("ocean")},
    {"sea", wide_place("sea")},
    {"region", wide_place("region")},
    {"historic_region", wide_place("region")},
    {"island", wide_place("island")},
    {"archipelago", wide_place("archipelago")},
    {"gulf", natural("bay")},
    {"strait", natural("strait")},
    {"lake", natural("water")},
    {"peninsula", natural("peninsula")},
    {"mountain", natural("peak")},
    {"mountain_range", natural("mountain_range")},
    {"valley", natural("valley")},
    {"desert", natural("desert")},
    {"river", waterway("river")},
    {"canal", waterway("canal")},
    {"dam", waterway("dam")},

    {"airport", house("aeroway", "aerodrome")},
    {"market", house("amenity", "marketplace")},
    {"restaurant", house("amenity", "restaurant")},
    {"food_hall", house("amenity", "food_court")},
    {"university", house("amenity", "university")},
    {"mosque", house("amenity", "place_of_worship")},
    {"cathedral", house("amenity", "place_of_worship")},
    {"mausoleum", house("historic", "tomb")},
    {"necropolis", house("historic", "tomb")},
    {"museum", house("tourism", "museum")},
    {"landmark", house("tourism", "attraction")},
    {"park", house("leisure", "park")},
    {"ski_resort", house("landuse", "winter_sports")},
    {"military_base", house("military", "base")},
    {"free_trade_zone", house("landuse", "commercial")},
    {"dry_port", house("landuse", "port")},
    {"square", {"place", "square", "square", 25, "locality"}},
};

}  // namespace

OsmTags osm_tags_of(PlaceKind kind, std::string_view feature_type) {
  const auto row = std::find_if(std::begin(kRows), std::end(kRows),
                                [&](const Row& r) { return r.feature_type == feature_type; });
  if (row != std::end(kRows)) return row->tags;
  return kind == PlaceKind::venue ? house("tourism", "attraction") : wide_place("locality");
}

}  // namespace photomap
