// Photos as features, after OGC API - Features - Part 1 (17-069r4) and Part 2 (18-058r1).
#pragma once

#include "server/handler.hpp"

namespace photomap {

/// GET /collections/photos/items?bbox=&bbox-crs=&crs=&limit=&essay=&after=&before=&sortby=&properties=&f=
/// A page of photos in ascending order of their ids, or as sortby says; its links "next" and "prev" lead on
/// and back.
HttpResponse get_photos(App& app, const HttpRequest& request, const PathValues& path);

/// GET /collections/photos/items/{id}
HttpResponse get_photo(App& app, const HttpRequest& request, const PathValues& path);

}  // namespace photomap
