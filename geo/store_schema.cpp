#include "geo/store_schema.hpp"

#include "geo/place_tables.hpp"

#include <fmt/format.h>

#include <initializer_list>

namespace photomap {

namespace {

constexpr std::int64_t kApplicationId = 0x70686d70;  // "phmp", in the file's header
constexpr std::int64_t kSchemaVersion = 3;

// Whoever changes a row, QGIS included, makes a new dataset version. Until schema 3 it was the next number.
void create_version_triggers(Connection& connection, std::initializer_list<const char*> tables) {
  for (const char* table : tables) {
    for (const char* change : {"INSERT", "UPDATE", "DELETE"}) {
      connection.execute(
          fmt::format("DROP TRIGGER IF EXISTS dataset_after_{0}_{1}; "
                      "CREATE TRIGGER dataset_after_{0}_{1} AFTER {1} ON {0} BEGIN "
                      "UPDATE dataset SET version = {2}; END",
                      table, change, kNextDatasetVersion));
    }
  }
}

// Since schema 2. `by_text` is where the texts put the photo, as georeference_json gives it.
void create_corrections(Connection& connection) {
  connection.execute(R"(
    CREATE TABLE corrections (
      photo_id INTEGER PRIMARY KEY REFERENCES photos (id),
      lon REAL NOT NULL,
      lat REAL NOT NULL,
      uncertainty_m REAL NOT NULL,
      note TEXT NOT NULL,
      who TEXT NOT NULL,
      at TEXT NOT NULL,
      by_text TEXT NOT NULL);
  )");
  create_version_triggers(connection, {"corrections"});
}

void mark_as_current(Connection& connection) {
  connection.execute(
      fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kApplicationId, kSchemaVersion));
}

bool has_all_tables(Connection& connection, std::int64_t schema) {
  for (const char* table : {"dataset", "essays", "photos", "places", "place_names"}) {
    if (!connection.has_table(table)) return false;
  }
  return schema < 2 || connection.has_table("corrections");
}

bool is_truncated(Connection& connection, const std::filesystem::path& file) {
  // In this order: a file that somebody makes longer meanwhile is not too short.
  const auto bytes = connection.query_int64("PRAGMA page_count") * connection.query_int64("PRAGMA page_size");
  return static_cast<std::int64_t>(std::filesystem::file_size(file)) < bytes;
}

}  // namespace

void create_photo_schema(Connection& connection) {
  // Twice what SQLite takes: an import of many photos is a twentieth faster, the file a fiftieth smaller.
  connection.execute("PRAGMA page_size = 8192");
  create_spatial_metadata(connection);
  Transaction transaction(connection);
  create_place_tables(connection);
  connection.execute(R"(
    CREATE TABLE dataset (version INTEGER NOT NULL);
    INSERT INTO dataset VALUES (abs(random()) % 281474976710656);
    CREATE TABLE essays (
      id INTEGER PRIMARY KEY,
      slug TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL UNIQUE,
      intro TEXT NOT NULL);
    CREATE TABLE photos (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      essay_id INTEGER NOT NULL REFERENCES essays (id),
      identity BIGINT NOT NULL,
      position INTEGER NOT NULL,
      caption TEXT NOT NULL,
      credit TEXT,
      taken_start DATE,
      taken_end DATE,
      place_id TEXT REFERENCES places (id),
      place_name TEXT,
      country TEXT,
      uncertainty_m REAL,
      confidence REAL NOT NULL,
      reason TEXT NOT NULL,
      candidates TEXT,
      source_id TEXT,
      licence TEXT,
      source_url TEXT,
      image_url TEXT);
    CREATE UNIQUE INDEX photos_by_identity ON photos (essay_id, identity);
    CREATE INDEX photos_by_place ON photos (place_id) WHERE place_id IS NOT NULL;
    SELECT AddGeometryColumn('photos', 'geom', 4326, 'POINT', 'XY');
    SELECT CreateSpatialIndex('photos', 'geom');
  )");
  create_version_triggers(connection, {"essays", "photos", "places", "place_names"});
  create_corrections(connection);
  mark_as_current(connection);
  transaction.commit();
}

void create_photo_file(const std::filesystem::path& file) {
  create_database_file(file, IfThere::keep, create_photo_schema);
}

void migrate_photo_schema(Connection& connection) {
  if (connection.query_int64("PRAGMA user_version") == kSchemaVersion) return;
  Transaction transaction(connection);
  // Read again: another process may have done it meanwhile.
  const std::int64_t schema = connection.query_int64("PRAGMA user_version");
  if (schema < 2) create_corrections(connection);
  if (schema < 3)
    create_version_triggers(connection, {"essays", "photos", "places", "place_names", "corrections"});
  mark_as_current(connection);
  transaction.commit();
}

void check_photo_file(Connection& connection, const std::filesystem::path& file) {
  const std::string name = file.string();
  const auto schema = connection.query_int64("PRAGMA user_version");
  if (connection.query_int64("PRAGMA application_id") != kApplicationId) {
    throw DatabaseError(
        fmt::format("{}: is no photomap database; choose another --db, or make one with "
                    "\"photomap import FILE --db NEW\"",
                    name));
  }
  if (schema > kSchemaVersion) {
    throw DatabaseError(fmt::format(
        "{}: was written by a newer photomap (schema {}, this one reads up to {}); use that version", name,
        schema, kSchemaVersion));
  }
  if (is_truncated(connection, file) || schema < 1 || !has_all_tables(connection, schema)) {
    throw DatabaseError(
        fmt::format("{}: is damaged or half written; restore a copy, or delete it and import again", name));
  }
}

}  // namespace photomap
