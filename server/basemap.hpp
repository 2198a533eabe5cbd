// The operator's own map, over HTTP.
#pragma once

#include "server/handler.hpp"

namespace photomap {

/// GET /basemap.json: TileJSON 3.0.
HttpResponse get_basemap(App& app, const HttpRequest& request, const PathValues& path);

/// GET /basemap/{z}/{x}/{y}: a tile as the file has it; 204 where it has none.
HttpResponse get_basemap_tile(App& app, const HttpRequest& request, const PathValues& path);

}  // namespace photomap
