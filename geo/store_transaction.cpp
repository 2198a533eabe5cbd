#include "geo/geojson.hpp"
#include "geo/store.hpp"
#include "geo/store_impl.hpp"
#include "geo/text.hpp"

#include <fmt/format.h>

namespace photomap {

namespace {

std::optional<std::string> text_or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<std::string> day_or_null(const std::optional<DateInterval>& taken,
                                       std::chrono::sys_days DateInterval::*end) {
  return taken ? std::optional(format_day((*taken).*end)) : std::nullopt;
}

// The parameters of the two statements below, in one order.
template <typename... Tail>
void bind_photo(Statement& statement, int position, const PhotoRecord& record, const Georeference& where,
                const Tail&... tail) {
  const bool located = where.location.has_value();
  statement.bind_all(
      position, record.caption, text_or_null(record.credit), day_or_null(record.taken, &DateInterval::first),
      day_or_null(record.taken, &DateInterval::last), text_or_null(where.place_id),
      text_or_null(where.place_name), text_or_null(where.country),
      located ? std::optional(where.uncertainty.value) : std::nullopt, where.confidence, where.reason,
      where.candidates.empty() ? std::nullopt : std::optional(to_text(candidates_json(where.candidates))),
      text_or_null(record.source_id), text_or_null(record.licence), text_or_null(record.source_url),
      text_or_null(record.image_url), located ? std::optional(where.location->lon) : std::nullopt,
      located ? std::optional(where.location->lat) : std::nullopt, tail...);
}

constexpr std::string_view kInsertPhoto = R"(
  INSERT INTO photos (position, caption, credit, taken_start, taken_end, place_id, place_name, country, uncertainty_m,
    confidence, reason, candidates, source_id, licence, source_url, image_url, geom, essay_id, identity)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, MakePoint(?17, ?18, 4326), ?19, ?20))";

// Leaves a row that would stay as it is alone, so that the dataset version does too. What an import does not
// say of licence and links stays as it was.
constexpr std::string_view kUpdatePhoto = R"(
  UPDATE photos SET (position, caption, credit, taken_start, taken_end, place_id, place_name, country, uncertainty_m,
    confidence, reason, candidates, source_id, licence, source_url, image_url, geom) =
    (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, coalesce(?14, licence), coalesce(?15, source_url), coalesce(?16, image_url), MakePoint(?17, ?18, 4326))
  WHERE id = ?19 AND (position, caption, credit, taken_start, taken_end, place_id, place_name, country, uncertainty_m,
    confidence, reason, candidates, source_id, licence, source_url, image_url, ST_X(geom), ST_Y(geom)) IS NOT
    (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, coalesce(?14, licence), coalesce(?15, source_url), coalesce(?16, image_url), ?17, ?18))";

}  // namespace

struct StoreTransaction::Impl {
  explicit Impl(PhotoStore::Impl& opened)
      : store(opened),
        transaction(store.connection),
        find_photo(store.connection.prepare("SELECT id FROM photos WHERE essay_id = ? AND identity = ?")),
        insert_photo(store.connection.prepare(kInsertPhoto)),
        update_photo(store.connection.prepare(kUpdatePhoto)) {
    store.connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS put_photos (id INTEGER PRIMARY KEY); DELETE FROM put_photos");
  }

  std::optional<std::int64_t> find_id(std::int64_t essay_id, std::int64_t identity) {
    std::optional<std::int64_t> id;
    if (find_photo.bind_all(essay_id, identity).step()) id = find_photo.int64(0);
    find_photo.reset();
    return id;
  }

  // Runs a bound statement; true if it changed a row.
  bool changes(Statement& statement) {
    const auto before = store.connection.total_changes();
    statement.step();
    statement.reset();
    return store.connection.total_changes() != before;
  }

  void mark_as_put(std::int64_t id) {
    store.connection.prepare("INSERT OR IGNORE INTO put_photos VALUES (?)").run(id);
  }

  std::string free_slug(const std::string& title) {
    Statement taken = store.connection.prepare("SELECT 1 FROM essays WHERE slug = ?");
    const std::string wanted = slug(title);
    std::string name = wanted;
    for (int n = 2; taken.bind_all(name).step(); ++n) name = fmt::format("{}-{}", wanted, n);
    return name;
  }

  PhotoStore::Impl& store;
  Transaction transaction;
  Statement find_photo;
  Statement insert_photo;
  Statement update_photo;
};

StoreTransaction::StoreTransaction(PhotoStore& store) : impl_(std::make_unique<Impl>(*store.impl_)) {}
StoreTransaction::~StoreTransaction() = default;

std::int64_t StoreTransaction::put_essay(const std::string& title, const std::string& intro) {
  Connection& connection = impl_->store.connection;
  Statement find = connection.prepare("SELECT id FROM essays WHERE title = ?");
  if (!find.bind(1, title).step()) {
    connection.prepare("INSERT INTO essays (slug, title, intro) VALUES (?, ?, ?)")
        .run(impl_->free_slug(title), title, intro);
    return connection.last_insert_rowid();
  }
  const auto id = find.int64(0);
  find.reset();
  connection.prepare("UPDATE essays SET intro = ?1 WHERE id = ?2 AND intro <> ?1 AND ?1 <> ''")
      .run(intro, id);
  return id;
}

void StoreTransaction::put_place(const Place& place, const std::vector<std::string>& names) {
  impl_->store.places.put_place(place);
  for (const std::string& name : names) impl_->store.places.put_name(place.id, name);
}

PutOutcome StoreTransaction::put_photo(std::int64_t essay_id, std::int64_t identity, int position,
                                       const PhotoRecord& record, const Georeference& where) {
  if (const auto id = impl_->find_id(essay_id, identity)) {
    impl_->mark_as_put(*id);
    bind_photo(impl_->update_photo, position, record, where, *id);
    return impl_->changes(impl_->update_photo) ? PutOutcome::changed : PutOutcome::unchanged;
  }
  bind_photo(impl_->insert_photo, position, record, where, essay_id, identity);
  impl_->changes(impl_->insert_photo);
  impl_->mark_as_put(*impl_->find_id(essay_id, identity));
  return PutOutcome::added;
}

std::vector<Photo> StoreTransaction::photos_not_put(const std::vector<std::int64_t>& essay_ids) {
  Statement rows = impl_->store.connection.prepare(
      "SELECT p.id, e.slug, e.title, p.position, p.caption FROM photos p JOIN essays e ON e.id = p.essay_id "
      "WHERE p.essay_id IN (SELECT value FROM json_each(?)) AND p.id NOT IN (SELECT id FROM put_photos) "
      "ORDER BY p.id");
  rows.bind(1, to_text(Json(essay_ids)));
  std::vector<Photo> photos;
  while (rows.step()) {
    Photo photo{.id = rows.int64(0),
                .essay_slug = rows.text(1),
                .essay_title = rows.text(2),
                .position = static_cast<int>(rows.int64(3)),
                .record = {},
                .where = {}};
    photo.record.caption = rows.text(4);
    photos.push_back(std::move(photo));
  }
  return photos;
}

void StoreTransaction::remove_photo(std::int64_t id) {
  impl_->store.connection.prepare("DELETE FROM photos WHERE id = ?").run(id);
}

void StoreTransaction::commit() {
  impl_->store.connection.execute(R"(
    DELETE FROM essays WHERE id NOT IN (SELECT essay_id FROM photos);
    WITH RECURSIVE needed (id) AS (
      SELECT place_id FROM photos WHERE place_id IS NOT NULL
      UNION SELECT json_extract(value, '$.place_id') FROM photos, json_each(photos.candidates)
      UNION SELECT parent_id FROM places JOIN needed USING (id) WHERE parent_id IS NOT NULL)
    DELETE FROM places WHERE id NOT IN (SELECT id FROM needed);
  )");
  impl_->transaction.commit();
}

}  // namespace photomap
