#include "tests/server/mvt_reader.hpp"

#include <catch2/catch.hpp>
#include <protozero/pbf_message.hpp>
#include <protozero/pbf_reader.hpp>

#include <set>

namespace photomap {

namespace {

Json read_value(protozero::pbf_reader message) {
  Json value;
  int count = 0;
  while (message.next()) {
    ++count;
    switch (message.tag()) {
      case 1: value = message.get_string(); break;
      case 3: value = message.get_double(); break;
      case 4: value = message.get_int64(); break;
      case 7: value = message.get_bool(); break;
      default: FAIL("a value of type " << message.tag());
    }
  }
  CHECK(count == 1);
  return value;
}

MvtFeature read_feature(protozero::pbf_reader message, const std::vector<std::string>& keys,
                        const std::vector<Json>& values) {
  MvtFeature feature;
  while (message.next()) {
    switch (message.tag()) {
      case 1: feature.id = message.get_uint64(); break;
      case 2: {
        std::vector<std::uint32_t> tags;
        for (const std::uint32_t tag : message.get_packed_uint32()) tags.push_back(tag);
        REQUIRE(tags.size() % 2 == 0);
        for (std::size_t i = 0; i < tags.size(); i += 2) {
          REQUIRE(tags[i] < keys.size());
          REQUIRE(tags[i + 1] < values.size());
          CHECK_FALSE(feature.properties.contains(keys[tags[i]]));
          feature.properties[keys[tags[i]]] = values[tags[i + 1]];
        }
        break;
      }
      case 3: CHECK(message.get_enum() == 1); break;
      case 4: {
        std::vector<std::uint32_t> numbers;
        for (const std::uint32_t number : message.get_packed_uint32()) numbers.push_back(number);
        REQUIRE(numbers.size() == 3);
        CHECK(numbers[0] == 9);  // one MoveTo
        feature.x = protozero::decode_zigzag32(numbers[1]);
        feature.y = protozero::decode_zigzag32(numbers[2]);
        break;
      }
      default: FAIL("a feature with field " << message.tag());
    }
  }
  return feature;
}

// Keys and values may come after the features, so the message is read twice.
std::vector<MvtFeature> read_layer(const protozero::pbf_reader& layer) {
  std::string name;
  std::uint32_t extent = 0;
  std::vector<std::string> keys;
  std::vector<Json> values;
  std::uint32_t version = 0;
  for (protozero::pbf_reader message = layer; message.next();) {
    switch (message.tag()) {
      case 15: version = message.get_uint32(); break;
      case 1: name = message.get_string(); break;
      case 3: keys.push_back(message.get_string()); break;
      case 4: values.push_back(read_value(message.get_message())); break;
      case 5: extent = message.get_uint32(); break;
      default: message.skip();
    }
  }
  CHECK(version == 2);
  CHECK(std::set<std::string>(keys.begin(), keys.end()).size() == keys.size());
  std::vector<MvtFeature> features;
  for (protozero::pbf_reader message = layer; message.next();) {
    if (message.tag() != 2) {
      message.skip();
      continue;
    }
    features.push_back(read_feature(message.get_message(), keys, values));
    features.back().layer = name;
    features.back().extent = extent;
  }
  CHECK_FALSE(features.empty());
  return features;
}

}  // namespace

std::vector<MvtFeature> read_mvt(std::string_view tile) {
  std::vector<MvtFeature> features;
  std::set<std::string> names;
  for (protozero::pbf_reader message(tile.data(), tile.size()); message.next();) {
    REQUIRE(message.tag() == 3);
    const std::vector<MvtFeature> layer = read_layer(message.get_message());
    CHECK(names.insert(layer.front().layer).second);
    features.insert(features.end(), layer.begin(), layer.end());
  }
  return features;
}

}  // namespace photomap
