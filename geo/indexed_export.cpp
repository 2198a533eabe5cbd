#include "geo/indexed_export.hpp"

#include "geo/id_order.hpp"
#include "geo/ordered_pieces.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

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
  record.source_id.clear();
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
    const std::size_t begin = piece * kPhotosInPiece;
    const std::vector<IndexedPhoto> indexed = read(begin, std::min(order_.size(), begin + kPhotosInPiece));
    const std::vector<Photo> whole = find_whole(indexed);
    auto next = whole.begin();
    std::string text;
    text.reserve(indexed.size() * kBytesOfPhoto);
    Photo photo;
    for (std::size_t i = 0; i < indexed.size(); ++i) {
      const bool is_whole = next != whole.end() && next->id == indexed[i].id;
      if (!is_whole) assign(indexed[i], photo);
      text_.photo(is_whole ? *next++ : photo, header_, begin + i == 0, text);
    }
    return text;
  }

 private:
  std::vector<IndexedPhoto> read(std::size_t begin, std::size_t end) const {
    constexpr std::size_t kAhead = 16;
    std::vector<IndexedPhoto> photos;
    photos.reserve(end - begin);
    for (std::size_t i = begin; i < end; ++i) {
      if (i + kAhead < end) index_.prefetch(order_[i + kAhead]);
      if (i + kAhead / 2 < end) index_.prefetch_record(order_[i + kAhead / 2]);
      photos.push_back(index_.photo(order_[i]));
    }
    return photos;
  }
  // Those of which the store knows more, as it has them, ascending id.
  std::vector<Photo> find_whole(const std::vector<IndexedPhoto>& photos) const {
    std::vector<std::int64_t> ids;
    for (const IndexedPhoto& photo : photos) {
      if (photo.has_more) ids.push_back(photo.id);
    }
    if (ids.empty()) return {};
    const std::lock_guard lock(mutex_);
    return store_.find_photos({.ids = std::move(ids)});
  }

  const PhotoText& text_;
  const ExportHeader& header_;
  const PhotoStore& store_;
  const PointIndex& index_;
  const IdOrder order_;
  mutable std::mutex mutex_;
};

}  // namespace

bool is_quicker(const PointIndex& index) {
  constexpr std::ptrdiff_t kLeastOfOneWithMore = 8;
  const auto flags = index.arrays().flags;
  const auto with_more =
      std::count_if(flags.begin(), flags.end(), [](std::uint8_t flag) { return (flag & kHasMore) != 0; });
  return with_more * kLeastOfOneWithMore <= std::ssize(flags);
}

void write_photos(const PhotoText& text, const ExportHeader& header, const PhotoStore& store,
                  const PointIndex& index, std::ostream& out) {
  const PieceWriter writer(text, header, store, index);
  make_in_order<std::string>(
      writer.pieces(), [&](std::size_t piece) { return writer.write(piece); },
      [&](const std::string& piece) { return (out << piece).good(); });
}

}  // namespace photomap
