#include "geo/correction.hpp"
#include "geo/geojson.hpp"
#include "geo/id_set.hpp"
#include "geo/new_photos.hpp"
#include "geo/photo_writer.hpp"
#include "geo/store.hpp"
#include "geo/store_bulk.hpp"
#include "geo/store_impl.hpp"
#include "geo/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace photomap {

namespace {

std::optional<std::string> text_or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

// The parameters of kUpdatePlace.
void bind_place(Statement& statement, const Georeference& where, std::int64_t id) {
  const bool located = where.location.has_value();
  statement.bind_all(text_or_null(where.place_id), text_or_null(where.place_name),
                     text_or_null(where.country),
                     located ? std::optional(where.uncertainty.value) : std::nullopt, where.confidence,
                     stored_reason(where), text_or_null(stored_candidates(where)),
                     located ? std::optional(to_centimetre(*where.location).lon) : std::nullopt,
                     located ? std::optional(to_centimetre(*where.location).lat) : std::nullopt, id);
}

// Runs a statement whose parameters are bound.
void run_bound(Statement& statement) {
  statement.step();
  statement.reset();
}

// Leaves a row that would stay as it is alone, so that the dataset version does too.
constexpr std::string_view kUpdatePlace = R"(
  UPDATE photos SET (place_id, place_name, country, uncertainty_m, confidence, reason, candidates, geom) =
    (?1, ?2, ?3, ?4, ?5, ?6, ?7, MakePoint(?8, ?9, 4326))
  WHERE id = ?10 AND (place_id, place_name, country, uncertainty_m, confidence, reason, candidates, ST_X(geom), ST_Y(geom))
    IS NOT (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9))";

constexpr std::string_view kPutCorrection = R"(
  INSERT INTO corrections (photo_id, lon, lat, uncertainty_m, note, who, at, by_text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
  ON CONFLICT (photo_id) DO UPDATE SET (lon, lat, uncertainty_m, note, who, at) = (?2, ?3, ?4, ?5, ?6, ?7)
  WHERE (lon, lat, uncertainty_m, note, who, at) IS NOT (?2, ?3, ?4, ?5, ?6, ?7))";

const std::string kForgetPlaces = R"(
    WITH RECURSIVE needed (id) AS (
      SELECT place_id FROM photos WHERE place_id IS NOT NULL
      UNION SELECT json_extract(value, '$.place_id') FROM photos, json_each(photos.candidates)
      UNION SELECT json_extract(by_text, '$.place_id') FROM corrections
      UNION SELECT json_extract(value, '$.place_id') FROM corrections, json_each(by_text, '$.candidates')
      UNION SELECT parent_id FROM places JOIN needed USING (id) WHERE parent_id IS NOT NULL)
    DELETE FROM places WHERE id NOT IN (SELECT id FROM needed);
    DELETE FROM place_names WHERE place_id NOT IN (SELECT id FROM places);)";

}  // namespace

namespace {

// While it lives, rows may refer to what is not there, and do not go with what they refer to. What an import
// refers to it has put before, and to look that up for each photo takes as long as a tenth of the import.
class UncheckedReferences {
 public:
  explicit UncheckedReferences(Connection& connection) : connection_(connection) {
    connection.execute("PRAGMA foreign_keys = OFF");
  }
  UncheckedReferences(const UncheckedReferences&) = delete;
  UncheckedReferences& operator=(const UncheckedReferences&) = delete;
  ~UncheckedReferences() {
    try {
      connection_.execute("PRAGMA foreign_keys = ON");
    } catch (const DatabaseError&) {
      // Then SQLite has refused all that went before, too.
    }
  }

 private:
  Connection& connection_;
};

}  // namespace

struct StoreTransaction::Impl {
  // With files, or empty ones, many photos are expected.
  Impl(const PhotoStore& opened, PhotoStore::Impl& opened_impl, const std::optional<IndexFiles>& files)
      : photos(opened),
        store(opened_impl),
        indexes(files),
        unchecked(files ? std::make_unique<UncheckedReferences>(store.connection) : nullptr),
        transaction(store.connection),
        find_essay(store.connection.prepare("SELECT id FROM essays WHERE title = ?")),
        insert_essay(store.connection.prepare("INSERT INTO essays (slug, title, intro) VALUES (?, ?, ?)")),
        find_slug(store.connection.prepare("SELECT 1 FROM essays WHERE slug = ?")),
        find_title(store.connection.prepare("SELECT title FROM essays WHERE id = ?")),
        find_photo(store.connection.prepare("SELECT id FROM photos WHERE essay_id = ? AND identity = ?")),
        writer(store.connection),
        find_correction(store.connection.prepare(
            "SELECT lon, lat, uncertainty_m, note, who, at FROM corrections WHERE photo_id = ?")),
        has_corrections(store.connection.query_int64("SELECT EXISTS (SELECT 1 FROM corrections)") != 0),
        newest_essay_before(store.connection.query_int64("SELECT coalesce(max(id), 0) FROM essays")),
        // AUTOINCREMENT's own rule: never an id again that there was.
        next_photo(1 + store.connection.query_int64(
                           "SELECT max(coalesce((SELECT max(id) FROM photos), 0), "
                           "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'photos'), 0))")) {
    // Less than what open_read_write gives: so many changes would not fit anyway.
    if (indexes) store.connection.execute("PRAGMA cache_size = -32000");
  }

  bool is_new_essay(std::int64_t essay_id) const { return essay_id > newest_essay_before; }

  // The database does not know of new photos before.
  void write_new() {
    writer.insert(new_photos.all().subspan(written));
    written = new_photos.all().size();
  }

  void hand_over_new() {
    write_new();
    written = 0;
    if (bulk) {
      new_photos = bulk->add(std::exchange(new_photos, {}));
    } else {
      new_photos.clear();
    }
  }

  std::optional<std::int64_t> find_id(std::int64_t essay_id, std::int64_t identity) {
    write_new();
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
    if (!has_corrections) return by_text;
    std::optional<Correction> correction;
    if (find_correction.bind_all(id).step()) correction = read_correction(find_correction, 0);
    find_correction.reset();
    if (!correction) return by_text;
    ++corrected_count;
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

  // Its id.
  std::int64_t insert(std::int64_t essay_id, std::int64_t identity, const PhotoToStore& photo) {
    if (indexes && !bulk) bulk.emplace(store.connection, *indexes);
    const PhotoKey key{.id = next_photo++, .essay_id = essay_id, .identity = identity};
    new_photos.add(key, photo, title_of(essay_id));
    if (!bulk || new_photos.is_full()) hand_over_new();
    return key.id;
  }

  // Of the same essay again and again.
  const std::string& title_of(std::int64_t essay_id) {
    if (essay_id != titled_essay) {
      newest_title = find_title.bind_all(essay_id).step() ? find_title.text(0) : "";
      find_title.reset();
      titled_essay = essay_id;
    }
    return newest_title;
  }

  // Ascending ids of an essay's photos that were not put.
  std::vector<std::int64_t> find_missing(std::int64_t essay_id) {
    std::vector<std::int64_t> missing;
    Statement rows = store.connection.prepare("SELECT id FROM photos WHERE essay_id = ? ORDER BY identity");
    rows.bind(1, essay_id);
    while (rows.step()) {
      if (!put.contains(rows.int64(0))) missing.push_back(rows.int64(0));
    }
    return missing;
  }

  std::string free_slug(const std::string& title) {
    const std::string wanted = slug(title);
    std::string name = wanted;
    for (int n = 2; find_slug.bind_all(name).step(); ++n) name = fmt::format("{}-{}", wanted, n);
    find_slug.reset();
    return name;
  }

  const PhotoStore& photos;
  PhotoStore::Impl& store;
  std::optional<IndexFiles> indexes;
  std::unique_ptr<UncheckedReferences> unchecked;
  Transaction transaction;
  Statement find_essay;
  Statement insert_essay;
  Statement find_slug;
  Statement find_title;
  Statement find_photo;
  PhotoWriter writer;
  NewPhotos new_photos;
  std::size_t written = 0;  // of these
  Statement find_correction;
  bool has_corrections;
  std::int64_t newest_essay_before;
  std::int64_t next_photo;
  std::int64_t titled_essay = 0;
  std::string newest_title;
  bool may_leave_places = false;   // that no photo needs any more
  std::optional<BulkPhotos> bulk;  // since the first new photo of many
  IdSet put;                       // of the photos that were there before
  std::int64_t unplaced_count = 0;
  std::int64_t corrected_count = 0;
};

StoreTransaction::StoreTransaction(PhotoStore& store)
    : impl_(std::make_unique<Impl>(store, *store.impl_, std::nullopt)) {}
StoreTransaction::StoreTransaction(PhotoStore& store, const IndexFiles& indexes)
    : impl_(std::make_unique<Impl>(store, *store.impl_, indexes)) {}
StoreTransaction::~StoreTransaction() = default;

std::int64_t StoreTransaction::put_essay(const std::string& title, const std::string& intro) {
  Connection& connection = impl_->store.connection;
  Statement& find = impl_->find_essay;
  const bool is_known = find.bind_all(title).step();
  const std::int64_t id = is_known ? find.int64(0) : 0;
  find.reset();
  if (!is_known) {
    impl_->insert_essay.run(impl_->free_slug(title), title, intro);
    return connection.last_insert_rowid();
  }
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
  const bool may_be_there = !impl_->indexes || !impl_->is_new_essay(essay_id);
  const auto id = may_be_there ? impl_->find_id(essay_id, identity) : std::nullopt;
  if (!id) {
    impl_->put.insert(impl_->insert(essay_id, identity, {position, record, where}));
    impl_->unplaced_count += where.location ? 0 : 1;
    return PutOutcome::added;
  }
  impl_->put.insert(*id);
  if (impl_->bulk) impl_->bulk->give_up_indexes();
  const auto before = impl_->store.connection.total_changes();
  const Georeference effective = impl_->effective(*id, where);
  impl_->unplaced_count += effective.location ? 0 : 1;
  impl_->writer.update(*id, {position, record, effective});
  const PutOutcome outcome = impl_->outcome_since(before);
  impl_->may_leave_places |= outcome == PutOutcome::changed;
  return outcome;
}

std::vector<EssayPhoto> StoreTransaction::photos_put(std::int64_t essay_id) {
  impl_->write_new();
  if (impl_->bulk) impl_->bulk->finish_identities();
  Statement rows = impl_->store.connection.prepare(
      "SELECT id, position, caption, taken_start, taken_end FROM photos WHERE essay_id = ?");
  rows.bind(1, essay_id);
  std::vector<EssayPhoto> photos;
  while (rows.step()) {
    if (!impl_->put.contains(rows.int64(0))) continue;
    EssayPhoto& photo = photos.emplace_back();
    photo.position = static_cast<int>(rows.int64(1));
    photo.record.caption = rows.text(2);
    const auto first = parse_day(rows.text(3));
    const auto last = parse_day(rows.text(4));
    if (first && last) photo.record.taken = DateInterval{*first, *last};
  }
  return photos;
}

std::vector<Photo> StoreTransaction::photos_not_put(const std::vector<std::int64_t>& essay_ids) {
  impl_->write_new();
  std::vector<std::int64_t> missing;
  for (const std::int64_t essay_id : essay_ids) {
    if (impl_->is_new_essay(essay_id)) continue;
    const std::vector<std::int64_t> of_essay = impl_->find_missing(essay_id);
    missing.insert(missing.end(), of_essay.begin(), of_essay.end());
  }
  std::sort(missing.begin(), missing.end());
  Statement row = impl_->store.connection.prepare(
      "SELECT p.id, e.slug, e.title, p.position, p.caption, c.lon, c.lat, c.uncertainty_m, c.note, c.who, "
      "c.at "
      "FROM photos p JOIN essays e ON e.id = p.essay_id LEFT JOIN corrections c ON c.photo_id = p.id "
      "WHERE p.id = ?");
  std::vector<Photo> photos;
  for (const std::int64_t id : missing) {
    row.bind_all(id).step();
    Photo photo{.id = row.int64(0),
                .essay_slug = row.text(1),
                .essay_title = row.text(2),
                .position = static_cast<int>(row.int64(3)),
                .record = {},
                .where = {},
                .correction = row.is_null(5) ? std::nullopt : std::optional(read_correction(row, 5))};
    photo.record.caption = row.text(4);
    photos.push_back(std::move(photo));
  }
  return photos;
}

std::int64_t StoreTransaction::count_unplaced() const {
  return impl_->unplaced_count;
}

std::int64_t StoreTransaction::count_corrected() const {
  return impl_->corrected_count;
}

void StoreTransaction::remove_photo(std::int64_t id) {
  impl_->write_new();
  impl_->may_leave_places = true;
  if (impl_->bulk) impl_->bulk->give_up_indexes();
  impl_->store.connection.prepare("DELETE FROM photos WHERE id = ?").run(id);
}

PutOutcome StoreTransaction::put_correction(std::int64_t photo_id, const Correction& correction) {
  impl_->write_new();
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
  impl_->write_new();
  const std::optional<Georeference> by_text = impl_->find_by_text(photo_id);
  if (!by_text) return false;
  impl_->place(photo_id, *by_text);
  impl_->store.connection.prepare("DELETE FROM corrections WHERE photo_id = ?").run(photo_id);
  return true;
}

void StoreTransaction::commit() {
  impl_->hand_over_new();
  if (impl_->bulk) impl_->bulk->finish();
  impl_->store.connection.execute(
      "DELETE FROM essays WHERE NOT EXISTS (SELECT 1 FROM photos WHERE essay_id = essays.id)");
  // Of many photos a look at all is taken only where it may find something.
  if (!impl_->indexes || impl_->may_leave_places) impl_->store.connection.execute(kForgetPlaces);
  if (impl_->bulk) impl_->bulk->move_version();
  impl_->transaction.commit();
  if (impl_->bulk) impl_->bulk->publish_indexes();
}

}  // namespace photomap
