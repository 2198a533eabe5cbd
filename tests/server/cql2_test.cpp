// Filters over HTTP: one value, whatever is asked under it.
#include "geo/json.hpp"
#include "server/http/target.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace photomap {

namespace {

Json get_json(TestClient& client, const std::string& target, const std::string& header_lines = "") {
  const TestResponse response = client.get(target, header_lines);
  CAPTURE(target, response.body);
  REQUIRE(response.status == 200);
  return Json::parse(response.body);
}

std::string items_under(const std::string& filter, const std::string& collection = "photos") {
  return "/collections/" + collection + "/items?filter=" + percent_encode(filter);
}

std::set<std::string> ids_of(const Json& page) {
  std::set<std::string> ids;
  for (const Json& feature : page["features"])
    ids.insert(feature["id"].is_string() ? feature["id"].get<std::string>() : feature["id"].dump());
  return ids;
}

std::set<std::string> ids_by_page(TestClient& client, std::string target, int limit) {
  const std::string base = "http://map.test:8080";
  std::set<std::string> ids;
  target += "&limit=" + std::to_string(limit);
  while (!target.empty()) {
    const Json page = get_json(client, target);
    for (const std::string& id : ids_of(page)) CHECK(ids.insert(id).second);
    target.clear();
    for (const Json& link : page["links"]) {
      if (link["rel"] == "next") target = link["href"].get<std::string>().substr(base.size());
    }
  }
  return ids;
}

std::int64_t count_in_tile(TestClient& client, const std::string& query) {
  std::int64_t count = 0;
  const Json tile = get_json(client, "/tiles/0/0/0.geojson?" + query);
  for (const Json& feature : tile["features"]) count += feature["properties"].value("point_count", 1);
  return count;
}

}  // namespace

TEST_CASE("under a filter, items, pages, boxes, counts and tiles agree") {
  const TestServer server;
  TestClient client(server.port());
  const std::string world = "&bbox=-180,-90,180,90";
  for (const std::string& filter : std::vector<std::string>{
           "TRUE", "FALSE", "id\n\t= 1\r\nOR id = 2", "id IN (1, 3, 13, 30)",
           "essay = 'samarkand' AND position % 2 = 0", "S_INTERSECTS(geometry, BBOX(66, 39, 67, 40))",
           "NOT S_INTERSECTS(geometry, BBOX(170, -20, -170, 20))", "S_DISJOINT(geometry, POINT(0 0))",
           "caption LIKE '%1_ of Ürgüp%'", "ACCENTI(CASEI(caption)) LIKE ACCENTI(CASEI('%urgup, ТАШКЕНТ%'))",
           "geometry IS NULL", "taken_start IS NULL", "uncertainty_m = 100 OR country = 'KZ'",
           "distance(geometry, POINT(67 39.65)) < 1000"}) {
    CAPTURE(filter);
    const Json all = get_json(client, items_under(filter) + "&limit=1000");
    CHECK(all["numberMatched"] == all["features"].size());
    CHECK(ids_by_page(client, items_under(filter), 7) == ids_of(all));
    // From the index.
    std::set<std::string> located;
    for (const Json& feature : all["features"]) {
      if (!feature["geometry"].is_null()) located.insert(feature["id"].dump());
    }
    const Json boxed = get_json(client, items_under(filter) + world + "&limit=1000");
    CHECK(boxed["numberMatched"] == located.size());
    CHECK(ids_of(boxed) == located);
    CHECK(ids_by_page(client, items_under(filter) + world, 5) == located);
    CHECK(count_in_tile(client, "filter=" + percent_encode(filter)) ==
          static_cast<std::int64_t>(located.size()));
    CHECK(count_in_tile(client, "filter=" + percent_encode(filter) + world) ==
          static_cast<std::int64_t>(located.size()));
  }
}

TEST_CASE("all parameters hold at once") {
  const TestServer server;
  TestClient client(server.port());
  const std::string filter = percent_encode("position > 5");
  const std::string both = "essay=samarkand&bbox=66,39,66.971,40&datetime=2020-01-01/..&filter=" + filter;
  CHECK(get_json(client, "/collections/photos/items?" + both)["numberMatched"] == 5);
  CHECK(count_in_tile(client, both) == 5);
  CHECK(get_json(client, "/collections/photos/items?position=6&filter=" + filter)["numberMatched"] == 2);
  CHECK(count_in_tile(client, "position=6&filter=" + filter) == 2);
  CHECK(get_json(client, "/collections/photos/items?position=5&filter=" + filter)["numberMatched"] == 0);
  CHECK(get_json(client, "/collections/photos/items?corrected=false&id=3")["numberMatched"] == 1);
  CHECK(get_json(client, "/collections/photos/items?credit=A.%20Tester&uncertainty_m=100")["numberMatched"] ==
        37);
  CHECK(get_json(client, "/collections/photos/items?taken_start=2022-06-01")["numberMatched"] == 0);
}

TEST_CASE("another filter is another tile") {
  const TestServer server;
  TestClient client(server.port());
  std::set<std::string> etags;
  for (const char* filter : {"id%3D1", "id%3D2", "id%3D1%20OR%20id%3D2", "caption%3D'1'", "caption%3D'2'"})
    etags.insert(client.get(std::string("/tiles/0/0/0.mvt?filter=") + filter).header("etag"));
  CHECK(etags.size() == 5);
  CHECK(client.get("/tiles/0/0/0.mvt?filter=id%3D1").header("etag") ==
        client.get("/tiles/0/0/0.mvt?filter=%20id%20=%201").header("etag"));
  const std::string tiles = get_json(client, "/tiles.json?filter=id%3D1")["tiles"][0];
  CHECK_THAT(tiles, Catch::Contains("filter=id%3D1"));
}

TEST_CASE("essays and places are filtered as photos are") {
  const TestServer server;
  TestClient client(server.port());
  const auto essays = [&](const std::string& filter) {
    return ids_of(get_json(client, items_under(filter, "essays")));
  };
  using Ids = std::set<std::string>;
  const Ids both{"edges-of-the-world", "samarkand"};
  CHECK(essays("photo_count > 20") == Ids{"samarkand"});
  CHECK(essays("intro IS NULL") == Ids{"samarkand"});
  CHECK(essays("title LIKE 'Edges%' OR slug = 'samarkand'") == both);
  CHECK(essays("geometry IS NOT NULL") == both);
  CHECK(essays("S_INTERSECTS(geometry, BBOX(66.97025,39.64,66.97026,39.66))") == Ids{"samarkand"});
  CHECK(essays("S_CROSSES(geometry, LINESTRING(66.97025 39.64, 66.97025 39.66))") == Ids{"samarkand"});
  CHECK(essays("S_WITHIN(geometry, BBOX(66,39,67,40))") == Ids{"samarkand"});
  CHECK(essays("S_DISJOINT(geometry, BBOX(66.99,39.64,67,39.6499))") == both);
  CHECK(ids_of(get_json(client, "/collections/essays/items?photo_count=25")) == Ids{"samarkand"});
  CHECK(ids_of(get_json(client, "/collections/essays/items?slug=samarkand&filter=FALSE")).empty());
  CHECK(get_json(client, items_under("population >= 0", "places"))["numberMatched"] ==
        get_json(client, "/collections/places/items")["numberMatched"]);
}

TEST_CASE("the schema of queryables is what the features have") {
  const TestServer server;
  TestClient client(server.port());
  for (const std::string collection : {"photos", "essays", "places"}) {
    CAPTURE(collection);
    const std::string path = "/collections/" + collection + "/queryables";
    const Json schema = get_json(client, path, "Accept: application/schema+json\r\n");
    CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
    CHECK(schema["$id"] == "http://map.test:8080" + path);
    CHECK(schema["type"] == "object");
    CHECK(schema["additionalProperties"] == false);
    const Json features = get_json(client, "/collections/" + collection + "/items")["features"];
    for (const auto& [name, property] : schema["properties"].items()) {
      CAPTURE(name);
      const bool is_spatial = property.value("format", "").starts_with("geometry-");
      CHECK(property.contains("type") != is_spatial);
      // Each answers, and what a feature tells of itself finds it.
      CHECK(client.get(items_under(name + " IS NULL", collection)).status == 200);
      if (features.empty() || is_spatial || !features[0]["properties"].contains(name)) continue;
      const Json value = features[0]["properties"][name];
      if (value.is_null()) continue;
      const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
      const Json found =
          get_json(client, "/collections/" + collection + "/items?" + name + "=" + percent_encode(text));
      CHECK(ids_of(found).count(*ids_of({{"features", Json::array({features[0]})}}).begin()) == 1);
    }
    bool is_linked = false;
    const Json told = get_json(client, "/collections/" + collection);
    for (const Json& link : told["links"])
      is_linked |= link["rel"] == "http://www.opengis.net/def/rel/ogc/1.0/queryables" &&
                   link["href"] == "http://map.test:8080" + path && link["type"] == "application/schema+json";
    CHECK(is_linked);
  }
}

TEST_CASE("the functions are told with their arguments") {
  const TestServer server;
  TestClient client(server.port());
  const Json document = get_json(client, "/functions");
  CHECK(document["functions"].size() >= 10);
  for (const Json& function : document["functions"]) {
    CHECK_FALSE(function["name"].get<std::string>().empty());
    CHECK(function["arguments"][0]["type"][0].is_string());
    CHECK(function["returns"][0].is_string());
  }
}

TEST_CASE("a geometry of a filter may be in any reference system") {
  const TestServer server;
  TestClient client(server.port());
  const std::string epsg = "&filter-crs=http://www.opengis.net/def/crs/EPSG/0/";
  const auto count = [&](const std::string& filter, const std::string& crs) {
    return get_json(client, items_under(filter) + epsg + crs)["numberMatched"].get<int>();
  };
  CHECK(count("S_INTERSECTS(geometry, BBOX(39, 66, 40, 67))", "4326") == 26);
  CHECK(count("S_INTERSECTS(geometry, BBOX(66, 39, 67, 40))", "4326") == 0);
  CHECK(count("S_INTERSECTS(geometry, BBOX(7347086, 4721671, 7569726, 4865942))", "3857") == 26);
  CHECK(count("S_INTERSECTS(geometry, BBOX(200000, 4300000, 500000, 4500000))", "32642") == 26);
  // A feature found by what it is told to be there.
  for (const char* crs : {"3857", "32642", "4326"}) {
    const Json photo = get_json(
        client, std::string("/collections/photos/items/20?crs=http://www.opengis.net/def/crs/EPSG/0/") + crs);
    const Json at = photo["geometry"]["coordinates"];
    CHECK(count("S_EQUALS(geometry, POINT(" + at[0].dump() + " " + at[1].dump() + "))", crs) == 1);
  }
}

// Lines that begin with "filter: " and such, and what the page says they are.
TEST_CASE("the filters of docs/cql2.md do what it says") {
  const TestServer server;
  TestClient client(server.port());
  std::ifstream page(std::string(PHOTOMAP_SOURCE_DIR) + "/docs/cql2.md");
  int examples = 0;
  std::string collection = "photos";
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("## ")) collection = line.find("essays") != line.npos ? "essays" : "photos";
    if (!line.starts_with("    ")) continue;
    const std::string filter = line.substr(4);
    const std::string language = filter.starts_with('{') ? "&filter-lang=cql2-json" : "";
    CAPTURE(filter);
    CHECK(client.get(items_under(filter, collection) + language).status == 200);
    ++examples;
  }
  CHECK(examples > 15);
}

}  // namespace photomap
