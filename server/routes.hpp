// Which handler answers what.
#pragma once

#include "server/app.hpp"
#include "server/http/http.hpp"

#include <string_view>
#include <vector>

namespace photomap {

/// Answers any request, with a problem where need be; never throws.
HttpResponse answer(App& app, const HttpRequest& request);

/// For what is no proper HTTP request.
HttpResponse refuse(int status, std::string_view detail);

/// "/tiles/{z}/{x}/{y}.geojson", ...: all but the page's files.
std::vector<std::string_view> route_patterns();

}  // namespace photomap
