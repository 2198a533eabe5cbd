// How many photos there are of each kind.
#pragma once

#include "server/handler.hpp"

namespace photomap {

/// GET /stats?by=essay|place|country|photographer|month|year&limit= and every filter of photos: exact counts.
HttpResponse get_stats(App& app, const HttpRequest& request, const PathValues& path);

}  // namespace photomap
