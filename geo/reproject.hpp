// Positions from one coordinate reference system to another: the one door to PROJ.
#pragma once

#include "geo/coordinates.hpp"

#include <memory>
#include <optional>

namespace photomap {

/// From longitude and latitude on WGS 84 to one other reference system and back. Not thread safe: each thread
/// finds its own.
class Reprojection {
 public:
  /// To CRS84, or to any geographic or projected system in two dimensions that EPSG has and PROJ knows, with
  /// its area of use; null for others. Kept for the next time in this thread.
  static std::shared_ptr<const Reprojection> find(Crs crs);

  ~Reprojection();

  /// Empty where the system has no such point: the poles in Web Mercator, what is a quarter of the equator
  /// away in UTM.
  std::optional<EastNorth> to_crs(LonLat position) const;
  /// The other way round; empty where that is nowhere on the earth.
  std::optional<LonLat> to_lon_lat(EastNorth position) const;
  /// Whether coordinates are degrees on WGS 84, in whatever order.
  bool is_degrees() const { return !impl_; }
  bool is_crs84() const { return crs_ == Crs{}; }
  /// Whether coordinates are told north first, as in EPSG:4326.
  bool is_north_first() const { return is_north_first_; }
  bool is_geographic() const { return is_geographic_; }
  /// How many decimals of a coordinate make a centimetre or less.
  int decimals() const { return is_geographic_ ? 7 : 3; }
  /// Whether a point lies in a box of this system, by as many decimals as are told.
  bool contains(const CrsBox& box, LonLat position) const;
  /// One that holds all points of a box of this system, and more.
  Bbox box_around(const CrsBox& box) const;

 private:
  struct Impl;
  explicit Reprojection(std::unique_ptr<Impl> impl);
  Bbox box_between_corners(const CrsBox& box) const;
  static std::shared_ptr<const Reprojection> make(Crs crs);

  std::unique_ptr<Impl> impl_;  ///< null where nothing but the order of axes changes
  bool is_north_first_ = false;
  bool is_geographic_ = true;
  Crs crs_;
};

}  // namespace photomap
