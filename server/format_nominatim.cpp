#include "server/format_nominatim.hpp"

#include "geo/geojson.hpp"
#include "server/links.hpp"

#include <fmt/format.h>

#include <cmath>

namespace photomap {

namespace {

/// Degrees as text, 1 cm.
std::string degrees_text(double degrees) {
  return fmt::format("{:.7f}", degrees);
}

double degrees_number(double degrees) {
  return std::round(degrees * 1e7) / 1e7;
}

Json address_json(const PlaceDescription& place) {
  Json address = Json::object();
  for (const AddressLine& line : place.address) {
    const std::string key(line.tags.address_key);
    if (!address.contains(key)) address[key] = line.name;
  }
  if (!place.country_code.empty()) address["country_code"] = place.country_code;
  return address;
}

Json members_json(const TextMembers& members) {
  Json json = Json::object();
  for (const auto& [name, value] : members) json[name] = value;
  return json;
}

void add_ids(Json& json, const PlaceDescription& place) {
  json["place_id"] = place.place_id;
  json["osm_type"] = "node";
  json["osm_id"] = place.osm_id;
  json["photomap_id"] = place.photomap_id;
}

void add_names_and_details(Json& json, const PlaceDescription& place, const NominatimOutput& output) {
  json["place_rank"] = place.tags.rank;
  json["importance"] = place.importance;
  json["addresstype"] = place.tags.address_key;
  json["name"] = place.name;
  json["display_name"] = place.full_name;
  if (output.address) json["address"] = address_json(place);
  if (output.further) json["extratags"] = members_json(place.further);
  if (output.names) json["namedetails"] = members_json(place.names);
}

Json plain_json(const PlaceDescription& place, const NominatimOutput& output) {
  Json json;
  add_ids(json, place);
  json["licence"] = place.licence;
  json["lat"] = degrees_text(place.location.lat);
  json["lon"] = degrees_text(place.location.lon);
  json[output.format == NominatimFormat::json ? "class" : "category"] = place.tags.key;
  json["type"] = place.tags.value;
  add_names_and_details(json, place, output);
  json["boundingbox"] = {degrees_text(place.box.south), degrees_text(place.box.north),
                         degrees_text(place.box.west), degrees_text(place.box.east)};
  return json;
}

Json feature_json(const PlaceDescription& place, Json properties) {
  return {{"type", "Feature"},
          {"properties", std::move(properties)},
          {"bbox",
           {degrees_number(place.box.west), degrees_number(place.box.south), degrees_number(place.box.east),
            degrees_number(place.box.north)}},
          {"geometry", {{"type", "Point"}, {"coordinates", coordinates_json(place.location)}}}};
}

Json geojson_properties(const PlaceDescription& place, const NominatimOutput& output) {
  Json json;
  add_ids(json, place);
  json["category"] = place.tags.key;
  json["type"] = place.tags.value;
  add_names_and_details(json, place, output);
  return json;
}

// https://github.com/geocoders/geocodejson-spec: "accuracy" is in metres.
Json geocodejson_properties(const PlaceDescription& place, const NominatimOutput& output) {
  Json json;
  add_ids(json, place);
  json["osm_key"] = place.tags.key;
  json["osm_value"] = place.tags.value;
  json["type"] = place.tags.layer;
  json["accuracy"] = std::llround(place.uncertainty.value);
  json["label"] = place.full_name;
  json["name"] = place.name;
  if (output.address) {
    Json admin = Json::object();
    for (const AddressLine& line : place.address) {
      const std::string layer(line.tags.layer);
      if (&line != &place.address.front() && !json.contains(layer)) json[layer] = line.name;
      if (line.tags.key == "boundary") admin[fmt::format("level{}", line.tags.rank / 2)] = line.name;
    }
    if (!place.country_code.empty()) json["country_code"] = place.country_code;
    json["admin"] = std::move(admin);
  }
  if (output.further) json["extra"] = members_json(place.further);
  return {{"geocoding", std::move(json)}};
}

/// Those of all places, each once.
std::string licence_of(const std::vector<PlaceDescription>& places) {
  std::string licences;
  for (const PlaceDescription& place : places) {
    if (licences.find(place.licence) == licences.npos)
      licences.append(licences.empty() ? "" : "; ").append(place.licence);
  }
  return licences;
}

std::string encode_collection(const std::vector<PlaceDescription>& places, const NominatimOutput& output,
                              std::string_view query) {
  const bool is_geocodejson = output.format == NominatimFormat::geocodejson;
  Json features = Json::array();
  for (const PlaceDescription& place : places) {
    features.push_back(feature_json(
        place, is_geocodejson ? geocodejson_properties(place, output) : geojson_properties(place, output)));
  }
  const std::string licence = licence_of(places);
  Json json = {{"type", "FeatureCollection"}};
  if (is_geocodejson) {
    json["geocoding"] = {
        {"version", "0.1.0"}, {"attribution", licence}, {"licence", licence}, {"query", query}};
  } else {
    json["licence"] = licence;
  }
  json["features"] = std::move(features);
  return to_text(json);
}

bool is_collection(const NominatimOutput& output) {
  return output.format == NominatimFormat::geojson || output.format == NominatimFormat::geocodejson;
}

}  // namespace

std::string encode_nominatim_places(const std::vector<PlaceDescription>& places,
                                    const NominatimOutput& output, std::string_view query) {
  if (is_collection(output)) return encode_collection(places, output, query);
  Json all = Json::array();
  for (const PlaceDescription& place : places) all.push_back(plain_json(place, output));
  return to_text(all);
}

std::string encode_nominatim_place(const std::vector<PlaceDescription>& places, const NominatimOutput& output,
                                   std::string_view query) {
  if (places.empty()) return R"({"error":"Unable to geocode"})";
  if (is_collection(output)) return encode_collection(places, output, query);
  return to_text(plain_json(places.front(), output));
}

HttpResponse nominatim_error(int status, std::string_view message) {
  const Json body = {{"error", {{"code", status}, {"message", message}}}};
  return {.status = status,
          .headers = {{"Content-Type", std::string(kJsonType)}, {"Cache-Control", "no-store"}},
          .body = to_text(body)};
}

}  // namespace photomap
