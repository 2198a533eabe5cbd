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

/// What `make` returns; an HttpError becomes its problem, any other exception is logged and becomes a problem
/// with `status_on_failure` that keeps its text from the client.
HttpResponse answer_or_problem(const HttpRequest& request, int status_on_failure,
                               const std::function<HttpResponse()>& make);

}  // namespace photomap
