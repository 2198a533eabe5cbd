// What search engines ask for.
#pragma once

#include "server/handler.hpp"

namespace photomap {

/// GET /robots.txt
HttpResponse get_robots(App& app, const HttpRequest& request, const PathValues& path);

/// GET /sitemap.xml: the pages of all photos, or of no more than a sitemap may name
/// (https://www.sitemaps.org/protocol.html).
HttpResponse get_sitemap(App& app, const HttpRequest& request, const PathValues& path);

}  // namespace photomap
