#include "server/routes.hpp"

#include "geo/json.hpp"
#include "geo/sqlite.hpp"
#include "server/compression.hpp"
#include "tests/server/decompress.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace photomap {

TEST_CASE("every route answers with its type, for every origin, and HEAD like GET") {
  const TestServer server;
  TestClient client(server.port());
  const std::vector<std::pair<std::string, std::string>> table{
      {"/", "text/html; charset=utf-8"},
      {"/tiles/0/0/0.geojson", "application/geo+json"},
      {"/tiles/22/0/4194303.geojson?essay=samarkand", "application/geo+json"},
      {"/collections", "application/json"},
      {"/collections/photos", "application/json"},
      {"/collections/photos/items", "application/geo+json"},
      {"/collections/photos/items/1", "application/geo+json"},
      {"/collections/essays", "application/json"},
      {"/collections/essays/items", "application/geo+json"},
      {"/collections/essays/items/samarkand", "application/geo+json"},
      {"/collections/places", "application/json"},
      {"/collections/places/items", "application/geo+json"},
      {"/?f=json", "application/json"},
      {"/api", "application/vnd.oai.openapi+json;version=3.0"},
      {"/api?f=html", "text/html; charset=utf-8"},
      {"/collections/photos/queryables", "application/schema+json"},
      {"/collections/essays/queryables?f=html", "text/html; charset=utf-8"},
      {"/functions", "application/json"},
      {"/functions?f=html", "text/html; charset=utf-8"},
      {"/conformance", "application/json"},
      {"/conformance?f=html", "text/html; charset=utf-8"},
      {"/collections?f=html", "text/html; charset=utf-8"},
      {"/collections/photos?f=html", "text/html; charset=utf-8"},
      {"/collections/photos/items?f=html", "text/html; charset=utf-8"},
      {"/collections/photos/items/1?f=html", "text/html; charset=utf-8"},
      {"/embed", "text/html; charset=utf-8"},
      {"/oembed?url=http://map.test:8080/", "application/json"},
      {"/healthz", "application/json"},
      {"/attributions", "application/json"},
      {"/search?q=Almaty&limit=1", "application/json"},
      {"/search?q=Almaty&format=geojson", "application/json"},
      {"/reverse?lat=43.2&lon=76.9", "application/json"},
      {"/lookup?osm_ids=samarkand", "application/json"},
      {"/status?format=json", "application/json"},
      {"/photon/api?q=alma", "application/json"},
      {"/photon/reverse?lat=43.2&lon=76.9", "application/json"},
      {"/logo.svg", "image/svg+xml"},
  };
  for (const auto& [target, type] : table) {
    CAPTURE(target);
    const TestResponse response = client.get(target, "Accept-Encoding: gzip, br\r\n");
    CHECK(response.status == 200);
    CHECK(response.header("content-type") == type);
    CHECK(response.header("access-control-allow-origin") == "*");
    CHECK(response.header("access-control-expose-headers") == "Content-Crs, Content-Disposition, Link, ETag");
    CHECK(response.header("x-content-type-options") == "nosniff");
    const std::string body = decoded_body(response);
    CHECK(body.size() > 10);
    if (type.find("json") != std::string::npos) CHECK(Json::accept(body));
    CHECK((response.header("content-encoding") == "br") == (body.size() >= kLeastCompressed));
    CHECK(client.get(target).header("content-encoding").empty());
    const TestResponse head = client.request("HEAD", target, "Accept-Encoding: gzip, br\r\n");
    CHECK(head.status == 200);
    CHECK(head.header("content-length") == std::to_string(response.body.size()));
    CHECK(head.header("content-encoding") == response.header("content-encoding"));
    CHECK(head.header("content-type") == type);
  }
}

TEST_CASE("what goes wrong is a problem that says what is right") {
  const TestServer server;
  TestClient client(server.port());
  const std::vector<std::tuple<std::string, int, std::string>> table{
      {"/nothing", 404, "there is nothing at /nothing"},
      {"/collections/", 404, "try /collections (without the slash)"},
      {"/collections/photos/items/", 404, "try /collections/photos/items (without the slash)"},
      {"/collections/photos/items/x/y", 404, "there is nothing"},
      {"/collections/photos/items/999999", 404, "no photo \"999999\""},
      {"/collections/photos/items/x", 404, "no photo \"x\""},
      {"/collections/essays/items/paris", 404, "no essay \"paris\""},
      {"/tiles/0/0/0", 404, "there is nothing"},
      {"/tiles/0/0/.geojson", 404, "there is nothing"},
      {"/tiles//0/0.geojson", 404, "there is nothing"},
      {"/tiles/3/9/0.geojson", 400, "tile 3/9/0 does not exist: at zoom 3 x and y run from 0 to 7"},
      {"/tiles/a/b/c.geojson", 400, "zoom, x and y are integers"},
      {"/tiles/0/0/0.geojson?essay=paris", 400, "no essay \"paris\""},
      {"/tiles/0/0/0.geojson?limit=1", 400, "known here: v, bbox, bbox-crs, datetime, dated, essay"},
      {"/collections?x=1", 400, "known here: f"},
      {"/collections/photos/items?bbox=1,2,3", 400, "bbox=1,2,3"},
      {"/collections/photos/items?limit=0", 400, "limit=0"},
      {"/collections/photos/items?after=x", 400, "after=x"},
      {"/collections/nothing", 404, "no collection \"nothing\""},
      {"/collections/nothing/items", 404, "there is nothing"},
      {"/collections/places/items/x", 404, "no place \"x\""},
      {"/collections/photos/items?crs=EPSG:4326", 400, "crs=EPSG:4326: is no reference system known here"},
      {"/collections/photos/items/1?crs=http://www.opengis.net/def/crs/EPSG/0/999999", 400, "known here"},
      {"/collections/photos/items?crs=http://www.opengis.net/def/crs/EPSG/0/4979", 400, "known here"},
      {"/collections/photos/items?bbox-crs=x", 400, "bbox-crs=x"},
      {"/collections/photos/items?bbox=1,2,3&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/3857", 400,
       "it has 3 numbers"},
      {"/collections/photos/items?bbox=3,2,1,4&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/3857", 400,
       "east of the upper one"},
      {"/collections/photos/items?bbox=95,0,96,1&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326", 400,
       "axes in the order of http://www.opengis.net/def/crs/EPSG/0/4326"},
      {"/collections/essays/items?bbox=1,2,3", 400, "it has 3 numbers"},
      {"/collections/essays/items?datetime=soon", 400, "datetime=soon"},
      {"/collections/places/items?essay=samarkand", 400, "unknown parameter \"essay\""},
      {"/collections/photos/items?filter=THIS%20IS%20NOT%20A%20FILTER", 400,
       "at character 13: expected NULL"},
      {"/collections/photos/items?filter=TRUE&filter-lang=sql", 400, "give cql2-text or cql2-json"},
      {"/collections/photos/items?filter-lang=cql2-json&filter=TRUE", 400, "expected JSON"},
      {"/collections/photos/items?filter-crs=x", 400, "filter-crs=x"},
      {"/collections/photos/items?position=first", 400, "parameter position: expected a number"},
      {"/collections/photos/items?geometry=1", 400, "unknown parameter \"geometry\""},
      {"/collections/essays/items?filter=caption='a'", 400, "expected a queryable (slug,"},
      {"/collections/places/items?filter=caption='a'", 400, "expected a queryable (id,"},
      {"/tiles/0/0/0.mvt?filter=nothing=1", 400, "expected a queryable (id,"},
      {"/tiles.json?filter=nothing=1", 400, "expected a queryable (id,"},
      {"/collections/nothing/queryables", 404, "there is no collection \"nothing\""},
      {"/collections/photos/items?f=xml", 400, "f=xml: give json or html"},
      {"/conformance?limit=1", 400, "known here: f"},
      {"/?f=json&x=1", 400, "unknown parameter \"x\""},
      {"/collections/photos/items?limit=1&limit=2", 400, "given twice"},
      {"/attributions?x", 400, "none is known here"},
      {"/collections.php", 404, "there is nothing"},
      {"/photon", 404, "there is nothing"},
      {"/healthz?x", 400, "unknown parameter \"x\""},
      {"/%2e%2e/secret.txt", 404, "there is nothing"},
      {"/../secret.txt", 404, "there is nothing"},
      {"/assets/..%2f..%2fsecret.txt", 404, "there is nothing"},
      {"//etc/passwd", 404, "there is nothing"},
      {"/assets/app-1.js.br", 404, "there is nothing"},
      {"/%zz", 400, "can't be decoded"},
      {"/?%00", 400, "can't be decoded"},
  };
  for (const auto& [target, status, detail] : table) {
    CAPTURE(target);
    const TestResponse response = client.get(target);
    CHECK(response.status == status);
    CHECK(response.header("content-type") == "application/problem+json");
    CHECK(response.header("access-control-allow-origin") == "*");
    const Json problem = Json::parse(response.body);
    CHECK(problem["type"] == "about:blank");
    CHECK(problem["status"] == status);
    CHECK(problem["title"] == (status == 404 ? "Not Found" : "Bad Request"));
    CHECK_THAT(problem["detail"].get<std::string>(), Catch::Contains(detail));
  }
}

TEST_CASE("only GET, HEAD and OPTIONS are possible") {
  const TestServer server;
  for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "TRACE"}) {
    CAPTURE(method);
    TestClient client(server.port());
    const TestResponse response = client.request(method, "/collections", "Content-Length: 2\r\n");
    CHECK(response.status == 405);
    CHECK(response.header("allow") == "GET, HEAD, OPTIONS");
    CHECK(response.header("content-type") == "application/problem+json");
  }
  TestClient client(server.port());
  CHECK(client.request("POST", "/nothing").status == 404);
  for (const char* target : {"/collections", "*", "/"}) {
    const TestResponse response = client.request("OPTIONS", target, "Access-Control-Request-Method: GET\r\n");
    CHECK(response.status == 204);
    CHECK(response.header("allow") == "GET, HEAD, OPTIONS");
    CHECK(response.header("access-control-allow-methods") == "GET, HEAD, OPTIONS");
    CHECK(response.header("access-control-allow-origin") == "*");
  }
}

TEST_CASE("what is no HTTP gets a problem too") {
  const TestServer server;
  TestClient client(server.port());
  client.send("NONSENSE\r\n\r\n");
  const TestResponse response = client.receive();
  CHECK(response.status == 400);
  CHECK(response.header("content-type") == "application/problem+json");
  CHECK(response.header("access-control-allow-origin") == "*");
}

TEST_CASE("while somebody has the database locked, tiles are served and photos are to be asked for again") {
  const TestServer server;
  TestClient client(server.port());
  REQUIRE(client.get("/tiles/0/0/0.geojson").status == 200);
  Connection writer = Connection::open(server.directory().path() / "photos.db", Connection::Mode::read_write);
  writer.execute("BEGIN EXCLUSIVE");
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 10; ++i) {
    const auto refused = client.get("/collections/photos/items");
    CHECK(refused.status == 503);
    CHECK(refused.header("retry-after") == "2");
    CHECK(client.get("/tiles/0/0/0.geojson").status == 200);
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(4));
  writer.execute("COMMIT");
  CHECK(client.get("/collections/photos/items").status == 200);
}

TEST_CASE("the health tells whether the database can be read, its errors stay inside") {
  const TestServer server;
  TestClient client(server.port());
  const Json health = Json::parse(client.get("/healthz").body);
  CHECK(health["status"] == "ok");
  CHECK(health["dataset_version"].get<std::int64_t>() >= 0);

  std::filesystem::remove(server.directory().path() / "photos.db");
  const TestResponse sick = client.get("/healthz");
  CHECK(sick.status == 503);
  CHECK(sick.body.find("photos.db") == std::string::npos);
  CHECK(client.get("/collections").status == 500);
  CHECK(client.get("/").status == 200);
}

}  // namespace photomap
