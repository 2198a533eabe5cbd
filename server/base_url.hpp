// Where this server is for its clients, behind a proxy too.
#pragma once

#include "server/app.hpp"
#include "server/http/http.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace photomap {

/// "https://example.org/map/" without the slash; empty for what is no http or https address, or has a query.
std::optional<std::string> parse_public_url(std::string_view text);

/// The request with the base_url that the options give it; empty where they give none. X-Forwarded-Proto and
/// X-Forwarded-Host are only looked at where the proxy is trusted, and believed where they are well formed.
std::optional<HttpRequest> with_base_url(const HttpRequest& request, const LinkOptions& options);

}  // namespace photomap
