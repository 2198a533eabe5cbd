#include "geo/store.hpp"

#include "geo/geojson.hpp"
#include "geo/point_blob.hpp"
#include "geo/reproject.hpp"
#include "geo/store_impl.hpp"
#include "geo/store_query.hpp"
#include "geo/store_schema.hpp"
#include "geo/word_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <unordered_set>
#include <utility>

namespace photomap {

namespace {

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
  const PhotoCondition condition(query);
  Statement rows = connection.prepare(
      fmt::format("SELECT ST_X(p.geom), ST_Y(p.geom){}{}", from_photos(connection), condition.text()));
  condition.bind_to(rows);
  const CrsBoxTest is_in_box(query);
  std::int64_t count = 0;
  while (rows.step()) count += is_in_box({rows.real(0), rows.real(1)}) ? 1 : 0;
  return count;
}

// As PhotoStore::for_each_photo, of a query without words. False where told to stop.
bool read_photos(Connection& connection, const PhotoQuery& query,
                 const std::function<bool(const Photo&)>& visit) {
  const PhotoCondition condition(query);
  PhotoRows rows(connection, connection.prepare(fmt::format("{}{}{} ORDER BY p.id LIMIT ?7", kSelectPhotos,
                                                            from_photos(connection), condition.text())));
  condition.bind_to(rows.statement());
  // Negative: no limit. What a box of another reference system leaves out is not SQL's to know.
  rows.statement().bind(7, query.crs_box ? -1 : query.limit.value_or(-1));
  const CrsBoxTest is_in_box(query);
  for (std::int64_t count = 0; query.limit != count;) {
    const Photo* photo = rows.next();
    if (photo == nullptr) return true;
    if (query.crs_box && !(photo->where.location && is_in_box(*photo->where.location))) continue;
    if (!visit(*photo)) return false;
    ++count;
  }
  return true;
}

std::int64_t count_rows(Connection& connection, const PhotoQuery& query) {
  if (query.crs_box) return count_one_by_one(connection, query);
  const PhotoCondition condition(query);
  Statement row =
      connection.prepare(fmt::format("SELECT count(*){}{}", from_photos(connection), condition.text()));
  condition.bind_to(row);
  row.step();
  return row.int64(0);
}

void read_ids(Connection& connection, const PhotoQuery& query, std::vector<std::int64_t>& ids) {
  const PhotoCondition condition(query);
  Statement rows =
      connection.prepare(fmt::format("SELECT p.id{}{}", from_photos(connection), condition.text()));
  condition.bind_to(rows);
  while (rows.step()) ids.push_back(rows.int64(0));
}

std::optional<DateInterval> read_time_extent(Connection& connection, std::string_view sql) {
  Statement row = connection.prepare(sql);
  return row.step() ? read_interval(row, 0, 1) : std::nullopt;
}

}  // namespace

// Few at first, as a page may need no more.
void PhotoStore::Impl::for_each_found(const PhotoQuery& query,
                                      const std::function<bool(const PhotoQuery&)>& read) {
  constexpr std::size_t kFirst = 64;
  constexpr std::size_t kMost = 4096;
  WordSearch search(connection, *query.words, query.after_id, budget);
  PhotoQuery found = query;
  std::unordered_set<std::int64_t> wanted;
  if (query.ids) wanted.insert(query.ids->begin(), query.ids->end());
  found.words = nullptr;
  found.is_large_part = true;  // few ids are looked at, rather than a box looked up for each few
  for (std::size_t most = kFirst;; most = std::min(2 * most, kMost)) {
    std::vector<std::int64_t> ids = search.next(most);
    if (ids.empty()) return;
    if (query.ids) std::erase_if(ids, [&](std::int64_t id) { return !wanted.contains(id); });
    found.ids = std::move(ids);
    if (!found.ids->empty() && !read(found)) return;
  }
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

std::optional<Photo> PhotoStore::find_photo(std::int64_t id) const {
  PhotoRows rows(impl_->connection,
                 impl_->connection.prepare(
                     fmt::format("{}{} WHERE p.id = ?", kSelectPhotos, from_photos(impl_->connection))));
  rows.statement().bind(1, id);
  const Photo* photo = rows.next();
  return photo == nullptr ? std::nullopt : std::optional(*photo);
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
  const auto budget = impl_->start_budget(query);
  if (!query.words) {
    read_photos(impl_->connection, query, visit);
    return;
  }
  std::optional<std::int64_t> left = query.limit;
  impl_->for_each_found(query, [&](PhotoQuery found) {
    found.limit = left;
    const bool goes_on = read_photos(impl_->connection, found, [&](const Photo& photo) {
      if (left) --*left;
      return visit(photo);
    });
    return goes_on && left != 0;
  });
}

void PhotoStore::for_each_text(std::int64_t after_id,
                               const std::function<bool(const PhotoTexts&)>& visit) const {
  Statement row = impl_->connection.prepare(kSelectTextsAfter);
  row.bind_all(after_id);
  while (row.step()) {
    if (!visit(read_texts(row))) return;
  }
}

namespace {

// Of those that a query names, if it does.
std::vector<std::int64_t> ids_with_words(const PhotoStore& store, const PhotoQuery& query) {
  std::vector<std::int64_t> ids = store.find_photo_ids({.words = query.words});
  if (query.ids) {
    const std::unordered_set<std::int64_t> wanted(query.ids->begin(), query.ids->end());
    std::erase_if(ids, [&](std::int64_t id) { return !wanted.contains(id); });
  }
  return ids;
}

}  // namespace

void PhotoStore::for_each_sorted(
    const PhotoQuery& query, const SortOrder& order,
    const std::function<bool(const Photo&, const std::function<Json()>& position)>& visit) const {
  Connection& connection = impl_->connection;
  PhotoQuery bounded = query;
  SortOrder rest = order;
  // Of two lower bounds of the id SQLite would look for one only, and that may be the wrong one.
  const bool is_by_id = order.keys.empty() && order.id_is_descending == order.is_backwards;
  bounded.after_id = is_by_id && !order.from.is_null() ? order.from[0].get<std::int64_t>() : 0;
  if (is_by_id) rest.from = nullptr;
  if (query.words && is_by_id && !order.id_is_descending) {
    for_each_photo(bounded, [&](const Photo& photo) {
      return visit(photo, [&photo] { return Json::array({photo.id}); });
    });
    return;
  }
  if (query.words) {
    bounded.ids = ids_with_words(*this, query);
    bounded.words = nullptr;
    for_each_sorted(bounded, order, visit);
    return;
  }
  const PhotoCondition condition(bounded);
  const SortSql sort(rest, "p.id", condition.next_parameter());
  std::unique_ptr<QueryBudget> budget = impl_->start_budget(bounded);
  if (!budget && !order.keys.empty()) budget = std::make_unique<QueryBudget>(connection, impl_->budget);
  PhotoRows rows(connection,
                 connection.prepare(fmt::format("{}{}{}{}{}{} LIMIT ?7", kSelectPhotos, sort.columns(),
                                                from_photos(connection), condition.text(), sort.condition(),
                                                sort.order_by())));
  condition.bind_to(rows.statement());
  sort.bind_to(rows.statement());
  rows.statement().bind(7, query.crs_box ? -1 : query.limit.value_or(-1));
  const CrsBoxTest is_in_box(query);
  const std::function<Json()> position = [&] { return sort.position(rows.statement(), kPhotoColumns); };
  for (std::int64_t count = 0; query.limit != count;) {
    const Photo* photo = rows.next();
    if (photo == nullptr) return;
    if (query.crs_box && !(photo->where.location && is_in_box(*photo->where.location))) continue;
    if (!visit(*photo, position)) return;
    ++count;
  }
}

void PhotoStore::for_each_point(const std::function<bool(const PhotoPoint&)>& visit) const {
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
  // The plus keeps SQLite from taking the photos essay by essay and sorting them all.
  Statement row = impl_->connection.prepare(R"(
    SELECT id, geom, essay_id, position, caption, credit, taken_start, taken_end, place_id, place_name, country,
      uncertainty_m, confidence, reason, licence, source_url, image_url, candidates IS NOT NULL
    FROM photos WHERE geom IS NOT NULL AND +essay_id IN (SELECT id FROM essays) ORDER BY id)");
  while (row.step()) {
    const std::int64_t id = row.int64(0);
    const auto location = parse_point_blob(row.bytes(1));
    const PhotoPoint point{.id = id,
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
                           .uncertainty_m = read_uncertainty(row, 11).value,
                           .confidence = read_confidence(row, 12),
                           .reason = row.bytes(13).empty() ? kGivenBySource : row.bytes(13),
                           .licence = row.bytes(14),
                           .source_url = row.bytes(15),
                           .image_url = row.bytes(16),
                           .has_more = row.int64(17) != 0 || corrected.contains(id)};
    if (!visit(point)) return;
  }
}

std::int64_t PhotoStore::count_photos(const PhotoQuery& query) const {
  PhotoQuery all = query;
  all.after_id = 0;
  const auto budget = impl_->start_budget(all);
  if (!all.words) return count_rows(impl_->connection, all);
  std::int64_t count = 0;
  impl_->for_each_found(all, [&](const PhotoQuery& found) {
    count += count_rows(impl_->connection, found);
    return true;
  });
  return count;
}

std::vector<std::int64_t> PhotoStore::find_photo_ids(const PhotoQuery& query) const {
  const PhotoQuery alone{.filter = query.filter, .words = query.words};
  const auto budget = impl_->start_budget(alone);
  std::vector<std::int64_t> ids;
  if (!alone.words) {
    read_ids(impl_->connection, alone, ids);
    return ids;
  }
  impl_->for_each_found(alone, [&](const PhotoQuery& found) {
    if (found.filter) {
      read_ids(impl_->connection, found, ids);
    } else {
      ids.insert(ids.end(), found.ids->begin(), found.ids->end());
    }
    return true;
  });
  return ids;
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
