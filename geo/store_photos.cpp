// The photos of a store that a query asks for.
#include "geo/point_blob.hpp"
#include "geo/reproject.hpp"
#include "geo/store.hpp"
#include "geo/store_impl.hpp"
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
  const auto ask_spatialite = [&position](std::int64_t id) -> std::optional<LonLat> {
    if (!position.bind_all(id).step() || position.is_null(0)) return std::nullopt;
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
    auto location = parse_point_blob(row.bytes(1));
    if (!location) location = ask_spatialite(id);
    if (!location || !is_on_earth(*location)) continue;  // somebody else's work
    const PhotoPoint point{.id = id,
                           .location = *location,
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

std::int64_t PhotoStore::photo_count() const {
  return impl_->connection.query_int64("SELECT count(*) FROM photos");
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

}  // namespace photomap
