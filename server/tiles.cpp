#include "server/tiles.hpp"

#include "geo/clusters.hpp"
#include "server/conditional.hpp"
#include "server/errors.hpp"
#include "server/format_tile.hpp"
#include "server/hash.hpp"
#include "server/links.hpp"
#include "server/photo_filter.hpp"
#include "server/request.hpp"

#include <fmt/format.h>

#include <string>

namespace photomap {

namespace {

// Raise it where the same data gives other tiles: other clusters, other properties, another order.
constexpr int kTileFormat = 3;

enum class TileFormat { geojson, mvt };

// Of an address that names the state of the data and how tiles are made, the bytes never change.
std::string_view cache_control(const Parameters& parameters, const PointSnapshot& points) {
  const auto version = parameters.find("v");
  return version && *version == tile_version(points.index().dataset_version())
             ? "public, max-age=31536000, immutable"
             : kAskEachTime;
}

HttpResponse get_tile(App& app, const HttpRequest& request, const Parameters& parameters, const TileId& tile,
                      TileFormat format) {
  const auto points = app.points.now();
  const PhotoQuery query = parse_filter(parameters, known_ids(*points));
  const bool is_mvt = format == TileFormat::mvt;
  const std::string tag =
      fmt::format("{:016x}-{}{}-{}-{}",
                  hash({tile_version(points->index().dataset_version()), points->tag(), filter_key(query)}),
                  is_mvt ? "m" : "g", tile.zoom(), tile.x(), tile.y());
  HeaderList headers{{"Content-Type", std::string(is_mvt ? kMvtType : kGeoJsonType)},
                     {"Cache-Control", std::string(cache_control(parameters, *points))}};
  return answer_cached(app.tiles, request, tag, std::move(headers), [&] {
    const auto filter = points->find_or_select(query, app.stores);
    const TileContent content = find_tile_content(points->index(), filter.get(), tile);
    return is_mvt ? tile_mvt(points->index(), content, tile) : tile_geojson(points->index(), content);
  });
}

}  // namespace

std::string tile_version(std::int64_t dataset_version) {
  return fmt::format("{}-{}.{}", dataset_version, PHOTOMAP_VERSION, kTileFormat);
}

HttpResponse get_geojson_tile(App& app, const HttpRequest& request, const PathValues& path) {
  const Parameters parameters(request, {"v"}, photo_filter_parameters());
  return get_tile(app, request, parameters, parse_tile(path[0], path[1], path[2]), TileFormat::geojson);
}

HttpResponse get_mvt_tile(App& app, const HttpRequest& request, const PathValues& path) {
  const Parameters parameters(request, {"v"}, photo_filter_parameters());
  return get_tile(app, request, parameters, parse_tile(path[0], path[1], path[2]), TileFormat::mvt);
}

HttpResponse get_ogc_tile(App& app, const HttpRequest& request, const PathValues& path) {
  const Parameters parameters(request, {"v", "f"}, photo_filter_parameters());
  const auto format = parameters.find("f");
  if (format && *format != "mvt" && *format != "geojson")
    throw HttpError(400, fmt::format("f={}: give mvt or geojson", clipped(*format)));
  // OGC API - Tiles has the row before the column.
  return get_tile(app, request, parameters, parse_tile(path[0], path[2], path[1]),
                  format == "geojson" ? TileFormat::geojson : TileFormat::mvt);
}

}  // namespace photomap
