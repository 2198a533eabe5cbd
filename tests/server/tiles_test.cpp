#include "server/tiles.hpp"

#include "geo/json.hpp"
#include "geo/tiling.hpp"
#include "server/conditional.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"
#include "tests/server/test_store.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <set>
#include <string>

namespace photomap {

namespace {

std::string tile_target(int zoom, std::int64_t x, std::int64_t y) {
  return "/tiles/" + std::to_string(zoom) + "/" + std::to_string(x) + "/" + std::to_string(y) +
         ".geojson?essay=edges-of-the-world";
}

std::multiset<int> positions_in(TestClient& client, const std::string& target) {
  const TestResponse response = client.get(target);
  REQUIRE(response.status == 200);
  std::multiset<int> positions;
  const Json tile = Json::parse(response.body);
  for (const Json& feature : tile["features"]) {
    positions.insert(feature["properties"]["position"].get<int>());
  }
  return positions;
}

}  // namespace

TEST_CASE("each photo is in exactly one tile of the low zooms") {
  const TestServer server;
  TestClient client(server.port());
  std::multiset<int> expected;
  for (std::size_t i = 1; i <= test_locations().size(); ++i) expected.insert(static_cast<int>(i));
  for (int zoom = 0; zoom <= 3; ++zoom) {
    std::multiset<int> found;
    for (int x = 0; x < 1 << zoom; ++x) {
      for (int y = 0; y < 1 << zoom; ++y) found.merge(positions_in(client, tile_target(zoom, x, y)));
    }
    CAPTURE(zoom);
    CHECK(found == expected);
  }
}

TEST_CASE("each photo is in its tile and in none of the neighbours, at every zoom") {
  const TestServer server;
  TestClient client(server.port());
  int position = 0;
  for (const LonLat location : test_locations()) {
    ++position;
    for (int zoom = 0; zoom <= kMaxZoom; ++zoom) {
      const TileId tile = TileId::containing(world_point(location), zoom);
      int found = 0;
      for (int dx = -1; dx <= 1; ++dx) {
        for (int dy = -1; dy <= 1; ++dy) {
          const auto x = std::int64_t{tile.x()} + dx;
          const auto y = std::int64_t{tile.y()} + dy;
          if (!TileId::make(zoom, x, y)) continue;
          const auto count = positions_in(client, tile_target(zoom, x, y)).count(position);
          CHECK(count == (dx == 0 && dy == 0 ? 1U : 0U));
          found += static_cast<int>(count);
        }
      }
      CAPTURE(location.lon, location.lat, zoom);
      CHECK(found == 1);
    }
  }
}

TEST_CASE("a tile shows the essays asked for") {
  const TestServer server;
  TestClient client(server.port());
  const auto count = [&](const std::string& query) {
    return Json::parse(client.get("/tiles/0/0/0.geojson" + query).body)["features"].size();
  };
  CHECK(count("?essay=samarkand") == 25);
  CHECK(count("?essay=edges-of-the-world") == test_locations().size());
  CHECK(count("?essay=samarkand,edges-of-the-world") == 25 + test_locations().size());
  CHECK(count("") == 25 + test_locations().size());
}

TEST_CASE("a tile that the client has is not sent again") {
  const TestServer server;
  TestClient client(server.port());
  const TestResponse first = client.get("/tiles/0/0/0.geojson");
  const std::string etag = first.header("etag");
  CHECK(etag.size() > 2);
  CHECK(first.header("cache-control") == kAskEachTime);
  for (const std::string& known : {etag, "W/" + etag, "\"a\", " + etag + " ,\"b\"", std::string("*")}) {
    CAPTURE(known);
    const TestResponse again = client.get("/tiles/0/0/0.geojson", "If-None-Match: " + known + "\r\n");
    CHECK(again.status == 304);
    CHECK(again.header("etag") == etag);
    CHECK(again.body.empty());
  }
  CHECK(client.get("/tiles/0/0/0.geojson", "If-None-Match: \"other\"\r\n").status == 200);
  CHECK(client.get("/tiles/0/0/0.geojson?essay=samarkand", "If-None-Match: " + etag + "\r\n").status == 200);
  CHECK(client.get("/tiles/9/9/0.geojson?essay=paris", "If-None-Match: *\r\n").status == 400);

  write_database(server.directory(), "photos.db", 26);
  CHECK(client.get("/tiles/0/0/0.geojson", "If-None-Match: " + etag + "\r\n").status == 200);
}

}  // namespace photomap
