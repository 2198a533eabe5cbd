#include "server/geocoding_request.hpp"

#include "geo/json.hpp"
#include "server/place_ids.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("a bad parameter is refused as Nominatim does, with what is right") {
  const TestServer server;
  TestClient client(server.port());
  const std::vector<std::pair<std::string, std::string>> table{
      {"/search?q=x&format=xml", "format=xml: give json, jsonv2, geojson or geocodejson"},
      {"/search?q=x&format=", "format=: give json"},
      {"/search?q=x&limit=many", "limit=many: give an integer"},
      {"/search?q=x&viewbox=1,2,3", "viewbox=1,2,3: give longitude and latitude"},
      {"/search?q=x&viewbox=1,2,3,4,5", "viewbox=1,2,3,4,5"},
      {"/search?q=x&viewbox=1,2,3,nan", "viewbox=1,2,3,nan"},
      {"/search?q=" + repeated("x", 257), "q has 257 characters; give 256 at most"},
      {"/search?city=" + repeated("x", 200) + "&state=" + repeated("x", 60),
       "the address has 262 characters"},
      {"/reverse", "lon is missing"},
      {"/reverse?lon=1", "lat is missing; give lat=DEGREES"},
      {"/reverse?lat=1", "lon is missing"},
      {"/reverse?lat=north&lon=1", "lat=north: give degrees from -90 to 90"},
      {"/reverse?lat=&lon=1", "lat=: give degrees"},
      {"/reverse?lat=91&lon=1", "lat=91: give degrees from -90 to 90"},
      {"/reverse?lat=1&lon=181", "lon=181: give degrees from -180 to 180"},
      {"/reverse?lat=nan&lon=1", "lat=nan"},
      {"/reverse?lat=1&lon=1&zoom=x", "zoom=x: give an integer"},
      {"/reverse?lat=1&lon=1&format=xml", "format=xml"},
      {"/lookup?osm_ids=almaty&format=html", "format=html"},
      {"/lookup?osm_ids=" + repeated("almaty,", 50), "osm_ids names 51 places; give 50 at most"},
      {"/status?format=xml", "format=xml: give text or json"},
  };
  for (const auto& [target, message] : table) {
    CAPTURE(target);
    const TestResponse response = client.get(target);
    CHECK(response.status == 400);
    CHECK(response.header("content-type") == "application/json");
    CHECK(response.header("access-control-allow-origin") == "*");
    const Json error = Json::parse(response.body)["error"];
    CHECK(error["code"] == 400);
    CHECK_THAT(error["message"].get<std::string>(), Catch::Contains(message));
  }
  CHECK(client.get("/search?q=" + repeated("%D0%96", 256)).status == 200);
  CHECK(client.get("/search?q=" + repeated("%D0%96", 257)).status == 400);
  CHECK(client.get("/search?q=%FF%C3%28").status == 200);
}

TEST_CASE("the status is OK, in text and in JSON") {
  const TestServer server;
  TestClient client(server.port());
  CHECK(client.get("/status").body == "OK");
  const Json status = Json::parse(client.get("/status?format=json").body);
  CHECK(status["status"] == 0);
  CHECK(status["message"] == "OK");
  CHECK(status["data_updated"].get<std::string>().size() == 25);
}

TEST_CASE("the addresses of older clients work too") {
  const TestServer server;
  TestClient client(server.port());
  for (const char* target : {"/search.php?q=Almaty", "/search/?q=Almaty", "/reverse.php?lat=43.24&lon=76.95",
                             "/lookup.php?osm_ids=almaty", "/status.php", "/photon/api/?q=Almaty",
                             "/photon/reverse/?lat=43.24&lon=76.95"}) {
    CAPTURE(target);
    CHECK(client.get(target).status == 200);
  }
}

TEST_CASE("an answer that the client has is not sent again, one in another language is") {
  const TestServer server;
  TestClient client(server.port());
  const std::string etag = client.get("/search?q=Almaty", "Accept-Language: ru\r\n").header("etag");
  REQUIRE_FALSE(etag.empty());
  const std::string has = "If-None-Match: " + etag + "\r\n";
  CHECK(client.get("/search?q=Almaty", has + "Accept-Language: ru\r\n").status == 304);
  CHECK(client.get("/search?q=Almaty", has + "Accept-Language: en\r\n").status == 200);
  CHECK(client.get("/search?q=Astana", has + "Accept-Language: ru\r\n").status == 200);
  CHECK(client.get("/search?q=Almaty").header("vary") == "Accept-Language, Accept-Encoding");
}

TEST_CASE("without a gazetteer the map is served, and a search says what is missing") {
  const TestServer server("/nowhere/names.bin");
  TestClient client(server.port());
  CHECK(client.get("/tiles/0/0/0.geojson").status == 200);
  CHECK(client.get("/healthz").status == 200);
  CHECK(client.get("/attributions").body == R"({"attributions":[]})");
  for (const char* target :
       {"/search?q=Almaty", "/search?q=", "/reverse?lat=1&lon=1", "/lookup?osm_ids=almaty", "/status",
        "/photon/api?q=Almaty", "/photon/reverse?lat=1&lon=1"}) {
    CAPTURE(target);
    const TestResponse response = client.get(target);
    CHECK(response.status == 503);
    CHECK_THAT(response.body, Catch::Contains("names.bin: no such gazetteer; scripts/build makes it"));
    CHECK_THAT(response.body, !Catch::Contains("/nowhere"));
  }
}

TEST_CASE("languages come in the order of their weights, each region before its language") {
  CHECK(parse_languages("") == Languages{});
  CHECK(parse_languages("kk") == Languages{"kk"});
  CHECK(parse_languages("de-AT, en;q=0.3, fr;q=0.8") == Languages{"de-at", "de", "fr", "en"});
  CHECK(parse_languages("zh_Hant_TW,zh") == Languages{"zh-hant-tw", "zh"});
  CHECK(parse_languages("*, x, en;q=0, ru;q=2, '; DROP TABLE, \xD0\xBA").empty());
  CHECK(parse_languages(repeated("aa,", 500) + "bb,cc").size() == 3);
}

TEST_CASE("a stand-in number is the same for the same place, and none of OpenStreetMap's") {
  CHECK(stand_in_number("geonames:1526384") == 1'000'000'001'526'384);
  for (const char* id :
       {"siab_bazaar", "country:KZ", "admin1:US.TX", "geonames:", "geonames:-1", "geonames:x", ""}) {
    CAPTURE(id);
    CHECK(stand_in_number(id) >= 2'000'000'000'000'000);
    CHECK(stand_in_number(id) < 9'007'199'254'740'992);  // what JavaScript's numbers hold
  }
}

TEST_CASE("whom to thank for the places is told") {
  const TestServer server;
  TestClient client(server.port());
  const Json sources = Json::parse(client.get("/attributions").body)["attributions"];
  REQUIRE(sources.size() > 2);
  for (const Json& source : sources) {
    CHECK_FALSE(source["name"].get<std::string>().empty());
    CHECK_FALSE(source["licence"].get<std::string>().empty());
  }
}

}  // namespace photomap
