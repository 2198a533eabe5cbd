#include "server/format_geojson.hpp"

#include "geo/geojson.hpp"

namespace photomap {

void FeatureCollectionText::add(const Json& feature) {
  if (count_++ > 0) features_ += ',';
  features_ += to_text(feature);
}

std::string FeatureCollectionText::finish(const Json& members) const {
  std::string text = R"({"type":"FeatureCollection")";
  for (const auto& [name, value] : members.items()) {
    text.append(",").append(to_text(name)).append(":").append(to_text(value));
  }
  return text.append(",\"features\":[").append(features_).append("]}");
}

}  // namespace photomap
