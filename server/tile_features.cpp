#include "server/tile_features.hpp"

#include "geo/dates.hpp"
#include "geo/json_text.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

namespace photomap {

std::string day_text(DayNumber day) {
  return format_day(std::chrono::sys_days(std::chrono::days(day)));
}

std::string joined_ids(const Cluster& cluster) {
  std::string ids;
  for (const std::int64_t id : cluster.sample_ids) {
    if (!ids.empty()) ids += ',';
    JsonText(ids).integer(id);
  }
  return ids;
}

Bbox bbox_of(const PhotoSummary& photos) {
  // A world point stands for a square of a centimetre, and at the grid's edges for all that lies beyond.
  const LonLat north_west = position_of({photos.west, photos.north});
  const LonLat south_east = position_of({photos.east, photos.south});
  constexpr double kSquare = 360.0 / 4294967296.0;
  const auto down = [](double degrees) { return std::floor(degrees * 1e7) / 1e7; };
  const auto up = [](double degrees) { return std::ceil(degrees * 1e7) / 1e7; };
  return {.west = down(north_west.lon),
          .south = photos.south == UINT32_MAX ? -90 : down(south_east.lat - kSquare),
          .east = up(south_east.lon + kSquare),
          .north = photos.north == 0 ? 90 : up(north_west.lat)};
}

std::string area_text(const IndexedPhoto& photo) {
  if (photo.uncertainty_m < kWideCircle) return {};
  if (!std::isfinite(photo.uncertainty_m)) return "somewhere near here, nobody knows how near";
  const double kilometers = std::ceil(photo.uncertainty_m / 1000);
  return photo.place_name.empty()
             ? fmt::format("somewhere within {} km of here", kilometers)
             : fmt::format("somewhere in {}, within {} km", photo.place_name, kilometers);
}

}  // namespace photomap
