// Some of the photos of a point index: a bit for each, with rank.
#pragma once

#include "geo/point_file.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace photomap {

/// Thread safe: it only reads.
class PhotoSet {
 public:
  /// Bit i of word w is photo 64 w + i; those from `photos` on must be zero.
  PhotoSet(std::vector<std::uint64_t> words, PhotoNumber photos);
  /// How many words it keeps: who makes them spares it a copy by giving them that capacity.
  static std::size_t words_for(PhotoNumber photos) {
    return (photos / kPhotosPerRank + std::size_t{1}) * kWordsPerRank;
  }

  PhotoNumber size() const { return ranks_.back(); }
  bool contains(PhotoNumber photo) const { return (words_[photo / 64] >> (photo % 64) & 1) != 0; }
  /// How many of them come before a photo; `photo` may be the end.
  PhotoNumber rank(PhotoNumber photo) const;
  /// The one that so many of them come before.
  PhotoNumber select(PhotoNumber rank) const;
  std::size_t bytes() const {
    return words_.size() * sizeof(std::uint64_t) + ranks_.size() * sizeof(PhotoNumber);
  }

  template <typename Visit>
  void for_each(PhotoNumber begin, PhotoNumber end, Visit&& visit) const {
    while (begin < end) {
      const std::size_t part = begin / kPhotosPerRank;
      if (ranks_[part] == ranks_[part + 1]) {
        begin = static_cast<PhotoNumber>(part + 1) * kPhotosPerRank;
        continue;
      }
      std::uint64_t word = words_[begin / 64] >> (begin % 64);
      for (PhotoNumber photo = begin; word != 0 && photo < end; ++photo, word >>= 1) {
        const auto skipped = static_cast<PhotoNumber>(__builtin_ctzll(word));
        photo += skipped;
        if (photo >= end) return;
        word >>= skipped;
        visit(photo);
      }
      begin = begin / 64 * 64 + 64;
    }
  }

 private:
  static constexpr std::size_t kWordsPerRank = 8;
  static constexpr PhotoNumber kPhotosPerRank = 64 * kWordsPerRank;

  std::vector<std::uint64_t> words_;
  std::vector<PhotoNumber> ranks_;  ///< before every eighth word; the last one is the size
};

}  // namespace photomap
