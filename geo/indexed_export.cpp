#include "geo/indexed_export.hpp"

#include "geo/id_order.hpp"
#include "geo/ordered_pieces.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>

namespace photomap {

namespace {

constexpr std::size_t kPhotosInPiece = 1024;
constexpr std::size_t kBytesOfPhoto = 1024;  // mostly less

std::chrono::sys_days day_of(DayNumber day) {
  return std::chrono::sys_days(std::chrono::days(day));
}

void assign(const IndexedPhoto& from, Photo& photo) {
  photo.id = from.id;
  photo.essay_slug = from.essay_slug;
  photo.essay_title = from.essay_title;
  photo.position = static_cast<int>(from.position);
  PhotoRecord& record = photo.record;
  record.caption = from.caption;
  record.credit = from.credit;
  record.taken = std::nullopt;
  if (from.first_day != kNoDay) record.taken = {day_of(from.first_day), day_of(from.last_day)};
  record.licence = from.licence;
  record.source_url = from.source_url;
  record.image_url = from.image_url;
  Georeference& where = photo.where;
  where.location = from.location;
  where.uncertainty = {from.uncertainty_m};
  where.place_id = from.place_id;
  where.place_name = from.place_name;
  where.country = from.country;
  where.confidence = from.confidence;
  where.reason = from.reason;
  where.candidates.clear();
  photo.correction = std::nullopt;
}

// Thread safe.
class PieceWriter {
 public:
  PieceWriter(const PhotoText& text, const ExportHeader& header, const PhotoStore& store,
              const PointIndex& index)
      : text_(text), header_(header), store_(store), index_(index), order_(index.arrays().ids) {}

  std::size_t pieces() const { return (order_.size() + kPhotosInPiece - 1) / kPhotosInPiece; }

  std::string write(std::size_t piece) const {
    constexpr std::size_t kAhead = 16;
    const std::size_t end = std::min(order_.size(), (piece + 1) * kPhotosInPiece);
    std::string text;
    text.reserve((end - piece * kPhotosInPiece) * kBytesOfPhoto);
    Photo photo;
    for (std::size_t i = piece * kPhotosInPiece; i < end; ++i) {
      if (i + kAhead < end) index_.prefetch(order_[i + kAhead]);
      if (i + kAhead / 2 < end) index_.prefetch_record(order_[i + kAhead / 2]);
      read(order_[i], photo);
      text_.photo(photo, header_, i == 0, text);
    }
    return text;
  }

 private:
  void read(PhotoNumber number, Photo& photo) const {
    const IndexedPhoto indexed = index_.photo(number);
    auto whole = indexed.has_more ? find_whole(indexed.id) : std::nullopt;
    if (whole) {
      photo = *std::move(whole);
    } else {
      assign(indexed, photo);
    }
  }
  std::optional<Photo> find_whole(std::int64_t id) const {
    const std::lock_guard lock(mutex_);
    return store_.find_photo(id);
  }

  const PhotoText& text_;
  const ExportHeader& header_;
  const PhotoStore& store_;
  const PointIndex& index_;
  const IdOrder order_;
  mutable std::mutex mutex_;
};

}  // namespace

void write_photos(const PhotoText& text, const ExportHeader& header, const PhotoStore& store,
                  const PointIndex& index, std::ostream& out) {
  const PieceWriter writer(text, header, store, index);
  make_in_order<std::string>(
      writer.pieces(), [&](std::size_t piece) { return writer.write(piece); },
      [&](const std::string& piece) { return (out << piece).good(); });
}

}  // namespace photomap
