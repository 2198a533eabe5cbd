#include "geo/tiling.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace photomap {

namespace {

constexpr double kWorldSide = 4294967296.0;  // 2^32

std::uint32_t to_world_units(double fraction) {
  return static_cast<std::uint32_t>(std::clamp(std::floor(fraction * kWorldSide), 0.0, kWorldSide - 1));
}

double latitude_of(double fraction) {
  const double northing = std::numbers::pi * (1 - 2 * fraction);
  return std::atan(std::exp(northing)) * 360 / std::numbers::pi - 90;
}

double latitude_of_row(std::uint32_t row, int zoom) {
  return latitude_of(std::ldexp(static_cast<double>(row), -zoom));
}

// Puts a zero before each bit.
std::uint64_t spread(std::uint32_t bits) {
  std::uint64_t v = bits;
  v = (v | v << 16) & 0x0000FFFF0000FFFF;
  v = (v | v << 8) & 0x00FF00FF00FF00FF;
  v = (v | v << 4) & 0x0F0F0F0F0F0F0F0F;
  v = (v | v << 2) & 0x3333333333333333;
  return (v | v << 1) & 0x5555555555555555;
}

// Takes every second bit, from the lowest on.
std::uint32_t gather(std::uint64_t v) {
  v &= 0x5555555555555555;
  v = (v | v >> 1) & 0x3333333333333333;
  v = (v | v >> 2) & 0x0F0F0F0F0F0F0F0F;
  v = (v | v >> 4) & 0x00FF00FF00FF00FF;
  v = (v | v >> 8) & 0x0000FFFF0000FFFF;
  return static_cast<std::uint32_t>(v | v >> 16);
}

}  // namespace

WorldPoint world_point(LonLat position) {
  const double sin_lat = std::sin(position.lat * std::numbers::pi / 180);
  // At the poles the logarithm is infinite; to_world_units clamps it to the edge.
  const double y = 0.5 - std::log((1 + sin_lat) / (1 - sin_lat)) / (4 * std::numbers::pi);
  return {to_world_units(position.lon / 360 + 0.5), to_world_units(y)};
}

LonLat position_of(WorldPoint point) {
  return {static_cast<double>(point.x) / kWorldSide * 360 - 180,
          latitude_of(static_cast<double>(point.y) / kWorldSide)};
}

LonLat middle_of(WorldPoint point) {
  return {(static_cast<double>(point.x) + 0.5) / kWorldSide * 360 - 180,
          latitude_of((static_cast<double>(point.y) + 0.5) / kWorldSide)};
}

std::uint64_t morton_code(WorldPoint point) {
  return spread(point.y) << 1 | spread(point.x);
}

WorldPoint point_of(std::uint64_t morton_code) {
  return {gather(morton_code), gather(morton_code >> 1)};
}

std::optional<TileId> TileId::make(std::int64_t zoom, std::int64_t x, std::int64_t y) {
  if (zoom < 0 || zoom > kMaxZoom) return std::nullopt;
  const std::int64_t side = std::int64_t{1} << zoom;
  if (x < 0 || y < 0 || x >= side || y >= side) return std::nullopt;
  return TileId(static_cast<int>(zoom), static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y));
}

TileId TileId::containing(WorldPoint point, int zoom) {
  const auto shift = static_cast<unsigned>(32 - zoom);
  return TileId(zoom, zoom == 0 ? 0 : point.x >> shift, zoom == 0 ? 0 : point.y >> shift);
}

Bbox TileId::bbox() const {
  const auto last = (std::uint32_t{1} << zoom_) - 1;
  return {.west = std::ldexp(360.0 * x_, -zoom_) - 180,
          .south = y_ == last ? -90 : latitude_of_row(y_ + 1, zoom_),
          .east = std::ldexp(360.0 * (x_ + 1.0), -zoom_) - 180,
          .north = y_ == 0 ? 90 : latitude_of_row(y_, zoom_)};
}

}  // namespace photomap
