// Geometries that stand in a filter: as written, in any reference system, and as the database takes them.
#pragma once

#include "geo/coordinates.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace photomap {

/// A simple feature geometry (OGC 06-103r4) in two dimensions.
struct Geometry {
  /// With the codes of well-known binary.
  enum class Kind {
    point = 1,
    line_string,
    polygon,
    multi_point,
    multi_line_string,
    multi_polygon,
    collection
  };

  Kind kind = Kind::point;
  /// Of a point its one position, of a line its positions, of a polygon its rings, the outer one first.
  std::vector<std::vector<EastNorth>> paths = {};
  std::vector<Geometry> members = {};  ///< of a multi-geometry or collection

  bool is_empty() const;
};

/// What is wrong with a geometry by the rules of simple features, for a person; empty where nothing is.
std::string find_flaw(const Geometry& geometry);

/// Lower and upper corner in the order of a system's axes, to a polygon; of no width or height, to a line or
/// point. In degrees one that crosses the antimeridian (`least.east` > `most.east`) parts in two.
Geometry box_geometry(EastNorth least, EastNorth most);

/// How the coordinates of a filter are meant. As it is, longitude and latitude on WGS 84.
struct GeometryCrs {
  bool is_north_first = false;
  bool is_geographic = true;
  std::string name = "CRS84";  ///< for messages
  /// Empty for what is nowhere on the earth; null where they are degrees on WGS 84 already.
  std::function<std::optional<LonLat>(EastNorth)> to_lon_lat = nullptr;
};

/// The same in longitude and latitude; empty where a position is not on the earth. The sides of a geometry
/// are straight in the system that it is told in, so in others they get points between.
std::optional<Geometry> to_crs84(const Geometry& geometry, const GeometryCrs& crs);

/// As SpatiaLite stores it, with SRID 4326. Not of an empty one.
std::string spatialite_blob(const Geometry& geometry);

/// The box around it. Not of an empty one.
Bbox box_around(const Geometry& geometry);

}  // namespace photomap
