// The resources of the API as pages for people: plain HTML that needs no JavaScript. Made of the same JSON
// that programs get, so that both say the same.
#pragma once

#include "geo/json.hpp"
#include "server/http/http.hpp"

#include <string>
#include <string_view>

namespace photomap {

/// Where a page stands.
struct HtmlContext {
  std::string base;     ///< of links to this server
  std::string as_json;  ///< path and query of the same as JSON
  std::string_view collection = {};
};

/// Content-Type, and that the page loads nothing and runs nothing.
HeaderList html_headers();

/// The text as it stands in HTML, in attributes too.
std::string escape_html(std::string_view text);

std::string conformance_html(const Json& document, const HtmlContext& context);
std::string collections_html(const Json& document, const HtmlContext& context);
std::string collection_html(const Json& document, const HtmlContext& context);
/// A page of a collection's features; its links lead on.
std::string items_html(const Json& document, const HtmlContext& context);
std::string feature_html(const Json& feature, const HtmlContext& context);
/// An OpenAPI document: what can be asked, and how.
std::string api_html(const Json& document, const HtmlContext& context);

}  // namespace photomap
