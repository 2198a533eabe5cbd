// Answers that the client may already have (RFC 9110, 13).
#pragma once

#include "server/body_cache.hpp"
#include "server/http/http.hpp"
#include "server/served_gazetteer.hpp"
#include "server/store_pool.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace photomap {

/// Cache-Control of answers that may change at any time: a client asks each time whether what it has still
/// holds, a cache that many share at most once a second. (nginx keeps nothing that says no-cache, nor tells
/// who asks for it that it holds.)
inline constexpr std::string_view kAskEachTime = "max-age=0, must-revalidate, s-maxage=1";

/// Of answers that no cache of many shall keep: they are large, and hardly ever asked for again.
inline constexpr std::string_view kPrivate = "private, max-age=0, must-revalidate";

/// The entity tag of what a request asks of a dataset: another state of the data or another query, another
/// tag. Take it before reading, so that a change in between gives an old tag to new data and not the reverse.
/// `form`: what the answer depends on besides, as the media type chosen by the header Accept.
std::string dataset_etag(const StorePool::Lease& store, const HttpRequest& request,
                         std::string_view form = {});

/// The same, weak: for bodies that also hold the time of the answer.
std::string weak_dataset_etag(const StorePool::Lease& store, const HttpRequest& request,
                              std::string_view form = {});

/// The same for what only another version of the program would answer otherwise.
std::string program_etag(const HttpRequest& request, std::string_view form = {});

/// The same for what is asked of a gazetteer in the languages of the request.
std::string gazetteer_etag(const ServedGazetteer& gazetteer, const HttpRequest& request);

/// What `make_body` returns, compressed as the client likes it best, with the tag on it; or 304 with the same
/// headers where If-None-Match names the tag. `etag`: as the functions above give it, of the answer before
/// any coding; on the answer it tells the coding too ("x-br"), and Vary names Accept-Encoding.
HttpResponse answer_if_changed(const HttpRequest& request, std::string_view etag, HeaderList headers,
                               const std::function<std::string()>& make_body);

/// The same from a cache: each body is made once, and compressed once for each coding, while it is kept.
/// `tag` is the opaque part of a strong entity tag, without quotes: what it is equal for is the same to the
/// last byte, and it is unique among all that shares the cache.
HttpResponse answer_cached(BodyCache& cache, const HttpRequest& request, std::string_view tag,
                           HeaderList headers, const std::function<std::string()>& make_body);

/// The same for a body that is ready, in the coding that its headers tell. `etag` is its own.
HttpResponse answer_ready(const HttpRequest& request, std::string_view etag, HeaderList headers,
                          const Body& body);

/// What `make_stream` returns, as it is, with the tag on it; or 304 as above.
HttpResponse answer_stream(const HttpRequest& request, std::string_view etag, HeaderList headers,
                           const std::function<std::shared_ptr<BodyStream>()>& make_stream);

}  // namespace photomap
