// Our pages in pages of others: https://oembed.com/
#pragma once

#include "server/handler.hpp"

#include <string>
#include <string_view>

namespace photomap {

/// GET /oembed?url=…: the frame that shows a page of this server, as "rich" content.
HttpResponse get_oembed(App& app, const HttpRequest& request, const PathValues& path);

/// By which others find that, in the head of the page at `address` (oEmbed 1.0, 4); empty for an empty
/// `base`.
std::string oembed_link(std::string_view base, std::string_view address);

}  // namespace photomap
