#include "geo/photo_writer.hpp"

#include "geo/dates.hpp"
#include "geo/geojson.hpp"

#include <cstddef>
#include <cstring>

namespace photomap {

namespace {

constexpr std::size_t kRowsTogether = 64;
constexpr std::size_t kUsualText = 512;  // bytes of all texts of a row, so that most fit without more memory

constexpr std::string_view kInsert = R"(
  INSERT INTO photos (position, caption, credit, taken_start, taken_end, place_id, place_name, country, uncertainty_m,
    confidence, reason, candidates, source_id, licence, source_url, image_url, geom, id, essay_id, identity) VALUES )";
constexpr std::size_t kColumns = 20;

std::string insert_sql(std::size_t rows) {
  return std::string(kInsert) + values_sql(rows, kColumns);
}

constexpr std::string_view kUpdate = R"(
  UPDATE photos SET (position, caption, credit, taken_start, taken_end, place_id, place_name, country, uncertainty_m,
    confidence, reason, candidates, source_id, licence, source_url, image_url, geom) =
    (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, coalesce(?14, licence), coalesce(?15, source_url), coalesce(?16, image_url), ?17)
  WHERE id = ?18 AND (position, caption, credit, taken_start, taken_end, place_id, place_name, country, uncertainty_m,
    confidence, reason, candidates, source_id, licence, source_url, image_url, geom) IS NOT
    (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, coalesce(?14, licence), coalesce(?15, source_url), coalesce(?16, image_url), ?17))";

}  // namespace

std::string_view stored_reason(const Georeference& where) {
  return where.location && where.reason == kGivenBySource ? "" : std::string_view(where.reason);
}

std::string stored_candidates(const Georeference& where) {
  return where.candidates.empty() ? "" : to_text(candidates_json(where.candidates));
}

PhotoToStore::PhotoToStore(int given_position, const PhotoRecord& given_record,
                           const Georeference& given_where)
    : position(given_position),
      record(given_record),
      where(given_where),
      first_day(record.taken ? format_day(record.taken->first) : ""),
      last_day(record.taken ? format_day(record.taken->last) : ""),
      location(where.location ? std::optional(to_centimetre(*where.location)) : std::nullopt),
      candidates(stored_candidates(where)) {}

PhotoWriter::Cells::Cells(const PhotoToStore& photo)
    : position(photo.position),
      caption(photo.record.caption),
      credit(photo.record.credit),
      taken_start(photo.first_day),
      taken_end(photo.last_day),
      place_id(photo.where.place_id),
      place_name(photo.where.place_name),
      country(photo.where.country),
      uncertainty_m(photo.where.location ? std::optional(photo.where.uncertainty.value) : std::nullopt),
      confidence(photo.where.confidence),
      reason(stored_reason(photo.where)),
      candidates(photo.candidates),
      source_id(photo.record.source_id),
      licence(photo.record.licence),
      source_url(photo.record.source_url),
      image_url(photo.record.image_url),
      point(photo.location ? std::optional<PointBlob>(*photo.location) : std::nullopt) {}

// The parameters of a statement, in order. What is bound is not copied: it must live until the statement has
// run.
class PhotoWriter::Binder {
 public:
  explicit Binder(Statement& statement) : statement_(statement) { statement.reset(); }

  void cells(const Cells& cells) {
    number(cells.position);
    text(cells.caption);
    text_or_null(cells.credit);
    text_or_null(cells.taken_start);
    text_or_null(cells.taken_end);
    text_or_null(cells.place_id);
    text_or_null(cells.place_name);
    text_or_null(cells.country);
    number(cells.uncertainty_m);
    number(cells.confidence);
    text(cells.reason);
    text_or_null(cells.candidates);
    text_or_null(cells.source_id);
    text_or_null(cells.licence);
    text_or_null(cells.source_url);
    text_or_null(cells.image_url);
    ++parameter_;
    if (cells.point) statement_.bind_blob(parameter_, cells.point->bytes());
  }
  void row(const Row& row) {
    cells(row.cells);
    number(row.key.id);
    number(row.key.essay_id);
    number(row.key.identity);
  }
  template <typename Number>
  void number(const Number& number) {
    statement_.bind(++parameter_, number);
  }

  void run() {
    statement_.step();
    statement_.reset();
  }

 private:
  void text(std::string_view text) { statement_.bind_text_in_place(++parameter_, text); }
  void text_or_null(std::string_view text) {
    ++parameter_;  // nothing bound is NULL
    if (!text.empty()) statement_.bind_text_in_place(parameter_, text);
  }

  Statement& statement_;
  int parameter_ = 0;
};

PhotoWriter::PhotoWriter(Connection& connection)
    : insert_one_(connection.prepare(insert_sql(1))),
      insert_many_(connection.prepare(insert_sql(kRowsTogether))),
      update_(connection.prepare(kUpdate)),
      texts_(kRowsTogether * kUsualText) {}

void PhotoWriter::insert_later(const PhotoKey& key, const PhotoToStore& photo) {
  Cells& cells = rows_.emplace_back(Row{key, Cells(photo)}).cells;
  for (std::string_view* text :
       {&cells.caption, &cells.credit, &cells.taken_start, &cells.taken_end, &cells.place_id,
        &cells.place_name, &cells.country, &cells.reason, &cells.candidates, &cells.source_id, &cells.licence,
        &cells.source_url, &cells.image_url}) {
    if (text->empty()) continue;
    auto* const copy = static_cast<char*>(texts_.allocate(text->size(), 1));
    std::memcpy(copy, text->data(), text->size());
    *text = {copy, text->size()};
  }
  if (rows_.size() == kRowsTogether) flush();
}

void PhotoWriter::flush() {
  if (rows_.size() == kRowsTogether) {
    Binder binder(insert_many_);
    for (const Row& row : rows_) binder.row(row);
    binder.run();
  } else {
    for (const Row& row : rows_) {
      Binder binder(insert_one_);
      binder.row(row);
      binder.run();
    }
  }
  rows_.clear();
  texts_.release();
}

void PhotoWriter::update(std::int64_t id, const PhotoToStore& photo) {
  const Cells cells(photo);
  Binder binder(update_);
  binder.cells(cells);
  binder.number(id);
  binder.run();
}

}  // namespace photomap
