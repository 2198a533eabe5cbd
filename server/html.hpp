// What all pages for people have in common.
#pragma once

#include "geo/json.hpp"
#include "server/http/http.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// Where a page stands.
struct HtmlContext {
  std::string base;     ///< of links to this server
  std::string as_json;  ///< path and query of the same as JSON
  std::string_view collection = {};
  std::vector<std::string> properties = {};  ///< those that are told; empty: all
};

/// Content-Type, and that the page loads nothing and runs nothing.
HeaderList html_headers();

/// The text as it stands in HTML, in attributes too.
std::string escape_html(std::string_view text);

/// A link; both as plain text.
std::string anchor(std::string_view href, std::string_view text);

/// A text that is an address of the web is a link, others never.
std::string text_html(const std::string& text);

/// The text that a member holds; empty where there is none.
std::string member(const Json& object, std::string_view name);

/// A whole page. `title` is plain text, `content` and what stands in the head besides are HTML.
std::string html_page(std::string_view title, const HtmlContext& context, std::string_view content,
                      std::string_view head = {});

}  // namespace photomap
