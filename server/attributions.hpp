// Whom to thank for the places.
#pragma once

#include "server/handler.hpp"

namespace photomap {

/// GET /attributions
/// Those of the gazetteer; none where there is no gazetteer.
HttpResponse get_attributions(App& app, const HttpRequest& request, const PathValues& path);

}  // namespace photomap
