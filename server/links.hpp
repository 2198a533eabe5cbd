// Web links (RFC 8288) as OGC API Features writes them.
#pragma once

#include "geo/json.hpp"
#include "server/http/http.hpp"

#include <string>
#include <string_view>

namespace photomap {

inline constexpr std::string_view kJsonType = "application/json";
inline constexpr std::string_view kGeoJsonType = "application/geo+json";

inline constexpr std::string_view kHtmlType = "text/html";

/// Where this server is for who asks: as its request says, else by the Host header; empty without one.
std::string base_url(const HttpRequest& request);

/// Absolute by base_url; without one only the path.
Json link(const HttpRequest& request, std::string_view rel, std::string_view type, std::string_view path);

/// Path and query of this request, encoded, with the parameter `name` set to `value`; as it is for an empty
/// `name`.
std::string target_with(const HttpRequest& request, std::string_view name = {}, std::string_view value = {});

}  // namespace photomap
