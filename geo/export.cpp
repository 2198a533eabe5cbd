#include "geo/export.hpp"

#include "geo/geojson.hpp"

namespace photomap {

std::int64_t export_geojson(const PhotoStore& store, const PhotoQuery& query, std::ostream& out) {
  const PhotoStore::Snapshot snapshot(store);
  out << R"({"type":"FeatureCollection","name":"photos","datasetVersion":)" << store.dataset_version()
      << R"(,"attribution":)" << to_text(Json(store.attributions())) << R"(,"features":[)";
  std::int64_t count = 0;
  store.for_each_photo(query, [&](const Photo& photo) {
    out << (count++ == 0 ? "\n" : ",\n") << to_text(photo_feature(photo));
    return out.good();
  });
  out << "\n]}\n";
  return count;
}

}  // namespace photomap
