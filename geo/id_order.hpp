// The photos of a point index by their ids, for pages of them.
#pragma once

#include "geo/photo_set.hpp"
#include "geo/point_file.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace photomap {

/// Photos in the order of their ids.
struct IdPage {
  std::vector<PhotoNumber> photos;
  bool has_more = false;  ///< beyond the last
  bool has_less = false;  ///< before the first
};

/// Holds four bytes a photo. Thread safe: it only reads.
class IdOrder {
 public:
  /// `ids` of the photos by their numbers, all different; they must stay while this is used.
  explicit IdOrder(std::span<const std::int64_t> ids);

  /// All of them, ascending id.
  std::size_t size() const { return by_id_.size(); }
  PhotoNumber operator[](std::size_t place) const { return by_id_[place]; }

  /// The first `limit` of a set with ids beyond `from`, ascending or descending; null: of all. Steps from
  /// photo to photo, so it is quick where many of them are in the set.
  IdPage next(const PhotoSet* photos, std::int64_t from, bool descending, std::size_t limit) const;

 private:
  std::span<const std::int64_t> ids_;
  std::vector<PhotoNumber> by_id_;
};

/// The same page for a set of few photos, without an order.
IdPage next_of_few(std::span<const std::int64_t> ids, const PhotoSet& photos, std::int64_t from,
                   bool descending, std::size_t limit);

}  // namespace photomap
