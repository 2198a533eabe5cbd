// What filters can be about and what they can call, after OGC API - Features - Part 3 (19-079r2).
#pragma once

#include "geo/cql2.hpp"
#include "geo/json.hpp"
#include "server/handler.hpp"

#include <span>
#include <string_view>

namespace photomap {

inline constexpr std::string_view kSchemaType = "application/schema+json";

/// GET /collections/{id}/queryables
HttpResponse get_queryables(App& app, const HttpRequest& request, const PathValues& path);

/// GET /collections/{id}/sortables
HttpResponse get_sortables(App& app, const HttpRequest& request, const PathValues& path);

/// GET /functions
HttpResponse get_functions(App& app, const HttpRequest& request, const PathValues& path);

/// Of a collection; empty for what is none.
std::span<const Queryable> queryables_of(std::string_view collection);

/// JSON Schema of a queryable's values.
Json schema_of(const Queryable& queryable);

}  // namespace photomap
