// The geocoder for clients of Photon (github.com/komoot/photon/blob/master/docs/api-v1.md): search as you
// type.
#pragma once

#include "server/handler.hpp"

namespace photomap {

/// GET /photon/api?q=&lang=&limit=&lat=&lon=&bbox=
HttpResponse get_photon_search(App& app, const HttpRequest& request, const PathValues& path);

/// GET /photon/reverse?lat=&lon=&lang=&limit=
/// What is there, the finest first, then what contains it.
HttpResponse get_photon_reverse(App& app, const HttpRequest& request, const PathValues& path);

}  // namespace photomap
