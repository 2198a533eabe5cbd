// The shape of a handler.
#pragma once

#include "server/app.hpp"
#include "server/http/http.hpp"

#include <string>
#include <vector>

namespace photomap {

/// What stood in the place of each {name} of a route's pattern, in order; never empty.
using PathValues = std::vector<std::string>;

/// Returns an answer or throws: see answer_or_problem. Called from several threads at once.
using Handler = HttpResponse (*)(App& app, const HttpRequest& request, const PathValues& path);

}  // namespace photomap
