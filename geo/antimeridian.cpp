#include "geo/antimeridian.hpp"

#include <cmath>

namespace photomap {

namespace {

bool crosses(LonLat from, LonLat to) {
  return std::abs(to.lon - from.lon) > 180;
}

/// The latitude at which a straight line between them crosses, both being degrees.
double crossing_latitude(LonLat from, LonLat to) {
  const double before = 180 - std::abs(from.lon);  // degrees from the antimeridian
  const double after = 180 - std::abs(to.lon);
  const double share = before + after > 0 ? before / (before + after) : 0;
  return from.lat + share * (to.lat - from.lat);
}

}  // namespace

std::vector<std::vector<LonLat>> cut_at_antimeridian(const std::vector<LonLat>& line) {
  if (line.size() < 2) return {};
  std::vector<std::vector<LonLat>> parts{{line.front()}};
  const auto append = [&parts](LonLat point) {
    if (parts.back().empty() || !(parts.back().back() == point)) parts.back().push_back(point);
  };
  for (std::size_t i = 1; i < line.size(); ++i) {
    const LonLat from = line[i - 1];
    if (!crosses(from, line[i])) {
      parts.back().push_back(line[i]);
      continue;
    }
    const double side = std::copysign(180, from.lon);
    const double lat = crossing_latitude(from, line[i]);
    append({side, lat});
    parts.push_back({{-side, lat}});
    append(line[i]);
  }
  std::erase_if(parts, [](const std::vector<LonLat>& part) { return part.size() < 2; });
  // A line that only stands on the antimeridian.
  if (parts.empty()) parts = {{line.front(), line.front()}};
  return parts;
}

}  // namespace photomap
