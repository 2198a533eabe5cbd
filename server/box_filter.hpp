// What of essays and places lies in a box; photos are found by index or SQL.
#pragma once

#include "geo/photo.hpp"
#include "geo/reproject.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace photomap {

/// Not thread safe.
class BoxFilter {
 public:
  /// The box of a query, be it in degrees or not; without one all passes.
  explicit BoxFilter(const PhotoQuery& query);

  bool passes_all() const { return boxes_.empty(); }
  bool passes(LonLat point) const;
  /// Whether a line has a point in the box, between its vertices too; one of fewer than two never does.
  bool passes(const std::vector<LonLat>& line) const;

 private:
  /// Of a part that does not cross the antimeridian.
  bool touches_part(const std::vector<LonLat>& line) const;

  std::vector<CrsBox> boxes_;  ///< two where one crosses the antimeridian
  std::shared_ptr<const Reprojection> reprojection_;
};

}  // namespace photomap
