// A server of photos that differ in all that one can filter and sort by.
#pragma once

#include "geo/json.hpp"
#include "server/app.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"

#include <string>
#include <vector>

namespace photomap {

class VariedServer {
 public:
  /// So many with a place (see tests/geo/test_points.hpp), and so many without.
  explicit VariedServer(int photos = 120, int without = 5);

  /// The answer to a request that must be right.
  Json get(const std::string& target);
  TestResponse respond(const std::string& target) { return client_.get(target); }
  /// Of a document that this server gave: path and query of its link; empty where it has none.
  static std::string link(const Json& document, const std::string& rel);
  /// The ids of all features of these items, page by page.
  std::vector<Json> ids(const std::string& target);

 private:
  TempDirectory directory_;
  App app_;
  RunningServer server_;
  TestClient client_;
};

}  // namespace photomap
