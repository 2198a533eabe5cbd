// The page of one photo for people, and what machines read in its head: Open Graph, and schema.org's
// Photograph as JSON-LD.
#pragma once

#include "geo/json.hpp"
#include "server/html.hpp"

#include <string>
#include <string_view>

namespace photomap {

/// `feature` as programs get it; `today`: an ISO 8601 date, for the citation.
std::string photo_html(const Json& feature, const HtmlContext& context, std::string_view today);

/// The points of features on a small map of their own surroundings, as SVG; empty where there is none.
std::string dots_svg(const Json& features);

}  // namespace photomap
