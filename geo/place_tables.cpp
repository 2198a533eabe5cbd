#include "geo/place_tables.hpp"

#include "geo/text.hpp"

namespace photomap {

void create_spatial_metadata(Connection& connection) {
  // The 1 asks SpatiaLite to do it in one transaction of its own.
  if (connection.query_int64("SELECT InitSpatialMetadata(1, 'WGS84_ONLY')") != 1) {
    throw DatabaseError(connection.name() +
                        ": SpatiaLite could not make its tables; is there room on the disk?");
  }
}

void create_place_tables(Connection& connection) {
  connection.execute(R"(
    CREATE TABLE places (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      feature_type TEXT NOT NULL,
      country TEXT,
      uncertainty_m REAL NOT NULL,
      parent_id TEXT REFERENCES places (id),
      population INTEGER NOT NULL DEFAULT 0,
      source TEXT NOT NULL,
      licence TEXT NOT NULL);
    CREATE INDEX places_by_parent ON places (parent_id);
    CREATE TABLE place_names (
      place_id TEXT NOT NULL REFERENCES places (id) ON DELETE CASCADE,
      key TEXT NOT NULL,
      name TEXT NOT NULL,
      UNIQUE (key, place_id, name));
    CREATE INDEX place_names_by_place ON place_names (place_id);
    SELECT AddGeometryColumn('places', 'geom', 4326, 'POINT', 'XY', 1);
    SELECT CreateSpatialIndex('places', 'geom');
  )");
}

PlaceTables::PlaceTables(Connection& connection)
    : find_(connection.prepare(
          "SELECT id, name, feature_type, country, ST_X(geom), ST_Y(geom), uncertainty_m, parent_id, "
          "population, source, licence FROM places WHERE id = ?")),
      find_ids_(
          connection.prepare("SELECT DISTINCT place_id FROM place_names WHERE key = ? ORDER BY place_id")),
      has_key_(connection.prepare("SELECT 1 FROM place_names WHERE key = ? LIMIT 1")),
      names_(connection.prepare("SELECT name FROM place_names WHERE place_id = ? ORDER BY rowid")),
      // An upsert that would change nothing is left out, so that the dataset version stays.
      put_(connection.prepare(R"(
        INSERT INTO places (id, name, feature_type, country, geom, uncertainty_m, parent_id, population, source, licence)
        VALUES (?1, ?2, ?3, nullif(?4, ''), MakePoint(?5, ?6, 4326), ?7, nullif(?8, ''), ?9, ?10, ?11)
        ON CONFLICT (id) DO UPDATE SET name = ?2, feature_type = ?3, country = nullif(?4, ''), geom = MakePoint(?5, ?6, 4326),
          uncertainty_m = ?7, parent_id = nullif(?8, ''), population = ?9, source = ?10, licence = ?11
        WHERE (name, feature_type, country, ST_X(geom), ST_Y(geom), uncertainty_m, parent_id, population, source, licence)
          IS NOT (?2, ?3, nullif(?4, ''), ?5, ?6, ?7, nullif(?8, ''), ?9, ?10, ?11))")),
      put_name_(
          connection.prepare("INSERT OR IGNORE INTO place_names (place_id, key, name) VALUES (?, ?, ?)")) {}

std::optional<Place> PlaceTables::find_place(const std::string& id) {
  find_.bind_all(id);
  if (!find_.step()) return std::nullopt;
  Place place{.id = find_.text(0),
              .name = find_.text(1),
              .feature_type = find_.text(2),
              .country = find_.text(3),
              .location = {find_.real(4), find_.real(5)},
              .uncertainty = {find_.real(6)},
              .parent_id = find_.text(7),
              .population = find_.int64(8),
              .source = find_.text(9),
              .licence = find_.text(10)};
  find_.reset();
  return place;
}

std::vector<std::string> PlaceTables::find_ids_by_key(const std::string& key) {
  std::vector<std::string> ids;
  find_ids_.bind_all(key);
  while (find_ids_.step()) ids.push_back(find_ids_.text(0));
  return ids;
}

bool PlaceTables::has_key(const std::string& key) {
  const bool found = has_key_.bind_all(key).step();
  has_key_.reset();
  return found;
}

std::vector<std::string> PlaceTables::names(const std::string& id) {
  std::vector<std::string> found;
  names_.bind_all(id);
  while (names_.step()) found.push_back(names_.text(0));
  return found;
}

void PlaceTables::put_place(const Place& place) {
  put_.run(place.id, place.name, place.feature_type, place.country, place.location.lon, place.location.lat,
           place.uncertainty.value, place.parent_id, place.population, place.source, place.licence);
}

void PlaceTables::put_name(const std::string& place_id, const std::string& name) {
  const std::string key = fold(name);
  if (!key.empty()) put_name_.run(place_id, key, name);
}

}  // namespace photomap
