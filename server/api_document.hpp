// What can be asked of the server, as an OpenAPI 3.0 document (OGC API - Features - Part 1, 9).
#pragma once

#include "geo/json.hpp"
#include "server/handler.hpp"

#include <string>

namespace photomap {

/// `base`: where the server is.
Json api_document(const std::string& base);

/// GET /api
HttpResponse get_api(App& app, const HttpRequest& request, const PathValues& path);

}  // namespace photomap
