#include "server/tilesets.hpp"

#include "geo/geojson.hpp"
#include "server/conditional.hpp"
#include "server/format_tile.hpp"
#include "server/hash.hpp"
#include "server/links.hpp"
#include "server/photo_filter.hpp"
#include "server/request.hpp"
#include "server/tile_features.hpp"
#include "server/tiles.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <optional>
#include <string>

namespace photomap {

namespace {

constexpr std::string_view kWebMercatorQuad =
    "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";
constexpr std::string_view kEpsg3857 = "http://www.opengis.net/def/crs/EPSG/0/3857";
constexpr std::string_view kCrs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
constexpr std::string_view kTilingScheme = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";
constexpr std::string_view kTitle = "Photo essays on a map";
constexpr std::string_view kTilesetPath = "/collections/photos/tiles/WebMercatorQuad";
constexpr std::string_view kTileMatrixSetPath = "/tileMatrixSets/WebMercatorQuad";

// The box around all photos; empty without any.
std::optional<Bbox> extent_of(const PointIndex& index) {
  const PhotoSummary all = index.summary();
  if (all.count == 0) return std::nullopt;
  return bbox_of(all);
}

// The properties of each layer, as TileJSON 3.0 describes them (3.3, fields).
Json vector_layers() {
  const auto layer = [](std::string_view id, std::string_view description, const Json& fields) -> Json {
    return {
        {"id", id}, {"description", description}, {"minzoom", 0}, {"maxzoom", kMaxZoom}, {"fields", fields}};
  };
  return Json::array({layer("clusters", "Photos too near to each other to be told apart",
                            {{"cluster", "Boolean"},
                             {"point_count", "Number"},
                             {"expansion_zoom", "Number"},
                             {"same_place", "Boolean"},
                             {"place_name", "String"},
                             {"uncertainty_m", "Number"},
                             {"area", "String"},
                             {"sample_ids", "String"},
                             {"bbox", "String"},
                             {"taken_start", "String"},
                             {"taken_end", "String"}}),
                      layer("photos", "Photos that stand alone",
                            {{"id", "Number"},
                             {"essay", "String"},
                             {"essay_title", "String"},
                             {"position", "Number"},
                             {"caption", "String"},
                             {"caption_cut_at_bytes", "Number"},
                             {"credit", "String"},
                             {"taken_start", "String"},
                             {"taken_end", "String"},
                             {"place_id", "String"},
                             {"place_name", "String"},
                             {"country", "String"},
                             {"uncertainty_m", "Number"},
                             {"confidence", "Number"},
                             {"reason", "String"},
                             {"licence", "String"},
                             {"source_url", "String"},
                             {"image_url", "String"}})});
}

HttpResponse answer_json(const HttpRequest& request, const std::string& tag,
                         const std::function<Json()>& make) {
  const std::string etag =
      fmt::format("\"{:016x}\"", hash({PHOTOMAP_VERSION, tag, target_with(request), base_url(request)}));
  return answer_if_changed(
      request, etag, {{"Content-Type", std::string(kJsonType)}, {"Cache-Control", std::string(kAskEachTime)}},
      [&] { return to_text(make()); });
}

Json tileset_json(const HttpRequest& request) {
  return {{"title", kTitle},
          {"dataType", "vector"},
          {"crs", kEpsg3857},
          {"tileMatrixSetURI", kWebMercatorQuad},
          {"links", Json::array({link(request, "self", kJsonType, kTilesetPath),
                                 link(request, kTilingScheme, kJsonType, kTileMatrixSetPath)})}};
}

Json templated(Json link) {
  link["templated"] = true;
  return link;
}

Json layer_json(std::string_view id) {
  return {{"id", id}, {"dataType", "vector"}, {"geometryDimension", 0}};
}

Json tile_matrix(int zoom) {
  // OGC 17-083r4, annex D.1: half the earth's equator, and pixels of 0.28 mm.
  constexpr double kOrigin = 20037508.342789244;
  constexpr double kPixelMeters = 0.00028;
  const std::int64_t side = std::int64_t{1} << zoom;
  const double cell = 2 * kOrigin / kTilePixels / static_cast<double>(side);
  return {{"id", std::to_string(zoom)},
          {"scaleDenominator", cell / kPixelMeters},
          {"cellSize", cell},
          {"cornerOfOrigin", "topLeft"},
          {"pointOfOrigin", {-kOrigin, kOrigin}},
          {"tileWidth", kTilePixels},
          {"tileHeight", kTilePixels},
          {"matrixWidth", side},
          {"matrixHeight", side}};
}

}  // namespace

HttpResponse get_tilejson(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {}, photo_filter_parameters());
  const auto points = app.points.now();
  parse_filter(parameters, known_ids(*points));
  return answer_json(request, points->tag(), [&]() -> Json {
    // The braces of the template stay as they are.
    const std::string query = target_with(request, "v", tile_version(points->index().dataset_version()));
    const Json tiles =
        link(request, "tiles", kMvtType, "/tiles/{z}/{x}/{y}.mvt" + query.substr(query.find('?')));
    Json json = {{"tilejson", "3.0.0"},
                 {"name", kTitle},
                 {"scheme", "xyz"},
                 {"tiles", Json::array({tiles["href"]})},
                 {"minzoom", 0},
                 {"maxzoom", kMaxZoom},
                 {"attribution", fmt::format("{}", fmt::join(points->attributions(), "; "))},
                 {"vector_layers", vector_layers()}};
    if (const auto box = extent_of(points->index()))
      json["bounds"] = {box->west, box->south, box->east, box->north};
    return json;
  });
}

HttpResponse get_tilesets(App&, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {});
  return answer_json(request, {}, [&]() -> Json {
    return {{"links", Json::array({link(request, "self", kJsonType, "/collections/photos/tiles")})},
            {"tilesets", Json::array({tileset_json(request)})}};
  });
}

HttpResponse get_tileset(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {});
  const auto points = app.points.now();
  return answer_json(request, points->tag(), [&] {
    const std::string tile = fmt::format("{}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}", kTilesetPath);
    Json json = tileset_json(request);
    json["attribution"] = fmt::format("{}", fmt::join(points->attributions(), "; "));
    json["layers"] = {layer_json("clusters"), layer_json("photos")};
    json["links"].push_back(templated(link(request, "item", kMvtType, tile + "?f=mvt")));
    json["links"].push_back(templated(link(request, "item", kGeoJsonType, tile + "?f=geojson")));
    json["links"].push_back(link(request, "describedby", kJsonType, "/tiles.json"));
    if (const auto box = extent_of(points->index()))
      json["boundingBox"] = {
          {"lowerLeft", {box->west, box->south}}, {"upperRight", {box->east, box->north}}, {"crs", kCrs84}};
    return json;
  });
}

HttpResponse get_tile_matrix_sets(App&, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {});
  return answer_json(request, {}, [&]() -> Json {
    return {
        {"tileMatrixSets",
         Json::array({{{"id", "WebMercatorQuad"},
                       {"title", "Google Maps Compatible for the World"},
                       {"uri", kWebMercatorQuad},
                       {"links", Json::array({link(request, "self", kJsonType, kTileMatrixSetPath)})}}})}};
  });
}

HttpResponse get_tile_matrix_set(App&, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {});
  return answer_json(request, {}, [&] {
    Json json = {{"id", "WebMercatorQuad"},
                 {"title", "Google Maps Compatible for the World"},
                 {"uri", kWebMercatorQuad},
                 {"crs", kEpsg3857},
                 {"orderedAxes", {"X", "Y"}},
                 {"wellKnownScaleSet", "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible"}};
    for (int zoom = 0; zoom <= kMaxZoom; ++zoom) json["tileMatrices"].push_back(tile_matrix(zoom));
    return json;
  });
}

}  // namespace photomap
