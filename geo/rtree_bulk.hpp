// The spatial index of the photos, built at once: SQLite's R-tree, page by page, from points in the order of
// a Hilbert curve. https://www.sqlite.org/rtree.html, 5; the format is that of rtree.c.
#pragma once

#include "geo/coordinates.hpp"
#include "geo/external_sort.hpp"
#include "geo/sqlite.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace photomap {

/// Points for the R-tree `table`, a virtual table made as rtree(id, xmin, xmax, ymin, ymax). Memory does not
/// grow with their number. Inside a transaction of `connection`.
class RtreeBulk {
 public:
  /// `table` is a name that needs no quotes.
  RtreeBulk(Connection& connection, std::string table);

  /// `id` not more than once.
  void add(std::int64_t id, LonLat point);
  std::uint64_t size() const { return points_.size(); }

  /// Makes these points all that the R-tree holds. Then there are none.
  void replace();
  /// Adds them to what it holds, one by one. Then there are none.
  void insert();

 private:
  struct Box {
    std::array<float, 4> edges;  ///< xmin, xmax, ymin, ymax, rounded outwards
  };
  struct Point {
    std::uint64_t order = 0;  ///< along the curve
    std::int64_t id = 0;
    Box box;
    friend bool operator<(const Point& a, const Point& b) {
      return a.order != b.order ? a.order < b.order : a.id < b.id;
    }
  };
  class NodeBuilder;
  class Writer;

  Connection& connection_;
  std::string table_;
  ExternalSort<Point> points_;
};

}  // namespace photomap
