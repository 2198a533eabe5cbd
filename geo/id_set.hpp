// Which rows have been seen.
#pragma once

#include <bitset>
#include <cstdint>
#include <unordered_map>

namespace photomap {

/// Ids of rows: a bit each where they stand close together, as they do.
class IdSet {
 public:
  /// False where it is in the set already.
  bool insert(std::int64_t id) {
    auto bit = pages_[id >> kPageBits][static_cast<std::size_t>(id & kPageMask)];
    const bool is_new = !bit;
    bit = true;
    return is_new;
  }

  bool contains(std::int64_t id) const {
    const auto page = pages_.find(id >> kPageBits);
    return page != pages_.end() && page->second[static_cast<std::size_t>(id & kPageMask)];
  }

 private:
  static constexpr int kPageBits = 12;
  static constexpr std::int64_t kPageMask = (1 << kPageBits) - 1;
  std::unordered_map<std::int64_t, std::bitset<1 << kPageBits>> pages_;
};

}  // namespace photomap
