#include "server/basemap.hpp"

#include "geo/geojson.hpp"
#include "server/compression.hpp"
#include "server/conditional.hpp"
#include "server/format_tile.hpp"
#include "server/gzip.hpp"
#include "server/hash.hpp"
#include "server/links.hpp"
#include "server/request.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace photomap {

namespace {

std::string_view media_type(MapFormat format) {
  switch (format) {
    case MapFormat::png: return "image/png";
    case MapFormat::jpg: return "image/jpeg";
    case MapFormat::webp: return "image/webp";
    case MapFormat::pbf: return kMvtType;
  }
  return {};
}

std::string_view name_of(MapFormat format) {
  switch (format) {
    case MapFormat::png: return "png";
    case MapFormat::jpg: return "jpg";
    case MapFormat::webp: return "webp";
    case MapFormat::pbf: return "pbf";
  }
  return {};
}

// https://github.com/mapbox/tilejson-spec/tree/master/3.0.0; "format" is what MBTiles calls it.
Json tilejson(const MapDescription& map, const std::string& tiles) {
  Json json = {{"tilejson", "3.0.0"},
               {"name", map.name},
               {"scheme", "xyz"},
               {"tiles", Json::array({tiles})},
               {"format", name_of(map.format)},
               {"minzoom", map.least_zoom},
               {"maxzoom", map.deepest_zoom}};
  if (!map.attribution.empty()) json["attribution"] = map.attribution;
  if (map.bounds) json["bounds"] = {map.bounds->west, map.bounds->south, map.bounds->east, map.bounds->north};
  if (map.format == MapFormat::pbf)
    json["vector_layers"] = map.vector_layers.empty() ? Json::array() : Json::parse(map.vector_layers);
  return json;
}

bool is_gzip(std::string_view bytes) {
  return bytes.starts_with("\x1f\x8b");
}

// Vector tiles lie in the file as gzip, which nearly all clients take; for the others they are expanded.
HttpResponse answer_tile(const HttpRequest& request, HeaderList headers, std::string bytes) {
  const std::uint64_t state = hash({bytes});
  if (!is_gzip(bytes))
    return answer_ready(request, fmt::format("\"{:016x}\"", state), std::move(headers), bytes);
  headers.emplace_back("Vary", "Accept-Encoding");
  if (!is_accepted(request.header("Accept-Encoding"), kGzip)) {
    return answer_ready(request, fmt::format("\"{:016x}-plain\"", state), std::move(headers),
                        expand_gzip(bytes));
  }
  headers.emplace_back("Content-Encoding", kGzip);
  return answer_ready(request, fmt::format("\"{:016x}\"", state), std::move(headers), std::move(bytes));
}

}  // namespace

HttpResponse get_basemap(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {});
  const MapDescription& map = app.basemap.get().description();
  // The braces of the template stay as they are.
  const std::string tiles = base_url(request) + "/basemap/{z}/{x}/{y}?v=" + app.basemap.version();
  return answer_if_changed(
      request, program_etag(request, app.basemap.version()),
      {{"Content-Type", std::string(kJsonType)}, {"Cache-Control", std::string(kAskEachTime)}},
      [&] { return to_text(tilejson(map, tiles)); });
}

HttpResponse get_basemap_tile(App& app, const HttpRequest& request, const PathValues& path) {
  const Parameters parameters(request, {"v"});
  const TileId tile = parse_tile(path[0], path[1], path[2]);
  const Mbtiles& map = app.basemap.get();
  // Of an address that names the file, the bytes never change.
  const bool is_versioned = parameters.find("v") == app.basemap.version();
  HeaderList headers{
      {"Cache-Control", std::string(is_versioned ? "public, max-age=31536000, immutable" : kAskEachTime)}};
  auto bytes = map.find_tile(tile);
  // Not 404: a browser takes that for a fault and tells it, and most maps have gaps.
  if (!bytes) return {.status = 204, .headers = std::move(headers), .body = {}};
  headers.emplace_back("Content-Type", media_type(map.description().format));
  return answer_tile(request, std::move(headers), *std::move(bytes));
}

}  // namespace photomap
