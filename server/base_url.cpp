#include "server/base_url.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace photomap {

namespace {

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view(".-:[]_").find(c) != std::string_view::npos;
}

/// A name or an address, with a port or without.
bool is_host(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_host_character);
}

/// Of several proxies each has added what it saw: the first is the client's.
std::string first_of(const std::string& list) {
  const std::string first = list.substr(0, list.find(','));
  const auto begin = std::min(first.find_first_not_of(' '), first.size());
  return first.substr(begin, first.find_last_not_of(' ') + 1 - begin);
}

}  // namespace

std::optional<std::string> parse_public_url(std::string_view text) {
  while (text.ends_with('/')) text.remove_suffix(1);
  std::string_view rest = text;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (rest.starts_with(scheme)) rest.remove_prefix(scheme.size());
  }
  const bool has_scheme = rest.size() < text.size();
  const auto is_path = [](char c) { return is_host_character(c) || c == '/' || c == '~' || c == '%'; };
  const std::string_view host = rest.substr(0, rest.find('/'));
  if (!has_scheme || !is_host(host) || !std::all_of(rest.begin(), rest.end(), is_path)) return std::nullopt;
  return std::string(text);
}

std::optional<HttpRequest> with_base_url(const HttpRequest& request, const LinkOptions& options) {
  if (options.public_url.empty() && !options.trust_proxy) return std::nullopt;
  HttpRequest based = request;
  if (!options.public_url.empty()) {
    based.base_url = options.public_url;
    return based;
  }
  const std::string proto = first_of(request.header("X-Forwarded-Proto"));
  const std::string forwarded = first_of(request.header("X-Forwarded-Host"));
  const std::string host = is_host(forwarded) ? forwarded : request.header("Host");
  if (!host.empty()) based.base_url = fmt::format("{}://{}", proto == "https" ? "https" : "http", host);
  return based;
}

}  // namespace photomap
