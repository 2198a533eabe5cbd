#include "geo/store.hpp"

#include "geo/store_impl.hpp"
#include "geo/store_query.hpp"
#include "geo/store_schema.hpp"

#include <fmt/format.h>

#include <utility>

namespace photomap {

namespace {

std::optional<DateInterval> read_time_extent(Connection& connection, std::string_view sql) {
  Statement row = connection.prepare(sql);
  return row.step() ? read_interval(row, 0, 1) : std::nullopt;
}

}  // namespace

PhotoStore::PhotoStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PhotoStore::PhotoStore(PhotoStore&&) noexcept = default;
PhotoStore& PhotoStore::operator=(PhotoStore&&) noexcept = default;
PhotoStore::~PhotoStore() = default;

namespace {

// A program that was killed while it wrote has left its journal, by which SQLite restores what was there
// before; but only for who may write.
void restore_after_kill(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file.string() + "-journal")) return;
  try {
    Connection connection = Connection::open(file, Connection::Mode::read_write);
    connection.set_patience({});  // where somebody has the file locked, he was not killed
    connection.query_int64("SELECT count(*) FROM sqlite_master");
  } catch (const DatabaseError&) {
    // Whoever reads will be told.
  }
}

}  // namespace

PhotoStore PhotoStore::open_read_only(const std::filesystem::path& file, std::chrono::milliseconds patience) {
  if (!std::filesystem::exists(file)) {
    throw DatabaseError(
        fmt::format("{0}: no such database; run \"photomap import FILE --db {0}\"", file.string()));
  }
  restore_after_kill(file);
  Connection connection = Connection::open(file, Connection::Mode::read_only);
  connection.set_patience(patience);
  check_photo_file(connection, file);
  return PhotoStore(std::make_unique<Impl>(std::move(connection)));
}

PhotoStore PhotoStore::open_read_write(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) create_photo_file(file);
  Connection connection = Connection::open(file, Connection::Mode::read_write);
  // Changes up to 1 GB stay in memory until they are committed, so that readers are not kept waiting.
  connection.execute("PRAGMA cache_size = -1000000");
  check_photo_file(connection, file);
  migrate_photo_schema(connection);
  return PhotoStore(std::make_unique<Impl>(std::move(connection)));
}

PhotoStore PhotoStore::open_in_memory() {
  Connection connection = Connection::open_in_memory();
  create_photo_schema(connection);
  return PhotoStore(std::make_unique<Impl>(std::move(connection)));
}

PhotoStore::Snapshot::Snapshot(const PhotoStore& store) : store_(store) {
  store_.impl_->connection.execute("BEGIN");
}

PhotoStore::Snapshot::~Snapshot() {
  try {
    store_.impl_->connection.execute("COMMIT");
  } catch (const DatabaseError&) {
    // Nothing was written; at worst the connection goes on reading the old state.
  }
}

void PhotoStore::set_patience(std::chrono::milliseconds patience) {
  impl_->connection.set_patience(patience);
}

void PhotoStore::set_budget(std::chrono::milliseconds budget) {
  impl_->budget = budget;
}

bool PhotoStore::is_sound() const {
  return impl_->connection.is_sound();
}

std::int64_t PhotoStore::dataset_version() const {
  return impl_->connection.query_int64("SELECT version FROM dataset");
}

std::vector<Essay> PhotoStore::essays() const {
  Statement rows = impl_->connection.prepare(
      "SELECT id, slug, title, intro, (SELECT count(*) FROM photos WHERE essay_id = essays.id) FROM essays "
      "ORDER BY id");
  std::vector<Essay> essays;
  while (rows.step()) {
    essays.push_back({.id = rows.int64(0),
                      .slug = rows.text(1),
                      .title = rows.text(2),
                      .intro = rows.text(3),
                      .photo_count = rows.int64(4)});
  }
  return essays;
}

bool PhotoStore::has_essay(std::string_view slug) const {
  return impl_->connection.prepare("SELECT 1 FROM essays WHERE slug = ?").bind(1, slug).step();
}

bool PhotoStore::has_place(std::string_view id) const {
  return impl_->connection.prepare("SELECT 1 FROM places WHERE id = ?").bind(1, id).step();
}

std::set<std::int64_t> PhotoStore::find_essay_ids(const Cql2Node& filter) const {
  const SqlCondition condition = to_sql(filter, 1);
  const QueryBudget budget(impl_->connection, kFilterBudget);
  Statement rows = impl_->connection.prepare(fmt::format(R"(
    SELECT e.id FROM (
      SELECT *, max(1, (photo_count + {0} - 1) / {0}) AS step FROM (
        SELECT *, (SELECT count(*) FROM photos WHERE essay_id = essays.id) AS photo_count FROM essays)) e
    WHERE {1})",
                                                         kMostRoutePoints, condition.text));
  condition.bind_to(rows);
  std::set<std::int64_t> ids;
  while (rows.step()) ids.insert(rows.int64(0));
  return ids;
}

std::set<std::string> PhotoStore::find_place_ids(const Cql2Node& filter) const {
  const SqlCondition condition = to_sql(filter, 1);
  const QueryBudget budget(impl_->connection, kFilterBudget);
  Statement rows =
      impl_->connection.prepare(fmt::format("SELECT l.id FROM places l WHERE {}", condition.text));
  condition.bind_to(rows);
  std::set<std::string> ids;
  while (rows.step()) ids.insert(rows.text(0));
  return ids;
}

std::optional<Bbox> PhotoStore::extent() const {
  Statement row = impl_->connection.prepare(
      "SELECT min(ST_X(geom)), min(ST_Y(geom)), max(ST_X(geom)), max(ST_Y(geom)) FROM photos WHERE geom IS "
      "NOT NULL");
  if (!row.step() || row.is_null(0)) return std::nullopt;
  return Bbox{row.real(0), row.real(1), row.real(2), row.real(3)};
}

std::optional<DateInterval> PhotoStore::time_extent() const {
  return read_time_extent(impl_->connection, "SELECT min(taken_start), max(taken_end) FROM photos");
}

std::optional<DateInterval> PhotoStore::time_extent_of_unlocated() const {
  return read_time_extent(impl_->connection,
                          "SELECT min(taken_start), max(taken_end) FROM photos WHERE geom IS NULL");
}

std::vector<LonLat> PhotoStore::route(std::int64_t essay_id, std::int64_t photo_count) const {
  Statement rows = impl_->connection.prepare(R"(
    SELECT ST_X(geom), ST_Y(geom) FROM photos WHERE essay_id = ?1 AND geom IS NOT NULL AND (position - 1) % ?2 = 0
    ORDER BY position, id)");
  rows.bind_all(essay_id, route_step(photo_count));
  std::vector<LonLat> points;
  while (rows.step()) points.push_back({rows.real(0), rows.real(1)});
  return points;
}

std::vector<Place> PhotoStore::places() const {
  Statement rows = impl_->connection.prepare("SELECT id FROM places ORDER BY id");
  std::vector<Place> places;
  while (rows.step()) {
    if (auto place = impl_->places.find_place(rows.text(0))) places.push_back(std::move(*place));
  }
  return places;
}

PlaceTree PhotoStore::place_tree() const {
  Statement rows =
      impl_->connection.prepare("SELECT id, parent_id, country, feature_type = 'country' FROM places");
  PlaceTree tree;
  while (rows.step()) tree.add(rows.text(0), rows.text(1), rows.text(2), rows.int64(3) != 0);
  return tree;
}

std::optional<Place> PhotoStore::find_place(const std::string& id) const {
  return impl_->places.find_place(id);
}

std::vector<std::string> PhotoStore::attributions() const {
  Statement rows = impl_->connection.prepare("SELECT DISTINCT licence FROM places ORDER BY licence");
  std::vector<std::string> lines;
  while (rows.step()) lines.push_back(rows.text(0));
  return lines;
}

}  // namespace photomap
