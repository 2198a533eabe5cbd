// Photos by tile.
#pragma once

#include "server/handler.hpp"

namespace photomap {

/// GET /tiles/{z}/{x}/{y}.geojson?essay=
/// The photos whose point lies in exactly this tile: each is in one tile of every zoom level.
HttpResponse get_tile(App& app, const HttpRequest& request, const PathValues& path);

}  // namespace photomap
