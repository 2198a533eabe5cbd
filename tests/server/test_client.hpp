// A plain TCP client that can also send what no HTTP library would.
#pragma once

#include "server/http/socket.hpp"

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace photomap {

struct TestResponse {
  int status = 0;                              ///< 0: the server hung up or was silent
  std::map<std::string, std::string> headers;  ///< names in small letters
  std::string body;
  bool is_whole = false;  ///< of a body in chunks: the last one came

  std::string header(const std::string& lower_case_name) const;
};

class TestClient {
 public:
  explicit TestClient(int port);

  void send(std::string_view bytes) const;
  /// One response; `has_body` is false for the answer to HEAD.
  TestResponse receive(bool has_body = true);
  /// Sends a request with this target and these header lines, each ending in CR LF.
  TestResponse get(std::string_view target, std::string_view header_lines = "");
  TestResponse request(std::string_view method, std::string_view target, std::string_view header_lines = "");
  /// All that comes until the server hangs up.
  std::string receive_until_closed();
  /// True when the server hangs up within that time; all it sends until then is dropped.
  bool is_closed_within(std::chrono::milliseconds time) const;

 private:
  bool receive_more();
  void receive_chunks(TestResponse& response);

  FileDescriptor socket_;
  std::string received_;
};

}  // namespace photomap
