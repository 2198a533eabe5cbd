// The geocoder for clients of Nominatim (nominatim.org/release-docs/latest/api/Overview).
#pragma once

#include "server/handler.hpp"

namespace photomap {

/// GET /search?q=, or with an address in parts
HttpResponse get_nominatim_search(App& app, const HttpRequest& request, const PathValues& path);

/// GET /reverse?lat=&lon=&zoom=
HttpResponse get_nominatim_reverse(App& app, const HttpRequest& request, const PathValues& path);

/// GET /lookup?osm_ids=
HttpResponse get_nominatim_lookup(App& app, const HttpRequest& request, const PathValues& path);

/// GET /status?format=
HttpResponse get_nominatim_status(App& app, const HttpRequest& request, const PathValues& path);

}  // namespace photomap
