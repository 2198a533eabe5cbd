// In which format an answer is wanted (RFC 9110, 12.5.1; OGC API - Features - Part 1, 7.11).
#pragma once

#include "server/http/http.hpp"
#include "server/request.hpp"

#include <string_view>
#include <vector>

namespace photomap {

/// JSON or GeoJSON, whichever the resource is told in; a page for people.
enum class Format { json, html };

std::string_view name(Format format);

/// Whether f may say so where there are pages only.
bool is_page_format(std::string_view f);

/// Whether an Accept value names `type` and likes it better than JSON, GeoJSON and HTML, and as well as any
/// of `others`. Who takes anything gets a page.
bool is_liked_most(std::string_view accept, std::string_view type,
                   const std::vector<std::string_view>& others);

/// By the parameter f, else by the header Accept; `otherwise` where that likes both alike. Throws HttpError
/// 400 for another f.
Format choose_format(const HttpRequest& request, const Parameters& parameters,
                     Format otherwise = Format::json);

}  // namespace photomap
