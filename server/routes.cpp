#include "server/routes.hpp"

#include "server/api_document.hpp"
#include "server/attributions.hpp"
#include "server/base_url.hpp"
#include "server/basemap.hpp"
#include "server/collections.hpp"
#include "server/errors.hpp"
#include "server/essays_and_places.hpp"
#include "server/features.hpp"
#include "server/format_nominatim.hpp"
#include "server/format_photon.hpp"
#include "server/handler.hpp"
#include "server/nominatim.hpp"
#include "server/oembed.hpp"
#include "server/pages.hpp"
#include "server/photon.hpp"
#include "server/queryables.hpp"
#include "server/robots.hpp"
#include "server/stats.hpp"
#include "server/tiles.hpp"
#include "server/tilesets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

namespace photomap {

namespace {

struct Route {
  std::string_view pattern;
  Handler handler;
  OnFailure on_failure = {};
};

constexpr OnFailure kAsNominatim{.format = nominatim_error};
constexpr OnFailure kAsPhoton{.format = photon_error};

// GET and HEAD; OPTIONS is answered for all. What is not here is a file of the page.
constexpr Route kRoutes[] = {
    // What there is
    {"/", get_landing},
    {"/embed", get_embed},
    {"/oembed", get_oembed},
    {"/api", get_api},
    {"/conformance", get_conformance},
    {"/collections", get_collections},
    {"/collections/{id}", get_collection},
    {"/collections/{id}/queryables", get_queryables},
    {"/collections/{id}/sortables", get_sortables},
    {"/functions", get_functions},
    // Tiles
    {"/tiles/{z}/{x}/{y}.geojson", get_geojson_tile},
    {"/tiles/{z}/{x}/{y}.mvt", get_mvt_tile},
    {"/tiles.json", get_tilejson},
    {"/basemap.json", get_basemap},
    {"/basemap/{z}/{x}/{y}", get_basemap_tile},
    // Features
    {"/collections/photos/items", get_photos},
    {"/collections/photos/items/{id}", get_photo},
    {"/collections/photos/tiles", get_tilesets},
    {"/collections/photos/tiles/WebMercatorQuad", get_tileset},
    {"/collections/photos/tiles/WebMercatorQuad/{z}/{y}/{x}", get_ogc_tile},
    {"/tileMatrixSets", get_tile_matrix_sets},
    {"/tileMatrixSets/WebMercatorQuad", get_tile_matrix_set},
    {"/collections/essays/items", get_essays},
    {"/collections/essays/items/{slug}", get_essay},
    {"/collections/places/items", get_places},
    {"/collections/places/items/{id}", get_place},
    {"/stats", get_stats},
    {"/robots.txt", get_robots},
    {"/sitemap.xml", get_sitemap},
    {"/healthz", get_health, {.status = 503}},
    // Places
    {"/search", get_nominatim_search, kAsNominatim},
    {"/reverse", get_nominatim_reverse, kAsNominatim},
    {"/lookup", get_nominatim_lookup, kAsNominatim},
    {"/status", get_nominatim_status, kAsNominatim},
    {"/photon/api", get_photon_search, kAsPhoton},
    {"/photon/reverse", get_photon_reverse, kAsPhoton},
    {"/attributions", get_attributions},
};

constexpr std::string_view kAllowed = "GET, HEAD, OPTIONS";

std::string_view take_segment(std::string_view& rest) {
  const auto end = std::min(rest.find('/', 1), rest.size());
  const std::string_view segment = rest.substr(0, end);
  rest.remove_prefix(end);
  return segment;
}

/// Each {name} takes the part of one segment before the text that follows it. Empty where the path does not
/// match.
std::optional<PathValues> match(std::string_view pattern, std::string_view path) {
  PathValues values;
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = take_segment(pattern);
    const std::string_view given = take_segment(path);
    if (!wanted.starts_with("/{")) {
      if (wanted != given) return std::nullopt;
      continue;
    }
    const std::string_view suffix = wanted.substr(wanted.find('}') + 1);
    if (!given.ends_with(suffix) || given.size() <= suffix.size() + 1) return std::nullopt;
    values.emplace_back(given.substr(1, given.size() - suffix.size() - 1));
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return values;
}

struct Destination {
  const Route* route = nullptr;
  PathValues values;
  const Asset* asset = nullptr;

  explicit operator bool() const { return route || asset; }
};

// Clients' defaults end in what their servers once needed: "/photon/api/", "/search.php".
std::string_view without_old_ending(std::string_view path) {
  for (const std::string_view ending : {"/", ".php"}) {
    if (path.size() > ending.size() && path.ends_with(ending)) path.remove_suffix(ending.size());
  }
  return path;
}

bool is_of_a_geocoder(const Route& route) {
  return route.on_failure.format != problem;
}

Destination find_destination(const App& app, std::string_view path) {
  for (const Route& route : kRoutes) {
    const std::string_view wanted = is_of_a_geocoder(route) ? without_old_ending(path) : path;
    if (auto values = match(route.pattern, wanted)) return {.route = &route, .values = std::move(*values)};
  }
  return {.route = nullptr, .values = {}, .asset = app.assets.find(path)};
}

[[noreturn]] void fail_not_found(const App& app, const std::string& path) {
  const bool has_slash = path.ends_with('/');
  const std::string other = has_slash ? path.substr(0, path.find_last_not_of('/') + 1) : path + "/";
  if (find_destination(app, other)) {
    throw HttpError(404, fmt::format("there is nothing at {}; try {} ({} the slash)", path, other,
                                     has_slash ? "without" : "with"));
  }
  throw HttpError(
      404, fmt::format("there is nothing at {}; /collections says what there is", path.substr(0, 200)));
}

HttpResponse preflight() {
  return {.status = 204,
          .headers = {{"Allow", std::string(kAllowed)},
                      {"Access-Control-Allow-Methods", std::string(kAllowed)},
                      {"Access-Control-Allow-Headers", "*"},
                      {"Access-Control-Max-Age", "86400"}},
          .body = {}};
}

HttpResponse wrong_method(const HttpRequest& request) {
  HttpResponse response =
      problem(405, fmt::format("{} is not possible here; use GET or HEAD", request.method));
  response.headers.emplace_back("Allow", kAllowed);
  return response;
}

HttpResponse dispatch(App& app, const HttpRequest& request, const Destination& destination) {
  if (request.method == "OPTIONS") return preflight();
  if (!destination) fail_not_found(app, request.path);
  if (request.method != "GET" && request.method != "HEAD") return wrong_method(request);
  if (destination.asset) return get_asset(*destination.asset, request);
  return destination.route->handler(app, request, destination.values);
}

HttpResponse answer(App& app, const HttpRequest& received) {
  // Links are by the Host header, unless the command line says otherwise; then a copy is worth its while.
  const auto with_base = with_base_url(received, app.links);
  const HttpRequest& request = with_base ? *with_base : received;
  const Destination destination = find_destination(app, request.path);
  const OnFailure on_failure = destination.route ? destination.route->on_failure : OnFailure{};
  return answer_or_problem(request, on_failure, [&] { return dispatch(app, request, destination); });
}

}  // namespace

HttpHandlers handlers_for(App& app) {
  return {.answer = [&app](const HttpRequest& request) { return answer(app, request); },
          .refuse = [](int status, std::string_view detail) { return problem(status, detail); },
          .headers = {{"Access-Control-Allow-Origin", "*"},
                      {"Access-Control-Expose-Headers", "Content-Crs, Content-Disposition, Link, ETag"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Accept-Ranges", "none"}}};
}

std::vector<std::string_view> route_patterns() {
  std::vector<std::string_view> patterns;
  std::transform(std::begin(kRoutes), std::end(kRoutes), std::back_inserter(patterns),
                 [](const Route& r) { return r.pattern; });
  return patterns;
}

}  // namespace photomap
