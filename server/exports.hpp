// Photos as files of other programs: the formats of geo/export.hpp over HTTP.
#pragma once

#include "geo/export.hpp"
#include "geo/json.hpp"
#include "server/app.hpp"
#include "server/http/http.hpp"
#include "server/request.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// The most photos of a file that has to be made as a whole before it is sent.
inline constexpr std::int64_t kMostInFile = 100'000;

/// Values of the parameter f: the names of the formats, but "geojsonfile" for GeoJSON, as "geojson" is a
/// page.
std::vector<std::string_view> export_names();
/// Without parameters, each once.
std::vector<std::string_view> export_media_types();

/// The format that a request for photos wants in place of a page: by f, else by Accept, where that names the
/// format's type and likes no page as well. Null for a page. Throws HttpError 400 for an f that is none.
const ExportFormat* choose_export(const HttpRequest& request, const Parameters& parameters);

/// Photos as a download. All that are meant, unless `query.limit` says how many.
HttpResponse answer_export(App& app, const HttpRequest& request, const StorePool::Lease& store,
                           const ExportFormat& format, PhotoQuery query);

/// Links to the same photos in every format: as "alternate" of a page those of its address, as "enclosure"
/// of a collection all of it.
Json alternate_links(const HttpRequest& request);
Json enclosure_links(const HttpRequest& request);

}  // namespace photomap
