#include "geo/geojson.hpp"

#include "geo/antimeridian.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace photomap {

namespace {

double rounded(double value, double scale) {
  return std::round(value * scale) / scale;
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json candidate_json(const Candidate& candidate) {
  return {{"place_id", candidate.place_id},
          {"place_name", candidate.place_name},
          {"country", text_or_null(candidate.country)},
          {"lon", rounded(candidate.location.lon, 1e7)},
          {"lat", rounded(candidate.location.lat, 1e7)},
          {"uncertainty_m", std::round(candidate.uncertainty.value)},
          {"confidence", rounded(candidate.confidence, 100)}};
}

Candidate parse_candidate(const Json& json) {
  return {.place_id = json.at("place_id"),
          .place_name = json.at("place_name"),
          .country = json.at("country").is_null() ? "" : json.at("country").get<std::string>(),
          .location = {json.at("lon"), json.at("lat")},
          .uncertainty = {json.at("uncertainty_m").get<double>()},
          .confidence = json.at("confidence")};
}

Json point_or_null(const std::optional<LonLat>& location) {
  if (!location) return nullptr;
  return {{"type", "Point"}, {"coordinates", coordinates_json(*location)}};
}

Json line_or_null(const std::vector<LonLat>& points) {
  Json parts = Json::array();
  for (const std::vector<LonLat>& part : cut_at_antimeridian(points)) {
    Json coordinates = Json::array();
    for (const LonLat point : part) coordinates.push_back(coordinates_json(point));
    parts.push_back(std::move(coordinates));
  }
  if (parts.empty()) return nullptr;
  if (parts.size() == 1) return {{"type", "LineString"}, {"coordinates", std::move(parts[0])}};
  return {{"type", "MultiLineString"}, {"coordinates", std::move(parts)}};
}

Json day_or_null(const std::optional<DateInterval>& taken, std::chrono::sys_days DateInterval::*end) {
  if (!taken) return nullptr;
  return format_day((*taken).*end);
}

}  // namespace

double told_metres(Meters radius) {
  if (radius.value >= 1) return std::round(radius.value);
  return std::max(rounded(radius.value, 1000), 0.001);
}

Json coordinates_json(LonLat location) {
  return Json::array({rounded(location.lon, 1e7), rounded(location.lat, 1e7)});
}

Json candidates_json(const std::vector<Candidate>& candidates) {
  Json array = Json::array();
  for (const Candidate& candidate : candidates) array.push_back(candidate_json(candidate));
  return array;
}

std::vector<Candidate> parse_candidates(const std::string& text) {
  std::vector<Candidate> candidates;
  for (const Json& json : Json::parse(text)) candidates.push_back(parse_candidate(json));
  return candidates;
}

Json georeference_json(const Georeference& where) {
  return {{"location", where.location ? Json{where.location->lon, where.location->lat} : Json(nullptr)},
          {"uncertainty_m", where.uncertainty.value},
          {"place_id", where.place_id},
          {"place_name", where.place_name},
          {"country", where.country},
          {"confidence", where.confidence},
          {"reason", where.reason},
          {"candidates", candidates_json(where.candidates)}};
}

Georeference parse_georeference(const std::string& text) {
  const Json json = Json::parse(text);
  Georeference where{.location = std::nullopt,
                     .uncertainty = {json.at("uncertainty_m").get<double>()},
                     .place_id = json.at("place_id"),
                     .place_name = json.at("place_name"),
                     .country = json.at("country"),
                     .confidence = json.at("confidence"),
                     .reason = json.at("reason"),
                     .candidates = {}};
  const Json& location = json.at("location");
  if (!location.is_null()) where.location = LonLat{location.at(0), location.at(1)};
  for (const Json& candidate : json.at("candidates")) where.candidates.push_back(parse_candidate(candidate));
  return where;
}

Json photo_feature(const Photo& photo) {
  const auto& [record, where, correction] = std::tie(photo.record, photo.where, photo.correction);
  Json properties = {{"id", photo.id},
                     {"essay", photo.essay_slug},
                     {"essay_title", photo.essay_title},
                     {"position", photo.position},
                     {"caption", record.caption},
                     {"credit", text_or_null(record.credit)},
                     {"taken_start", day_or_null(record.taken, &DateInterval::first)},
                     {"taken_end", day_or_null(record.taken, &DateInterval::last)},
                     {"place_id", text_or_null(where.place_id)},
                     {"place_name", text_or_null(where.place_name)},
                     {"country", text_or_null(where.country)},
                     {"uncertainty_m", where.location ? Json(told_metres(where.uncertainty)) : Json(nullptr)},
                     {"confidence", rounded(where.confidence, 100)},
                     {"reason", where.reason},
                     {"corrected_by", correction ? Json(correction->who) : Json(nullptr)},
                     {"corrected_at", correction ? Json(format_time(correction->at)) : Json(nullptr)},
                     {"correction_note", correction ? Json(correction->note) : Json(nullptr)},
                     {"licence", text_or_null(record.licence)},
                     {"source_url", text_or_null(record.source_url)},
                     {"image_url", text_or_null(record.image_url)}};
  if (!where.candidates.empty()) properties["candidates"] = candidates_json(where.candidates);
  return {{"type", "Feature"},
          {"id", photo.id},
          {"geometry", point_or_null(where.location)},
          {"properties", std::move(properties)}};
}

Json essay_feature(const Essay& essay, const std::vector<LonLat>& route) {
  return {{"type", "Feature"},
          {"id", essay.slug},
          {"geometry", line_or_null(route)},
          {"properties",
           {{"slug", essay.slug},
            {"title", essay.title},
            {"intro", text_or_null(essay.intro)},
            {"photo_count", essay.photo_count}}}};
}

Json place_feature(const Place& place) {
  return {{"type", "Feature"},
          {"id", place.id},
          {"geometry", point_or_null(place.location)},
          {"properties",
           {{"id", place.id},
            {"name", place.name},
            {"feature_type", place.feature_type},
            {"country", text_or_null(place.country)},
            {"uncertainty_m", std::round(place.uncertainty.value)},
            {"parent_id", text_or_null(place.parent_id)},
            {"population", place.population},
            {"source", place.source},
            {"licence", place.licence}}}};
}

std::string to_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace photomap
