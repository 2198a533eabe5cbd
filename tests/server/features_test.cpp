#include "server/features.hpp"

#include "geo/json.hpp"
#include "server/routes.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"
#include "tests/server/test_store.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

namespace photomap {

namespace {

const std::string kBase = "http://map.test:8080";

Json get_json(TestClient& client, const std::string& target, const std::string& header_lines = "") {
  const TestResponse response = client.get(target, header_lines);
  CAPTURE(target, response.body);
  REQUIRE(response.status == 200);
  return Json::parse(response.body);
}

std::string find_link(const Json& document, const std::string& rel) {
  for (const Json& link : document["links"]) {
    if (link["rel"] == rel) return link["href"];
  }
  return "";
}

}  // namespace

TEST_CASE("the pages of a list give each photo once, in order of their ids") {
  const TestServer server;
  TestClient client(server.port());
  const std::size_t total = test_locations().size() + 1 + 25;
  for (const int limit : {1, 7, 38, 10'000}) {
    CAPTURE(limit);
    std::vector<int> ids;
    std::string target = "/collections/photos/items?limit=" + std::to_string(limit);
    while (!target.empty()) {
      const Json page = get_json(client, target);
      CHECK(page["type"] == "FeatureCollection");
      CHECK(page["numberMatched"] == total);
      CHECK(page["numberReturned"] == page["features"].size());
      CHECK(page["features"].size() >= 1);
      CHECK(find_link(page, "self") == kBase + target);
      for (const Json& feature : page["features"]) ids.push_back(feature["id"].get<int>());
      const std::string next = find_link(page, "next");
      CHECK((next.empty() || next.starts_with(kBase)));
      target = next.empty() ? "" : next.substr(kBase.size());
    }
    CHECK(ids.size() == total);
    CHECK(std::is_sorted(ids.begin(), ids.end()));
    CHECK(std::set<int>(ids.begin(), ids.end()).size() == total);
  }
}

TEST_CASE("a list has ten photos if not said otherwise, and the time of the answer") {
  const TestServer server;
  TestClient client(server.port());
  const Json page = get_json(client, "/collections/photos/items");
  CHECK(page["features"].size() == 10);
  CHECK(find_link(page, "next") == kBase + "/collections/photos/items?after=10");
  CHECK_THAT(page["timeStamp"].get<std::string>(), Catch::Matches("20[0-9-]{8}T[0-9:]{8}Z"));
}

TEST_CASE("the conditions of a list are kept on its next page") {
  const TestServer server;
  TestClient client(server.port());
  const std::string target = "/collections/photos/items?bbox=66,39,67,40&essay=samarkand&limit=20";
  const Json page = get_json(client, target);
  CHECK(page["numberMatched"] == 25);
  const std::string next = find_link(page, "next");
  CHECK(next.starts_with(kBase + target + "&after="));
  CHECK(get_json(client, next.substr(kBase.size()))["features"].size() == 5);
}

TEST_CASE("a box finds the photos in it, over the antimeridian too") {
  const TestServer server;
  TestClient client(server.port());
  const std::vector<std::pair<std::string, int>> table{
      {"-180,-90,180,90", 37}, {"179,-20,-179,-10", 2},   {"179,-20,-179,5", 4}, {"170,80,-170,90", 1},
      {"66,39,67,40", 26},     {"66,39,0,67,40,999", 26}, {"0,90,0,90", 1},      {"10,10,11,11", 0},
  };
  for (const auto& [box, count] : table) {
    CAPTURE(box);
    CHECK(get_json(client, "/collections/photos/items?bbox=" + box)["numberMatched"] == count);
    CHECK(get_json(client, "/collections/photos/items?limit=100&bbox=" + box)["features"].size() ==
          static_cast<std::size_t>(count));
  }
}

TEST_CASE("a box tells of each photo what is told without one, also of the undated") {
  const TestServer server;
  TestClient client(server.port());
  bool has_undated = false;
  const Json found =
      Json::parse(client.get("/collections/photos/items?bbox=-180,-90,180,90&limit=1000").body)["features"];
  CHECK(found.size() == 37);
  for (const Json& photo : found) {
    Json alone = Json::parse(client.get("/collections/photos/items/" + photo["id"].dump()).body);
    alone.erase("links");
    CHECK(photo == alone);
    has_undated |= photo["properties"]["taken_end"].is_null();
  }
  CHECK(has_undated);
}

TEST_CASE("a photo and an essay are features with links") {
  const TestServer server;
  TestClient client(server.port());
  const Json photo = get_json(client, "/collections/photos/items/1");
  CHECK(photo["type"] == "Feature");
  CHECK(photo["id"] == 1);
  CHECK(photo["properties"]["caption"] == "Photo 1 of Ürgüp, Ташкент & <b>");
  CHECK(find_link(photo, "self") == kBase + "/collections/photos/items/1");
  CHECK(find_link(photo, "collection") == kBase + "/collections/photos");

  const Json essays = get_json(client, "/collections/essays/items");
  CHECK(essays["numberReturned"] == 2);
  const Json without = get_json(client, "/collections/essays/items?skipGeometry=true");
  CHECK_FALSE(essays["features"][0]["geometry"].is_null());
  CHECK(without["features"][0]["geometry"].is_null());
  CHECK(without["features"][0]["properties"] == essays["features"][0]["properties"]);
  CHECK(client.get("/collections/essays/items?skipGeometry=no").status == 400);
  const Json essay = get_json(client, "/collections/essays/items/samarkand");
  CHECK(essay["properties"]["photo_count"] == 25);
  CHECK(find_link(essay, "collection") == kBase + "/collections/essays");
}

TEST_CASE("the collections say what there is") {
  const TestServer server;
  TestClient client(server.port());
  const Json collections = get_json(client, "/collections")["collections"];
  REQUIRE(collections.size() == 3);
  for (const Json& collection : collections) {
    const std::string id = collection["id"];
    CHECK(get_json(client, "/collections/" + id) == collection);
    CHECK(find_link(collection, "items") == kBase + "/collections/" + id + "/items");
    CHECK(collection["crs"].size() == 10);
    CHECK(collection["crs"][0] == "http://www.opengis.net/def/crs/OGC/1.3/CRS84");
    CHECK(collection["storageCrs"] == collection["crs"][0]);
    if (id == "places") continue;  // of which there are none here
    CHECK(collection["extent"]["spatial"]["bbox"] == Json::parse("[[-180,-90,180,90]]"));
    CHECK(collection["extent"]["spatial"]["crs"] == "http://www.opengis.net/def/crs/OGC/1.3/CRS84");
    CHECK(collection["attribution"].is_string());
    CHECK(collection["datasetVersion"].is_number_integer());
  }
}

TEST_CASE("links are absolute by the client's Host header, and trust no other") {
  const TestServer server;
  TestClient client(server.port());
  const Json forwarded =
      get_json(client, "/collections", "X-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.test\r\n");
  CHECK(find_link(forwarded, "self") == kBase + "/collections");
  client.send("GET /collections HTTP/1.0\r\n\r\n");
  CHECK(find_link(Json::parse(client.receive().body), "self") == "/collections");
}

TEST_CASE("a list that the client has is not sent again") {
  const TestServer server;
  TestClient client(server.port());
  for (const char* target :
       {"/collections/photos/items?limit=3", "/collections/photos/items/1", "/collections",
        "/collections/essays/items", "/collections/essays/items/samarkand"}) {
    CAPTURE(target);
    const std::string etag = client.get(target).header("etag");
    CHECK_FALSE(etag.empty());
    CHECK(client.get(target, "If-None-Match: " + etag + "\r\n").status == 304);
  }
}

TEST_CASE("essays are paged as photos are") {
  const TestServer server;
  TestClient client(server.port());
  const Json first = get_json(client, "/collections/essays/items?limit=1");
  CHECK(first["numberMatched"] == 2);
  CHECK(first["numberReturned"] == 1);
  CHECK(find_link(first, "next") == kBase + "/collections/essays/items?limit=1&after=1");
  const Json second = get_json(client, "/collections/essays/items?limit=1&after=1");
  CHECK(second["features"][0]["id"] == "samarkand");
  CHECK(find_link(second, "next").empty());
}

}  // namespace photomap
