#include "server/tiles.hpp"

#include "geo/geojson.hpp"
#include "server/conditional.hpp"
#include "server/format_geojson.hpp"
#include "server/links.hpp"
#include "server/request.hpp"

#include <algorithm>
#include <utility>

namespace photomap {

namespace {

// A tile's edge in degrees is rounded; the exact test is done on world points, 8e-8 degrees apart.
Bbox slightly_larger(const Bbox& box) {
  constexpr double kMargin = 1e-6;
  return {.west = std::max(box.west - kMargin, -180.0),
          .south = std::max(box.south - kMargin, -90.0),
          .east = std::min(box.east + kMargin, 180.0),
          .north = std::min(box.north + kMargin, 90.0)};
}

std::string tile_text(const PhotoStore& store, const TileId& tile, std::vector<std::string> essays) {
  FeatureCollectionText features;
  PhotoQuery query;
  query.bbox = slightly_larger(tile.bbox());
  query.essays = std::move(essays);
  store.for_each_photo(query, [&](const Photo& photo) {
    const bool is_here = TileId::containing(world_point(*photo.where.location), tile.zoom()) == tile;
    if (is_here) features.add(photo_feature(photo));
    return true;
  });
  return features.finish(Json::object());
}

}  // namespace

HttpResponse get_tile(App& app, const HttpRequest& request, const PathValues& path) {
  const TileId tile = parse_tile(path[0], path[1], path[2]);
  const Parameters parameters(request, {"essay"});
  const auto store = app.stores.take();
  const std::string etag = dataset_etag(store, request);
  std::vector<std::string> essays;
  if (const auto text = parameters.find("essay")) essays = parse_essays(*text, store->essays());
  const std::string_view tag = std::string_view(etag).substr(1, etag.size() - 2);
  return answer_cached(
      app.tiles, request, tag,
      {{"Content-Type", std::string(kGeoJsonType)}, {"Cache-Control", std::string(kAskEachTime)}},
      [&] { return tile_text(*store, tile, std::move(essays)); });
}

}  // namespace photomap
