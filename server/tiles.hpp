// Tiles of photos and clusters.
#pragma once

#include "server/handler.hpp"

#include <cstdint>
#include <string>

namespace photomap {

/// What `v` must be so that an address has the same tile for good: another for other data and for tiles that
/// are made otherwise.
std::string tile_version(std::int64_t dataset_version);

/// GET /tiles/{z}/{x}/{y}.geojson and .mvt: what docs/tiles.md says, under any filter of the API.
HttpResponse get_geojson_tile(App& app, const HttpRequest& request, const PathValues& path);
HttpResponse get_mvt_tile(App& app, const HttpRequest& request, const PathValues& path);

/// The same by OGC API - Tiles Part 1: /collections/photos/tiles/WebMercatorQuad/{z}/{y}/{x}?f=
HttpResponse get_ogc_tile(App& app, const HttpRequest& request, const PathValues& path);

}  // namespace photomap
