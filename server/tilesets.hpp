// What is to be known of the tiles: TileJSON, and OGC API - Tiles Part 1.
#pragma once

#include "server/handler.hpp"

namespace photomap {

/// GET /tiles.json: TileJSON 3.0 of the vector tiles, under the filter of the request.
HttpResponse get_tilejson(App& app, const HttpRequest& request, const PathValues& path);

/// GET /collections/photos/tiles: the one tileset there is.
HttpResponse get_tilesets(App& app, const HttpRequest& request, const PathValues& path);
/// GET /collections/photos/tiles/WebMercatorQuad: its description (OGC 17-083r4, tileset metadata).
HttpResponse get_tileset(App& app, const HttpRequest& request, const PathValues& path);

/// GET /tileMatrixSets
HttpResponse get_tile_matrix_sets(App& app, const HttpRequest& request, const PathValues& path);
/// GET /tileMatrixSets/WebMercatorQuad
HttpResponse get_tile_matrix_set(App& app, const HttpRequest& request, const PathValues& path);

}  // namespace photomap
