// Features to the bytes of a FeatureCollection.
#pragma once

#include "geo/json.hpp"
#include "geo/json_text.hpp"
#include "geo/photo.hpp"
#include "geo/point_index.hpp"
#include "geo/reproject.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

/// Which properties of features are told; null: all.
using PropertyNames = std::shared_ptr<const std::vector<std::string>>;

/// Leaves out the others. `id` and `geometry` of the feature stay.
void select_properties(Json& feature, const PropertyNames& names);

/// Puts the geometry of a feature, which is in CRS84, into another reference system, its axes in
/// the order that the system has. Points that it has not are left out; a geometry without enough of them is
/// null.
void tell_in(Json& feature, const Reprojection& reprojection);

/// A GeoJSON FeatureCollection, written feature by feature.
class FeatureCollectionText {
 public:
  /// Its positions are told in that reference system.
  explicit FeatureCollectionText(std::shared_ptr<const Reprojection> reprojection = Reprojection::find({}),
                                 PropertyNames properties = nullptr)
      : reprojection_(std::move(reprojection)), properties_(std::move(properties)) {}

  /// That so many will come.
  void expect(std::size_t features);
  void add(Json feature);
  /// As photo_feature (geo/geojson.hpp) has it.
  void add(const Photo& photo);
  /// The same of a photo of which the index knows all.
  void add(const IndexedPhoto& photo);
  std::int64_t count() const { return count_; }
  /// `members` come after the features; those of an empty object are none.
  std::string finish(const Json& members) &&;

 private:
  void begin_feature();
  /// "null" where the reference system has no such place.
  void append_geometry(LonLat location, JsonText& json) const;
  void append(const IndexedPhoto& photo);
  /// Of the feature that begins there.
  void select_properties_from(std::size_t begin);

  std::shared_ptr<const Reprojection> reprojection_;
  PropertyNames properties_;
  std::string text_ = R"({"type":"FeatureCollection","features":[)";
  std::int64_t count_ = 0;
};

}  // namespace photomap
