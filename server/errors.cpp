#include "server/errors.hpp"

#include "geo/cql2.hpp"
#include "geo/geojson.hpp"
#include "geo/sqlite.hpp"
#include "server/log.hpp"

#include <fmt/format.h>

namespace photomap {

namespace {

std::string_view title(int status) {
  switch (status) {
    case 400: return "Bad Request";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 414: return "URI Too Long";
    case 431: return "Request Header Fields Too Large";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Internal Server Error";
  }
}

}  // namespace

HttpResponse problem(int status, std::string_view detail) {
  const Json body = {
      {"type", "about:blank"}, {"title", title(status)}, {"status", status}, {"detail", detail}};
  return {.status = status,
          .headers = {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}},
          .body = to_text(body)};
}

BodyStream::Piece piece_or_failure(std::string_view what, const std::function<std::string()>& make) {
  try {
    return {.bytes = make(), .has_failed = false};
  } catch (const std::exception& error) {
    log_error(fmt::format("{} breaks off: {}", what, error.what()));
    return {.bytes = {}, .has_failed = true};
  }
}

HttpResponse answer_or_problem(const HttpRequest& request, const OnFailure& on_failure,
                               const std::function<HttpResponse()>& make) {
  try {
    return make();
  } catch (const HttpError& error) {
    return on_failure.format(error.status(), error.what());
  } catch (const DatabaseBusy&) {
    HttpResponse response = on_failure.format(503, "the photos are being written; try again in some seconds");
    response.headers.emplace_back("Retry-After", "2");
    return response;
  } catch (const Cql2Error& error) {
    return on_failure.format(400, error.what());
  } catch (const QueryTooSlow&) {
    return on_failure.format(
        503, "this takes too long; ask for less, such as a bbox, a shorter filter or no sortby");
  } catch (const std::exception& error) {
    log_error(fmt::format("{} {}: {}", request.method, request.path, error.what()));
    return on_failure.format(on_failure.status, "the server failed to answer; its log says why");
  }
}

}  // namespace photomap
