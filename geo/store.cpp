#include "geo/store.hpp"

#include "geo/geojson.hpp"
#include "geo/point_blob.hpp"
#include "geo/reproject.hpp"
#include "geo/store_impl.hpp"
#include "geo/store_schema.hpp"

#include <fmt/format.h>

#include <unordered_set>

namespace photomap {

namespace {

constexpr std::string_view kSelectPhotos = R"(
  SELECT p.id, e.slug, e.title, p.position, p.source_id, p.caption, p.credit, p.taken_start, p.taken_end, p.licence,
         p.source_url, p.image_url, ST_X(p.geom), ST_Y(p.geom), p.uncertainty_m, p.place_id, p.place_name, p.country,
         p.confidence, p.reason, p.candidates, c.photo_id, c.lon, c.lat, c.uncertainty_m, c.note, c.who, c.at)";

// A database of schema 1 that is open for reading has no corrections, until somebody writes to it.
std::string from_photos(Connection& connection) {
  const char* corrections = connection.has_table("corrections")
                                ? "corrections"
                                : "(SELECT NULL AS photo_id, NULL AS lon, NULL AS lat, NULL AS "
                                  "uncertainty_m, NULL AS note, NULL AS "
                                  "who, NULL AS at)";
  return fmt::format(" FROM photos p JOIN essays e ON e.id = p.essay_id LEFT JOIN {} c ON c.photo_id = p.id",
                     corrections);
}

std::optional<DateInterval> read_interval(const Statement& row, int start, int end) {
  const auto first = parse_day(row.text(start));
  const auto last = parse_day(row.text(end));
  if (!first || !last) return std::nullopt;
  return DateInterval{*first, *last};
}

PhotoRecord read_record(const Statement& row) {
  return {.source_id = row.text(4),
          .caption = row.text(5),
          .credit = row.text(6),
          .taken = read_interval(row, 7, 8),
          .location = std::nullopt,
          .uncertainty = std::nullopt,
          .licence = row.text(9),
          .source_url = row.text(10),
          .image_url = row.text(11)};
}

Georeference read_georeference(const Statement& row) {
  Georeference where{.location = std::nullopt,
                     .uncertainty = {row.real(14)},
                     .place_id = row.text(15),
                     .place_name = row.text(16),
                     .country = row.text(17),
                     .confidence = row.real(18),
                     .reason = row.text(19),
                     .candidates = {}};
  if (!row.is_null(12)) where.location = LonLat{row.real(12), row.real(13)};
  if (where.location && where.reason.empty()) where.reason = kGivenBySource;
  if (!row.is_null(20)) where.candidates = parse_candidates(row.text(20));
  return where;
}

Photo read_photo(const Statement& row) {
  return {.id = row.int64(0),
          .essay_slug = row.text(1),
          .essay_title = row.text(2),
          .position = static_cast<int>(row.int64(3)),
          .record = read_record(row),
          .where = read_georeference(row),
          .correction = row.is_null(21) ? std::nullopt : std::optional(read_correction(row, 22))};
}

// The R-tree holds 32-bit floats rounded outwards: it finds all in the box and some beside it, the point
// itself decides.
constexpr std::string_view kNearBox = R"(
  p.id IN (SELECT pkid FROM idx_photos_geom WHERE xmax >= ?1 AND xmin <= ?3 AND ymax >= ?2 AND ymin <= ?4
           UNION SELECT pkid FROM idx_photos_geom WHERE ?1 > ?3 AND (xmax >= ?1 OR xmin <= ?3) AND ymax >= ?2 AND ymin <= ?4))";
constexpr std::string_view kInBox = R"(
  ST_Y(p.geom) BETWEEN ?2 AND ?4
  AND CASE WHEN ?1 <= ?3 THEN ST_X(p.geom) BETWEEN ?1 AND ?3 ELSE ST_X(p.geom) >= ?1 OR ST_X(p.geom) <= ?3 END)";

// The conditions of a query, in terms of the parameters that bind_query fills.
std::string where_clause(const PhotoQuery& query) {
  std::string sql = " WHERE p.id > ?5";
  if (query.bbox && !query.box_is_large) sql += fmt::format(" AND {}", kNearBox);
  if (query.bbox) sql += fmt::format(" AND {}", kInBox);
  if (!query.photographers.empty()) sql += " AND p.credit IN (SELECT value FROM json_each(?8))";
  if (!query.countries.empty()) sql += " AND p.country IN (SELECT value FROM json_each(?9))";
  if (query.taken) sql += " AND (p.taken_start IS NULL OR (p.taken_start <= ?11 AND p.taken_end >= ?10))";
  if (query.dated) sql += " AND p.taken_start IS NOT NULL";
  if (query.max_uncertainty) sql += " AND p.uncertainty_m <= ?12";
  if (query.has_image) sql += " AND p.image_url IS NOT NULL";
  if (query.ids) sql += " AND p.id IN (SELECT value FROM json_each(?13))";
  if (query.corrected) sql += " AND c.photo_id IS NOT NULL";
  if (!query.essays.empty()) sql += " AND e.slug IN (SELECT value FROM json_each(?6))";
  return sql;
}

void bind_query(Statement& statement, const PhotoQuery& query) {
  statement.bind(5, query.after_id);
  if (query.bbox) {
    statement.bind(1, query.bbox->west)
        .bind(2, query.bbox->south)
        .bind(3, query.bbox->east)
        .bind(4, query.bbox->north);
  }
  if (!query.essays.empty()) statement.bind(6, to_text(Json(query.essays)));
  if (!query.photographers.empty()) statement.bind(8, to_text(Json(query.photographers)));
  if (!query.countries.empty()) statement.bind(9, to_text(Json(query.countries)));
  if (query.taken) statement.bind(10, format_day(query.taken->first)).bind(11, format_day(query.taken->last));
  if (query.max_uncertainty) statement.bind(12, query.max_uncertainty->value);
  if (query.ids) statement.bind(13, to_text(Json(*query.ids)));
}

// A box in another reference system, which SQL narrows down by the box around it only.
class CrsBoxTest {
 public:
  explicit CrsBoxTest(const PhotoQuery& query)
      : box_(query.crs_box), reprojection_(box_ ? Reprojection::find(box_->crs) : nullptr) {}

  bool operator()(LonLat location) const {
    return !box_ || (reprojection_ && reprojection_->contains(*box_, location));
  }

 private:
  const std::optional<CrsBox>& box_;
  std::shared_ptr<const Reprojection> reprojection_;
};

std::int64_t count_one_by_one(Connection& connection, const PhotoQuery& query) {
  Statement rows = connection.prepare(
      fmt::format("SELECT ST_X(p.geom), ST_Y(p.geom){}{}", from_photos(connection), where_clause(query)));
  bind_query(rows, query);
  const CrsBoxTest is_in_box(query);
  std::int64_t count = 0;
  while (rows.step()) count += is_in_box({rows.real(0), rows.real(1)}) ? 1 : 0;
  return count;
}

std::optional<DateInterval> read_time_extent(Connection& connection, std::string_view sql) {
  Statement row = connection.prepare(sql);
  return row.step() ? read_interval(row, 0, 1) : std::nullopt;
}

}  // namespace

Correction read_correction(const Statement& row, int column) {
  const auto at = parse_time(row.text(column + 5));
  return {.location = {row.real(column), row.real(column + 1)},
          .uncertainty = {row.real(column + 2)},
          .note = row.text(column + 3),
          .who = row.text(column + 4),
          .at = at.value_or(std::chrono::sys_seconds{})};
}

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
    Connection::open(file, Connection::Mode::read_write).query_int64("SELECT count(*) FROM sqlite_master");
  } catch (const DatabaseError&) {
    // Whoever reads will be told.
  }
}

}  // namespace

PhotoStore PhotoStore::open_read_only(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    throw DatabaseError(
        fmt::format("{0}: no such database; run \"photomap import FILE --db {0}\"", file.string()));
  }
  restore_after_kill(file);
  Connection connection = Connection::open(file, Connection::Mode::read_only);
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

std::optional<Photo> PhotoStore::find_photo(std::int64_t id) const {
  Statement row = impl_->connection.prepare(
      fmt::format("{}{} WHERE p.id = ?", kSelectPhotos, from_photos(impl_->connection)));
  if (!row.bind(1, id).step()) return std::nullopt;
  return read_photo(row);
}

std::vector<Photo> PhotoStore::find_photos(const PhotoQuery& query) const {
  std::vector<Photo> photos;
  for_each_photo(query, [&](const Photo& photo) {
    photos.push_back(photo);
    return true;
  });
  return photos;
}

void PhotoStore::for_each_photo(const PhotoQuery& query,
                                const std::function<bool(const Photo&)>& visit) const {
  Statement rows = impl_->connection.prepare(fmt::format(
      "{}{}{} ORDER BY p.id LIMIT ?7", kSelectPhotos, from_photos(impl_->connection), where_clause(query)));
  bind_query(rows, query);
  // Negative: no limit. What a box of another reference system leaves out is not SQL's to know.
  rows.bind(7, query.crs_box ? -1 : query.limit.value_or(-1));
  const CrsBoxTest is_in_box(query);
  for (std::int64_t count = 0; query.limit != count && rows.step();) {
    if (!is_in_box({rows.real(12), rows.real(13)})) continue;
    if (!visit(read_photo(rows))) return;
    ++count;
  }
}

std::int64_t PhotoStore::highest_photo_id() const {
  return impl_->connection.query_int64("SELECT coalesce(max(id), 0) FROM photos");
}

void PhotoStore::for_each_point(const std::function<void(const PhotoPoint&)>& visit) const {
  Statement position = impl_->connection.prepare("SELECT ST_X(geom), ST_Y(geom) FROM photos WHERE id = ?");
  const auto ask_spatialite = [&position](std::int64_t id) {
    position.bind_all(id).step();
    return LonLat{position.real(0), position.real(1)};
  };
  std::unordered_set<std::int64_t> corrected;
  if (impl_->connection.has_table("corrections")) {
    Statement correction = impl_->connection.prepare("SELECT photo_id FROM corrections");
    while (correction.step()) corrected.insert(correction.int64(0));
  }
  Statement row = impl_->connection.prepare(R"(
    SELECT id, geom, essay_id, position, caption, credit, taken_start, taken_end, place_id, place_name, country,
      uncertainty_m, confidence, reason, licence, source_url, image_url, candidates IS NOT NULL
    FROM photos WHERE geom IS NOT NULL ORDER BY id)");
  while (row.step()) {
    const std::int64_t id = row.int64(0);
    const auto location = parse_point_blob(row.bytes(1));
    visit({.id = id,
           .location = location ? *location : ask_spatialite(id),
           .essay_id = row.int64(2),
           .position = row.int64(3),
           .caption = row.bytes(4),
           .credit = row.bytes(5),
           .taken_start = row.bytes(6),
           .taken_end = row.bytes(7),
           .place_id = row.bytes(8),
           .place_name = row.bytes(9),
           .country = row.bytes(10),
           .uncertainty_m = row.real(11),
           .confidence = row.real(12),
           .reason = row.bytes(13).empty() ? kGivenBySource : row.bytes(13),
           .licence = row.bytes(14),
           .source_url = row.bytes(15),
           .image_url = row.bytes(16),
           .has_more = row.int64(17) != 0 || corrected.contains(id)});
  }
}

std::int64_t PhotoStore::count_photos(const PhotoQuery& query) const {
  PhotoQuery all = query;
  all.after_id = 0;
  if (query.crs_box) return count_one_by_one(impl_->connection, all);
  Statement row = impl_->connection.prepare(
      fmt::format("SELECT count(*){}{}", from_photos(impl_->connection), where_clause(all)));
  bind_query(row, all);
  row.step();
  return row.int64(0);
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
