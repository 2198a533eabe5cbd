#include "server/conditional.hpp"

#include "server/compression.hpp"
#include "server/hash.hpp"
#include "server/http/request_head.hpp"
#include "server/links.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
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

/// The tag of an answer in a coding: "x" becomes "x-br".
std::string with_coding(std::string_view etag, std::string_view coding) {
  if (coding.empty()) return std::string(etag);
  return fmt::format("{}-{}\"", etag.substr(0, etag.size() - 1), coding);
}

/// The tag that the client knows of what it might get: the coding chosen, another one that it takes, or none,
/// as small bodies are sent. One in a coding that it does not take now is of no use to it, so no match.
std::optional<std::string> find_known(const HttpRequest& request, std::string_view etag,
                                      std::string_view chosen) {
  const std::string if_none_match = request.header("If-None-Match");
  if (if_none_match.empty()) return std::nullopt;
  const std::string accepted = request.header("Accept-Encoding");
  for (const std::string_view coding : {chosen, kBrotli, kGzip, std::string_view()}) {
    if (!coding.empty() && !is_accepted(accepted, coding)) continue;
    if (std::string known = with_coding(etag, coding); matches(if_none_match, known)) return known;
  }
  return std::nullopt;
}

/// What answers that may be compressed depend on.
void add_vary(HeaderList& headers) {
  constexpr std::string_view kAcceptEncoding = "Accept-Encoding";
  for (auto& [name, value] : headers) {
    if (equal_ignoring_case(name, "Vary")) {
      value.append(", ").append(kAcceptEncoding);
      return;
    }
  }
  headers.emplace_back("Vary", kAcceptEncoding);
}

HttpResponse not_modified(std::string etag, HeaderList&& headers) {
  headers.emplace_back("ETag", std::move(etag));
  return {.status = 304, .headers = std::move(headers), .body = {}};
}

HttpResponse whole(std::string_view etag, std::string_view coding, HeaderList&& headers, Body body) {
  headers.emplace_back("ETag", with_coding(etag, coding));
  if (!coding.empty()) headers.emplace_back("Content-Encoding", coding);
  return {.status = 200, .headers = std::move(headers), .body = std::move(body)};
}

/// Of an answer that also depends on something else, such as a header of the request.
std::string etag(std::string_view data, const HttpRequest& request, std::string_view other) {
  std::string query;
  for (const auto& [name, value] : request.query)
    query.append(name).append(1, '\0').append(value).append(1, '\0');
  return fmt::format("\"{:016x}\"", hash({PHOTOMAP_VERSION, data, request.path, query, other}));
}

}  // namespace

std::string dataset_etag(const StorePool::Lease& store, const HttpRequest& request, std::string_view form) {
  return etag(fmt::format("{}/{}", store.file_state(), store->dataset_version()), request,
              fmt::format("{} {}", base_url(request), form));
}

std::string gazetteer_etag(const ServedGazetteer& gazetteer, const HttpRequest& request) {
  return etag(gazetteer.state(), request, request.header("Accept-Language"));
}

std::string weak_dataset_etag(const StorePool::Lease& store, const HttpRequest& request,
                              std::string_view form) {
  return std::string(kWeak) + dataset_etag(store, request, form);
}

std::string program_etag(const HttpRequest& request, std::string_view form) {
  return etag({}, request, fmt::format("{} {}", base_url(request), form));
}

HttpResponse answer_if_changed(const HttpRequest& request, std::string_view etag, HeaderList headers,
                               const std::function<std::string()>& make_body) {
  add_vary(headers);
  const std::string_view coding = choose_coding(request.header("Accept-Encoding"));
  if (auto known = find_known(request, etag, coding)) return not_modified(*known, std::move(headers));
  std::string body = make_body();
  if (coding.empty() || body.size() < kLeastCompressed)
    return whole(etag, "", std::move(headers), std::move(body));
  return whole(etag, coding, std::move(headers), compress(body, coding));
}

HttpResponse answer_cached(BodyCache& cache, const HttpRequest& request, std::string_view tag,
                           HeaderList headers, const std::function<std::string()>& make_body) {
  add_vary(headers);
  const std::string etag = fmt::format("\"{}\"", tag);
  const std::string_view coding = choose_coding(request.header("Accept-Encoding"));
  if (auto known = find_known(request, etag, coding)) return not_modified(*known, std::move(headers));
  if (coding.empty()) return whole(etag, "", std::move(headers), cache.find_or_make(etag, make_body));
  const std::string key = with_coding(etag, coding);
  if (auto kept = cache.find(key)) return whole(etag, coding, std::move(headers), std::move(*kept));
  Body plain = cache.find_or_make(etag, make_body);
  if (plain.size() < kLeastCompressed) return whole(etag, "", std::move(headers), std::move(plain));
  return whole(etag, coding, std::move(headers),
               cache.find_or_make(key, [&] { return compress(plain.view(), coding); }));
}

HttpResponse answer_stream(const HttpRequest& request, std::string_view etag, HeaderList headers,
                           const std::function<std::shared_ptr<BodyStream>()>& make_stream) {
  if (matches(request.header("If-None-Match"), etag))
    return not_modified(std::string(etag), std::move(headers));
  HttpResponse response = whole(etag, "", std::move(headers), {});
  response.stream = make_stream();
  return response;
}

HttpResponse answer_ready(const HttpRequest& request, std::string_view etag, HeaderList headers,
                          const Body& body) {
  if (matches(request.header("If-None-Match"), etag))
    return not_modified(std::string(etag), std::move(headers));
  return whole(etag, "", std::move(headers), body);
}

}  // namespace photomap
