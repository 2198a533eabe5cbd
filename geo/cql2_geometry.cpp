#include "geo/cql2_geometry.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>

namespace photomap {

namespace {

static_assert(std::endian::native == std::endian::little, "the numbers below are copied as they are");

using Path = std::vector<EastNorth>;

bool are_equal(EastNorth a, EastNorth b) {
  return a.east == b.east && a.north == b.north;
}

// Twice the area of a triangle; its sign says on which side of a to b the point c lies.
double side(EastNorth a, EastNorth b, EastNorth c) {
  return (b.east - a.east) * (c.north - a.north) - (b.north - a.north) * (c.east - a.east);
}

bool cross(EastNorth a, EastNorth b, EastNorth c, EastNorth d) {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

bool has_crossing_sides(const std::vector<Path>& rings) {
  std::vector<std::pair<EastNorth, EastNorth>> sides;
  for (const Path& ring : rings) {
    for (std::size_t i = 1; i < ring.size(); ++i) sides.emplace_back(ring[i - 1], ring[i]);
  }
  for (std::size_t i = 0; i < sides.size(); ++i) {
    for (std::size_t j = i + 1; j < sides.size(); ++j) {
      if (cross(sides[i].first, sides[i].second, sides[j].first, sides[j].second)) return true;
    }
  }
  return false;
}

double ring_area(const Path& ring) {
  double sum = 0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) sum += side(ring[0], ring[i], ring[i + 1]);
  return std::abs(sum);
}

std::string find_flaw_of_rings(const std::vector<Path>& rings) {
  for (const Path& ring : rings) {
    if (ring.size() < 4) return "a ring of a polygon has four positions or more";
    if (!are_equal(ring.front(), ring.back())) return "a ring of a polygon ends where it begins";
    if (ring_area(ring) == 0) return "a ring of a polygon has an area";
  }
  return has_crossing_sides(rings) ? "the sides of a polygon do not cross" : "";
}

// Straight lines bend in another system: in pieces of a kilometre they do so by a centimetre or less.
void append_side(Path& path, EastNorth from, EastNorth to, const GeometryCrs& crs) {
  constexpr double kPiece = 1000;
  constexpr double kMostPieces = 256;
  const double length = std::hypot(to.east - from.east, to.north - from.north);
  const double pieces = crs.is_geographic ? 1 : std::clamp(std::ceil(length / kPiece), 1.0, kMostPieces);
  for (double piece = 1; piece < pieces; ++piece) {
    const double part = piece / pieces;
    path.push_back({from.east + part * (to.east - from.east), from.north + part * (to.north - from.north)});
  }
  path.push_back(to);
}

std::optional<LonLat> to_lon_lat(EastNorth position, const GeometryCrs& crs) {
  if (!crs.to_lon_lat) {
    const LonLat degrees{position.east, position.north};
    return is_on_earth(degrees) ? std::optional(degrees) : std::nullopt;
  }
  const auto degrees = crs.to_lon_lat(position);
  // What another system tells of a photo, to a centimetre, means that photo.
  if (!degrees || !is_on_earth(*degrees)) return std::nullopt;
  return to_centimetre(*degrees);
}

std::optional<Path> to_crs84(const Path& told, const GeometryCrs& crs) {
  Path path;
  for (const EastNorth position : told) {
    const EastNorth at =
        crs.is_north_first ? EastNorth{.east = position.north, .north = position.east} : position;
    if (path.empty()) {
      path.push_back(at);
    } else {
      append_side(path, EastNorth(path.back()), at, crs);
    }
  }
  for (EastNorth& position : path) {
    const auto degrees = to_lon_lat(position, crs);
    if (!degrees) return std::nullopt;
    position = {degrees->lon, degrees->lat};
  }
  return path;
}

class BlobWriter {
 public:
  template <typename Value>
  void put(Value value) {
    std::array<char, sizeof value> bytes;
    std::memcpy(bytes.data(), &value, sizeof value);
    blob_.append(bytes.data(), bytes.size());
  }
  void put_count(std::size_t count) { put(static_cast<std::int32_t>(count)); }

  void put_path(const Path& path) {
    for (const EastNorth position : path) {
      put(position.east);
      put(position.north);
    }
  }
  void put_geometry(const Geometry& geometry) {
    constexpr char kMember = 0x69;
    put(static_cast<std::int32_t>(geometry.kind));
    if (geometry.kind == Geometry::Kind::polygon) put_count(geometry.paths.size());
    for (const Path& path : geometry.paths) {
      if (geometry.kind != Geometry::Kind::point) put_count(path.size());
      put_path(path);
    }
    if (geometry.kind < Geometry::Kind::multi_point) return;
    put_count(geometry.members.size());
    for (const Geometry& member : geometry.members) {
      put(kMember);
      put_geometry(member);
    }
  }
  std::string finish() && { return std::move(blob_); }

 private:
  std::string blob_;
};

void widen(Bbox& box, const Geometry& geometry) {
  for (const Path& path : geometry.paths) {
    for (const EastNorth at : path) {
      box = {.west = std::min(box.west, at.east),
             .south = std::min(box.south, at.north),
             .east = std::max(box.east, at.east),
             .north = std::max(box.north, at.north)};
    }
  }
  for (const Geometry& member : geometry.members) widen(box, member);
}

}  // namespace

bool Geometry::is_empty() const {
  const auto has_none = [](const Path& path) { return path.empty(); };
  return std::all_of(paths.begin(), paths.end(), has_none) &&
         std::all_of(members.begin(), members.end(), [](const Geometry& m) { return m.is_empty(); });
}

std::string find_flaw(const Geometry& geometry) {
  if (geometry.kind == Geometry::Kind::line_string) {
    const Path& path = geometry.paths.at(0);
    const auto is_first = [&](EastNorth at) { return are_equal(at, path.front()); };
    if (path.size() < 2) return "a line has two positions or more";
    if (std::all_of(path.begin(), path.end(), is_first)) return "a line has two different positions";
  }
  if (geometry.kind == Geometry::Kind::polygon && !geometry.is_empty())
    return find_flaw_of_rings(geometry.paths);
  for (const Geometry& member : geometry.members) {
    if (member.is_empty() && !geometry.is_empty()) return "no part of a geometry is empty";
    if (std::string flaw = find_flaw(member); !flaw.empty()) return flaw;
  }
  return {};
}

Geometry box_geometry(EastNorth least, EastNorth most) {
  using enum Geometry::Kind;
  if (least.east > most.east) {
    return {.kind = multi_polygon,
            .members = {box_geometry(least, {180, most.north}), box_geometry({-180, least.north}, most)}};
  }
  if (are_equal(least, most)) return {.kind = point, .paths = {{least}}};
  if (least.east == most.east || least.north == most.north)
    return {.kind = line_string, .paths = {{least, most}}};
  return {.kind = polygon,
          .paths = {{least, {most.east, least.north}, most, {least.east, most.north}, least}}};
}

std::optional<Geometry> to_crs84(const Geometry& geometry, const GeometryCrs& crs) {
  Geometry placed{.kind = geometry.kind};
  for (const Path& path : geometry.paths) {
    auto moved = to_crs84(path, crs);
    if (!moved) return std::nullopt;
    placed.paths.push_back(std::move(*moved));
  }
  for (const Geometry& member : geometry.members) {
    auto moved = to_crs84(member, crs);
    if (!moved) return std::nullopt;
    placed.members.push_back(std::move(*moved));
  }
  return placed;
}

// SpatiaLite's "BLOB-Geometry".
std::string spatialite_blob(const Geometry& geometry) {
  BlobWriter blob;
  const Bbox box = box_around(geometry);
  blob.put(char{0x00});          // start
  blob.put(char{0x01});          // little-endian
  blob.put(std::int32_t{4326});  // SRID
  for (const double edge : {box.west, box.south, box.east, box.north}) blob.put(edge);
  blob.put(char{0x7C});  // end of the box
  blob.put_geometry(geometry);
  blob.put(static_cast<char>(0xFE));  // end
  return std::move(blob).finish();
}

Bbox box_around(const Geometry& geometry) {
  Bbox box{.west = 180, .south = 90, .east = -180, .north = -90};
  widen(box, geometry);
  return box;
}

}  // namespace photomap
