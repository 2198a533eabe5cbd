#include "server/photon.hpp"

#include "geo/json.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

Json features_of(TestClient& client, const std::string& target, const std::string& header_lines = "") {
  const TestResponse response = client.get(target, header_lines);
  CAPTURE(target, response.body);
  REQUIRE(response.status == 200);
  CHECK(response.header("content-type") == "application/json");
  const Json collection = Json::parse(response.body);
  CHECK(collection["type"] == "FeatureCollection");
  return collection["features"];
}

std::string name_of_first(TestClient& client, const std::string& target,
                          const std::string& header_lines = "") {
  const Json features = features_of(client, target, header_lines);
  return features.empty() ? "" : features[0]["properties"]["name"];
}

}  // namespace

TEST_CASE("a search as you type answers with all that Photon's clients read") {
  const TestServer server;
  TestClient client(server.port());
  const Json place = features_of(client, "/photon/api?q=siab+baz&limit=1").at(0);
  CHECK(place["type"] == "Feature");
  CHECK(place["geometry"] == Json{{"type", "Point"}, {"coordinates", {66.9787, 39.6601}}});
  const Json& properties = place["properties"];
  CHECK(properties["name"] == "Siab Bazaar");
  CHECK(properties["city"] == "Samarkand");
  CHECK(properties["country"] == "Uzbekistan");
  CHECK(properties["countrycode"] == "UZ");
  CHECK(properties["type"] == "house");
  CHECK(properties["osm_key"] == "amenity");
  CHECK(properties["osm_value"] == "marketplace");
  CHECK(properties["osm_type"] == "N");
  CHECK(properties["osm_id"].is_number_integer());
  CHECK(properties["photomap_id"] == "siab_bazaar");
  const Json& extent = properties["extent"];
  REQUIRE(extent.size() == 4);
  CHECK((extent[0] < 66.9787 && extent[2] > 66.9787));
  CHECK((extent[1] > 39.6601 && extent[3] < 39.6601));
}

TEST_CASE("every beginning of a name finds it") {
  const TestServer server;
  TestClient client(server.port());
  const std::string name = "Tashkent";
  for (std::size_t size = 4; size <= name.size(); ++size) {
    CAPTURE(size);
    CHECK(name_of_first(client, "/photon/api?q=" + name.substr(0, size)) == "Tashkent");
  }
}

TEST_CASE("limit, bias and box of Photon") {
  const TestServer server;
  TestClient client(server.port());
  CHECK(features_of(client, "/photon/api?q=springfield").size() == 15);
  CHECK(features_of(client, "/photon/api?q=springfield&limit=2").size() == 2);
  CHECK(features_of(client, "/photon/api?q=springfield&limit=0").size() == 1);
  const auto first_id = [&](const std::string& rest) {
    return features_of(client, "/photon/api?q=springfield" + rest).at(0)["properties"]["photomap_id"];
  };
  CHECK(first_id("&lat=-27.7&lon=152.9") == "geonames:9957703");
  CHECK(first_id("&bbox=138,-35,139,-34") == "geonames:8349432");
  CHECK(features_of(client, "/photon/api?q=springfield&bbox=138,-35,139,-34").size() == 1);
  CHECK(features_of(client, "/photon/api?q=springfield&bbox=0,0,1,1").empty());
  CHECK(
      features_of(client, "/photon/api?q=springfield&zoom=12&location_bias_scale=0.2&osm_tag=place").size() ==
      15);
}

TEST_CASE("Photon's language is one, or the browser's") {
  const TestServer server;
  TestClient client(server.port());
  CHECK(name_of_first(client, "/photon/api?q=Samarkand") == "Samarkand");
  CHECK(name_of_first(client, "/photon/api?q=Samarkand&lang=ru") == "Самарканд");
  CHECK(name_of_first(client, "/photon/api?q=Samarkand&lang=default", "Accept-Language: ru\r\n") ==
        "Samarkand");
  CHECK(name_of_first(client, "/photon/api?q=Samarkand", "Accept-Language: ru\r\n") == "Самарканд");
  CHECK(name_of_first(client, "/photon/reverse?lat=39.6601&lon=66.9787&lang=zh") == "比比哈努姆清真寺");
}

TEST_CASE("a position is answered by the finest place, and by what contains it where more are asked for") {
  const TestServer server;
  TestClient client(server.port());
  CHECK(features_of(client, "/photon/reverse?lat=39.6601&lon=66.9787").size() == 1);
  const Json places = features_of(client, "/photon/reverse?lat=39.6601&lon=66.9787&limit=5");
  REQUIRE(places.size() == 3);
  CHECK(places[0]["properties"]["name"] == "Bibi-Khanym Mosque");
  CHECK(places[1]["properties"]["name"] == "Samarkand");
  CHECK(places[2]["properties"]["name"] == "Uzbekistan");
  CHECK(features_of(client, "/photon/reverse?lat=0&lon=-30").empty());
}

TEST_CASE("a bad parameter is refused as Photon does") {
  const TestServer server;
  TestClient client(server.port());
  const std::vector<std::pair<std::string, std::string>> table{
      {"/photon/api", "q is missing"},
      {"/photon/api?q=", "q is missing; give q=NAME"},
      {"/photon/api?q=+", "q is missing"},
      {"/photon/api?q=x&limit=x", "limit=x: give an integer"},
      {"/photon/api?q=x&lat=1", "lon is missing"},
      {"/photon/api?q=x&lat=1&lon=x", "lon=x: give degrees"},
      {"/photon/api?q=x&bbox=1,2", "bbox=1,2: give longitude and latitude"},
      {"/photon/api?q=" + std::string(257, 'x'), "q has 257 characters"},
      {"/photon/reverse?lat=1", "lon is missing"},
      {"/photon/reverse?lat=99&lon=0", "lat=99"},
  };
  for (const auto& [target, message] : table) {
    CAPTURE(target);
    const TestResponse response = client.get(target);
    CHECK(response.status == 400);
    CHECK(response.header("content-type") == "application/json");
    const Json error = Json::parse(response.body);
    CHECK(error.size() == 1);
    CHECK_THAT(error["message"].get<std::string>(), Catch::Contains(message));
  }
}

}  // namespace photomap
