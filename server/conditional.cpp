#include "server/conditional.hpp"

#include "server/hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace photomap {

namespace {

constexpr std::string_view kWeak = "W/";

std::string_view opaque_tag(std::string_view etag) {
  if (etag.starts_with(kWeak)) etag.remove_prefix(kWeak.size());
  return etag;
}

/// Weak comparison (RFC 9110, 13.1.2).
bool matches(std::string_view if_none_match, std::string_view etag) {
  if (if_none_match == "*") return true;
  while (!if_none_match.empty()) {
    const auto comma = std::min(if_none_match.find(','), if_none_match.size());
    std::string_view candidate = if_none_match.substr(0, comma);
    candidate.remove_prefix(std::min(candidate.find_first_not_of(" \t"), candidate.size()));
    candidate = candidate.substr(0, candidate.find_last_not_of(" \t") + 1);
    if (opaque_tag(candidate) == opaque_tag(etag)) return true;
    if_none_match.remove_prefix(std::min(comma + 1, if_none_match.size()));
  }
  return false;
}

/// Of an answer that also depends on a header of the request.
std::string etag(std::string_view data, const HttpRequest& request, std::string_view header) {
  std::string query;
  for (const auto& [name, value] : request.query)
    query.append(name).append(1, '\0').append(value).append(1, '\0');
  return fmt::format("\"{:016x}\"",
                     hash({PHOTOMAP_VERSION, data, request.path, query, request.header(header)}));
}

}  // namespace

std::string dataset_etag(const StorePool::Lease& store, const HttpRequest& request) {
  return etag(fmt::format("{}/{}", store.file_state(), store->dataset_version()), request, "Host");
}

std::string gazetteer_etag(const ServedGazetteer& gazetteer, const HttpRequest& request) {
  return etag(gazetteer.state(), request, "Accept-Language");
}

std::string weak_dataset_etag(const StorePool::Lease& store, const HttpRequest& request) {
  return std::string(kWeak) + dataset_etag(store, request);
}

HttpResponse answer_if_changed(const HttpRequest& request, std::string_view etag, HeaderList headers,
                               const std::function<std::string()>& make_body) {
  headers.emplace_back("ETag", etag);
  if (matches(request.header("If-None-Match"), etag))
    return {.status = 304, .headers = std::move(headers), .body = {}};
  return {.status = 200, .headers = std::move(headers), .body = make_body()};
}

}  // namespace photomap
