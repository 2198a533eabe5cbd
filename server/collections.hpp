// What there is: the collections of OGC API - Features - Part 1 (17-069r4), and whether the server is well.
#pragma once

#include "server/handler.hpp"

namespace photomap {

/// GET /collections
HttpResponse get_collections(App& app, const HttpRequest& request, const PathValues& path);

/// GET /collections/photos
HttpResponse get_photo_collection(App& app, const HttpRequest& request, const PathValues& path);

/// GET /collections/essays
HttpResponse get_essay_collection(App& app, const HttpRequest& request, const PathValues& path);

/// GET /healthz
/// Reads the database; throws where it can't.
HttpResponse get_health(App& app, const HttpRequest& request, const PathValues& path);

}  // namespace photomap
