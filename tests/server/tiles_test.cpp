#include "server/tiles.hpp"

#include "geo/json.hpp"
#include "geo/sqlite.hpp"
#include "geo/tiling.hpp"
#include "server/conditional.hpp"
#include "tests/server/mvt_reader.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"
#include "tests/server/test_store.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <thread>

namespace photomap {

namespace {

std::string tile_path(const TileId& tile) {
  return "/tiles/" + std::to_string(tile.zoom()) + "/" + std::to_string(tile.x()) + "/" +
         std::to_string(tile.y());
}

Json geojson_tile(TestClient& client, const TileId& tile, const std::string& query = {}) {
  const TestResponse response = client.get(tile_path(tile) + ".geojson" + query);
  REQUIRE(response.status == 200);
  CHECK(response.header("content-type") == "application/geo+json");
  return Json::parse(response.body);
}

std::int64_t count_in(const Json& tile) {
  std::int64_t count = 0;
  for (const Json& feature : tile["features"])
    count += feature["properties"].value("cluster", false)
                 ? feature["properties"]["point_count"].get<std::int64_t>()
                 : 1;
  return count;
}

// The tiles of a zoom that hold the test's photos.
std::set<std::pair<std::uint32_t, std::uint32_t>> tiles_at(int zoom) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> tiles;
  std::vector<LonLat> locations = test_locations();
  for (int i = 1; i <= 25; ++i) locations.push_back({66.97 + i * 0.0001, 39.65});
  for (const LonLat location : locations) {
    const TileId tile = TileId::containing(world_point(to_centimetre(location)), zoom);
    tiles.emplace(tile.x(), tile.y());
  }
  return tiles;
}

Json first_feature(TestClient& client, LonLat location, int zoom, const std::string& query = {}) {
  const Json tile =
      geojson_tile(client, TileId::containing(world_point(to_centimetre(location)), zoom), query);
  REQUIRE(tile["features"].size() >= 1);
  return tile["features"][0];
}

bool wait_until(const std::function<bool()>& holds) {
  for (int i = 0; i < 200; ++i) {
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

}  // namespace

TEST_CASE("the counts of all tiles of a zoom add up to what matches") {
  const TestServer server;
  TestClient client(server.port());
  for (const std::string& query : std::vector<std::string>{
           "", "?essay=samarkand", "?essay=edges-of-the-world", "?bbox=66,39,67,40",
           "?photographer=A.%20Tester", "?datetime=2020-01-01/..", "?max-uncertainty=99", "?ids=3,7,30"}) {
    const Json items = Json::parse(client.get("/collections/photos/items" + query).body);
    // One photo has no place, so it is in no tile.
    const bool has_unplaced = query.empty() || query.find("edges") != std::string::npos ||
                              query.find("photographer") != std::string::npos ||
                              query.find("datetime") != std::string::npos;
    const std::int64_t matched = items["numberMatched"].get<std::int64_t>() - (has_unplaced ? 1 : 0);
    for (const int zoom : {0, 1, 2, 5, 9, 14, 18, 20, 22}) {
      std::int64_t count = 0;
      for (const auto& [x, y] : tiles_at(zoom))
        count += count_in(geojson_tile(client, *TileId::make(zoom, x, y), query));
      CAPTURE(query, zoom);
      CHECK(count == matched);
    }
  }
}

TEST_CASE("a photo that stands alone comes with its properties") {
  const TestServer server;
  TestClient client(server.port());
  const Json feature = first_feature(client, {90, 66.51326044311186}, 10);
  const auto id = feature["id"].get<std::int64_t>();
  const Json item = Json::parse(client.get("/collections/photos/items/" + std::to_string(id)).body);
  CHECK(feature["geometry"] == item["geometry"]);
  for (const auto& [name, value] : feature["properties"].items()) {
    CAPTURE(name);
    CHECK(value == item["properties"][name]);
  }
  for (const char* name :
       {"id", "essay", "essay_title", "position", "caption", "credit", "uncertainty_m", "reason"})
    CHECK(feature["properties"].contains(name));
}

TEST_CASE("a cluster says how many, where, and when it parts") {
  const TestServer server;
  TestClient client(server.port());
  const Json cluster = first_feature(client, {66.975, 39.65}, 9, "?essay=samarkand");
  const Json& properties = cluster["properties"];
  CHECK(properties["cluster"] == true);
  CHECK(properties["point_count"] == 25);
  CHECK(properties["sample_ids"].size() == 4);
  CHECK_FALSE(properties.contains("same_place"));
  const Json& box = cluster["bbox"];
  CHECK(box[0].get<double>() == Approx(66.9701).margin(1e-6));
  CHECK(box[2].get<double>() == Approx(66.9725).margin(1e-6));
  // All of its photos, to the last digit.
  const std::string within =
      "?bbox=" + box[0].dump() + "," + box[1].dump() + "," + box[2].dump() + "," + box[3].dump();
  CHECK(Json::parse(client.get("/collections/photos/items" + within).body)["numberMatched"] == 25);
  const int parts = properties["expansion_zoom"];
  const auto features_at = [&](int zoom) {
    std::size_t count = 0;
    for (const auto& [x, y] : tiles_at(zoom))
      count += geojson_tile(client, *TileId::make(zoom, x, y), "?essay=samarkand")["features"].size();
    return count;
  };
  CHECK(features_at(parts - 1) == 1);
  CHECK(features_at(parts) > 1);
}

TEST_CASE("photos on one spot say so, and for which area they stand") {
  const TestServer server;
  TestClient client(server.port());
  {
    PhotoStore store = PhotoStore::open_read_write(server.directory().path() / "photos.db");
    StoreTransaction transaction(store);
    transaction.put_place({.id = "almaty",
                           .name = "Almaty",
                           .feature_type = "city",
                           .country = "KZ",
                           .location = {76.945, 43.238},
                           .uncertainty = {15'000},
                           .parent_id = {},
                           .source = "test",
                           .licence = "test"},
                          {});
    const std::int64_t essay = transaction.put_essay("Almaty", "");
    for (int i = 0; i < 3; ++i) {
      PhotoRecord record;
      record.caption = "Photo " + std::to_string(i);
      Georeference where;
      where.location = LonLat{76.945, 43.238};
      where.uncertainty = Meters{14'200};
      where.place_id = "almaty";
      where.place_name = "Almaty";
      transaction.put_photo(essay, i, i, record, where);
    }
    transaction.commit();
  }
  REQUIRE(wait_until([&] { return count_in(geojson_tile(client, *TileId::make(0, 0, 0))) == 40; }));
  for (const int zoom : {8, 14, 22}) {
    const Json properties = first_feature(client, {76.945, 43.238}, zoom)["properties"];
    CHECK(properties["point_count"] == 3);
    CHECK(properties["same_place"] == true);
    CHECK_FALSE(properties.contains("expansion_zoom"));
    CHECK(properties["place_name"] == "Almaty");
    CHECK(properties["uncertainty_m"] == 14'200);
    CHECK(properties["area"] == "somewhere in Almaty, within 15 km");
  }
}

TEST_CASE("photos beyond the grid share its first row, but not a place") {
  const TestServer server;
  TestClient client(server.port());
  {
    PhotoStore store = PhotoStore::open_read_write(server.directory().path() / "photos.db");
    StoreTransaction transaction(store);
    const std::int64_t essay = transaction.put_essay("The Arctic", "");
    for (const auto& [identity, latitude] : {std::pair(1, 86.0), std::pair(2, 89.5)}) {
      Georeference where;
      where.location = LonLat{30, latitude};
      where.uncertainty = Meters{50};
      PhotoRecord record;
      record.caption = "Ice";
      transaction.put_photo(essay, identity, identity, record, where);
    }
    transaction.commit();
  }
  REQUIRE(wait_until([&] { return count_in(geojson_tile(client, *TileId::make(0, 0, 0))) == 39; }));
  const Json properties = first_feature(client, {30, 89}, 12)["properties"];
  CHECK(properties["point_count"] == 2);
  CHECK_FALSE(properties.contains("same_place"));
  CHECK_FALSE(properties.contains("expansion_zoom"));
}

TEST_CASE("what is too long, or was left out by another program, makes no tile large and no answer wrong") {
  const TestServer server;
  TestClient client(server.port());
  const std::string kilobytes(20'000, 'x');
  std::int64_t id = 0;
  {
    PhotoStore store = PhotoStore::open_read_write(server.directory().path() / "photos.db");
    StoreTransaction transaction(store);
    const std::int64_t essay = transaction.put_essay("Long", "");
    Georeference where;
    where.location = LonLat{30, 10};
    where.uncertainty = Meters{12.1};
    PhotoRecord record;
    record.caption = record.credit = record.licence = record.source_url = record.image_url = kilobytes;
    transaction.put_photo(essay, 1, 1, record, where);
    transaction.commit();
    id = store.find_photos({}).back().id;
  }
  REQUIRE(wait_until([&] { return count_in(geojson_tile(client, *TileId::make(0, 0, 0))) == 38; }));
  const std::string path = tile_path(TileId::containing(world_point({30, 10}), 12));
  CHECK(client.get(path + ".geojson").body.size() < 3000);
  CHECK(client.get(path + ".mvt").body.size() < 3000);
  CHECK(client.get(path + ".geojson?has-image=true").body.find("Long") != std::string::npos);
  const Json item = Json::parse(client.get("/collections/photos/items?bbox=29,9,31,11").body)["features"][0];
  CHECK(item["properties"]["licence"] == kilobytes);
  CHECK(item["properties"]["credit"] == kilobytes);

  const auto counts = [&](const std::string& filter) {
    const Json items = Json::parse(client.get("/collections/photos/items?bbox=29,9,31,11&" + filter).body);
    return std::pair(items["numberMatched"].get<std::int64_t>(),
                     count_in(Json::parse(client.get(path + ".geojson?" + filter).body)));
  };
  CHECK(counts("max-uncertainty=12.1") == std::pair<std::int64_t, std::int64_t>(1, 1));
  CHECK(counts("max-uncertainty=12") == std::pair<std::int64_t, std::int64_t>(0, 0));
  CHECK(client.get(path + ".geojson?photographer=").status == 400);
  {
    Connection edit = Connection::open(server.directory().path() / "photos.db", Connection::Mode::read_write);
    edit.execute("UPDATE photos SET uncertainty_m = NULL WHERE id = " + std::to_string(id));
  }
  REQUIRE(wait_until(
      [&] { return client.get(path + ".geojson").body.find("uncertainty") == std::string::npos; }));
  CHECK(counts("max-uncertainty=100000") == std::pair<std::int64_t, std::int64_t>(0, 0));
  CHECK(Json::parse(
            client.get("/collections/photos/items/" + std::to_string(id)).body)["properties"]["uncertainty_m"]
            .is_null());
}

TEST_CASE("a vector tile has what the GeoJSON tile has") {
  const TestServer server;
  TestClient client(server.port());
  for (const int zoom : {0, 2, 9, 14, 20}) {
    for (const auto& [x, y] : tiles_at(zoom)) {
      const TileId tile = *TileId::make(zoom, x, y);
      const TestResponse response = client.get(tile_path(tile) + ".mvt");
      REQUIRE(response.status == 200);
      CHECK(response.header("content-type") == "application/vnd.mapbox-vector-tile");
      std::map<std::string, Json> by_name;
      std::int64_t count = 0;
      for (const MvtFeature& feature : read_mvt(response.body)) {
        CHECK(feature.extent == 4096);
        CHECK(feature.x >= 0);
        CHECK(feature.x < 4096);
        CHECK(feature.y >= 0);
        CHECK(feature.y < 4096);
        const Json& p = feature.properties;
        CHECK((feature.layer == "clusters") == p.value("cluster", false));
        CHECK((feature.layer == "photos") == p.contains("caption"));
        if (feature.layer == "photos") CHECK(feature.id == p["id"]);
        count += feature.layer == "clusters" ? p["point_count"].get<std::int64_t>() : 1;
        by_name[p.value("sample_ids", std::to_string(feature.id))] = p;
      }
      const Json geojson = geojson_tile(client, tile);
      CHECK(count == count_in(geojson));
      CHECK(by_name.size() == geojson["features"].size());
      for (const Json& feature : geojson["features"]) {
        const Json& p = feature["properties"];
        std::string name = p.contains("id") ? p["id"].dump() : p["sample_ids"].dump();
        if (name.front() == '[') name = name.substr(1, name.size() - 2);
        REQUIRE(by_name.count(name) == 1);
        for (const auto& [key, value] : p.items()) {
          if (key != "sample_ids" && !value.is_null()) CHECK(by_name[name][key] == value);
        }
        if (p.contains("cluster"))
          CHECK(Json::parse("[" + by_name[name]["bbox"].get<std::string>() + "]") == feature["bbox"]);
      }
    }
  }
}

TEST_CASE("a tile that the client has is not sent again") {
  const TestServer server;
  TestClient client(server.port());
  const TestResponse first = client.get("/tiles/0/0/0.geojson");
  const std::string etag = first.header("etag");
  CHECK(etag.size() > 2);
  CHECK(first.header("cache-control") == kAskEachTime);
  CHECK(first.header("vary").find("Accept-Encoding") != std::string::npos);
  for (const std::string& known : {etag, "W/" + etag, "\"a\", " + etag + " ,\"b\"", std::string("*")}) {
    CAPTURE(known);
    const TestResponse again = client.get("/tiles/0/0/0.geojson", "If-None-Match: " + known + "\r\n");
    CHECK(again.status == 304);
    CHECK(again.header("etag") == etag);
    CHECK(again.body.empty());
  }
  CHECK(client.get("/tiles/0/0/0.geojson", "If-None-Match: \"other\"\r\n").status == 200);
  CHECK(client.get("/tiles/0/0/0.mvt", "If-None-Match: " + etag + "\r\n").status == 200);
  CHECK(client.get("/tiles/0/0/0.geojson?essay=samarkand", "If-None-Match: " + etag + "\r\n").status == 200);
  CHECK(client.get("/tiles/9/9/0.geojson?essay=paris", "If-None-Match: *\r\n").status == 400);
}

TEST_CASE(
    "another state of the data, or another database in its place, is served within two seconds, under "
    "another tag") {
  const TestServer server;
  TestClient client(server.port());
  const auto count_and_tag = [&] {
    const TestResponse response = client.get("/tiles/0/0/0.geojson");
    return std::pair(count_in(Json::parse(response.body)), response.header("etag"));
  };
  const auto [count, tag] = count_and_tag();
  CHECK(count == 37);
  // Another file, renamed into its place.
  write_database(server.directory(), "other.db", 30);
  std::filesystem::rename(server.directory().path() / "other.db", server.directory().path() / "photos.db");
  REQUIRE(wait_until([&] { return count_and_tag().first == 42; }));
  const std::string second = count_and_tag().second;
  CHECK(second != tag);
  // A change within it.
  {
    PhotoStore store = PhotoStore::open_read_write(server.directory().path() / "photos.db");
    StoreTransaction transaction(store);
    transaction.remove_photo(1);
    transaction.commit();
  }
  REQUIRE(wait_until([&] { return count_and_tag().first == 41; }));
  CHECK(count_and_tag().second != second);
}

TEST_CASE("an address that names the state of the data is immutable, as long as it is the state") {
  const TestServer server;
  TestClient client(server.port());
  const Json collection = Json::parse(client.get("/collections/photos").body);
  const std::string version = collection["tileVersion"];
  const std::string data = collection["datasetVersion"].dump();
  CHECK(client.get("/tiles/0/0/0.geojson?v=" + version).header("cache-control") ==
        "public, max-age=31536000, immutable");
  // Of the data alone, the next version of the program might make other tiles.
  for (const std::string& other : {std::string("17"), data, data + "-0.0.1.1"})
    CHECK(client.get("/tiles/0/0/0.geojson?v=" + other).header("cache-control") == kAskEachTime);
  const Json tilejson = Json::parse(client.get("/tiles.json?essay=samarkand").body);
  CHECK(tilejson["tilejson"] == "3.0.0");
  CHECK(tilejson["tiles"][0] == "http://map.test:8080/tiles/{z}/{x}/{y}.mvt?essay=samarkand&v=" + version);
  CHECK(tilejson["maxzoom"] == kMaxZoom);
  CHECK(tilejson["bounds"].size() == 4);
  CHECK(tilejson["vector_layers"].size() == 2);
}

TEST_CASE("tiles are described and given by OGC API - Tiles") {
  const TestServer server;
  TestClient client(server.port());
  const Json tilesets = Json::parse(client.get("/collections/photos/tiles").body);
  const std::string self = tilesets["tilesets"][0]["links"][0]["href"];
  CHECK(self == "http://map.test:8080/collections/photos/tiles/WebMercatorQuad");
  const Json tileset = Json::parse(client.get("/collections/photos/tiles/WebMercatorQuad").body);
  std::set<std::string> templates;
  for (const Json& link : tileset["links"]) {
    if (link["rel"] == "item") templates.insert(link["href"].get<std::string>());
  }
  CHECK(templates.count(self + "/{tileMatrix}/{tileRow}/{tileCol}?f=mvt") == 1);
  const TileId tile = TileId::containing(world_point({90, 66.5}), 5);
  const std::string row_first = "/collections/photos/tiles/WebMercatorQuad/5/" + std::to_string(tile.y()) +
                                "/" + std::to_string(tile.x());
  CHECK(client.get(row_first).body == client.get(tile_path(tile) + ".mvt").body);
  CHECK(client.get(row_first + "?f=geojson").body == client.get(tile_path(tile) + ".geojson").body);
  CHECK(client.get(row_first + "?f=png").status == 400);
  const Json matrices = Json::parse(client.get("/tileMatrixSets/WebMercatorQuad").body)["tileMatrices"];
  CHECK(matrices.size() == kMaxZoom + 1);
  CHECK(matrices[0]["scaleDenominator"].get<double>() == Approx(559082264.028717));
  CHECK(matrices[1]["matrixWidth"] == 2);
}

}  // namespace photomap
