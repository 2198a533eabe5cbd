#include "server/basemap.hpp"

#include "geo/json.hpp"
#include "server/gzip.hpp"
#include "tests/geo/test_maps.hpp"
#include "tests/server/decompress.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace photomap {

namespace {

const std::string kTile = "a vector tile, or so";

/// A server with a map of two zooms.
struct MapServer {
  TempDirectory directory;
  TestServer server;

  explicit MapServer(const std::string& format, const std::string& bytes)
      : server(test_gazetteer_file(), write(format, bytes)) {}

  std::filesystem::path write(const std::string& format, const std::string& bytes) const {
    const auto file = directory.path() / "map.mbtiles";
    write_map(file, {.metadata = {{"name", "Old <Town>"},
                                  {"format", format},
                                  {"attribution", "the Town"},
                                  {"bounds", "66,39,67,40"}},
                     .tiles = {{0, 0, 0, bytes}, {1, 1, 1, bytes}}});
    return file;
  }
};

}  // namespace

TEST_CASE("a server without a basemap says how to get one") {
  const TestServer server;
  TestClient client(server.port());
  for (const char* target : {"/basemap.json", "/basemap/0/0/0"}) {
    const TestResponse response = client.get(target);
    CHECK(response.status == 404);
    CHECK(response.body.find("start it with --basemap and an MBTiles file") != std::string::npos);
  }
  CHECK(client.get("/?f=json").body.find("basemap") == std::string::npos);
}

TEST_CASE("the operator's map is described as TileJSON, whose tiles may be kept for good") {
  const MapServer map("png", kTestPng);
  TestClient client(map.server.port());
  const TestResponse response = client.get("/basemap.json");
  const Json json = Json::parse(response.body);
  CHECK(json["tilejson"] == "3.0.0");
  CHECK(json["name"] == "Old <Town>");
  CHECK(json["format"] == "png");
  CHECK(json["minzoom"] == 0);
  CHECK(json["maxzoom"] == 1);
  CHECK(json["bounds"] == Json::array({66, 39, 67, 40}));
  CHECK(json["attribution"] == "the Town");
  CHECK_FALSE(json.contains("vector_layers"));
  const std::string base = "http://map.test:8080/";
  std::string address = json["tiles"][0].get<std::string>();
  CHECK(address.starts_with(base));
  address.erase(0, address.find("/basemap/"));
  const std::string version = address.substr(address.find('?'));
  CHECK(address == "/basemap/{z}/{x}/{y}" + version);
  CHECK(client.get("/basemap/0/0/0" + version).header("cache-control") ==
        "public, max-age=31536000, immutable");
  CHECK(client.get("/basemap/0/0/0?v=another").header("cache-control").starts_with("max-age=0"));
  CHECK(client.get("/?f=json").body.find("/basemap.json") != std::string::npos);
}

TEST_CASE("a tile comes as it is, a missing one as 204, one outside the grid as 400") {
  const MapServer map("png", kTestPng);
  TestClient client(map.server.port());
  const TestResponse tile = client.get("/basemap/1/1/0", "Accept-Encoding: br, gzip\r\n");
  CHECK(tile.status == 200);
  CHECK(tile.body == kTestPng);
  CHECK(tile.header("content-type") == "image/png");
  CHECK(tile.header("content-encoding").empty());
  CHECK(client.get("/basemap/1/1/0", "If-None-Match: " + tile.header("etag") + "\r\n").status == 304);
  const TestResponse missing = client.get("/basemap/1/0/0");
  CHECK(missing.status == 204);
  CHECK(missing.body.empty());
  CHECK(client.get("/basemap/1/2/0").status == 400);
  CHECK(client.get("/basemap/0/0/0?x=1").status == 400);
}

TEST_CASE("a vector tile comes as gzip, or expanded for who does not take that") {
  const MapServer map("pbf", gzip(kTile));
  TestClient client(map.server.port());
  const TestResponse zipped = client.get("/basemap/0/0/0", "Accept-Encoding: gzip, br\r\n");
  CHECK(zipped.header("content-type") == "application/vnd.mapbox-vector-tile");
  CHECK(zipped.header("content-encoding") == "gzip");
  CHECK(gunzip(zipped.body) == kTile);
  const TestResponse plain = client.get("/basemap/0/0/0");
  CHECK(plain.header("content-encoding").empty());
  CHECK(plain.body == kTile);
  CHECK(plain.header("etag") != zipped.header("etag"));
  for (const TestResponse& response : {zipped, plain}) CHECK(response.header("vary") == "Accept-Encoding");
  CHECK(Json::parse(client.get("/basemap.json").body)["vector_layers"] == Json::array());
}

TEST_CASE("a vector tile that is damaged fails alone, and one that is not compressed comes as it is") {
  const MapServer damaged("pbf", gzip(kTile).substr(0, 15));
  CHECK(TestClient(damaged.server.port()).get("/basemap/0/0/0").status == 500);
  CHECK(TestClient(damaged.server.port()).get("/basemap.json").status == 200);
  const MapServer plain("pbf", kTile);
  CHECK(TestClient(plain.server.port()).get("/basemap/0/0/0", "Accept-Encoding: gzip\r\n").body == kTile);
}

TEST_CASE("gzip is expanded again, and what is damaged or too large is not") {
  for (const std::string& text :
       {std::string(), kTile, std::string(4096, 'y'), std::string(4097, 'z'), std::string(1'000'000, 'x')})
    CHECK(expand_gzip(gzip(text)) == text);
  std::string huge = gzip(kTile);
  huge.replace(huge.size() - 4, 4, "\xff\xff\xff\x7f");
  CHECK_THROWS_WITH(expand_gzip(huge), Catch::Contains("more than 64 MB"));
  for (const std::string& bytes : {std::string(), std::string("\x1f\x8b"), gzip(kTile).substr(0, 20)})
    CHECK_THROWS(expand_gzip(bytes));
}

}  // namespace photomap
