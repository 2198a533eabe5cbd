#include "server/nominatim.hpp"

#include "geo/json.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace photomap {

namespace {

Json get_json(TestClient& client, const std::string& target, const std::string& header_lines = "") {
  const TestResponse response = client.get(target, header_lines);
  CAPTURE(target, response.body);
  REQUIRE(response.status == 200);
  CHECK(response.header("content-type") == "application/json");
  return Json::parse(response.body);
}

std::vector<std::string> ids_of(const Json& places) {
  std::vector<std::string> ids;
  for (const Json& place : places) ids.push_back(place["photomap_id"]);
  return ids;
}

std::string name_of_first(TestClient& client, const std::string& target,
                          const std::string& header_lines = "") {
  return get_json(client, target, header_lines).at(0)["display_name"];
}

}  // namespace

TEST_CASE("a search answers with all that Nominatim's clients read") {
  const TestServer server;
  TestClient client(server.port());
  const Json places = get_json(client, "/search?q=Siab+Bazaar&addressdetails=1");
  REQUIRE(places.size() == 1);
  const Json& place = places[0];
  CHECK(place["place_id"].is_number_integer());
  CHECK(place["osm_type"] == "node");
  CHECK(place["osm_id"].get<std::int64_t>() >= 2'000'000'000'000'000);
  CHECK(place["photomap_id"] == "siab_bazaar");
  CHECK_THAT(place["licence"].get<std::string>(), Catch::StartsWith("Data: photomap places: "));
  CHECK(place["lat"] == "39.6601000");
  CHECK(place["lon"] == "66.9787000");
  CHECK(place["category"] == "amenity");
  CHECK_FALSE(place.contains("class"));
  CHECK(place["type"] == "marketplace");
  CHECK(place["place_rank"] == 30);
  CHECK(place["importance"].get<double>() > 0);
  CHECK(place["addresstype"] == "amenity");
  CHECK(place["name"] == "Siab Bazaar");
  CHECK(place["display_name"] == "Siab Bazaar, Samarkand, Uzbekistan");
  CHECK(place["address"] == Json{{"amenity", "Siab Bazaar"},
                                 {"city", "Samarkand"},
                                 {"country", "Uzbekistan"},
                                 {"country_code", "uz"}});
  REQUIRE(place["boundingbox"].size() == 4);
  for (const Json& edge : place["boundingbox"]) CHECK(edge.is_string());
  const auto edge = [&](int i) { return std::stod(place["boundingbox"][i].get<std::string>()); };
  CHECK((edge(0) < 39.6601 && 39.6601 < edge(1) && edge(2) < 66.9787 && 66.9787 < edge(3)));
}

TEST_CASE("the formats differ as Nominatim's do") {
  const TestServer server;
  TestClient client(server.port());
  const Json json = get_json(client, "/search?q=Almaty&format=json").at(0);
  CHECK(json["class"] == "place");
  CHECK_FALSE(json.contains("category"));
  CHECK_FALSE(json.contains("address"));

  const Json geojson = get_json(client, "/search?q=Almaty&format=geojson");
  CHECK(geojson["type"] == "FeatureCollection");
  CHECK_FALSE(geojson["licence"].get<std::string>().empty());
  const Json& feature = geojson["features"].at(0);
  CHECK(feature["geometry"] == Json{{"type", "Point"}, {"coordinates", {76.94578, 43.238949}}});
  CHECK(feature["properties"]["category"] == "place");
  CHECK(feature["bbox"].at(0) < 76.94578);
  CHECK(feature["bbox"].at(3) > 43.238949);

  const Json geocodejson = get_json(client, "/search?q=Siab+Bazaar&format=geocodejson&addressdetails=1");
  CHECK(geocodejson["geocoding"]["version"] == "0.1.0");
  CHECK(geocodejson["geocoding"]["query"] == "Siab Bazaar");
  const Json& geocoding = geocodejson["features"].at(0)["properties"]["geocoding"];
  CHECK(geocoding["accuracy"] == 400);
  CHECK(geocoding["type"] == "house");
  CHECK(geocoding["label"] == "Siab Bazaar, Samarkand, Uzbekistan");
  CHECK(geocoding["city"] == "Samarkand");
  CHECK(geocoding["country"] == "Uzbekistan");
  CHECK(geocoding["country_code"] == "uz");
  CHECK(geocoding["admin"]["level2"] == "Uzbekistan");
}

TEST_CASE("only 0 is false, what is unknown is ignored, the last of two holds") {
  const TestServer server;
  TestClient client(server.port());
  const auto has = [&](const std::string& parameters, const char* member) {
    return get_json(client, "/search?q=Almaty&" + parameters).at(0).contains(member);
  };
  for (const char* yes : {"1", "true", "True", "", "yes", "false", "00"}) {
    CAPTURE(yes);
    CHECK(has(std::string("addressdetails=") + yes, "address"));
    CHECK(has(std::string("extratags=") + yes, "extratags"));
    CHECK(has(std::string("namedetails=") + yes, "namedetails"));
  }
  CHECK_FALSE(has("addressdetails=0&extratags=0&namedetails=0", "address"));
  CHECK_FALSE(has("addressdetails=1&addressdetails=0", "address"));
  CHECK(has("polygon_geojson=1&email=a@b.c&json_callback=f&nonsense=1", "lat"));
}

TEST_CASE("details are all names, and what else is known") {
  const TestServer server;
  TestClient client(server.port());
  const Json place = get_json(client, "/search?q=Samarkand&namedetails=1&extratags=1").at(0);
  CHECK(place["namedetails"]["name"] == "Samarkand");
  CHECK_THAT(place["namedetails"]["alt_name"].get<std::string>(), Catch::Contains("Samarqand"));
  CHECK(place["extratags"]["uncertainty_m"] == "8000");
  CHECK(place["extratags"]["population"] == "513572");
  CHECK_THAT(place["extratags"]["note"].get<std::string>(),
             Catch::Contains("names nothing in OpenStreetMap"));
}

TEST_CASE("an address may come in parts, a text with parts is refused") {
  const TestServer server;
  TestClient client(server.port());
  CHECK(ids_of(get_json(client, "/search?city=Samarkand&country=Uzbekistan")).front() == "samarkand");
  CHECK(ids_of(get_json(client, "/search?city=Samarkand&country=uz")).front() == "samarkand");
  CHECK(ids_of(get_json(client, "/search?city=Moscow&country=RU")).front() == "geonames:524901");
  CHECK(ids_of(get_json(client, "/search?country=Uzbekistan")).front() == "uzbekistan");
  CHECK(ids_of(get_json(client, "/search?city=Samarkand&country=")).front() == "samarkand");
  CHECK(ids_of(get_json(client, "/search?country=uz")) == std::vector<std::string>{"uzbekistan"});
  CHECK(ids_of(get_json(client, "/search?country=FR")) == std::vector<std::string>{"country:FR"});
  CHECK(get_json(client, "/search?country=xx").empty());
  CHECK(get_json(client, "/search?city=Samarkand&country=kz").empty());
  CHECK(client.get("/search?q=Samarkand&country=").status == 200);
  for (const char* part : {"street", "city", "county", "state", "country", "postalcode"}) {
    const TestResponse response = client.get(std::string("/search?q=Samarkand&") + part + "=x");
    CHECK(response.status == 400);
    CHECK_THAT(response.body, Catch::Contains(std::string("q and ") + part + " are given"));
  }
}

TEST_CASE("an empty search finds nothing") {
  const TestServer server;
  TestClient client(server.port());
  for (const char* target : {"/search", "/search?q=", "/search?q=+", "/search?q=%20&format=json",
                             "/search?city=", "/search?q=...", "/search?q=Xqzwvkj"}) {
    CAPTURE(target);
    CHECK(client.get(target).body == "[]");
  }
  CHECK(get_json(client, "/search?q=&format=geojson")["features"].empty());
  CHECK(get_json(client, "/search?q=&format=geocodejson")["features"].empty());
}

TEST_CASE("limit, countries, viewbox and duplicates") {
  const TestServer server;
  TestClient client(server.port());
  const auto count = [&](const std::string& parameters) {
    return get_json(client, "/search?q=Springfield&dedupe=0" + parameters).size();
  };
  CHECK(count("") == 10);
  CHECK(count("&limit=3") == 3);
  CHECK(count("&limit=0") == 1);
  CHECK(count("&limit=-5") == 1);
  CHECK(count("&limit=1000") > 15);
  CHECK(count("&countrycodes=au") == 2);
  CHECK(get_json(client, "/search?q=Springfield&countrycodes=au,us&limit=50").size() <
        10);  // many look alike
  CHECK(count("&countrycodes=AU,gb") == 3);
  CHECK(count("&countrycodes=australia") == 10);  // no code: not a filter
  CHECK(count("&countrycodes=kz") == 0);
  CHECK(count("&viewbox=138,-34,139,-35&bounded=1") == 1);
  CHECK(count("&viewbox=139,-35,138,-34&bounded=1") == 1);
  CHECK(count("&viewbox=138,-34,139,-35&bounded=0") == 10);
  CHECK(ids_of(get_json(client, "/search?q=Springfield&viewbox=152,-28,153,-27")).front() ==
        "geonames:9957703");
  CHECK(count("&viewbox=-1000,-1000,1000,1000&bounded=1") == 10);
}

TEST_CASE("names come in the language asked for") {
  const TestServer server;
  TestClient client(server.port());
  CHECK(name_of_first(client, "/search?q=Samarkand") == "Samarkand, Uzbekistan");
  const std::vector<std::pair<std::string, std::string>> table{
      {"en", "Samarkand, Uzbekistan"},
      {"ru", "Самарканд, Узбекистан"},
      {"ru-RU", "Самарканд, Узбекистан"},
      {"RU_ru", "Самарканд, Узбекистан"},
      {"en;q=0.5,ru", "Самарканд, Узбекистан"},
      {"ru;q=0,en", "Samarkand, Uzbekistan"},
      {"tlh,ru;q=0.3", "Самарканд, Узбекистан"},
      {"zh", "撒马尔罕, 乌兹别克斯坦"},
      {"*", "Samarkand, Uzbekistan"},
      {",;q=nonsense,ru;q=2", "Samarkand, Uzbekistan"},
  };
  for (const auto& [languages, name] : table) {
    CAPTURE(languages);
    CHECK(name_of_first(client, "/search?q=Samarkand&accept-language=" + languages) == name);
    CHECK(name_of_first(client, "/search?q=Samarkand", "Accept-Language: " + languages + "\r\n") == name);
  }
  CHECK(name_of_first(client, "/search?q=Samarkand&accept-language=en", "Accept-Language: ru\r\n") ==
        "Samarkand, Uzbekistan");
  CHECK(name_of_first(client, "/search?q=%D0%A1%D0%B0%D0%BC%D0%B0%D1%80%D0%BA%D0%B0%D0%BD%D0%B4") ==
        "Samarkand, Uzbekistan");
}

TEST_CASE("a position is named as finely as the zoom asks") {
  const TestServer server;
  TestClient client(server.port());
  const auto name_at = [&](const std::string& rest) {
    return get_json(client, "/reverse?lat=39.6601&lon=66.9787" + rest)["display_name"].get<std::string>();
  };
  CHECK(name_at("") == "Bibi-Khanym Mosque, Samarkand, Uzbekistan");
  CHECK(name_at("&zoom=18") == "Bibi-Khanym Mosque, Samarkand, Uzbekistan");
  CHECK(name_at("&zoom=99") == "Bibi-Khanym Mosque, Samarkand, Uzbekistan");
  CHECK(name_at("&zoom=10") == "Samarkand, Uzbekistan");
  CHECK(name_at("&zoom=3") == "Uzbekistan");
  CHECK(name_at("&zoom=-1") == "Uzbekistan");
  CHECK(name_at("&zoom=10&accept-language=ru") == "Самарканд, Узбекистан");
  CHECK(get_json(client, "/reverse?lat=39.6601&lon=66.9787")["address"]["city"] == "Samarkand");
  CHECK_FALSE(get_json(client, "/reverse?lat=39.6601&lon=66.9787&addressdetails=0").contains("address"));
  CHECK(get_json(client, "/reverse?lat=39.6601&lon=66.9787&format=geojson")["features"].size() == 1);
  CHECK(get_json(client, "/reverse?lat=39.6601&lon=66.9787&format=geocodejson")["geocoding"]["query"] ==
        "39.6601,66.9787");
  for (const char* format : {"json", "jsonv2", "geojson", "geocodejson"}) {
    CHECK(client.get(std::string("/reverse?lat=0&lon=-30&format=") + format).body ==
          R"({"error":"Unable to geocode"})");
  }
}

TEST_CASE("a search for a position, latitude first, tells what is there") {
  const TestServer server;
  TestClient client(server.port());
  for (const char* position : {"39.6601,66.9787", "39.6601,+66.9787", "+39.66010+,66.9787+"}) {
    CAPTURE(position);
    CHECK(ids_of(get_json(client, std::string("/search?q=") + position)) ==
          std::vector<std::string>{"bibi_khanym"});
  }
  CHECK(get_json(client, "/search?q=0.0,-30.0").empty());
  CHECK(get_json(client, "/search?q=99.5,66.9").empty());
  CHECK(get_json(client, "/search?q=39.6601,66.9787,1").empty());
}

TEST_CASE("what a search gave can be looked up again") {
  const TestServer server;
  TestClient client(server.port());
  for (const char* name : {"Samarkand", "Moscow", "Siab+Bazaar", "Uzbekistan", "Georgia"}) {
    const Json found = get_json(client, std::string("/search?limit=1&q=") + name).at(0);
    const std::string by_number = "N" + std::to_string(found["osm_id"].get<std::int64_t>());
    const std::string id = found["photomap_id"];
    CAPTURE(name, by_number, id);
    CHECK(ids_of(get_json(client, "/lookup?osm_ids=" + by_number)) == std::vector{id});
    CHECK(ids_of(get_json(client, "/lookup?osm_ids=" + id)) == std::vector{id});
  }
  CHECK(get_json(client, "/search?q=Moscow&countrycodes=ru").at(0)["osm_id"] == 1'000'000'000'524'901);
  CHECK(ids_of(get_json(client, "/lookup?osm_ids=samarkand,n1000000000524901,almaty")) ==
        std::vector<std::string>{"samarkand", "geonames:524901", "almaty"});
  CHECK(get_json(client, "/lookup?osm_ids=samarkand").at(0)["address"]["country_code"] == "uz");
  for (const char* unknown : {"", "N524901", "N240109189", "W1000000000524901", "N", "N-1", "x", ",,",
                              "N9999999999999999999999", "N1000000000000001", "N2000000000000001"}) {
    CAPTURE(unknown);
    CHECK(client.get(std::string("/lookup?osm_ids=") + unknown).body == "[]");
  }
  CHECK(client.get("/lookup").body == "[]");
}

}  // namespace photomap
