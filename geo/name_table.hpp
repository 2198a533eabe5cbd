// Keys to names: sorted, in flat arrays that can lie in a mapped file. Exact, by prefix, and with typos.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace photomap {

/// What a key leads to.
struct NamePosting {
  std::uint32_t name = 0;
  std::uint32_t place = 0;  ///< stands here so that the name need not be looked at
  friend bool operator==(const NamePosting&, const NamePosting&) = default;
};

/// Of a hash table. The hash stands beside the record, so that those of other keys need not be looked at.
struct NameSlot {
  std::uint32_t hash = 0;
  std::uint32_t record = 0;  ///< where it starts + 1; 0 where the slot is empty
  friend bool operator==(const NameSlot&, const NameSlot&) = default;
};

/// Of a tree over the keys: those from `first_key` to its next sibling's share their beginning, whose last
/// letter this is. Its children, in the order of their letters, end where those of the next branch begin;
/// none where it holds few keys.
struct NameBranch {
  char32_t letter = 0;
  std::uint32_t first_key = 0;
  std::uint32_t first_child = 0;
  friend bool operator==(const NameBranch&, const NameBranch&) = default;
};

/// The arrays of a table, wherever they lie. Keys are sorted by their bytes. A record is a key with all that
/// it leads to, in one piece, as each piece is a wait for the memory: the bytes of the key, the number of its
/// postings, the key padded to whole words, the postings.
struct NameTableArrays {
  std::span<const std::uint32_t> records;
  std::span<const std::uint32_t> keys;   ///< where the record of each starts
  std::span<const NameSlot> slots;       ///< their number is a power of two
  std::span<const float> best;           ///< the highest weight below each node of a tree over the keys
  std::span<const NameBranch> branches;  ///< level by level, the root first; one more than there are
};

/// The same, to be written.
struct NameTableData {
  std::vector<std::uint32_t> records;
  std::vector<std::uint32_t> keys;
  std::vector<NameSlot> slots;
  std::vector<float> best;
  std::vector<NameBranch> branches;

  NameTableArrays arrays() const { return {records, keys, slots, best, branches}; }
};

/// A name under a key.
struct NameEntry {
  std::string key;
  NamePosting posting;
  float weight = 0;  ///< what complete() sorts by
};

/// Whether arrays, by their sizes and ends, can be those of one table.
bool fit_each_other(const NameTableArrays& arrays);

/// Postings keep the order of their weight, the highest first. Costly.
NameTableData build_name_table(std::vector<NameEntry> entries);

/// Thread safe: it only reads. Must not outlive the arrays. A key number is its place in the order of keys.
class NameTable {
 public:
  NameTable() = default;
  explicit NameTable(const NameTableArrays& arrays) : a_(arrays) {}

  std::size_t size() const { return a_.keys.size(); }
  std::string_view key(std::uint32_t number) const;
  std::span<const NamePosting> postings(std::uint32_t number) const;

  /// The postings of a key; none if it is not there.
  std::span<const NamePosting> find(std::string_view wanted) const;
  /// Of the keys that start so, those of the highest weights, best first.
  std::vector<std::uint32_t> complete(std::string_view prefix, std::size_t limit) const;

  struct Similar {
    std::uint32_t key = 0;
    std::size_t edits = 0;
  };
  /// All keys within so many edits (letters inserted, left out, replaced, or swapped with their neighbour),
  /// in code points; at most two. Keys in another script than the first letter of `wanted` are left out.
  std::vector<Similar> find_similar(std::string_view wanted, std::size_t edits) const;

 private:
  std::string_view key_at(std::uint32_t record) const;
  std::span<const NamePosting> postings_at(std::uint32_t record) const;
  std::pair<std::uint32_t, std::uint32_t> keys_from(std::string_view prefix) const;

  NameTableArrays a_;
};

}  // namespace photomap
