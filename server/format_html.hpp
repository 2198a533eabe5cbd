// The resources of the API as pages for people: plain HTML that needs no JavaScript. Made of the same JSON
// that programs get, so that both say the same.
#pragma once

#include "geo/json.hpp"
#include "server/html.hpp"

#include <string>

namespace photomap {

std::string conformance_html(const Json& document, const HtmlContext& context);
std::string collections_html(const Json& document, const HtmlContext& context);
std::string collection_html(const Json& document, const HtmlContext& context);
/// The JSON Schema of what filters can be about.
std::string queryables_html(const Json& document, const HtmlContext& context);
std::string functions_html(const Json& document, const HtmlContext& context);
/// A page of a collection's features; its links lead on.
std::string items_html(const Json& document, const HtmlContext& context);
std::string feature_html(const Json& feature, const HtmlContext& context);
/// An OpenAPI document: what can be asked, and how.
std::string api_html(const Json& document, const HtmlContext& context);

}  // namespace photomap
