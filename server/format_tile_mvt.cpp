// The only include of protozero. Numbers in brackets are those of the Mapbox Vector Tile Specification 2.1.
#include "geo/json_text.hpp"
#include "server/format_tile.hpp"
#include "server/tile_features.hpp"

#include <fmt/format.h>
#include <protozero/pbf_writer.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

namespace {

constexpr std::uint32_t kExtent = 4096;
constexpr int kDegreeDecimals = 7;

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

// What most tiles need; one of more asks for further memory.
constexpr std::size_t kUsualBytes = 2048;
constexpr std::size_t kUsualValues = 64;
constexpr std::size_t kUsualKeys = 20;

// The values of a layer, each once, numbered in the order in which they came.
class Values {
 public:
  Values() {
    bytes_.reserve(kUsualBytes);
    hashes_.reserve(kUsualValues);
    ends_.reserve(kUsualValues);
  }

  std::uint32_t number_of(std::string_view value) {
    const std::size_t hash = std::hash<std::string_view>()(value);
    std::size_t slot = slot_for(hash);
    for (; slots_[slot] != kEmpty; slot = next(slot)) {
      const std::uint32_t number = slots_[slot];
      if (hashes_[number] == hash && (*this)[number] == value) return number;
    }
    const auto number = static_cast<std::uint32_t>(size());
    slots_[slot] = number;
    hashes_.push_back(hash);
    bytes_ += value;
    ends_.push_back(bytes_.size());
    if (2 * size() > slots_.size()) grow();
    return number;
  }
  std::size_t size() const { return hashes_.size(); }
  std::string_view operator[](std::size_t number) const {
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return std::string_view(bytes_).substr(begin, ends_[number] - begin);
  }

 private:
  static constexpr std::uint32_t kEmpty = UINT32_MAX;

  std::size_t slot_for(std::size_t hash) const { return hash & (slots_.size() - 1); }
  std::size_t next(std::size_t slot) const { return slot_for(slot + 1); }
  void grow() {
    slots_.assign(2 * slots_.size(), kEmpty);
    for (std::size_t number = 0; number < size(); ++number) {
      std::size_t slot = slot_for(hashes_[number]);
      while (slots_[slot] != kEmpty) slot = next(slot);
      slots_[slot] = static_cast<std::uint32_t>(number);
    }
  }

  std::string bytes_;
  std::vector<std::size_t> hashes_;
  std::vector<std::size_t> ends_;
  // A hash table of 2^n slots; what collides takes the next one.
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(2 * kUsualValues, kEmpty);
};

class Layer {
 public:
  Layer(std::string_view name, const TileId& tile) : tile_(tile) {
    bytes_.reserve(kUsualBytes);
    keys_.reserve(kUsualKeys);
    tags_.reserve(2 * kUsualKeys);
    layer_.add_uint32(kLayerVersion, 2);
    layer_.add_string(kLayerName, name.data(), name.size());
  }

  // Properties of the feature that end_feature ends. Names are literals.
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

  void write(std::string& tile) {
    for (const std::string_view key : keys_) layer_.add_string(kLayerKeys, key.data(), key.size());
    for (std::size_t value = 0; value < values_.size(); ++value)
      layer_.add_message(kLayerValues, values_[value].data(), values_[value].size());
    layer_.add_uint32(kLayerExtent, kExtent);
    protozero::pbf_writer(tile).add_message(kTileLayers, bytes_);
  }

 private:
  template <typename Write>
  void add(std::string_view name, Write&& write) {
    value_.clear();
    protozero::pbf_writer message(value_);
    write(message);
    tags_.push_back(key_number(name));
    tags_.push_back(values_.number_of(value_));
  }

  // There are so few that to look through them is fastest.
  std::uint32_t key_number(std::string_view name) {
    const auto known = std::find(keys_.begin(), keys_.end(), name);
    const auto number = static_cast<std::uint32_t>(known - keys_.begin());
    if (known == keys_.end()) keys_.push_back(name);
    return number;
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
  std::vector<std::string_view> keys_;
  Values values_;
};

// "76.9,43.2,77,43.3".
std::string edges_text(const Bbox& box) {
  std::string text;
  JsonText edges(text);
  edges.number(box.west, kDegreeDecimals);
  for (const double edge : {box.south, box.east, box.north}) edges.raw(",").number(edge, kDegreeDecimals);
  edges.flush();
  return text;
}

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
  layer.text("bbox", edges_text(bbox_of(cluster.photos)));
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
  std::string bytes;
  bytes.reserve(kUsualBytes);
  const auto write_layer = [&](std::string_view name, const auto& features) {
    if (features.empty()) return;
    Layer layer(name, tile);
    for (const auto& feature : features) add(layer, index, feature);
    layer.write(bytes);
  };
  write_layer("clusters", content.clusters);
  write_layer("photos", content.photos);
  return bytes;
}

}  // namespace photomap
