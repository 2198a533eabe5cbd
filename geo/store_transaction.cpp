#include "geo/correction.hpp"
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

// The parameters of kUpdatePlace.
void bind_place(Statement& statement, const Georeference& where, std::int64_t id) {
  const bool located = where.location.has_value();
  statement.bind_all(
      text_or_null(where.place_id), text_or_null(where.place_name), text_or_null(where.country),
      located ? std::optional(where.uncertainty.value) : std::nullopt, where.confidence, where.reason,
      where.candidates.empty() ? std::nullopt : std::optional(to_text(candidates_json(where.candidates))),
      located ? std::optional(where.location->lon) : std::nullopt,
      located ? std::optional(where.location->lat) : std::nullopt, id);
}

// Runs a statement whose parameters are bound.
void run_bound(Statement& statement) {
  statement.step();
  statement.reset();
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

// Leaves a row that would stay as it is alone, as above.
constexpr std::string_view kUpdatePlace = R"(
  UPDATE photos SET (place_id, place_name, country, uncertainty_m, confidence, reason, candidates, geom) =
    (?1, ?2, ?3, ?4, ?5, ?6, ?7, MakePoint(?8, ?9, 4326))
  WHERE id = ?10 AND (place_id, place_name, country, uncertainty_m, confidence, reason, candidates, ST_X(geom), ST_Y(geom))
    IS NOT (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9))";

constexpr std::string_view kPutCorrection = R"(
  INSERT INTO corrections (photo_id, lon, lat, uncertainty_m, note, who, at, by_text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
  ON CONFLICT (photo_id) DO UPDATE SET (lon, lat, uncertainty_m, note, who, at) = (?2, ?3, ?4, ?5, ?6, ?7)
  WHERE (lon, lat, uncertainty_m, note, who, at) IS NOT (?2, ?3, ?4, ?5, ?6, ?7))";

}  // namespace

struct StoreTransaction::Impl {
  Impl(const PhotoStore& opened, PhotoStore::Impl& opened_impl)
      : photos(opened),
        store(opened_impl),
        transaction(store.connection),
        find_photo(store.connection.prepare("SELECT id FROM photos WHERE essay_id = ? AND identity = ?")),
        insert_photo(store.connection.prepare(kInsertPhoto)),
        update_photo(store.connection.prepare(kUpdatePhoto)),
        find_correction(store.connection.prepare(
            "SELECT lon, lat, uncertainty_m, note, who, at FROM corrections WHERE photo_id = ?")) {
    store.connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS put_photos (id INTEGER PRIMARY KEY); DELETE FROM put_photos");
  }

  std::optional<std::int64_t> find_id(std::int64_t essay_id, std::int64_t identity) {
    std::optional<std::int64_t> id;
    if (find_photo.bind_all(essay_id, identity).step()) id = find_photo.int64(0);
    find_photo.reset();
    return id;
  }

  PutOutcome outcome_since(std::int64_t total_changes) {
    return store.connection.total_changes() == total_changes ? PutOutcome::unchanged : PutOutcome::changed;
  }

  // Where a photo stands now that the texts put it there: its correction, if it bears one, goes before.
  Georeference effective(std::int64_t id, const Georeference& by_text) {
    std::optional<Correction> correction;
    if (find_correction.bind_all(id).step()) correction = read_correction(find_correction, 0);
    find_correction.reset();
    if (!correction) return by_text;
    store.connection.prepare("UPDATE corrections SET by_text = ?2 WHERE photo_id = ?1 AND by_text <> ?2")
        .run(id, to_text(georeference_json(by_text)));
    return corrected(by_text, *correction);
  }

  // Where the texts put a photo that bears a correction; empty for any other.
  std::optional<Georeference> find_by_text(std::int64_t id) {
    Statement row = store.connection.prepare("SELECT by_text FROM corrections WHERE photo_id = ?");
    if (!row.bind(1, id).step()) return std::nullopt;
    return parse_georeference(row.text(0));
  }

  void place(std::int64_t id, const Georeference& where) {
    Statement update = store.connection.prepare(kUpdatePlace);
    bind_place(update, where, id);
    run_bound(update);
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

  const PhotoStore& photos;
  PhotoStore::Impl& store;
  Transaction transaction;
  Statement find_photo;
  Statement insert_photo;
  Statement update_photo;
  Statement find_correction;
};

StoreTransaction::StoreTransaction(PhotoStore& store) : impl_(std::make_unique<Impl>(store, *store.impl_)) {}
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
    const auto before = impl_->store.connection.total_changes();
    bind_photo(impl_->update_photo, position, record, impl_->effective(*id, where), *id);
    run_bound(impl_->update_photo);
    return impl_->outcome_since(before);
  }
  bind_photo(impl_->insert_photo, position, record, where, essay_id, identity);
  run_bound(impl_->insert_photo);
  impl_->mark_as_put(*impl_->find_id(essay_id, identity));
  return PutOutcome::added;
}

std::vector<Photo> StoreTransaction::photos_not_put(const std::vector<std::int64_t>& essay_ids) {
  Statement rows = impl_->store.connection.prepare(
      "SELECT p.id, e.slug, e.title, p.position, p.caption, c.lon, c.lat, c.uncertainty_m, c.note, c.who, "
      "c.at "
      "FROM photos p JOIN essays e ON e.id = p.essay_id LEFT JOIN corrections c ON c.photo_id = p.id "
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
                .where = {},
                .correction = rows.is_null(5) ? std::nullopt : std::optional(read_correction(rows, 5))};
    photo.record.caption = rows.text(4);
    photos.push_back(std::move(photo));
  }
  return photos;
}

std::int64_t StoreTransaction::count_unplaced() const {
  return impl_->store.connection.query_int64(
      "SELECT count(*) FROM put_photos JOIN photos USING (id) WHERE geom IS NULL");
}

std::int64_t StoreTransaction::count_corrected() const {
  return impl_->store.connection.query_int64(
      "SELECT count(*) FROM put_photos JOIN corrections ON photo_id = id");
}

void StoreTransaction::remove_photo(std::int64_t id) {
  impl_->store.connection.prepare("DELETE FROM photos WHERE id = ?").run(id);
}

PutOutcome StoreTransaction::put_correction(std::int64_t photo_id, const Correction& correction) {
  Connection& connection = impl_->store.connection;
  const std::optional<Georeference> aside = impl_->find_by_text(photo_id);
  const Georeference by_text = aside ? *aside : impl_->photos.find_photo(photo_id).value().where;
  const auto before = connection.total_changes();
  connection.prepare(kPutCorrection)
      .run(photo_id, correction.location.lon, correction.location.lat, correction.uncertainty.value,
           correction.note, correction.who, format_time(correction.at), to_text(georeference_json(by_text)));
  impl_->place(photo_id, corrected(by_text, correction));
  return aside ? impl_->outcome_since(before) : PutOutcome::added;
}

bool StoreTransaction::remove_correction(std::int64_t photo_id) {
  const std::optional<Georeference> by_text = impl_->find_by_text(photo_id);
  if (!by_text) return false;
  impl_->place(photo_id, *by_text);
  impl_->store.connection.prepare("DELETE FROM corrections WHERE photo_id = ?").run(photo_id);
  return true;
}

void StoreTransaction::commit() {
  impl_->store.connection.execute(R"(
    DELETE FROM essays WHERE id NOT IN (SELECT essay_id FROM photos);
    WITH RECURSIVE needed (id) AS (
      SELECT place_id FROM photos WHERE place_id IS NOT NULL
      UNION SELECT json_extract(value, '$.place_id') FROM photos, json_each(photos.candidates)
      UNION SELECT json_extract(by_text, '$.place_id') FROM corrections
      UNION SELECT json_extract(value, '$.place_id') FROM corrections, json_each(by_text, '$.candidates')
      UNION SELECT parent_id FROM places JOIN needed USING (id) WHERE parent_id IS NOT NULL)
    DELETE FROM places WHERE id NOT IN (SELECT id FROM needed);
  )");
  impl_->transaction.commit();
}

}  // namespace photomap
