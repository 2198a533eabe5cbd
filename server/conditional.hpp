// Answers that the client may already have (RFC 9110, 13).
#pragma once

#include "server/http/http.hpp"
#include "server/served_gazetteer.hpp"
#include "server/store_pool.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace photomap {

/// The entity tag of what a request asks of a dataset: another state of the data or another query, another
/// tag. Take it before reading, so that a change in between gives an old tag to new data and not the reverse.
std::string dataset_etag(const StorePool::Lease& store, const HttpRequest& request);

/// The same, weak: for bodies that also hold the time of the answer.
std::string weak_dataset_etag(const StorePool::Lease& store, const HttpRequest& request);

/// The same for what is asked of a gazetteer in the languages of the request.
std::string gazetteer_etag(const ServedGazetteer& gazetteer, const HttpRequest& request);

/// What `make_body` returns, with the tag on it; or 304 with the same headers where If-None-Match names the
/// tag.
HttpResponse answer_if_changed(const HttpRequest& request, std::string_view etag, HeaderList headers,
                               const std::function<std::string()>& make_body);

}  // namespace photomap
