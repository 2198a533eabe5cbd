#include "server/stats.hpp"

#include "geo/json.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace photomap {

TEST_CASE("counts are those of the items, with photos that have no place") {
  const TestServer server;
  TestClient client(server.port());
  for (const std::string filter : {"", "&essay=edges-of-the-world", "&bbox=66,39,67,40", "&dated=true",
                                   "&ids=1,2,3", "&max-uncertainty=99"}) {
    CAPTURE(filter);
    const Json items = Json::parse(client.get("/collections/photos/items?limit=1" + filter).body);
    for (const std::string by : {"essay", "place", "country", "photographer", "month", "year"}) {
      CAPTURE(by);
      const TestResponse response = client.get("/stats?by=" + by + filter);
      REQUIRE(response.status == 200);
      const Json stats = Json::parse(response.body);
      CHECK(stats["numberMatched"] == items["numberMatched"]);
      CHECK(stats["numberGroups"] == stats["groups"].size());
      CHECK(client.get("/stats?by=" + by + filter, "If-None-Match: " + response.header("etag") + "\r\n")
                .status == 304);
    }
  }
  const Json essays = Json::parse(client.get("/stats?by=essay&limit=1").body);
  CHECK(essays["numberGroups"] == 2);
  REQUIRE(essays["groups"].size() == 1);
  CHECK(essays["groups"][0] == Json({{"value", "samarkand"}, {"count", 25}, {"name", "Samarkand"}}));
}

TEST_CASE("what can't be counted by is told") {
  const TestServer server;
  TestClient client(server.port());
  for (const char* query : {"", "?by=", "?by=camera", "?by=essay&limit=0", "?by=essay&colour=red"})
    CHECK(client.get(std::string("/stats") + query).status == 400);
  CHECK(client.get("/stats?by=camera").body.find("photographer, month or year") != std::string::npos);
}

}  // namespace photomap
