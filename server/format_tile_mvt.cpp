// The only include of protozero. Numbers in brackets are those of the Mapbox Vector Tile Specification 2.1.
#include "server/format_tile.hpp"
#include "server/tile_features.hpp"

#include <fmt/format.h>
#include <protozero/pbf_writer.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace photomap {

namespace {

constexpr std::uint32_t kExtent = 4096;

// Fields of the messages [vector_tile.proto].
constexpr protozero::pbf_tag_type kTileLayers = 3;
constexpr protozero::pbf_tag_type kLayerVersion = 15;
constexpr protozero::pbf_tag_type kLayerName = 1;
constexpr protozero::pbf_tag_type kLayerFeatures = 2;
constexpr protozero::pbf_tag_type kLayerKeys = 3;
constexpr protozero::pbf_tag_type kLayerValues = 4;
constexpr protozero::pbf_tag_type kLayerExtent = 5;
constexpr protozero::pbf_tag_type kFeatureId = 1;
constexpr protozero::pbf_tag_type kFeatureTags = 2;
constexpr protozero::pbf_tag_type kFeatureType = 3;
constexpr protozero::pbf_tag_type kFeatureGeometry = 4;
constexpr protozero::pbf_tag_type kValueString = 1;
constexpr protozero::pbf_tag_type kValueDouble = 3;
constexpr protozero::pbf_tag_type kValueInt = 4;
constexpr protozero::pbf_tag_type kValueBool = 7;
constexpr int kPoint = 1;

// Numbers for texts, each once.
class Numbers {
 public:
  std::uint32_t of(std::string text) {
    const auto [found, is_new] =
        numbers_.try_emplace(std::move(text), static_cast<std::uint32_t>(order_.size()));
    if (is_new) order_.push_back(&found->first);
    return found->second;
  }
  const std::vector<const std::string*>& in_order() const { return order_; }

 private:
  std::map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> order_;
};

class Layer {
 public:
  Layer(std::string_view name, const TileId& tile) : tile_(tile) {
    layer_.add_uint32(kLayerVersion, 2);
    layer_.add_string(kLayerName, name.data(), name.size());
  }

  // Properties before begin_feature's feature ends.
  void text(std::string_view name, std::string_view value) {
    add(name, [&](protozero::pbf_writer& message) {
      message.add_string(kValueString, value.data(), value.size());
    });
  }
  void integer(std::string_view name, std::int64_t value) {
    add(name, [&](protozero::pbf_writer& message) { message.add_int64(kValueInt, value); });
  }
  void real(std::string_view name, double value) {
    add(name, [&](protozero::pbf_writer& message) { message.add_double(kValueDouble, value); });
  }
  void truth(std::string_view name) {
    add(name, [](protozero::pbf_writer& message) { message.add_bool(kValueBool, true); });
  }

  void end_feature(WorldPoint at, const std::int64_t* id) {
    is_empty_ = false;
    std::string bytes;
    protozero::pbf_writer feature(bytes);
    if (id != nullptr && *id >= 0) feature.add_uint64(kFeatureId, static_cast<std::uint64_t>(*id));
    feature.add_packed_uint32(kFeatureTags, tags_.begin(), tags_.end());
    feature.add_enum(kFeatureType, kPoint);
    // One MoveTo with one pair of parameters [4.3.4.2].
    const std::vector<std::uint32_t> geometry{(1U & 0x7U) | (1U << 3U),
                                              protozero::encode_zigzag32(within(at.x)),
                                              protozero::encode_zigzag32(within(at.y))};
    feature.add_packed_uint32(kFeatureGeometry, geometry.begin(), geometry.end());
    layer_.add_message(kLayerFeatures, bytes);
    tags_.clear();
  }

  void write(protozero::pbf_writer& to) {
    if (is_empty_) return;
    for (const std::string* key : keys_.in_order()) layer_.add_string(kLayerKeys, *key);
    for (const std::string* value : values_.in_order()) layer_.add_message(kLayerValues, *value);
    layer_.add_uint32(kLayerExtent, kExtent);
    to.add_message(kTileLayers, bytes_);
  }

 private:
  template <typename Write>
  void add(std::string_view name, Write&& write) {
    std::string value;
    protozero::pbf_writer message(value);
    write(message);
    tags_.push_back(keys_.of(std::string(name)));
    tags_.push_back(values_.of(std::move(value)));
  }

  // Units of the extent, from the tile's north-west corner.
  std::int32_t within(std::uint32_t coordinate) const {
    const int below = 32 - tile_.zoom();
    const std::uint64_t offset = coordinate & ((std::uint64_t{1} << below) - 1);
    return static_cast<std::int32_t>((offset * kExtent) >> below);
  }

  TileId tile_;
  std::string bytes_;
  protozero::pbf_writer layer_{bytes_};
  std::vector<std::uint32_t> tags_;
  Numbers keys_;
  Numbers values_;
  bool is_empty_ = true;
};

void add(Layer& layer, const PointIndex& index, const Cluster& cluster) {
  layer.truth("cluster");
  layer.integer("point_count", cluster.photos.count);
  if (cluster.expansion_zoom) {
    layer.integer("expansion_zoom", *cluster.expansion_zoom);
  } else {
    const std::string_view place = index.text(index.record(cluster.first).place_name);
    layer.truth("same_place");
    if (!place.empty()) layer.text("place_name", place);
    layer.integer("uncertainty_m", std::llround(cluster.photos.uncertainty_m));
    if (const std::string area = area_text(place, cluster.photos.uncertainty_m); !area.empty())
      layer.text("area", area);
  }
  layer.text("sample_ids", joined_ids(cluster));
  const Bbox box = bbox_of(cluster.photos);
  layer.text("bbox", fmt::format("{:.7f},{:.7f},{:.7f},{:.7f}", box.west, box.south, box.east, box.north));
  if (cluster.photos.first_day != kNoDay) {
    layer.text("taken_start", day_text(cluster.photos.first_day));
    layer.text("taken_end", day_text(cluster.photos.last_day));
  }
  layer.end_feature(cluster.at, nullptr);
}

void add(Layer& layer, const PointIndex& index, PhotoNumber photo) {
  const PointRecord record = index.record(photo);
  for_each_property(
      index, record, [&](std::string_view name, std::string_view value) { layer.text(name, value); },
      [&](std::string_view name, std::int64_t value) { layer.integer(name, value); },
      [&](std::string_view name, double value) { layer.real(name, value); });
  layer.end_feature(point_of(index.arrays().codes[photo]), &record.id);
}

}  // namespace

std::string tile_mvt(const PointIndex& index, const TileContent& content, const TileId& tile) {
  Layer clusters("clusters", tile);
  for (const Cluster& cluster : content.clusters) add(clusters, index, cluster);
  Layer photos("photos", tile);
  for (const PhotoNumber photo : content.photos) add(photos, index, photo);
  std::string bytes;
  protozero::pbf_writer writer(bytes);
  clusters.write(writer);
  photos.write(writer);
  return bytes;
}

}  // namespace photomap
