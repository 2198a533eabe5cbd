#include "server/queryables.hpp"

#include "geo/geojson.hpp"
#include "geo/queryables.hpp"
#include "server/conditional.hpp"
#include "server/errors.hpp"
#include "server/format_html.hpp"
#include "server/links.hpp"
#include "server/negotiation.hpp"
#include "server/paging.hpp"
#include "server/request.hpp"

#include <fmt/format.h>

#include <utility>

namespace photomap {

namespace {

Json schema_json(const HttpRequest& request, std::string_view title, std::string_view resource,
                 std::string_view collection, bool (*is_one)(const Queryable&)) {
  Json properties = Json::object();
  for (const Queryable& queryable : queryables_of(collection)) {
    if (!is_one(queryable)) continue;
    Json schema = {{"title", queryable.title}};
    schema.update(schema_of(queryable));
    if (!queryable.role.empty()) schema["x-ogc-role"] = queryable.role;
    properties[std::string(queryable.name)] = std::move(schema);
  }
  return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
          {"$id", fmt::format("{}/collections/{}/{}", base_url(request), collection, resource)},
          {"type", "object"},
          {"title", title},
          {"properties", std::move(properties)},
          {"additionalProperties", false}};
}

// The words of Part 3 for the types of arguments.
Json type_words(Cql2Type type) {
  switch (type) {
    case Cql2Type::boolean: return {"boolean"};
    case Cql2Type::number: return {"number"};
    case Cql2Type::text: return {"string"};
    case Cql2Type::geometry: return {"geometry"};
    case Cql2Type::array: return {"array"};
    default: return {"datetime"};
  }
}

Json functions_json(const HttpRequest& request) {
  Json functions = Json::array();
  for (const Cql2Function& function : cql2_functions()) {
    Json arguments = Json::array();
    for (const Cql2Type type : function.arguments) arguments.push_back({{"type", type_words(type)}});
    functions.push_back({{"name", function.name},
                         {"description", function.description},
                         {"arguments", std::move(arguments)},
                         {"returns", type_words(function.returns)}});
  }
  return {{"functions", std::move(functions)},
          {"links", Json::array({link(request, "self", kJsonType, "/functions"),
                                 link(request, "alternate", kHtmlType, "/functions?f=html")})}};
}

void check_collection(std::string_view id) {
  if (queryables_of(id).empty())
    throw HttpError(404, fmt::format("there is no collection \"{}\"; /collections lists them", clipped(id)));
}

HttpResponse answer(const HttpRequest& request, std::string_view type, const Json& document,
                    std::string (*as_html)(const Json&, const HtmlContext&)) {
  const Parameters parameters(request, {"f"});
  const Format format = choose_format(request, parameters);
  HeaderList headers =
      format == Format::html ? html_headers() : HeaderList{{"Content-Type", std::string(type)}};
  headers.emplace_back("Cache-Control", kAskEachTime);
  headers.emplace_back("Vary", "Accept");
  return answer_if_changed(request, program_etag(request, name(format)), std::move(headers), [&] {
    const HtmlContext context{.base = base_url(request), .as_json = target_with(request, "f", "json")};
    return format == Format::json ? to_text(document) : as_html(document, context);
  });
}

}  // namespace

std::span<const Queryable> queryables_of(std::string_view collection) {
  if (collection == "photos") return photo_queryables();
  if (collection == "essays") return essay_queryables();
  if (collection == "places") return place_queryables();
  return {};
}

Json schema_of(const Queryable& queryable) {
  Json schema = Json::object();
  switch (queryable.type) {
    case Cql2Type::boolean: schema["type"] = "boolean"; break;
    case Cql2Type::number: schema["type"] = queryable.is_integer ? "integer" : "number"; break;
    case Cql2Type::array: schema = {{"type", "array"}, {"items", {{"type", "string"}}}}; break;
    case Cql2Type::geometry: break;
    default: schema["type"] = "string";
  }
  if (!queryable.format.empty()) schema["format"] = queryable.format;
  return schema;
}

HttpResponse get_queryables(App&, const HttpRequest& request, const PathValues& path) {
  check_collection(path[0]);
  const std::string title = fmt::format("What filters of {} can be about", path[0]);
  return answer(request, kSchemaType,
                schema_json(request, title, "queryables", path[0], [](const Queryable&) { return true; }),
                queryables_html);
}

HttpResponse get_sortables(App&, const HttpRequest& request, const PathValues& path) {
  check_collection(path[0]);
  const std::string title = fmt::format("What {} can be sorted by", path[0]);
  return answer(request, kSchemaType, schema_json(request, title, "sortables", path[0], is_sortable),
                queryables_html);
}

HttpResponse get_functions(App&, const HttpRequest& request, const PathValues&) {
  return answer(request, kJsonType, functions_json(request), functions_html);
}

}  // namespace photomap
