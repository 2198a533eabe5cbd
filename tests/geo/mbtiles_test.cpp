#include "geo/mbtiles.hpp"

#include "tests/geo/test_maps.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <string>
#include <tuple>
#include <vector>

namespace photomap {

namespace {

TileId tile(int zoom, int x, int y) {
  return *TileId::make(zoom, x, y);
}

const std::vector<TestMapTile> kTiles{{0, 0, 0, kTestPng}, {2, 1, 3, kTestPng + "north"}};

}  // namespace

TEST_CASE("a tile of an MBTiles file is found, its row counted from the north") {
  const TemporaryDirectory directory;
  for (const bool as_view : {false, true}) {
    CAPTURE(as_view);
    const auto file = directory.path() / (as_view ? "view.mbtiles" : "table.mbtiles");
    write_map(file, {.metadata = {{"name", "Town"}, {"format", "png"}}, .tiles = kTiles, .as_view = as_view});
    const Mbtiles map(file);
    CHECK(map.find_tile(tile(0, 0, 0)) == kTestPng);
    CHECK(map.find_tile(tile(2, 1, 0)) == kTestPng + "north");
    CHECK_FALSE(map.find_tile(tile(2, 1, 3)));
    CHECK_FALSE(map.find_tile(tile(22, 4194303, 4194303)));
    CHECK(map.description().least_zoom == 0);
    CHECK(map.description().deepest_zoom == 2);
  }
}

TEST_CASE("a map says what it is, as far as its metadata is sound") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "town map.mbtiles";
  write_map(file,
            {.metadata = {{"name", "Old Town"},
                          {"format", "jpg"},
                          {"attribution", "<a href=\"https://example.org\">A & B</a>"},
                          {"minzoom", "1"},
                          {"maxzoom", "30"},
                          {"bounds", "66.5, 39.5,67.25,40"},
                          {"json", R"({"vector_layers": [{"id": "water", "fields": {}}], "other": 1})"}},
             .tiles = kTiles});
  const Mbtiles map(file);
  const MapDescription& described = map.description();
  CHECK(described.name == "Old Town");
  CHECK(described.format == MapFormat::jpg);
  CHECK(described.attribution == "<a href=\"https://example.org\">A & B</a>");
  CHECK(described.least_zoom == 1);
  CHECK(described.deepest_zoom == kMaxZoom);
  CHECK(described.bounds == Bbox{66.5, 39.5, 67.25, 40});
  CHECK(described.vector_layers == R"([{"id":"water","fields":{}}])");
}

TEST_CASE("a map that says nothing of itself is looked at") {
  const TemporaryDirectory directory;
  const std::vector<std::pair<std::string, MapFormat>> table{{kTestPng, MapFormat::png},
                                                             {"\xff\xd8\xff...", MapFormat::jpg},
                                                             {"RIFF....WEBPVP8", MapFormat::webp},
                                                             {"\x1f\x8b...", MapFormat::pbf}};
  int number = 0;
  for (const auto& [bytes, format] : table) {
    CAPTURE(number);
    const auto file = directory.path() / ("bare" + std::to_string(number++) + ".mbtiles");
    write_map(file, {.metadata = {{"bounds", "1,2,3"}, {"minzoom", "5"}, {"maxzoom", "x"}, {"json", "{"}},
                     .tiles = {{3, 1, 1, bytes}, {4, 1, 1, bytes}}});
    const Mbtiles map(file);
    CHECK(map.description().name == file.stem());
    CHECK(map.description().format == format);
    CHECK(map.description().least_zoom == 3);
    CHECK(map.description().deepest_zoom == 4);
    CHECK_FALSE(map.description().bounds);
    CHECK(map.description().vector_layers.empty());
  }
}

TEST_CASE("bounds that no map can have are none") {
  const TemporaryDirectory directory;
  int number = 0;
  for (const char* bounds : {"", "1,2,3", "1,2,3,4,5", "1,2,3,north", "-181,0,1,1", "0,5,1,4", "nan,0,1,1"}) {
    CAPTURE(bounds);
    const auto file = directory.path() / (std::to_string(number++) + ".mbtiles");
    write_map(file, {.metadata = {{"bounds", bounds}}, .tiles = kTiles});
    CHECK_FALSE(Mbtiles(file).description().bounds);
  }
}

TEST_CASE("a file that is no map is refused with the next step") {
  const TemporaryDirectory directory;
  std::ofstream(directory.path() / "text.mbtiles") << std::string(2000, 'x');
  write_map(directory.path() / "empty.mbtiles", {.metadata = {{"name", "Empty"}}, .tiles = {}});
  write_map(directory.path() / "odd.mbtiles",
            {.metadata = {{"format", "tiff"}}, .tiles = {{0, 0, 0, "II*"}}});
  Connection::open(directory.path() / "other.mbtiles", Connection::Mode::create)
      .execute("CREATE TABLE tiles (zoom_level, tile_column, tile_row)");
  const std::vector<std::tuple<std::string, std::string>> table{
      {"none.mbtiles", "can't be opened; check the path"},
      {"text.mbtiles", "is no database; choose another file"},
      {"other.mbtiles", "has no table \"tiles\"); name an MBTiles file"},
      {"empty.mbtiles", "has no tiles; name an MBTiles file"},
      {"odd.mbtiles", "format \"tiff\", and not png, jpg, webp or pbf; name"},
      {".", "is a folder; name a file"},
  };
  for (const auto& [name, message] : table) {
    CAPTURE(name);
    CHECK_THROWS_WITH(Mbtiles(directory.path() / name), Catch::Contains(name) && Catch::Contains(message));
  }
}

}  // namespace photomap
