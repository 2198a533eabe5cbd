#include "geo/photo_writer.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace photomap {

namespace {

constexpr std::size_t kRowsTogether = 64;

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

// The parameters of a statement, in order. What is bound is not copied: it must live until the statement has
// run.
class PhotoWriter::Binder {
 public:
  explicit Binder(Statement& statement) : statement_(statement) {}

  void cells(const PhotoCells& cells) {
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
  void row(const NewPhoto& photo) {
    cells(photo.cells);
    number(photo.key.id);
    number(photo.key.essay_id);
    number(photo.key.identity);
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
      update_(connection.prepare(kUpdate)) {}

void PhotoWriter::insert(std::span<const NewPhoto> photos) {
  for (; photos.size() >= kRowsTogether; photos = photos.subspan(kRowsTogether)) {
    Binder binder(insert_many_);
    for (const NewPhoto& photo : photos.first(kRowsTogether)) binder.row(photo);
    binder.run();
  }
  for (const NewPhoto& photo : photos) {
    Binder binder(insert_one_);
    binder.row(photo);
    binder.run();
  }
}

void PhotoWriter::update(std::int64_t id, const PhotoToStore& photo) {
  const PhotoCells cells(photo);
  Binder binder(update_);
  binder.cells(cells);
  binder.number(id);
  binder.run();
}

}  // namespace photomap
