// From exception to status and problem+json (RFC 9457), in one place.
#pragma once

#include "server/http/http.hpp"

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace photomap {

/// Ends a request. `detail` is for the client: it names the thing and what is right.
class HttpError : public std::runtime_error {
 public:
  HttpError(int status, const std::string& detail) : std::runtime_error(detail), status_(status) {}
  int status() const { return status_; }

 private:
  int status_;
};

/// An answer of type application/problem+json.
HttpResponse problem(int status, std::string_view detail);

/// How a client is told that something went wrong: a status from 400 up and one sentence.
using ErrorFormat = HttpResponse (*)(int status, std::string_view detail);

/// What a route does where it fails.
struct OnFailure {
  int status = 500;
  ErrorFormat format = problem;
};

/// What `make` returns; an exception is logged, `what` being what breaks off then.
BodyStream::Piece piece_or_failure(std::string_view what, const std::function<std::string()>& make);

/// What `make` returns; an HttpError becomes what it says, a Cql2Error 400, a QueryTooSlow 503, DatabaseBusy
/// 503 with Retry-After; any other exception is logged and becomes the status of `on_failure`, with its text
/// kept from the client.
HttpResponse answer_or_problem(const HttpRequest& request, const OnFailure& on_failure,
                               const std::function<HttpResponse()>& make);

}  // namespace photomap
