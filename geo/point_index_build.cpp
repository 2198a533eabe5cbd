#include "geo/point_index_build.hpp"

#include "geo/point_index.hpp"
#include "geo/point_index_writer.hpp"

#include <string>

namespace photomap {

bool build_point_index(const PhotoStore& store, const std::filesystem::path& file,
                       const std::stop_token& stop) {
  PointIndexWriter writer(file);
  store.for_each_point([&](const PhotoPoint& point) {
    writer.add(point);
    return !stop.stop_requested();
  });
  if (stop.stop_requested() || !writer.write(store.essays(), store.dataset_version(), stop)) return false;
  writer.publish();
  return true;
}

void refresh_point_index(const PhotoStore& store, const std::filesystem::path& db) {
  const auto turn = IndexTurn::take(db);
  const PhotoStore::Snapshot snapshot(store);
  const std::filesystem::path file = point_index_file(db);
  std::string why_not;
  if (!find_point_index(file, store.dataset_version(), why_not)) build_point_index(store, file);
}

}  // namespace photomap
