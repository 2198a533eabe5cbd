#include "geo/photo_set.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace photomap {

PhotoSet::PhotoSet(std::vector<std::uint64_t> words, PhotoNumber photos) : words_(std::move(words)) {
  words_.resize(words_for(photos));
  ranks_.reserve(words_.size() / kWordsPerRank + 1);
  PhotoNumber before = 0;
  for (std::size_t word = 0; word < words_.size(); ++word) {
    if (word % kWordsPerRank == 0) ranks_.push_back(before);
    if (words_[word] != 0) before += static_cast<PhotoNumber>(std::popcount(words_[word]));
  }
  ranks_.push_back(before);
}

PhotoNumber PhotoSet::rank(PhotoNumber photo) const {
  const std::size_t word = photo / 64;
  PhotoNumber before = ranks_[word / kWordsPerRank];
  for (std::size_t w = word / kWordsPerRank * kWordsPerRank; w < word; ++w)
    before += static_cast<PhotoNumber>(std::popcount(words_[w]));
  const std::uint64_t lower = (std::uint64_t{1} << (photo % 64)) - 1;
  return before + static_cast<PhotoNumber>(std::popcount(words_[word] & lower));
}

PhotoNumber PhotoSet::select(PhotoNumber rank) const {
  const auto after = std::upper_bound(ranks_.begin(), ranks_.end() - 1, rank);
  const auto part = static_cast<std::size_t>(after - ranks_.begin()) - 1;
  PhotoNumber left = rank - ranks_[part];
  std::size_t word = part * kWordsPerRank;
  for (auto count = std::popcount(words_[word]); static_cast<PhotoNumber>(count) <= left;
       count = std::popcount(words_[++word]))
    left -= static_cast<PhotoNumber>(count);
  std::uint64_t bits = words_[word];
  for (; left > 0; --left) bits &= bits - 1;
  return static_cast<PhotoNumber>(64 * word) + static_cast<PhotoNumber>(std::countr_zero(bits));
}

}  // namespace photomap
