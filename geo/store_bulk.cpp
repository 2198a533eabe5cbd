#include "geo/store_bulk.hpp"

#include "geo/at_end.hpp"
#include "geo/store_schema.hpp"
#include "geo/thread_priority.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace photomap {

namespace {

constexpr std::size_t kMostBehind = std::size_t{8} << 20;  // bytes

constexpr std::int64_t kFewAgainstMany =
    4;  // so many times more than what is added, and it is added one by one

// Drops what the query names, and gives the SQL that makes it again.
std::vector<std::string> drop_all(Connection& connection, std::string_view query, std::string_view kind) {
  std::vector<std::string> names;
  std::vector<std::string> undo;
  {
    Statement rows = connection.prepare(query);
    while (rows.step()) {
      names.push_back(rows.text(0));
      undo.push_back(rows.text(1));
    }
  }
  for (const std::string& name : names) connection.execute(fmt::format("DROP {} {}", kind, name));
  return undo;
}

// Triggers of other programs stay: nobody knows what they are for.
constexpr std::string_view kTriggers = R"(
  SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'photos'
    AND name IN ('dataset_after_photos_INSERT', 'ggi_photos_geom', 'gii_photos_geom', 'tmi_photos_geom') ORDER BY rowid)";
constexpr std::string_view kIndex =
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND name = 'photos_by_identity'";

// Without the numbers of their photos.
std::vector<Essay> names_of_essays(Connection& connection) {
  std::vector<Essay> essays;
  Statement rows = connection.prepare("SELECT id, slug, title FROM essays ORDER BY id");
  while (rows.step())
    essays.push_back({.id = rows.int64(0), .slug = rows.text(1), .title = rows.text(2), .intro = {}});
  return essays;
}

// As PhotoStore::for_each_point gives it. Of a photo with a location.
PhotoPoint point_of(const NewPhoto& photo) {
  const auto& [key, cells, title] = photo;
  return {.id = key.id,
          .location = *cells.location,
          .essay_id = key.essay_id,
          .position = cells.position,
          .caption = cells.caption,
          .credit = cells.credit,
          .taken_start = cells.taken_start,
          .taken_end = cells.taken_end,
          .place_id = cells.place_id,
          .place_name = cells.place_name,
          .country = cells.country,
          .uncertainty_m = std::clamp(*cells.uncertainty_m, 0.0, kHalfMeridian.value),
          .confidence = std::clamp(cells.confidence, 0.0, 1.0),
          .reason = cells.reason.empty() ? kGivenBySource : cells.reason,
          .licence = cells.licence,
          .source_url = cells.source_url,
          .image_url = cells.image_url,
          .has_more = !cells.candidates.empty()};
}

}  // namespace

BulkPhotos::BulkPhotos(Connection& connection, const IndexFiles& files)
    : connection_(connection),
      newest_before_(connection.query_int64("SELECT coalesce(max(id), 0) FROM photos")),
      index_(connection, "idx_photos_geom"),
      queue_(kMostBehind) {
  const bool has_photos = connection.query_int64("SELECT EXISTS (SELECT 1 FROM photos)") != 0;
  // Rows in no order would be put into the index all over the place; sorted at the end, it grows at its end.
  if (!has_photos) index_put_off_ = drop_all(connection, kIndex, "INDEX");
  if (!has_photos && !files.points.empty()) points_.emplace(files.points);
  if (!has_photos && !files.words.empty()) words_.emplace(files.words);
  triggers_put_off_ = drop_all(connection, kTriggers, "TRIGGER");
  indexing_ = std::async(std::launch::async, [this] { index_photos(); });
}

BulkPhotos::~BulkPhotos() {
  queue_.stop();
}

NewPhotos BulkPhotos::add(NewPhotos photos) {
  try {
    const std::size_t bytes = photos.bytes();
    return queue_.put(std::move(photos), bytes);
  } catch (const BatchQueue<NewPhotos>::Stopped&) {
    indexing_.get();  // throws why
    throw;
  }
}

void BulkPhotos::index_photos() {
  const AtEnd stop{[this] { queue_.stop(); }};
  step_back(2);  // who stores the rows has most to do
  while (std::optional<NewPhotos> photos = queue_.take()) {
    for (const NewPhoto& photo : photos->all()) index(photo);
    photos->clear();
    queue_.give_back(std::move(*photos));
  }
}

void BulkPhotos::index(const NewPhoto& photo) {
  const PhotoCells& cells = photo.cells;
  if (cells.location) index_.add(photo.key.id, *cells.location);
  if (!is_index_wanted_) return;
  if (points_ && cells.location) points_->add(point_of(photo));
  if (words_)
    words_->add(
        {.id = photo.key.id, .texts = {cells.caption, cells.credit, photo.essay_title, cells.place_name}});
}

void BulkPhotos::give_up_indexes() {
  is_index_wanted_ = false;
}

void BulkPhotos::finish_identities() {
  for (const std::string& sql : std::exchange(index_put_off_, {})) connection_.execute(sql);
}

void BulkPhotos::finish_spatial_index() {
  const auto indexed = connection_.query_int64("SELECT count(*) FROM idx_photos_geom_rowid");
  if (indexed > kFewAgainstMany * static_cast<std::int64_t>(index_.size())) {
    index_.insert();
    return;
  }
  Statement rows = connection_.prepare(
      "SELECT id, ST_X(geom), ST_Y(geom) FROM photos WHERE id <= ? AND ST_X(geom) IS NOT NULL");
  rows.bind(1, newest_before_);
  while (rows.step()) index_.add(rows.int64(0), {rows.real(1), rows.real(2)});
  rows.reset();
  index_.replace();
}

void BulkPhotos::finish_rows() {
  finish_identities();
  finish_spatial_index();
  for (const std::string& sql : triggers_put_off_) connection_.execute(sql);
  connection_.execute(
      "UPDATE geometry_columns_time SET last_insert = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') "
      "WHERE f_table_name = 'photos' AND f_geometry_column = 'geom'");
}

void BulkPhotos::finish() {
  queue_.end();
  indexing_.get();
  if (!is_index_wanted_) {
    points_.reset();
    words_.reset();
  }
  version_ = connection_.query_int64(fmt::format("SELECT {} FROM dataset", kNextDatasetVersion));
  std::future<void> points;
  if (words_) words_->finish(version_);
  if (points_) {
    points = std::async(std::launch::async,
                        [this, essays = names_of_essays(connection_)] { points_->write(essays, version_); });
  }
  finish_rows();
  if (points.valid()) points.get();
}

void BulkPhotos::move_version() {
  connection_.prepare("UPDATE dataset SET version = ?").run(version_);
}

void BulkPhotos::publish_indexes() {
  if (points_) points_->publish();
  if (words_) words_->publish();
}

}  // namespace photomap
