// Which handler answers what.
#pragma once

#include "server/app.hpp"
#include "server/http/http.hpp"

#include <string_view>
#include <vector>

namespace photomap {

/// Answer any request, with a problem where need be. The app must outlive them.
HttpHandlers handlers_for(App& app);

/// "/tiles/{z}/{x}/{y}.geojson", ...: all but the page's files.
std::vector<std::string_view> route_patterns();

}  // namespace photomap
