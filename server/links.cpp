#include "server/links.hpp"

#include "server/http/target.hpp"

namespace photomap {

std::string base_url(const HttpRequest& request) {
  if (!request.base_url.empty()) return request.base_url;
  const std::string host = request.header("Host");
  return host.empty() ? "" : "http://" + host;
}

Json link(const HttpRequest& request, std::string_view rel, std::string_view type, std::string_view path) {
  return {{"rel", rel}, {"type", type}, {"href", base_url(request).append(path)}};
}

std::string target_with(const HttpRequest& request, std::string_view name, std::string_view value) {
  std::string target = percent_encode(request.path);
  char separator = '?';
  const auto append = [&](std::string_view key, std::string_view text) {
    target.append(1, separator).append(percent_encode(key)).append("=").append(percent_encode(text));
    separator = '&';
  };
  for (const QueryParameter& parameter : request.query) {
    if (parameter.name != name) append(parameter.name, parameter.value);
  }
  if (!name.empty()) append(name, value);
  return target;
}

}  // namespace photomap
