#include "server/exports.hpp"

#include "geo/csv_table.hpp"
#include "geo/import.hpp"
#include "geo/json.hpp"
#include "server/routes.hpp"
#include "tests/geo/test_sources.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"
#include "tests/server/test_store.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace photomap {

namespace {

const std::string kItems = "/collections/photos/items";

std::vector<std::int64_t> ids_in_csv(const std::string& text) {
  constexpr std::array<std::string_view, 1> kColumns{"id"};
  CsvTable table(text, "x.csv", kColumns, kColumns);
  std::vector<std::int64_t> ids;
  table.for_each_row([&](CsvRow& row) { ids.push_back(std::stoll(std::string(row.cell("id")))); });
  return ids;
}

std::set<std::filesystem::path> scratch_folders() {
  std::set<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::temp_directory_path())) {
    if (entry.path().filename().string().starts_with("photomap-export.")) found.insert(entry.path());
  }
  return found;
}

}  // namespace

TEST_CASE("photos are downloaded in every format, all of them, under a name and a media type of their own") {
  const auto before = scratch_folders();
  const TestServer server;
  TestClient client(server.port());
  const std::vector<std::tuple<std::string, std::string, std::string, std::string>> table{
      {"csv", "text/csv; charset=utf-8", "photos.csv", "id,essay,"},
      {"dwc", "text/csv; charset=utf-8", "photos.dwc.csv", "occurrenceID,"},
      {"geojsonfile", "application/geo+json", "photos.geojson", "{\"type\":\"FeatureCollection\""},
      {"geojsonseq", "application/geo+json-seq", "photos.geojsons", "\x1E{"},
      {"ndjson", "application/x-ndjson", "photos.ndjson", "{\"type\":\"Feature\""},
      {"gpkg", "application/geopackage+sqlite3", "photos.gpkg", "SQLite format 3"},
      {"fgb", "application/flatgeobuf", "photos.fgb", "fgb"},
      {"shp", "application/zip", "photos.shp.zip", "PK"},
      {"kml", "application/vnd.google-earth.kml+xml", "photos.kml", "<?xml"},
      {"gpx", "application/gpx+xml", "photos.gpx", "<?xml"},
  };
  CHECK(export_names().size() == table.size());
  for (const auto& [name, type, file, begin] : table) {
    CAPTURE(name);
    const TestResponse response = client.get(kItems + "?f=" + name);
    CHECK(response.status == 200);
    CHECK(response.header("content-type") == type);
    CHECK(response.header("content-disposition") == "attachment; filename=\"" + file + "\"");
    CHECK(response.header("content-crs") == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
    CHECK(response.header("cache-control").starts_with("private"));
    CHECK_THAT(response.body, Catch::StartsWith(begin));
    // The same connection serves on, so the body ended where it should.
    CHECK(client.get("/healthz").status == 200);
    const TestResponse head = client.request("HEAD", kItems + "?f=" + name);
    CHECK(head.status == 200);
    CHECK(head.header("content-type") == type);
    CHECK(head.header("content-length") != "0");
    CHECK(client.get(kItems + "?f=" + name, "If-None-Match: " + response.header("etag") + "\r\n").status ==
          304);
  }
  CHECK(scratch_folders() == before);
}

TEST_CASE("a download has the photos of its filter, and no more than a limit that is given") {
  const TestServer server;
  TestClient client(server.port());
  const std::size_t total = test_locations().size() + 1 + 25;
  const std::vector<std::pair<std::string, std::size_t>> table{
      {"", total},
      {"&limit=7", 7},
      {"&limit=1000000", total},
      {"&after=30", 8},
      {"&after=30&limit=2", 2},
      {"&ids=3,5,999", 2},
      {"&essay=samarkand", 25},
      {"&bbox=66,39,67,40", 26},
      {"&bbox=179,-20,-179,5", 4},
      {"&bbox=0,0,0,0", 1},
      {"&bbox=39,66,40,67&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326", 26},
      {"&dated=true", 0},
  };
  for (const auto& [filter, count] : table) {
    CAPTURE(filter);
    const TestResponse csv = client.get(kItems + "?f=csv" + filter);
    REQUIRE(csv.status == 200);
    const std::vector<std::int64_t> ids = ids_in_csv(csv.body);
    CHECK(ids.size() == count);
    CHECK(std::is_sorted(ids.begin(), ids.end()));
    const Json features = Json::parse(client.get(kItems + "?f=geojsonfile" + filter).body)["features"];
    REQUIRE(features.size() == count);
    for (std::size_t i = 0; i < count; ++i) CHECK(features[i]["id"] == ids[i]);
  }
  CHECK(client.get(kItems + "?f=gpkg&essay=samarkand").header("content-disposition") ==
        "attachment; filename=\"photos-samarkand.gpkg\"");
}

TEST_CASE("a download of many pieces is whole, whoever else is served meanwhile") {
  const TempDirectory directory;
  write_page(directory);
  write_database(directory, "photos.db", 5000);
  App app(directory.path() / "photos.db", directory.path() / "web", test_gazetteer_file());
  const RunningServer server(handlers_for(app), 1);
  TestClient slow(server.port());
  TestClient other(server.port());
  slow.send("GET /collections/photos/items?f=geojsonfile&bbox=-180,-90,180,90 HTTP/1.1\r\nHost: a\r\n\r\n");
  for (int i = 0; i < 20; ++i) CHECK(other.get("/healthz").status == 200);
  const TestResponse all = slow.receive();
  CHECK(all.is_whole);
  const Json features = Json::parse(all.body)["features"];
  REQUIRE(features.size() == 5012);
  for (std::size_t i = 1; i < features.size(); ++i) CHECK(features[i - 1]["id"] < features[i]["id"]);
}

TEST_CASE("a client of HTTP/1.0 gets a download until the connection ends") {
  const TestServer server;
  TestClient client(server.port());
  client.send("GET /collections/photos/items?f=csv HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const std::string all = client.receive_until_closed();
  CHECK(all.find("Transfer-Encoding") == all.npos);
  CHECK_THAT(all, Catch::Contains("Connection: close\r\n"));
  CHECK(ids_in_csv(all.substr(all.find("\r\n\r\n") + 4)).size() == 38);
}

TEST_CASE("a download from a database that is replaced breaks off, and says so") {
  const TempDirectory directory;
  write_page(directory);
  write_database(directory, "photos.db", 60'000);
  App app(directory.path() / "photos.db", directory.path() / "web", test_gazetteer_file());
  const RunningServer server(handlers_for(app), 1);
  TestClient client(server.port());
  client.send("GET /collections/photos/items?f=geojsonfile HTTP/1.1\r\nHost: a\r\n\r\n");
  TestClient(server.port()).get("/healthz");
  write_database(directory, "new.db");
  std::filesystem::rename(directory.path() / "new.db", directory.path() / "photos.db");
  const TestResponse part = client.receive();
  CHECK(part.status == 200);
  CHECK_FALSE(part.is_whole);
}

TEST_CASE("what is downloaded is imported as the same photos") {
  const TestServer server;
  TestClient client(server.port());
  const auto folder = server.directory().path();
  for (const char* name : {"csv", "geojsonfile", "geojsonseq", "gpkg", "fgb"}) {
    CAPTURE(name);
    const std::string bytes = client.get(kItems + "?essay=samarkand&f=" + name).body;
    const std::string ending = std::string_view(name) == "geojsonfile"  ? "geojson"
                               : std::string_view(name) == "geojsonseq" ? "geojsons"
                                                                        : name;
    const auto file = folder / ("again." + ending);
    std::ofstream(file, std::ios::binary) << bytes;
    PhotoStore again = PhotoStore::open_in_memory();
    const ImportReport report = import_sources({load_source(file)}, again, test_gazetteer(), {});
    CHECK(report.added == 25);
    CHECK(report.rejected == 0);
    CHECK(again.find_photos({}).at(24).record.caption == "Photo 25 of Ürgüp, Ташкент & <b>");
  }
}

TEST_CASE("who names the media type of a download in Accept gets it") {
  const TestServer server;
  TestClient client(server.port());
  const std::vector<std::pair<std::string, std::string>> table{
      {"text/csv", "text/csv; charset=utf-8"},
      {"application/geopackage+sqlite3", "application/geopackage+sqlite3"},
      {"application/flatgeobuf, text/csv;q=0.5", "application/flatgeobuf"},
      {"text/csv, application/json", "application/geo+json"},
      {"text/csv, application/json;q=0.9", "text/csv; charset=utf-8"},
      {"text/csv, */*", "application/geo+json"},
      {"text/*", "text/html; charset=utf-8"},
      {"application/geo+json", "application/geo+json"},
      {"text/csv;q=0", "application/geo+json"},
  };
  for (const auto& [accept, type] : table) {
    CAPTURE(accept);
    CHECK(client.get(kItems, "Accept: " + accept + "\r\n").header("content-type") == type);
  }
}

TEST_CASE("a download that can't be is refused with what is right") {
  const TestServer server;
  TestClient client(server.port());
  const std::vector<std::pair<std::string, std::string>> table{
      {"?f=docx", "geojsonfile"},
      {"?f=csv&bbox=1,2", "bbox=1,2"},
      {"?f=csv&limit=0", "limit=0"},
      {"?f=csv&nosuch=1", "unknown parameter"},
      {"?f=csv&crs=http://www.opengis.net/def/crs/EPSG/0/3857", "leave crs out"},
      {"/1?f=csv", "give json or html"},
  };
  for (const auto& [query, message] : table) {
    CAPTURE(query);
    const TestResponse response = client.get(kItems + query);
    CHECK(response.status == 400);
    CHECK_THAT(response.body, Catch::Contains(message));
  }
}

TEST_CASE("a file of too many photos is refused, and the way to get it named") {
  const TempDirectory directory;
  write_page(directory);
  write_database(directory, "photos.db", kMostInFile);
  App app(directory.path() / "photos.db", directory.path() / "web", test_gazetteer_file());
  const RunningServer server(handlers_for(app));
  TestClient client(server.port());
  for (const char* name : {"gpkg", "fgb", "shp"}) {
    const TestResponse refused = client.get(kItems + "?f=" + name);
    CHECK(refused.status == 400);
    CHECK_THAT(refused.body, Catch::Contains(fmt::format("photomap export --db FILE --format {}", name)) &&
                                 Catch::Contains("100013 photos are meant"));
  }
  CHECK(client.request("HEAD", kItems + "?f=gpkg").status == 400);
  CHECK(client.get(kItems + "?f=gpkg&limit=5").status == 200);
  CHECK(ids_in_csv(client.get(kItems + "?f=csv").body).size() == 100'013);
}

TEST_CASE("pages link to the same photos in every format, the collection to all of them") {
  const TestServer server;
  TestClient client(server.port());
  const Json page = Json::parse(client.get(kItems + "?bbox=66,39,67,40").body);
  std::set<std::string> types;
  for (const Json& link : page["links"]) {
    if (link["rel"] != "alternate") continue;
    types.insert(link["type"]);
    if (link["type"] == "text/csv" && link["title"] == "CSV")
      CHECK(link["href"] == "http://map.test:8080" + kItems + "?bbox=66,39,67,40&f=csv");
  }
  for (const std::string_view type : export_media_types())
    CHECK((type == "application/geo+json" || types.count(std::string(type)) == 1));
  std::size_t enclosures = 0;
  const Json collection = Json::parse(client.get("/collections/photos").body);
  for (const Json& link : collection["links"]) enclosures += link["rel"] == "enclosure" ? 1 : 0;
  CHECK(enclosures == export_names().size());
  CHECK_THAT(client.get(kItems + "?f=html").body, Catch::Contains(">GeoPackage</a>"));
  const Json api = Json::parse(client.get("/api").body);
  const Json formats = api["components"]["parameters"]["f"]["schema"]["enum"];
  for (const std::string_view name : export_names())
    CHECK(std::find(formats.begin(), formats.end(), Json(name)) != formats.end());
  const Json content = api["paths"][kItems]["get"]["responses"]["200"]["content"];
  for (const std::string_view type : export_media_types()) CHECK(content.contains(std::string(type)));
}

}  // namespace photomap
