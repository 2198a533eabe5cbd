#include "tests/geo/test_maps.hpp"

#include "geo/sqlite.hpp"

namespace photomap {

namespace {

constexpr const char* kOneTable = R"(
  CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);
  CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);
)";

constexpr const char* kView = R"(
  CREATE TABLE images (tile_id INTEGER PRIMARY KEY, tile_data BLOB);
  CREATE TABLE map (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_id INTEGER);
  CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data FROM map JOIN images USING (tile_id);
)";

void put_tile(Connection& connection, const TestMapTile& tile, bool as_view) {
  if (as_view) {
    Statement image = connection.prepare("INSERT INTO images (tile_data) VALUES (?)");
    image.bind_blob(1, tile.bytes).step();
    connection.prepare("INSERT INTO map VALUES (?, ?, ?, last_insert_rowid())")
        .run(tile.zoom, tile.column, tile.row);
    return;
  }
  Statement row = connection.prepare("INSERT INTO tiles VALUES (?, ?, ?, ?)");
  row.bind_all(tile.zoom, tile.column, tile.row).bind_blob(4, tile.bytes).step();
}

}  // namespace

void write_map(const std::filesystem::path& file, const TestMap& map) {
  Connection connection = Connection::open(file, Connection::Mode::create);
  connection.execute("CREATE TABLE metadata (name TEXT, value TEXT)");
  connection.execute(map.as_view ? kView : kOneTable);
  for (const auto& [name, value] : map.metadata)
    connection.prepare("INSERT INTO metadata VALUES (?, ?)").run(name, value);
  for (const TestMapTile& tile : map.tiles) put_tile(connection, tile, map.as_view);
}

}  // namespace photomap
