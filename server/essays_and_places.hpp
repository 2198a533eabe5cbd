// Essays and places as features; see server/features.hpp.
#pragma once

#include "server/handler.hpp"

namespace photomap {

/// GET /collections/essays/items
/// In ascending order of their numbers; a box finds those whose route has a point in it.
HttpResponse get_essays(App& app, const HttpRequest& request, const PathValues& path);

/// GET /collections/essays/items/{slug}
HttpResponse get_essay(App& app, const HttpRequest& request, const PathValues& path);

/// GET /collections/places/items
/// In ascending order of their ids.
HttpResponse get_places(App& app, const HttpRequest& request, const PathValues& path);

/// GET /collections/places/items/{id}
HttpResponse get_place(App& app, const HttpRequest& request, const PathValues& path);

}  // namespace photomap
