#include "server/format_photon.hpp"

#include "geo/geojson.hpp"
#include "server/format_geojson.hpp"
#include "server/links.hpp"

#include <cmath>

namespace photomap {

namespace {

double degrees_number(double degrees) {
  return std::round(degrees * 1e7) / 1e7;
}

std::string capitals(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
  }
  return text;
}

Json properties_json(const PlaceDescription& place) {
  Json json = {
      {"osm_type", "N"},           {"osm_id", place.osm_id},        {"photomap_id", place.photomap_id},
      {"osm_key", place.tags.key}, {"osm_value", place.tags.value}, {"type", place.tags.layer},
      {"name", place.name}};
  if (!place.country_code.empty()) json["countrycode"] = capitals(place.country_code);
  for (const AddressLine& line : place.address) {
    const std::string layer(line.tags.layer);
    const bool is_itself = &line == &place.address.front();
    if ((!is_itself || layer == "country") && !json.contains(layer)) json[layer] = line.name;
  }
  // From the north-west to the south-east.
  json["extent"] = {degrees_number(place.box.west), degrees_number(place.box.north),
                    degrees_number(place.box.east), degrees_number(place.box.south)};
  json["licence"] = place.licence;
  return json;
}

}  // namespace

std::string encode_photon_places(const std::vector<PlaceDescription>& places) {
  FeatureCollectionText features;
  for (const PlaceDescription& place : places) {
    features.add({{"type", "Feature"},
                  {"geometry", {{"type", "Point"}, {"coordinates", coordinates_json(place.location)}}},
                  {"properties", properties_json(place)}});
  }
  return std::move(features).finish(Json::object());
}

HttpResponse photon_error(int status, std::string_view message) {
  return {.status = status,
          .headers = {{"Content-Type", std::string(kJsonType)}, {"Cache-Control", "no-store"}},
          .body = to_text({{"message", message}})};
}

}  // namespace photomap
