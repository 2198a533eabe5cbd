// What there is, after OGC API - Features - Part 1 (17-069r4): landing page, conformance, collections; and
// whether the server is well.
#pragma once

#include "server/handler.hpp"

namespace photomap {

/// GET /
/// The page, or for who wants JSON where everything is.
HttpResponse get_landing(App& app, const HttpRequest& request, const PathValues& path);

/// GET /conformance
HttpResponse get_conformance(App& app, const HttpRequest& request, const PathValues& path);

/// GET /collections
HttpResponse get_collections(App& app, const HttpRequest& request, const PathValues& path);

/// GET /collections/{id}
HttpResponse get_collection(App& app, const HttpRequest& request, const PathValues& path);

/// GET /healthz
/// Reads the database; throws where it can't.
HttpResponse get_health(App& app, const HttpRequest& request, const PathValues& path);

}  // namespace photomap
