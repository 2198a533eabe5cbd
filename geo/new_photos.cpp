#include "geo/new_photos.hpp"

#include "geo/dates.hpp"
#include "geo/geojson.hpp"

#include <cstddef>
#include <cstring>

namespace photomap {

namespace {

constexpr std::size_t kMostPhotos = 256;
constexpr std::size_t kManyBytes = std::size_t{1} << 20;  // of texts, of which most need far less
constexpr std::size_t kUsualBytes = std::size_t{64} << 10;

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

PhotoCells::PhotoCells(const PhotoToStore& photo)
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
      location(photo.location),
      point(photo.location ? std::optional<PointBlob>(*photo.location) : std::nullopt) {}

NewPhotos::NewPhotos() : texts_(std::make_unique<std::pmr::monotonic_buffer_resource>(kUsualBytes)) {}

void NewPhotos::add(const PhotoKey& key, const PhotoToStore& photo, std::string_view essay_title) {
  // Photos of an essay come one after the other.
  const bool has_title = !photos_.empty() && photos_.back().key.essay_id == key.essay_id;
  const std::string_view title = has_title ? photos_.back().essay_title : copy(essay_title);
  PhotoCells& cells = photos_.emplace_back(NewPhoto{key, PhotoCells(photo), title}).cells;
  for (std::string_view* text :
       {&cells.caption, &cells.credit, &cells.taken_start, &cells.taken_end, &cells.place_id,
        &cells.place_name, &cells.country, &cells.reason, &cells.candidates, &cells.source_id, &cells.licence,
        &cells.source_url, &cells.image_url})
    *text = copy(*text);
}

void NewPhotos::clear() {
  photos_.clear();
  texts_->release();
  text_bytes_ = 0;
}

bool NewPhotos::is_full() const {
  return photos_.size() >= kMostPhotos || text_bytes_ >= kManyBytes;
}

std::string_view NewPhotos::copy(std::string_view text) {
  if (text.empty()) return "";  // not a view of nothing, which SQLite would take for NULL
  auto* const bytes = static_cast<char*>(texts_->allocate(text.size(), 1));
  std::memcpy(bytes, text.data(), text.size());
  text_bytes_ += text.size();
  return {bytes, text.size()};
}

}  // namespace photomap
