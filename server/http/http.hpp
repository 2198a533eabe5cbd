// HTTP/1.1 for the rest of the house: our own request and response; cpp-httplib stays behind them.
#pragma once

#include "server/http/body.hpp"
#include "server/http/body_stream.hpp"
#include "server/http/target.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace photomap {

/// Names in any case.
using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method;
  std::string path;                   ///< decoded, begins with '/'; or "*"
  std::vector<QueryParameter> query;  ///< decoded, in the order given
  HeaderList headers;
  std::string base_url =
      {};  ///< of links to this server, without a slash at the end; empty: by the Host header

  /// All values of that name, joined with ", "; empty where there is none.
  std::string header(std::string_view name) const;
};

struct HttpResponse {
  int status = 200;
  HeaderList headers;                            ///< but Accept-Ranges: here none are answered
  Body body;                                     ///< also for HEAD: its length is told, its bytes stay here
  std::shared_ptr<BodyStream> stream = nullptr;  ///< in place of `body`; not asked for anything but its size
                                                 ///< where the request is HEAD
};

struct HttpServerOptions {
  std::string bind = "127.0.0.1";
  int port = 0;     ///< 0: any free one
  int threads = 4;  ///< that answer; waiting clients need none
};

/// Functions are called from several threads at once and must not throw.
struct HttpHandlers {
  std::function<HttpResponse(const HttpRequest&)> answer;
  /// For what is no proper request: a status from 400 up and one sentence for the client.
  std::function<HttpResponse(int status, std::string_view detail)> refuse;
  /// Of every answer, after its own. Safe to send as they are.
  HeaderList headers = {};
};

/// Not thread safe, except stop().
class HttpServer {
 public:
  /// Takes the port; throws std::runtime_error naming it where that fails.
  HttpServer(HttpHandlers handlers, const HttpServerOptions& options);
  ~HttpServer();

  int port() const;
  /// "http://127.0.0.1:8080/".
  std::string url() const;
  /// Answers until stop().
  void run();
  /// From any thread, before or during run().
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace photomap
