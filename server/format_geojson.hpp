// Features to the bytes of a FeatureCollection.
#pragma once

#include "geo/json.hpp"
#include "geo/point_index.hpp"

#include <cstdint>
#include <string>

namespace photomap {

/// A GeoJSON FeatureCollection, written feature by feature.
class FeatureCollectionText {
 public:
  void add(const Json& feature);
  /// As photo_feature (geo/geojson.hpp) has it, for a photo of which the index knows all.
  void add(const IndexedPhoto& photo);
  std::int64_t count() const { return count_; }
  /// `members` come after the features; those of an empty object are none.
  std::string finish(const Json& members) &&;

 private:
  void begin_feature();

  std::string text_ = R"({"type":"FeatureCollection","features":[)";
  std::int64_t count_ = 0;
};

}  // namespace photomap
