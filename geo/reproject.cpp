#include "geo/reproject.hpp"

#include <proj.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <list>
#include <numbers>
#include <string>
#include <string_view>
#include <utility>

namespace photomap {

namespace {

constexpr Crs kCrs84{0};
constexpr Crs kLatLon{4326};
constexpr Crs kWebMercator{3857};
// So many stay open in each thread; one takes some 100 KB.
constexpr std::size_t kMostKept = 16;
// A box with longer sides may be folded or hold a pole: then no box around it is trusted.
constexpr double kLongSide = 2'000'000;

struct ContextDeleter {
  void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct PjDeleter {
  void operator()(PJ* pj) const { proj_destroy(pj); }
};
using Context = std::unique_ptr<PJ_CONTEXT, ContextDeleter>;
using Pj = std::unique_ptr<PJ, PjDeleter>;

bool is_two_dimensional(PJ_TYPE type) {
  return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_PROJECTED_CRS;
}

bool has_area_of_use(PJ_CONTEXT* context, const PJ* crs) {
  double west = 0;
  double south = 0;
  double east = 0;
  double north = 0;
  const char* name = nullptr;
  return proj_get_area_of_use(context, crs, &west, &south, &east, &north, &name) != 0 && west > -1000;
}

std::string_view axis_direction(PJ_CONTEXT* context, const PJ* system, int axis) {
  const char* direction = nullptr;
  proj_cs_get_axis_info(context, system, axis, nullptr, nullptr, &direction, nullptr, nullptr, nullptr,
                        nullptr);
  return direction ? direction : "";
}

// PROJ swaps the axes of such systems for us, which is told again when coordinates are written.
bool has_north_first(PJ_CONTEXT* context, const PJ* crs) {
  const Pj system(proj_crs_get_coordinate_system(context, crs));
  return system && axis_direction(context, system.get(), 0) == "north" &&
         axis_direction(context, system.get(), 1) == "east";
}

// Longitudes beyond the antimeridian come back on its other side.
Bbox widened(double west, double south, double east, double north) {
  const double width = west <= east ? east - west : east - west + 360;
  const double dx = width / 100 + 1e-6;
  const double dy = (north - south) / 100 + 1e-6;
  Bbox box{
      .west = -180, .south = std::max(south - dy, -90.0), .east = 180, .north = std::min(north + dy, 90.0)};
  if (width + 2 * dx >= 360) return box;
  box.west = west - dx < -180 ? west - dx + 360 : west - dx;
  box.east = east + dx > 180 ? east + dx - 360 : east + dx;
  return box;
}

// In closed form: PROJ can't tell +180 from -180 degrees.
Bbox web_mercator_box(const CrsBox& box) {
  constexpr double kRadius = 6'378'137;
  constexpr double kDegrees = 180 / std::numbers::pi;
  const auto lon = [](double x) { return std::clamp(x / kRadius * kDegrees, -180.0, 180.0); };
  const auto lat = [](double y) { return std::atan(std::sinh(y / kRadius)) * kDegrees; };
  constexpr double kMargin = 1e-6;
  return {.west = std::max(lon(box.least.east) - kMargin, -180.0),
          .south = std::max(lat(box.least.north) - kMargin, -90.0),
          .east = std::min(lon(box.most.east) + kMargin, 180.0),
          .north = std::min(lat(box.most.north) + kMargin, 90.0)};
}

}  // namespace

struct Reprojection::Impl {
  Context context;
  Pj transformation;  // destroyed before its context
};

Reprojection::Reprojection(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reprojection::~Reprojection() = default;

std::shared_ptr<const Reprojection> Reprojection::make(Crs crs) {
  if (crs == kCrs84 || crs == kLatLon) {
    std::shared_ptr<Reprojection> same(new Reprojection(nullptr));
    same->is_north_first_ = crs == kLatLon;
    same->crs_ = crs;
    return same;
  }
  auto impl = std::make_unique<Impl>();
  impl->context.reset(proj_context_create());
  PJ_CONTEXT* context = impl->context.get();
  proj_log_level(context, PJ_LOG_NONE);
  proj_context_set_enable_network(context, 0);
  const std::string code = std::to_string(crs.epsg);
  const Pj target(proj_create_from_database(context, "EPSG", code.c_str(), PJ_CATEGORY_CRS, 0, nullptr));
  if (!target || !is_two_dimensional(proj_get_type(target.get())) || !has_area_of_use(context, target.get()))
    return nullptr;
  const Pj by_authority(proj_create_crs_to_crs(context, "OGC:CRS84", ("EPSG:" + code).c_str(), nullptr));
  if (!by_authority) return nullptr;
  impl->transformation.reset(proj_normalize_for_visualization(context, by_authority.get()));
  if (!impl->transformation) return nullptr;
  std::shared_ptr<Reprojection> made(new Reprojection(std::move(impl)));
  made->is_north_first_ = has_north_first(context, target.get());
  made->is_geographic_ = proj_get_type(target.get()) == PJ_TYPE_GEOGRAPHIC_2D_CRS;
  made->crs_ = crs;
  return made;
}

std::shared_ptr<const Reprojection> Reprojection::find(Crs crs) {
  thread_local std::list<std::pair<Crs, std::shared_ptr<const Reprojection>>> kept;  // latest use first
  for (auto entry = kept.begin(); entry != kept.end(); ++entry) {
    if (!(entry->first == crs)) continue;
    kept.splice(kept.begin(), kept, entry);
    return kept.front().second;
  }
  kept.emplace_front(crs, make(crs));
  if (kept.size() > kMostKept) kept.pop_back();
  return kept.front().second;
}

std::optional<EastNorth> Reprojection::to_crs(LonLat position) const {
  if (!impl_) return EastNorth{position.lon, position.lat};
  PJ* transformation = impl_->transformation.get();
  proj_errno_reset(transformation);
  const PJ_COORD to = proj_trans(transformation, PJ_FWD, proj_coord(position.lon, position.lat, 0, HUGE_VAL));
  if (proj_errno(transformation) != 0 || !std::isfinite(to.xy.x) || !std::isfinite(to.xy.y))
    return std::nullopt;
  // No coordinate on the earth is as large, but those far outside of a system's area may be.
  if (std::abs(to.xy.x) > 1e8 || std::abs(to.xy.y) > 1e8) return std::nullopt;
  return EastNorth{to.xy.x, to.xy.y};
}

std::optional<LonLat> Reprojection::to_lon_lat(EastNorth position) const {
  LonLat at{position.east, position.north};
  if (impl_) {
    PJ* transformation = impl_->transformation.get();
    proj_errno_reset(transformation);
    const PJ_COORD from =
        proj_trans(transformation, PJ_INV, proj_coord(position.east, position.north, 0, HUGE_VAL));
    if (proj_errno(transformation) != 0) return std::nullopt;
    at = {from.xy.x, from.xy.y};
  }
  if (!is_on_earth(at)) return std::nullopt;
  return at;
}

bool Reprojection::contains(const CrsBox& box, LonLat position) const {
  const auto at = to_crs(position);
  const double half = 0.5000001 * std::pow(10.0, -decimals());
  if (!at || at->north < box.least.north - half || at->north > box.most.north + half) return false;
  const bool is_past_west = at->east >= box.least.east - half;
  const bool is_before_east = at->east <= box.most.east + half;
  return box.crosses_antimeridian() ? is_past_west || is_before_east : is_past_west && is_before_east;
}

// Between geographic systems what is a box stays one, or nearly so.
Bbox Reprojection::box_between_corners(const CrsBox& box) const {
  std::array<std::optional<LonLat>, 4> corners{
      to_lon_lat(box.least), to_lon_lat({box.least.east, box.most.north}),
      to_lon_lat({box.most.east, box.least.north}), to_lon_lat(box.most)};
  if (!std::all_of(corners.begin(), corners.end(), [](const auto& corner) { return corner.has_value(); }))
    return {};
  return widened(std::min(corners[0]->lon, corners[1]->lon), std::min(corners[0]->lat, corners[2]->lat),
                 std::max(corners[2]->lon, corners[3]->lon), std::max(corners[1]->lat, corners[3]->lat));
}

Bbox Reprojection::box_around(const CrsBox& box) const {
  if (crs_ == kWebMercator) return web_mercator_box(box);
  if (box.crosses_antimeridian()) return box_between_corners(box);
  if (!impl_) return widened(box.least.east, box.least.north, box.most.east, box.most.north);
  const bool is_long = !is_geographic_ && (box.most.east - box.least.east > kLongSide ||
                                           box.most.north - box.least.north > kLongSide);
  double west = 0;
  double south = 0;
  double east = 0;
  double north = 0;
  constexpr int kPointsOnEachSide = 21;
  if (is_long || proj_trans_bounds(impl_->context.get(), impl_->transformation.get(), PJ_INV, box.least.east,
                                   box.least.north, box.most.east, box.most.north, &west, &south, &east,
                                   &north, kPointsOnEachSide) == 0)
    return {};
  if (!is_on_earth({west, south}) || !is_on_earth({east, north}) || south > north) return {};
  return widened(west, south, east, north);
}

}  // namespace photomap
