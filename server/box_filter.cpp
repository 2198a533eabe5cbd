#include "server/box_filter.hpp"

#include "geo/antimeridian.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace photomap {

namespace {

/// Liang and Barsky's clipping: what remains of a segment between the four sides.
bool touches(EastNorth from, EastNorth to, const CrsBox& box) {
  double first = 0;
  double last = 1;
  const double de = to.east - from.east;
  const double dn = to.north - from.north;
  const std::array<std::pair<double, double>, 4> sides{{{-de, from.east - box.least.east},
                                                        {de, box.most.east - from.east},
                                                        {-dn, from.north - box.least.north},
                                                        {dn, box.most.north - from.north}}};
  for (const auto& [step, room] : sides) {
    if (step == 0 && room < 0) return false;
    if (step < 0) first = std::max(first, room / step);
    if (step > 0) last = std::min(last, room / step);
  }
  return first <= last;
}

}  // namespace

BoxFilter::BoxFilter(const PhotoQuery& query) {
  if (query.crs_box) {
    const CrsBox& box = *query.crs_box;
    boxes_ = {box};
    if (box.crosses_antimeridian()) {
      boxes_ = {{box.crs, box.least, {180, box.most.north}}, {box.crs, {-180, box.least.north}, box.most}};
    }
    reprojection_ = Reprojection::find(query.crs_box->crs);
  } else if (query.bbox) {
    const Bbox& box = *query.bbox;
    reprojection_ = Reprojection::find(Crs{});
    if (box.crosses_antimeridian()) {
      boxes_ = {{{}, {box.west, box.south}, {180, box.north}},
                {{}, {-180, box.south}, {box.east, box.north}}};
    } else {
      boxes_ = {{{}, {box.west, box.south}, {box.east, box.north}}};
    }
  }
}

bool BoxFilter::passes(LonLat point) const {
  return boxes_.empty() || std::any_of(boxes_.begin(), boxes_.end(), [&](const CrsBox& box) {
           return reprojection_->contains(box, point);
         });
}

bool BoxFilter::passes(const std::vector<LonLat>& line) const {
  if (boxes_.empty()) return true;
  const auto parts = cut_at_antimeridian(line);
  return std::any_of(parts.begin(), parts.end(), [this](const auto& part) { return touches_part(part); });
}

bool BoxFilter::touches_part(const std::vector<LonLat>& line) const {
  std::vector<EastNorth> vertices;
  for (const LonLat point : line) {
    if (const auto vertex = reprojection_->to_crs(point)) vertices.push_back(*vertex);
  }
  for (std::size_t i = 1; i < vertices.size(); ++i) {
    for (const CrsBox& box : boxes_) {
      if (touches(vertices[i - 1], vertices[i], box)) return true;
    }
  }
  return false;
}

}  // namespace photomap
