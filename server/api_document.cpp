#include "server/api_document.hpp"

#include "geo/geojson.hpp"
#include "server/conditional.hpp"
#include "server/cql2_parameters.hpp"
#include "server/crs.hpp"
#include "server/exports.hpp"
#include "server/format_html.hpp"
#include "server/format_tile.hpp"
#include "server/links.hpp"
#include "server/negotiation.hpp"
#include "server/photo_filter.hpp"
#include "server/queryables.hpp"
#include "server/request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace photomap {

namespace {

using Names = std::vector<std::string_view>;

const Names kFilter{"filter", "filter-lang", "filter-crs"};
constexpr std::string_view kProblemType = "application/problem+json";

Json query_parameter(std::string_view name, std::string_view description, Json schema) {
  return {{"name", name},    {"in", "query"},    {"required", false},          {"description", description},
          {"style", "form"}, {"explode", false}, {"schema", std::move(schema)}};
}

Json limit_parameter(std::int64_t otherwise) {
  return query_parameter(
      "limit",
      "How many features a page has at most; more than the maximum is taken as it. "
      "A download has all, or as many as this says",
      {{"type", "integer"}, {"minimum", 1}, {"maximum", kMaxLimit}, {"default", otherwise}});
}

Json list_of(Json items) {
  return {{"type", "array"}, {"items", std::move(items)}};
}

Json format_parameter(const Names& formats) {
  return query_parameter("f", "The format, whatever the header Accept says",
                         {{"type", "string"}, {"enum", formats}});
}

Json photo_format_parameter() {
  Names formats{"json", "geojson", "html"};
  for (const std::string_view name : export_names()) formats.push_back(name);
  Json parameter = format_parameter(formats);
  parameter["description"] =
      "The format, whatever the header Accept says: json, geojson and html are pages, any other is a "
      "download of all "
      "photos that the filter leaves";
  return parameter;
}

Json parameters_json() {
  const Json text = {{"type", "string"}};
  const Json uri = {{"type", "string"}, {"format", "uri"}, {"default", kCrs84Uri}};
  const Json flag = {{"type", "boolean"}, {"default", false}};
  Json json;
  json["limit"] = limit_parameter(kDefaultLimit);
  json["bbox"] = query_parameter(
      "bbox",
      "Only what is in this box: lower corner, upper corner, in the order of the axes of bbox-crs; with "
      "heights, "
      "which are left out, six numbers. A west that is greater than the east crosses the antimeridian",
      {{"type", "array"}, {"minItems", 4}, {"maxItems", 6}, {"items", {{"type", "number"}}}});
  json["bbox-crs"] = query_parameter("bbox-crs", "The reference system of bbox, by its URI", uri);
  json["crs"] = query_parameter("crs", "The reference system in which geometries are told, by its URI", uri);
  json["datetime"] = query_parameter(
      "datetime",
      "An RFC 3339 date or time, or an interval of two with a slash between, of which one may be ..; "
      "what is undated may be of any time",
      text);
  json["after"] = query_parameter("after", "The feature after which a page starts: see the next link", text);
  json["before"] = query_parameter("before", "The feature before which a page ends: see the prev link", text);
  json["sortby"] = query_parameter("sortby",
                                   "The order, by what /collections/{id}/sortables lists: names, each with a "
                                   "minus before it where it descends. What "
                                   "is not known comes last, what is alike by its id",
                                   list_of({{"type", "string"}, {"pattern", "^[+-]?[a-z_]+$"}}));
  json["properties"] = query_parameter("properties", "Only these properties of the features", list_of(text));
  json["f"] = photo_format_parameter();
  json["dated"] = query_parameter("dated", "Leaves out the undated", flag);
  json["essay"] = query_parameter("essay", "Only of these essays, by slug", list_of(text));
  json["photographer"] = query_parameter("photographer", "Only of this credit, as it is written", text);
  json["country"] = query_parameter("country", "Only in these countries, by ISO 3166-1 alpha-2",
                                    list_of({{"type", "string"}, {"pattern", "^[A-Z]{2}$"}}));
  json["max-uncertainty"] = query_parameter("max-uncertainty", "Only with a circle of at most so many metres",
                                            {{"type", "number"}, {"minimum", 0}});
  json["has-image"] = query_parameter("has-image", "Leaves out those without image_url", flag);
  json["ids"] = query_parameter("ids", "Only these photos, by their ids",
                                {{"type", "array"}, {"items", {{"type", "integer"}}}});
  json["q"] = query_parameter(
      "q",
      "Only with all these words in caption, credit, title of the essay or name of the place, whatever their "
      "case and accents; beginn*, \"side by side\", -left_out",
      {{"type", "string"}, {"minLength", 1}, {"maxLength", 256}});
  json["place"] =
      query_parameter("place", "Only at these places, or at places in them, by their ids", list_of(text));
  json["uncertainty"] = query_parameter("uncertainty", "touches: also those whose circle reaches into bbox",
                                        {{"type", "string"}, {"enum", {"touches"}}});
  json["filter"] = query_parameter(
      "filter", "Only what passes this filter in CQL2, about what /collections/{id}/queryables lists", text);
  json["filter-lang"] =
      query_parameter("filter-lang", "How the filter is written",
                      {{"type", "string"}, {"enum", {"cql2-text", "cql2-json"}}, {"default", "cql2-text"}});
  json["filter-crs"] =
      query_parameter("filter-crs", "The reference system of geometries in the filter, by its URI", uri);
  return json;
}

Json references(const Names& names) {
  Json list = Json::array();
  for (const std::string_view name : names)
    list.push_back({{"$ref", fmt::format("#/components/parameters/{}", name)}});
  return list;
}

/// Of these names and of each queryable with a simple value, but for those that are `taken`.
Json with_queryables(Json parameters, std::string_view collection,
                     std::span<const std::string_view> taken = {}) {
  for (const Queryable& queryable : queryables_of(collection)) {
    if (!is_simple(queryable) || std::find(taken.begin(), taken.end(), queryable.name) != taken.end())
      continue;
    parameters.push_back(
        query_parameter(queryable.name, fmt::format("{}: only this", queryable.title), schema_of(queryable)));
  }
  return parameters;
}

Json photo_filter() {
  Names names(kOwnFilterParameters.begin(), kOwnFilterParameters.end());
  names.insert(names.end(), kFilter.begin(), kFilter.end());
  return with_queryables(references(names), "photos", kOwnFilterParameters);
}

Json joined(Json first, const Json& more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

void add_path_parameters(std::string_view path, Json& parameters) {
  for (auto begin = path.find('{'); begin != path.npos; begin = path.find('{', begin + 1)) {
    const std::string_view name = path.substr(begin + 1, path.find('}', begin) - begin - 1);
    parameters.push_back(
        {{"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
  }
}

bool is_download(std::string_view type) {
  const Names types = export_media_types();
  return type != kGeoJsonType && std::find(types.begin(), types.end(), type) != types.end();
}

Json content_of(const Names& types) {
  Json content = Json::object();
  for (const std::string_view type : types) {
    const bool is_text =
        type.starts_with("image/") || type == kHtmlType || type == kMvtType || is_download(type);
    content[std::string(type)] = {{"schema", {{"type", is_text ? "string" : "object"}}}};
  }
  return content;
}

class Paths {
 public:
  /// The parameters of the path are told by its braces.
  void add(std::string_view path, std::string_view id, std::string_view summary, const Names& types,
           Json parameters = Json::array()) {
    add_path_parameters(path, parameters);
    Json responses = {{"200", {{"description", "Done"}, {"content", content_of(types)}}},
                      {"400", {{"$ref", "#/components/responses/BadRequest"}}}};
    if (path.find('{') != path.npos) responses["404"] = {{"$ref", "#/components/responses/NotFound"}};
    responses["500"] = {{"$ref", "#/components/responses/ServerError"}};
    Json get = {{"operationId", id}, {"summary", summary}};
    if (!parameters.empty()) get["parameters"] = std::move(parameters);
    get["responses"] = std::move(responses);
    json_[std::string(path)] = {{"get", std::move(get)}};
  }

  Json finish() && { return std::move(json_); }

 private:
  Json json_ = Json::object();
};

Names joined(Names first, const Names& more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

/// Parameters of interfaces that are described elsewhere.
Json strings(const Names& names) {
  Json list = Json::array();
  for (const std::string_view name : names)
    list.push_back({{"name", name}, {"in", "query"}, {"required", false}, {"schema", {{"type", "string"}}}});
  return list;
}

Json oembed_parameters() {
  const Json pixels = {{"type", "integer"}, {"minimum", 1}};
  Json url = query_parameter("url", "The address of the map in any state, or of a photo",
                             {{"type", "string"}, {"format", "uri"}});
  url["required"] = true;
  return Json::array({std::move(url),
                      query_parameter("format", "The format of the answer",
                                      {{"type", "string"}, {"enum", {"json"}}, {"default", "json"}}),
                      query_parameter("maxwidth", "As wide as the frame may be, in pixels", pixels),
                      query_parameter("maxheight", "As high as it may be", pixels)});
}

void add_features(Paths& paths) {
  const Names json_or_html{kJsonType, kHtmlType};
  const Names features{kGeoJsonType, kHtmlType};
  const Json format = Json::array({format_parameter({"json", "html"})});
  const Json feature_format = format_parameter({"json", "geojson", "html"});
  Json form = references({"crs", "properties"});
  form.push_back(feature_format);
  const Names position{"after", "before", "sortby", "properties", "crs"};
  const Names page = joined({"limit"}, position);
  Names photos = features;
  for (const std::string_view type : export_media_types()) {
    if (type != kGeoJsonType) photos.push_back(type);
  }
  const Names box{"bbox", "bbox-crs", "datetime", "filter", "filter-lang", "filter-crs"};
  paths.add("/", "getLandingPage", "Where everything is; the map for people", json_or_html, format);
  paths.add("/embed", "getEmbed", "The map for people, for a frame in a page of others", {kHtmlType});
  paths.add("/oembed", "getOembed", "How to embed one of our pages, as oEmbed 1.0 has it", {kJsonType},
            oembed_parameters());
  paths.add("/conformance", "getConformance", "The standards it follows", json_or_html, format);
  paths.add("/api", "getApi", "This document", {"application/vnd.oai.openapi+json;version=3.0", kHtmlType},
            format);
  paths.add("/collections", "getCollections", "The collections", json_or_html, format);
  paths.add("/collections/{collectionId}", "getCollection", "One collection", json_or_html, format);
  paths.add("/collections/{collectionId}/queryables", "getQueryables", "What filters can be about",
            {kSchemaType, kHtmlType}, format);
  paths.add("/collections/{collectionId}/sortables", "getSortables", "What features can be sorted by",
            {kSchemaType, kHtmlType}, format);
  paths.add("/functions", "getFunctions", "What filters can call", json_or_html, format);
  paths.add("/collections/photos/items", "getPhotos", "Photos, by ascending id", photos,
            joined(references(joined(page, {"f"})), photo_filter()));
  paths.add("/collections/photos/items/{featureId}", "getPhoto", "One photo", features, form);
  Json of_essays = with_queryables(references(joined(position, box)), "essays");
  of_essays.push_back(feature_format);
  of_essays.push_back(limit_parameter(kMaxLimit));
  of_essays.push_back(query_parameter("skipGeometry", "Whether to leave out their routes",
                                      {{"type", "boolean"}, {"default", false}}));
  paths.add("/collections/essays/items", "getEssays", "Essays, with the route through their photos", features,
            of_essays);
  paths.add("/collections/essays/items/{featureId}", "getEssay", "One essay", features, form);
  Json of_places = with_queryables(references(joined(page, box)), "places");
  of_places.push_back(feature_format);
  paths.add("/collections/places/items", "getPlaces", "Places, by ascending id", features, of_places);
  paths.add("/collections/places/items/{featureId}", "getPlace", "One place", features, form);
}

void add_stats(Paths& paths) {
  Json parameters = Json::array({query_parameter(
      "by", "What is counted by",
      {{"type", "string"}, {"enum", {"essay", "place", "country", "photographer", "month", "year"}}})});
  parameters[0]["required"] = true;
  parameters.push_back(query_parameter("limit", "At most so many groups; all of them without it",
                                       {{"type", "integer"}, {"minimum", 1}, {"maximum", kMaxLimit}}));
  for (const Json& reference : photo_filter()) parameters.push_back(reference);
  paths.add("/stats", "getStats", "How many photos there are of each essay, place, month and the like",
            {kJsonType}, std::move(parameters));
}

void add_tiles(Paths& paths) {
  const Json filter = photo_filter();
  Json tile = filter;
  tile.push_back(
      query_parameter("v", "The tileVersion of /collections/photos, so that the tile may be kept for good",
                      {{"type", "string"}}));
  Json ogc_tile = tile;
  ogc_tile.push_back(query_parameter("f", "The format",
                                     {{"type", "string"}, {"enum", {"mvt", "geojson"}}, {"default", "mvt"}}));
  paths.add("/tiles/{z}/{x}/{y}.geojson", "getGeoJsonTile", "Photos and clusters of a tile", {kGeoJsonType},
            tile);
  paths.add("/tiles/{z}/{x}/{y}.mvt", "getMvtTile", "The same as vector tile", {kMvtType}, tile);
  paths.add("/tiles.json", "getTileJson", "TileJSON of the tiles", {kJsonType}, filter);
  paths.add("/basemap.json", "getBasemap", "TileJSON of the operator's own map, where there is one",
            {kJsonType});
  paths.add(
      "/basemap/{z}/{x}/{y}", "getBasemapTile", "A tile of that map; 204 where it has none",
      {"image/png", "image/jpeg", "image/webp", kMvtType},
      Json::array({query_parameter("v", "As /basemap.json says it, so that the tile may be kept for good",
                                   {{"type", "string"}})}));
  paths.add("/collections/photos/tiles", "getTilesets", "The tilesets", {kJsonType});
  paths.add("/collections/photos/tiles/WebMercatorQuad", "getTileset", "One tileset", {kJsonType});
  paths.add("/collections/photos/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}", "getTile",
            "Photos and clusters of a tile, as OGC API - Tiles has it", {kMvtType, kGeoJsonType}, ogc_tile);
  paths.add("/tileMatrixSets", "getTileMatrixSets", "The tile matrix sets", {kJsonType});
  paths.add("/tileMatrixSets/WebMercatorQuad", "getTileMatrixSet", "One tile matrix set", {kJsonType});
}

void add_places(Paths& paths) {
  const Names common{"format", "addressdetails", "namedetails", "extratags", "accept-language"};
  paths.add("/search", "searchPlaces", "Places by name, as Nominatim answers", {kJsonType},
            strings(joined({"q", "amenity", "street", "city", "county", "state", "country", "postalcode",
                            "limit", "countrycodes", "viewbox", "bounded", "dedupe"},
                           common)));
  paths.add("/reverse", "reversePlaces", "Places by position, as Nominatim answers", {kJsonType},
            strings(joined({"lat", "lon", "zoom"}, common)));
  paths.add("/lookup", "lookUpPlaces", "Places by id, as Nominatim answers", {kJsonType},
            strings(joined({"osm_ids"}, common)));
  paths.add("/status", "getGeocoderStatus", "Whether places can be searched for", {kJsonType},
            strings({"format"}));
  paths.add("/photon/api", "completePlaces", "Places while one types, as Photon answers", {kJsonType},
            strings({"q", "limit", "lat", "lon", "bbox", "lang"}));
  paths.add("/photon/reverse", "reversePhoton", "Places by position, as Photon answers", {kJsonType},
            strings({"lat", "lon", "limit", "lang"}));
  paths.add("/attributions", "getAttributions", "Whom to thank for the places", {kJsonType});
  paths.add("/robots.txt", "getRobots", "What search engines may read", {"text/plain"});
  paths.add("/sitemap.xml", "getSitemap", "The pages of the photos, 45,000 at most", {"application/xml"});
  paths.add("/healthz", "getHealth", "Whether the server is well", {kJsonType});
}

Json problem_json(std::string_view description) {
  return {
      {"description", description},
      {"content", {{std::string(kProblemType), {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
}

}  // namespace

Json api_document(const std::string& base) {
  Paths paths;
  add_features(paths);
  add_stats(paths);
  add_tiles(paths);
  add_places(paths);
  const Json text = {{"type", "string"}};
  return {
      {"openapi", "3.0.3"},
      {"info",
       {{"title", "photomap"},
        {"version", PHOTOMAP_VERSION},
        {"description", "Photo essays on a map: OGC API - Features and Tiles, and a search for places"}}},
      {"servers", Json::array({{{"url", base.empty() ? "/" : base}}})},
      {"paths", std::move(paths).finish()},
      {"components",
       {{"parameters", parameters_json()},
        {"responses",
         {{"BadRequest", problem_json("A parameter is not known, or its value is not right")},
          {"NotFound", problem_json("There is no such thing")},
          {"ServerError", problem_json("The server failed")}}},
        {"schemas",
         {{"Problem",
           {{"type", "object"},
            {"properties",
             {{"type", text}, {"title", text}, {"status", {{"type", "integer"}}}, {"detail", text}}}}}}}}}};
}

HttpResponse get_api(App&, const HttpRequest& request, const PathValues&) {
  const Parameters parameters(request, {"f"});
  const Format format = choose_format(request, parameters);
  HeaderList headers = format == Format::html
                           ? html_headers()
                           : HeaderList{{"Content-Type", "application/vnd.oai.openapi+json;version=3.0"}};
  headers.emplace_back("Cache-Control", kAskEachTime);
  headers.emplace_back("Vary", "Accept");
  return answer_if_changed(request, program_etag(request, name(format)), std::move(headers), [&] {
    const Json document = api_document(base_url(request));
    return format == Format::json ? to_text(document)
                                  : api_html(document, {.base = base_url(request),
                                                        .as_json = target_with(request, "f", "json")});
  });
}

}  // namespace photomap
