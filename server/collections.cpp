#include "server/collections.hpp"

#include "geo/geojson.hpp"
#include "server/conditional.hpp"
#include "server/crs.hpp"
#include "server/errors.hpp"
#include "server/exports.hpp"
#include "server/format_html.hpp"
#include "server/links.hpp"
#include "server/negotiation.hpp"
#include "server/pages.hpp"
#include "server/queryables.hpp"
#include "server/request.hpp"
#include "server/tile_features.hpp"
#include "server/tiles.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace photomap {

namespace {

struct Collection {
  std::string_view id;
  std::string_view title;
  std::string_view description;
};

constexpr std::string_view kTitle = "Photo essays on a map";
constexpr std::string_view kDescription =
    "Photo essays: pictures, captions, and where each photo was taken, with a radius and a reason";
constexpr std::array<Collection, 3> kCollections{
    {{"photos", kTitle, "The photos of all essays, each with the place where it was taken"},
     {"essays", "Essays", "The photo essays, each with the route through its photos"},
     {"places", "Places", "The places that photos are set at, and those that contain them"}}};
constexpr std::string_view kTilesetsVector = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";
constexpr std::string_view kOpenApiType = "application/vnd.oai.openapi+json;version=3.0";
constexpr std::string_view kQueryables = "http://www.opengis.net/def/rel/ogc/1.0/queryables";
constexpr std::string_view kSortables = "http://www.opengis.net/def/rel/ogc/1.0/sortables";
constexpr std::string_view kFunctions = "http://www.opengis.net/def/rel/ogc/1.0/functions";
constexpr std::array<std::string_view, 27> kConformsTo{
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/array-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
    "http://www.opengis.net/spec/cql2/1.0/conf/functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/arithmetic",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list"};

// Of one state of the data.
struct Extents {
  std::optional<Bbox> photos;
  std::optional<Bbox> places;
  std::optional<DateInterval> time;
};

std::optional<Bbox> box_around(const std::vector<Place>& places) {
  if (places.empty()) return std::nullopt;
  Bbox box{.west = 180, .south = 90, .east = -180, .north = -90};
  for (const Place& place : places) {
    const LonLat at = to_centimetre(place.location);
    box = {.west = std::min(box.west, at.lon),
           .south = std::min(box.south, at.lat),
           .east = std::max(box.east, at.lon),
           .north = std::max(box.north, at.lat)};
  }
  return box;
}

std::optional<Bbox> rounded(const std::optional<Bbox>& box) {
  if (!box) return box;
  const LonLat south_west = to_centimetre({box->west, box->south});
  const LonLat north_east = to_centimetre({box->east, box->north});
  return Bbox{south_west.lon, south_west.lat, north_east.lon, north_east.lat};
}

// A route over the antimeridian is cut there, which is beyond its photos.
std::optional<Bbox> extent_of_routes(std::optional<Bbox> photos) {
  if (!photos || photos->east - photos->west <= 180) return photos;
  photos->west = -180;
  photos->east = 180;
  return photos;
}

Extents find_extents(App& app, const StorePool::Lease& store) {
  Extents extents{.photos = {}, .places = box_around(store->places()), .time = {}};
  const auto points = app.points.now();
  if (!points->is_of(store->dataset_version(), store.file_state())) {
    extents.photos = rounded(store->extent());
    extents.time = store->time_extent();
    return extents;
  }
  const PhotoSummary photos = points->index().summary();
  if (photos.count > 0) extents.photos = bbox_of(photos);
  extents.time = points->time_extent(*store);
  return extents;
}

Json extent_json(const std::optional<Bbox>& box, const std::optional<DateInterval>& time) {
  Json extent = Json::object();
  if (box) {
    extent["spatial"] = {{"bbox", Json::array({Json::array({box->west, box->south, box->east, box->north})})},
                         {"crs", kCrs84Uri}};
  }
  if (time) {
    const Json interval =
        Json::array({format_day(time->first) + "T00:00:00Z", format_day(time->last) + "T23:59:59Z"});
    extent["temporal"] = {{"interval", Json::array({interval})},
                          {"trs", "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"}};
  }
  return extent;
}

Json crs_list() {
  Json list = Json::array();
  for (const Crs crs : kListedSystems) list.push_back(crs_uri(crs));
  return list;
}

Json collection_json(const HttpRequest& request, const PhotoStore& store, const Collection& collection,
                     const Extents& extents) {
  const std::string path = fmt::format("/collections/{}", collection.id);
  const bool is_photos = collection.id == "photos";
  Json links = Json::array({link(request, "self", kJsonType, path),
                            link(request, "alternate", kHtmlType, path + "?f=html"),
                            link(request, "items", kGeoJsonType, path + "/items"),
                            link(request, "items", kHtmlType, path + "/items?f=html"),
                            link(request, kQueryables, kSchemaType, path + "/queryables"),
                            link(request, kQueryables, kHtmlType, path + "/queryables?f=html"),
                            link(request, kSortables, kSchemaType, path + "/sortables"),
                            link(request, kSortables, kHtmlType, path + "/sortables?f=html")});
  if (is_photos) {
    for (Json& enclosure : enclosure_links(request)) links.push_back(std::move(enclosure));
  }
  if (is_photos) links.push_back(link(request, kTilesetsVector, kJsonType, path + "/tiles"));
  Json json = {{"id", collection.id},
               {"title", collection.title},
               {"description", collection.description},
               {"links", std::move(links)}};
  const Json extent = is_photos ? extent_json(extents.photos, extents.time)
                      : collection.id == "places"
                          ? extent_json(extents.places, std::nullopt)
                          : extent_json(extent_of_routes(extents.photos), std::nullopt);
  if (!extent.empty()) json["extent"] = extent;
  json["itemType"] = "feature";
  json["crs"] = crs_list();
  json["storageCrs"] = kCrs84Uri;
  json["attribution"] = fmt::format("{}", fmt::join(store.attributions(), "; "));
  json["datasetVersion"] = store.dataset_version();
  if (is_photos) json["tileVersion"] = tile_version(store.dataset_version());
  return json;
}

HeaderList headers_of(Format format) {
  HeaderList headers =
      format == Format::html ? html_headers() : HeaderList{{"Content-Type", std::string(kJsonType)}};
  headers.emplace_back("Cache-Control", kAskEachTime);
  headers.emplace_back("Vary", "Accept");
  return headers;
}

HtmlContext context_of(const HttpRequest& request) {
  return {.base = base_url(request), .as_json = target_with(request, "f", "json")};
}

Json landing_json(const App& app, const HttpRequest& request) {
  Json links = Json::array(
      {link(request, "self", kJsonType, "/?f=json"), link(request, "alternate", kHtmlType, "/"),
       link(request, "service-desc", kOpenApiType, "/api"),
       link(request, "service-doc", kHtmlType, "/api?f=html"),
       link(request, "conformance", kJsonType, "/conformance"),
       link(request, "data", kJsonType, "/collections"), link(request, kFunctions, kJsonType, "/functions"),
       link(request, kTilesetsVector, kJsonType, "/collections/photos/tiles"),
       link(request, "tiles", kJsonType, "/tiles.json")});
  if (app.basemap.find()) links.push_back(link(request, "basemap", kJsonType, "/basemap.json"));
  return {{"title", kTitle}, {"description", kDescription}, {"links", std::move(links)}};
}

}  // namespace

HttpResponse get_landing(App& app, const HttpRequest& request, const PathValues&) {
  // The page has its state in the parameters of its address.
  if (choose_format(request, Parameters(request), Format::html) == Format::html)
    return get_page(app, request);
  const Parameters parameters(request, {"f"});
  return answer_if_changed(request, program_etag(request, name(Format::json)), headers_of(Format::json),
                           [&] { return to_text(landing_json(app, request)); });
}

HttpResponse get_conformance(App&, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {"f"});
  const Format format = choose_format(request, parameters);
  const Json document = {{"conformsTo", kConformsTo}};
  return answer_if_changed(request, program_etag(request, name(format)), headers_of(format), [&] {
    return format == Format::json ? to_text(document) : conformance_html(document, context_of(request));
  });
}

HttpResponse get_collections(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {"f"});
  const Format format = choose_format(request, parameters);
  const auto store = app.stores.take();
  return answer_if_changed(request, dataset_etag(store, request, name(format)), headers_of(format), [&] {
    const Extents extents = find_extents(app, store);
    Json document = {{"links", Json::array({link(request, "self", kJsonType, target_with(request)),
                                            link(request, "alternate", kHtmlType, "/collections?f=html")})},
                     {"crs", crs_list()},
                     {"collections", Json::array()}};
    for (const Collection& collection : kCollections)
      document["collections"].push_back(collection_json(request, *store, collection, extents));
    return format == Format::json ? to_text(document) : collections_html(document, context_of(request));
  });
}

HttpResponse get_collection(App& app, const HttpRequest& request, const PathValues& path) {
  const auto is_it = [&](const Collection& collection) { return collection.id == path[0]; };
  const auto* collection = std::find_if(kCollections.begin(), kCollections.end(), is_it);
  if (collection == kCollections.end()) {
    throw HttpError(404,
                    fmt::format("there is no collection \"{}\"; /collections lists them", clipped(path[0])));
  }
  const Parameters parameters(request, {"f"});
  const Format format = choose_format(request, parameters);
  const auto store = app.stores.take();
  return answer_if_changed(request, dataset_etag(store, request, name(format)), headers_of(format), [&] {
    const Json document = collection_json(request, *store, *collection, find_extents(app, store));
    return format == Format::json ? to_text(document) : collection_html(document, context_of(request));
  });
}

HttpResponse get_health(App& app, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {});
  const auto store = app.stores.take();
  const Json body = {{"status", "ok"}, {"dataset_version", store->dataset_version()}};
  return {.status = 200,
          .headers = {{"Content-Type", std::string(kJsonType)}, {"Cache-Control", "no-store"}},
          .body = to_text(body)};
}

}  // namespace photomap
