#include "geo/photo_text.hpp"
#include "server/format_tile.hpp"
#include "server/tile_features.hpp"

#include <cmath>

namespace photomap {

namespace {

constexpr int kDegreeDecimals = 7;

class TileText {
 public:
  explicit TileText(const PointIndex& index) : index_(index) {}

  void add(const Cluster& cluster) {
    begin_feature();
    const Bbox box = bbox_of(cluster.photos);
    json_.raw(",\"bbox\":[").number(box.west, kDegreeDecimals);
    for (const double edge : {box.south, box.east, box.north}) json_.raw(",").number(edge, kDegreeDecimals);
    json_.raw("]");
    add_point(position_of(cluster.at));
    json_.raw(",\"properties\":{\"cluster\":true,\"point_count\":").integer(cluster.photos.count);
    if (cluster.expansion_zoom) {
      json_.raw(",\"expansion_zoom\":").integer(*cluster.expansion_zoom);
    } else if (cluster.same_place) {
      add_spot(cluster);
    }
    json_.raw(",\"sample_ids\":[").raw(joined_ids(cluster)).raw("]");
    if (cluster.photos.first_day != kNoDay) {
      json_.raw(",\"taken_start\":").string(day_text(cluster.photos.first_day));
      json_.raw(",\"taken_end\":").string(day_text(cluster.photos.last_day));
    }
    json_.raw("}}");
  }

  void add(const IndexedPhoto& photo) {
    begin_feature();
    json_.raw(",\"id\":").integer(photo.id);
    add_point(photo.location);
    json_.raw(",\"properties\":{");
    bool is_first = true;
    const auto name = [&](std::string_view property) -> JsonText& {
      if (!is_first) json_.raw(",");
      is_first = false;
      return json_.raw("\"").raw(property).raw("\":");
    };
    for_each_property(
        photo, [&](std::string_view property, std::string_view value) { name(property).string(value); },
        [&](std::string_view property, std::int64_t value) { name(property).integer(value); },
        [&](std::string_view property, double value) { name(property).number(value, 2); });
    json_.raw("}}");
  }

  std::string finish() && {
    json_.raw("]}").flush();
    return std::move(text_);
  }

 private:
  void begin_feature() {
    if (has_features_) json_.raw(",");
    has_features_ = true;
    json_.raw("{\"type\":\"Feature\"");
  }

  void add_point(LonLat at) {
    json_.raw(",\"geometry\":");
    append_point(at.lon, at.lat, kDegreeDecimals, json_);
  }

  void add_spot(const Cluster& cluster) {
    const IndexedPhoto typical = index_.photo(cluster.typical);
    json_.raw(",\"same_place\":true");
    if (!typical.place_name.empty()) json_.raw(",\"place_name\":").string(typical.place_name);
    if (std::isfinite(cluster.uncertainty_m))
      json_.raw(",\"uncertainty_m\":").number(cluster.uncertainty_m, 0);
    if (const std::string area = area_text(typical); !area.empty()) json_.raw(",\"area\":").string(area);
  }

  const PointIndex& index_;
  std::string text_ = "{\"type\":\"FeatureCollection\",\"features\":[";
  JsonText json_{text_};
  bool has_features_ = false;
};

}  // namespace

std::string tile_geojson(const PointIndex& index, const TileContent& content) {
  TileText text(index);
  for (const Cluster& cluster : content.clusters) text.add(cluster);
  for (const PhotoNumber photo : content.photos) text.add(index.photo(photo));
  return std::move(text).finish();
}

}  // namespace photomap
