#include "server/http/http.hpp"

#include "server/http/connections.hpp"
#include "server/http/request_head.hpp"
#include "server/http/target.hpp"

#include <httplib.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <variant>

namespace photomap {

namespace {

/// One request head to read, one response to write, both in memory: cpp-httplib never sees a socket.
class MemoryStream : public httplib::Stream {
 public:
  explicit MemoryStream(std::string_view input) : input_(input) {}

  bool is_readable() const override { return !input_.empty(); }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, size_t size) override {
    const size_t n = std::min(size, input_.size());
    std::memcpy(to, input_.data(), n);
    input_.remove_prefix(n);
    return static_cast<ssize_t>(n);
  }
  ssize_t write(const char* from, size_t size) override {
    output_.append(from, size);
    return static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return 0; }  // only compared with FD_SETSIZE

  std::string take_output() { return std::move(output_); }

 private:
  std::string_view input_;
  std::string output_;
};

/// All but the body, which need not pass through.
void write_head(HttpResponse&& from, httplib::Response& to) {
  to.status = from.status;
  for (auto& [name, value] : from.headers) to.set_header(name, value);
  if (!from.stream) {
    to.set_header("Content-Length", std::to_string(from.body.size()));
  } else if (const auto size = from.stream->size()) {
    to.set_header("Content-Length", std::to_string(*size));
  }
}

// cpp-httplib announces an end of the connection after some requests, which is not how these connections end,
// and ranges, which it does not get to see.
// RFC 9110, 8.6: no Content-Length in a 204, and in a 304 not that of the empty body.
void drop_false_headers(httplib::Response& response) {
  response.headers.erase("Keep-Alive");
  response.headers.erase("Accept-Ranges");
  if (response.status == 204 || response.status == 304) response.headers.erase("Content-Length");
}

/// cpp-httplib as a reader and writer of one message after the other. The pre-routing handler answers all, so
/// that its routing, body reading, files and exception texts are never reached.
class Exchange : public httplib::Server {
 public:
  using Responder = std::function<HttpResponse(const httplib::Request&)>;

  Exchange() {
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      HttpResponse made = (*respond_)(request);
      framing_ = framing_of(request, made);
      if (request.method != "HEAD") {
        body_ = made.body;
        stream_ = made.stream;
      }
      write_head(std::move(made), response);
      return HandlerResponse::Handled;
    });
    set_post_routing_handler([this](const httplib::Request&, httplib::Response& response) {
      drop_false_headers(response);
      if (framing_ != Framing::length) response.headers.erase("Content-Length");
      if (framing_ == Framing::chunks) response.set_header("Transfer-Encoding", "chunked");
      if (framing_ != Framing::until_close) return;
      response.headers.erase("Connection");
      response.set_header("Connection", "close");
    });
  }

  /// `more_lines` come at the end of the head.
  Answer answer(std::string_view head, bool close, std::string_view more_lines, const Responder& respond) {
    respond_ = &respond;
    MemoryStream stream(head);
    bool closed = close;
    process_request(stream, close, closed, nullptr);
    return {.head = with_lines(stream.take_output(), more_lines),
            .body = std::exchange(body_, {}),
            .close = close || framing_ == Framing::until_close,
            .stream = std::exchange(stream_, nullptr),
            .is_chunked = framing_ == Framing::chunks};
  }

 private:
  /// How a client knows where the body ends (RFC 9112, 6.3). HTTP/1.0 has no chunks.
  enum class Framing { length, chunks, until_close };

  static std::string with_lines(std::string head, std::string_view lines) {
    constexpr std::string_view kEmptyLine = "\r\n";
    if (head.ends_with(kEmptyLine)) head.insert(head.size() - kEmptyLine.size(), lines);
    return head;
  }

  static Framing framing_of(const httplib::Request& request, const HttpResponse& response) {
    if (!response.stream || response.stream->size()) return Framing::length;
    return request.version == "HTTP/1.0" ? Framing::until_close : Framing::chunks;
  }

  const Responder* respond_ = nullptr;
  Framing framing_ = Framing::length;
  Body body_;
  std::shared_ptr<BodyStream> stream_;
};

/// Making one costs more than an exchange.
Exchange& exchange_of_this_thread() {
  thread_local Exchange exchange;
  return exchange;
}

HttpRequest to_request(const httplib::Request& from, Target&& target, const std::string& accept_encoding) {
  HttpRequest request{
      .method = from.method, .path = std::move(target.path), .query = std::move(target.query), .headers = {}};
  for (const auto& [name, value] : from.headers) request.headers.emplace_back(name, value);
  request.headers.emplace_back("Accept-Encoding", accept_encoding);
  return request;
}

// From a request's head to the bytes of its answer.
class HeadAnswerer {
 public:
  explicit HeadAnswerer(HttpHandlers&& handlers) : handlers_(std::move(handlers)) {
    for (const auto& [name, value] : handlers_.headers)
      lines_.append(name).append(": ").append(value).append("\r\n");
  }

  Answer answer(std::string_view bytes) const {
    auto checked = check_head(bytes);
    if (const auto* refusal = std::get_if<Refusal>(&checked)) return refuse(*refusal);
    const auto& head = std::get<CheckedHead>(checked);
    return exchange_of_this_thread().answer(
        head.text, head.close, lines_, [&](const httplib::Request& request) {
          auto target = parse_target(request.target);
          if (!target) return handlers_.refuse(400, "the request target can't be decoded");
          return handlers_.answer(to_request(request, std::move(*target), head.accept_encoding));
        });
  }

 private:
  Answer refuse(const Refusal& refusal) const {
    return exchange_of_this_thread().answer(
        "GET / HTTP/1.1\r\n\r\n", true, lines_,
        [&](const httplib::Request&) { return handlers_.refuse(refusal.status, refusal.detail); });
  }

  const HttpHandlers handlers_;
  std::string lines_;  // its headers as they are sent
};

}  // namespace

std::string HttpRequest::header(std::string_view name) const {
  std::string joined;
  for (const auto& [key, value] : headers) {
    if (equal_ignoring_case(key, name)) joined.append(joined.empty() ? "" : ", ").append(value);
  }
  return joined;
}

struct HttpServer::Impl {
  const std::string bind;
  FileDescriptor listener;
  const int port;
  const HeadAnswerer answerer;
  ConnectionLoop loop;

  Impl(HttpHandlers&& given, const HttpServerOptions& options)
      : bind(options.bind),
        listener(listen_on(options.bind, options.port)),
        port(local_port(listener)),
        answerer(std::move(given)),
        loop(std::move(listener), {.threads = options.threads},
             [this](std::string_view head) { return answerer.answer(head); }) {}
};

HttpServer::HttpServer(HttpHandlers handlers, const HttpServerOptions& options)
    : impl_(std::make_unique<Impl>(std::move(handlers), options)) {}

HttpServer::~HttpServer() = default;
int HttpServer::port() const {
  return impl_->port;
}
std::string HttpServer::url() const {
  return "http://" + host_and_port(impl_->bind, impl_->port) + "/";
}
void HttpServer::run() {
  impl_->loop.run();
}
void HttpServer::stop() {
  impl_->loop.stop();
}

}  // namespace photomap
