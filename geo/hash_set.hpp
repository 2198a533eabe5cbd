// Millions of hashes in little memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace photomap {

/// A set of 64-bit hashes that keeps five bytes of each, in tables that double: 7 bytes a hash on average.
/// That it takes a hash for another has a chance of 1 in 2^40 for each that lies near it, some 1 in 10^5 for
/// ten million hashes. The same hashes in the same order always give the same answers.
class HashSet {
 public:
  /// False where it is in the set already.
  bool insert(std::uint64_t hash);
  bool contains(std::uint64_t hash) const;

 private:
  // Open addressing; a slot of zeros is empty. Some bytes more, so that each slot can be read as a word.
  struct Table {
    explicit Table(std::size_t slot_count);
    std::uint64_t at(std::size_t slot) const;
    void put(std::size_t slot, std::uint64_t kept);
    std::size_t find(std::uint64_t hash) const;

    std::size_t slots;
    std::size_t used = 0;
    std::vector<unsigned char> bytes;
  };

  std::vector<Table> tables_;  ///< each twice the size of the one before; all but the last are full
};

}  // namespace photomap
