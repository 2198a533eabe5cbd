#include "server/format_geojson.hpp"

#include "geo/geojson.hpp"
#include "geo/photo_text.hpp"
#include "server/tile_features.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace photomap {

void FeatureCollectionText::expect(std::size_t features) {
  constexpr std::size_t kUsualBytes = 800;
  text_.reserve(text_.size() + features * kUsualBytes);
}

void FeatureCollectionText::begin_feature() {
  if (count_++ > 0) text_ += ',';
}

namespace {

/// Without the points that the system has not.
template <typename Told>
Json told_line(const Json& line, const Told& told) {
  Json points = Json::array();
  for (const Json& position : line) {
    if (Json point = told(position); !point.is_null()) points.push_back(std::move(point));
  }
  return points;
}

}  // namespace

void tell_in(Json& feature, const Reprojection& reprojection) {
  Json& geometry = feature["geometry"];
  if (geometry.is_null() || reprojection.is_crs84()) return;
  const double scale = std::pow(10.0, reprojection.decimals());
  const auto rounded = [scale](double value) { return std::round(value * scale) / scale; };
  const auto told = [&](const Json& position) -> Json {
    const auto at = reprojection.to_crs({position[0].get<double>(), position[1].get<double>()});
    if (!at) return nullptr;
    return reprojection.is_north_first() ? Json::array({rounded(at->north), rounded(at->east)})
                                         : Json::array({rounded(at->east), rounded(at->north)});
  };
  const std::string type = geometry["type"];
  const Json& from = geometry["coordinates"];
  Json coordinates = Json::array();
  if (type == "Point") {
    coordinates = told(from);
  } else if (type == "LineString") {
    coordinates = told_line(from, told);
  } else {
    for (const Json& part : from) {
      if (Json line = told_line(part, told); line.size() > 1) coordinates.push_back(std::move(line));
    }
  }
  if (coordinates.size() < (type == "MultiLineString" ? 1 : 2)) {
    geometry = nullptr;
  } else {
    geometry["coordinates"] = std::move(coordinates);
  }
}

void select_properties(Json& feature, const PropertyNames& names) {
  if (!names) return;
  Json selected = Json::object();
  for (const auto& [name, value] : feature["properties"].items()) {
    if (std::find(names->begin(), names->end(), name) != names->end()) selected[name] = value;
  }
  feature["properties"] = std::move(selected);
}

void FeatureCollectionText::add(Json feature) {
  begin_feature();
  tell_in(feature, *reprojection_);
  select_properties(feature, properties_);
  text_ += to_text(feature);
}

void FeatureCollectionText::add(const Photo& photo) {
  begin_feature();
  const std::size_t begin = text_.size();
  std::string geometry;
  if (photo.where.location) {
    JsonText json(geometry);
    append_geometry(*photo.where.location, json);
  }
  append_photo_feature(photo, geometry, {}, text_);
  select_properties_from(begin);
}

void FeatureCollectionText::add(const IndexedPhoto& photo) {
  begin_feature();
  const std::size_t begin = text_.size();
  append(photo);
  select_properties_from(begin);
}

void FeatureCollectionText::select_properties_from(std::size_t begin) {
  if (!properties_) return;
  Json feature = Json::parse(text_.begin() + static_cast<std::ptrdiff_t>(begin), text_.end());
  select_properties(feature, properties_);
  text_.resize(begin);
  text_ += to_text(feature);
}

void FeatureCollectionText::append_geometry(LonLat location, JsonText& json) const {
  if (const auto at = reprojection_->to_crs(location)) {
    const bool is_north_first = reprojection_->is_north_first();
    append_point(is_north_first ? at->north : at->east, is_north_first ? at->east : at->north,
                 reprojection_->decimals(), json);
  } else {
    json.raw("null");
  }
}

void FeatureCollectionText::append(const IndexedPhoto& photo) {
  JsonText json(text_);
  const auto text_or_null = [&json](std::string_view name, std::string_view value) {
    json.raw(name);
    if (value.empty()) {
      json.raw("null");
    } else {
      json.string(value);
    }
  };
  const auto day_or_null = [&json](std::string_view name, DayNumber day) {
    json.raw(name);
    if (day == kNoDay) {
      json.raw("null");
    } else {
      json.raw("\"").raw(day_text(day)).raw("\"");
    }
  };
  json.raw("{\"type\":\"Feature\",\"id\":").integer(photo.id);
  json.raw(",\"geometry\":");
  append_geometry(photo.location, json);
  json.raw(",\"properties\":{\"id\":").integer(photo.id);
  json.raw(",\"essay\":").string(photo.essay_slug);
  json.raw(",\"essay_title\":").string(photo.essay_title);
  json.raw(",\"position\":").integer(photo.position);
  json.raw(",\"caption\":").string(photo.caption);
  text_or_null(",\"credit\":", photo.credit);
  day_or_null(",\"taken_start\":", photo.first_day);
  day_or_null(",\"taken_end\":", photo.last_day);
  text_or_null(",\"place_id\":", photo.place_id);
  text_or_null(",\"place_name\":", photo.place_name);
  text_or_null(",\"country\":", photo.country);
  json.raw(",\"uncertainty_m\":");
  if (std::isfinite(photo.uncertainty_m)) {
    json.number(photo.uncertainty_m, 3);
  } else {
    json.raw("null");
  }
  json.raw(",\"confidence\":").number(photo.confidence, 2);
  json.raw(",\"reason\":").string(photo.reason);
  json.raw(",\"corrected_by\":null,\"corrected_at\":null,\"correction_note\":null");
  text_or_null(",\"licence\":", photo.licence);
  text_or_null(",\"source_url\":", photo.source_url);
  text_or_null(",\"image_url\":", photo.image_url);
  json.raw("}}");
}

std::string FeatureCollectionText::finish(const Json& members) && {
  text_ += ']';
  for (const auto& [name, value] : members.items())
    text_.append(",").append(to_text(name)).append(":").append(to_text(value));
  return std::move(text_.append("}"));
}

}  // namespace photomap
