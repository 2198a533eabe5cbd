// In which format an answer is wanted (RFC 9110, 12.5.1; OGC API - Features - Part 1, 7.11).
#pragma once

#include "server/http/http.hpp"
#include "server/request.hpp"

#include <string_view>

namespace photomap {

/// JSON or GeoJSON, whichever the resource is told in; a page for people.
enum class Format { json, html };

std::string_view name(Format format);

/// By the parameter f, else by the header Accept; `otherwise` where that likes both alike. Throws HttpError
/// 400 for another f.
Format choose_format(const HttpRequest& request, const Parameters& parameters,
                     Format otherwise = Format::json);

}  // namespace photomap
