// The only include of protozero. Numbers in brackets are those of the Mapbox Vector Tile Specification 2.1.
#include "geo/json_text.hpp"
#include "server/format_tile.hpp"
#include "server/tile_features.hpp"

#include <fmt/format.h>
#include <protozero/pbf_writer.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
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

// Numbers for texts, each once. A tile has few: their hashes are looked through one by one.
class Numbers {
 public:
  std::uint32_t of(std::string_view text) {
    const std::size_t hash = std::hash<std::string_view>()(text);
    for (std::size_t number = 0; number < hashes_.size(); ++number) {
      if (hashes_[number] == hash && (*this)[number] == text) return static_cast<std::uint32_t>(number);
    }
    bytes_ += text;
    hashes_.push_back(hash);
    ends_.push_back(bytes_.size());
    return static_cast<std::uint32_t>(hashes_.size() - 1);
  }
  std::size_t size() const { return hashes_.size(); }
  std::string_view operator[](std::size_t number) const {
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return std::string_view(bytes_).substr(begin, ends_[number] - begin);
  }

 private:
  std::string bytes_;
  std::vector<std::size_t> hashes_;
  std::vector<std::size_t> ends_;
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
    feature_.clear();
    protozero::pbf_writer feature(feature_);
    if (id != nullptr && *id >= 0) feature.add_uint64(kFeatureId, static_cast<std::uint64_t>(*id));
    feature.add_packed_uint32(kFeatureTags, tags_.begin(), tags_.end());
    feature.add_enum(kFeatureType, kPoint);
    // One MoveTo with one pair of parameters [4.3.4.2].
    const std::array<std::uint32_t, 3> geometry{(1U & 0x7U) | (1U << 3U),
                                                protozero::encode_zigzag32(within(at.x)),
                                                protozero::encode_zigzag32(within(at.y))};
    feature.add_packed_uint32(kFeatureGeometry, geometry.begin(), geometry.end());
    layer_.add_message(kLayerFeatures, feature_);
    tags_.clear();
  }

  void write(protozero::pbf_writer& to) {
    if (is_empty_) return;
    for (std::size_t key = 0; key < keys_.size(); ++key)
      layer_.add_string(kLayerKeys, keys_[key].data(), keys_[key].size());
    for (std::size_t value = 0; value < values_.size(); ++value)
      layer_.add_message(kLayerValues, values_[value].data(), values_[value].size());
    layer_.add_uint32(kLayerExtent, kExtent);
    to.add_message(kTileLayers, bytes_);
  }

 private:
  template <typename Write>
  void add(std::string_view name, Write&& write) {
    value_.clear();
    protozero::pbf_writer message(value_);
    write(message);
    tags_.push_back(keys_.of(name));
    tags_.push_back(values_.of(value_));
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
  std::string feature_;  // these two only to be used again
  std::string value_;
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
  } else if (cluster.same_place) {
    const IndexedPhoto typical = index.photo(cluster.typical);
    layer.truth("same_place");
    if (!typical.place_name.empty()) layer.text("place_name", typical.place_name);
    if (std::isfinite(cluster.uncertainty_m))
      layer.integer("uncertainty_m", std::llround(cluster.uncertainty_m));
    if (const std::string area = area_text(typical); !area.empty()) layer.text("area", area);
  }
  layer.text("sample_ids", joined_ids(cluster));
  const Bbox box = bbox_of(cluster.photos);
  std::string edges;
  JsonText text(edges);
  text.number(box.west, 7);
  for (const double edge : {box.south, box.east, box.north}) text.raw(",").number(edge, 7);
  layer.text("bbox", edges);
  if (cluster.photos.first_day != kNoDay) {
    layer.text("taken_start", day_text(cluster.photos.first_day));
    layer.text("taken_end", day_text(cluster.photos.last_day));
  }
  layer.end_feature(cluster.at, nullptr);
}

void add(Layer& layer, const PointIndex& index, PhotoNumber number) {
  const IndexedPhoto photo = index.photo(number);
  for_each_property(
      photo, [&](std::string_view name, std::string_view value) { layer.text(name, value); },
      [&](std::string_view name, std::int64_t value) { layer.integer(name, value); },
      [&](std::string_view name, double value) { layer.real(name, value); });
  layer.end_feature(point_of(index.arrays().codes[number]), &photo.id);
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
