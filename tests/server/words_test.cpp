// The parameter q: the same photos whatever is asked under it.
#include "geo/json.hpp"
#include "geo/word_index.hpp"
#include "geo/word_index_build.hpp"
#include "server/http/target.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace photomap {

namespace {

const std::string kItems = "/collections/photos/items?";

Json get_json(TestClient& client, const std::string& target) {
  const TestResponse response = client.get(target);
  CAPTURE(target, response.body);
  REQUIRE(response.status == 200);
  return Json::parse(response.body);
}

std::set<std::int64_t> ids_of(const Json& features) {
  std::set<std::int64_t> ids;
  for (const Json& feature : features) ids.insert(feature["id"].get<std::int64_t>());
  return ids;
}

std::set<std::int64_t> ids_by_page(TestClient& client, std::string target) {
  const std::string base = "http://map.test:8080";
  std::set<std::int64_t> ids;
  while (!target.empty()) {
    const Json page = get_json(client, target);
    for (const std::int64_t id : ids_of(page["features"])) CHECK(ids.insert(id).second);
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

std::set<std::int64_t> ids_in_lines(const std::string& lines) {
  std::set<std::int64_t> ids;
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);) ids.insert(Json::parse(line)["id"].get<std::int64_t>());
  return ids;
}

void check_everywhere(TestClient& client, const std::string& query) {
  CAPTURE(query);
  const Json all = get_json(client, kItems + query + "&limit=1000");
  const std::set<std::int64_t> ids = ids_of(all["features"]);
  CHECK(all["numberMatched"] == ids.size());
  CHECK(ids_by_page(client, kItems + query + "&limit=7") == ids);
  std::set<std::int64_t> located;
  for (const Json& feature : all["features"]) {
    if (!feature["geometry"].is_null()) located.insert(feature["id"].get<std::int64_t>());
  }
  CHECK(ids_by_page(client, kItems + query + "&bbox=-180,-90,180,90&limit=5") == located);
  CHECK(count_in_tile(client, query) == static_cast<std::int64_t>(located.size()));
  CHECK(get_json(client, "/stats?by=essay&" + query)["numberMatched"] == ids.size());
  CHECK(ids_in_lines(client.get(kItems + query + "&f=ndjson").body) == ids);
}

// Of the server, which makes it in the background.
bool wait_for_index(const std::filesystem::path& db) {
  for (int i = 0; i < 200 && !std::filesystem::exists(word_index_file(db)); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  return std::filesystem::exists(word_index_file(db));
}

}  // namespace

TEST_CASE("the same words find the same photos as items, pages, tiles, counts and downloads") {
  const TestServer server;
  TestClient client(server.port());
  const auto check_all = [&client] {
    for (const char* words :
         {"photo", "urgup", "ташкент", "tester photo", "edges", "samarkand -1", "\"photo 1\"",
          "\"a tester\" sama*", "1*", "of -\"photo 1\"", "nothing", "\" OR 1=1 --"}) {
      const std::string query = "q=" + percent_encode(words);
      check_everywhere(client, query);
      check_everywhere(client, query + "&essay=samarkand");
      check_everywhere(client, query + "&filter=" + percent_encode("position % 2 = 0"));
      check_everywhere(client, query + "&ids=1,2,3,20");
    }
  };
  check_all();
  REQUIRE(wait_for_index(server.directory().path() / "photos.db"));
  check_all();
  CHECK(get_json(client, kItems + "q=samarkand")["numberMatched"] == 25);
  CHECK(get_json(client, kItems + "q=%22photo+1%22")["numberMatched"] == 2);
  CHECK(get_json(
            client,
            kItems +
                "q=%D0%A2%D0%90%D0%A8%D0%9A%D0%95%D0%9D%D0%A2&essay=edges-of-the-world")["numberMatched"] ==
        13);
}

TEST_CASE("words that can't be looked for are answered 400 with the reason") {
  const TestServer server;
  TestClient client(server.port());
  for (const char* path : {"/collections/photos/items?", "/tiles/0/0/0.mvt?", "/tiles/0/0/0.geojson?",
                           "/tiles.json?", "/stats?by=essay&"}) {
    CAPTURE(path);
    for (const std::string words : {"", "%20", "%22%22", "*", "-", "-photo", "!%2C."}) {
      CAPTURE(words);
      const TestResponse response = client.get(path + ("q=" + words));
      CHECK(response.status == 400);
      CHECK_THAT(response.body, Catch::Contains("give at least one word"));
    }
    CHECK(client.get(path + ("q=" + std::string(256, 'a'))).status == 200);
    const TestResponse response = client.get(path + ("q=" + std::string(257, 'a')));
    CHECK(response.status == 400);
    CHECK_THAT(response.body, Catch::Contains("up to 256 characters"));
    CHECK(client.get(path + std::string("q=a&q=b")).status == 400);
  }
  for (const char* collection : {"essays", "places"})
    CHECK(client.get("/collections/" + std::string(collection) + "/items?q=a").status == 400);
}

TEST_CASE("other words are another tile, the same words the same") {
  const TestServer server;
  TestClient client(server.port());
  const auto etag = [&](const std::string& query) {
    return client.get("/tiles/0/0/0.mvt" + query).header("etag");
  };
  CHECK(etag("?q=photo") != etag(""));
  CHECK(etag("?q=photo") != etag("?q=urgup"));
  CHECK(etag("?q=photo") == etag("?q=PHOTO+photo"));
}

}  // namespace photomap
