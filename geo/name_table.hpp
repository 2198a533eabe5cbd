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

/// Where a key starts in the text, and where its postings start.
struct NameKey {
  std::uint32_t text = 0;
  std::uint32_t posting = 0;
  friend bool operator==(const NameKey&, const NameKey&) = default;
};

/// Of a hash table. The hash stands beside the key, so that other keys need not be looked at.
struct NameSlot {
  std::uint32_t hash = 0;
  std::uint32_t key = 0;  ///< its number + 1; 0 where the slot is empty
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

/// The arrays of a table, wherever they lie. Keys are sorted by their bytes; text and postings of key k end
/// where those of key k + 1 begin.
struct NameTableArrays {
  std::span<const char> text;
  std::span<const NameKey> keys;  ///< one more than there are keys
  std::span<const std::uint32_t> postings;
  std::span<const NameSlot> slots;       ///< their number is a power of two
  std::span<const float> best;           ///< the highest weight below each node of a tree over the keys
  std::span<const NameBranch> branches;  ///< level by level, the root first; one more than there are
};

/// The same, to be written.
struct NameTableData {
  std::vector<char> text;
  std::vector<NameKey> keys;
  std::vector<std::uint32_t> postings;
  std::vector<NameSlot> slots;
  std::vector<float> best;
  std::vector<NameBranch> branches;

  NameTableArrays arrays() const { return {text, keys, postings, slots, best, branches}; }
};

/// A name under a key.
struct NameEntry {
  std::string key;
  std::uint32_t posting = 0;
  float weight = 0;  ///< what complete() sorts by
};

/// Postings keep the order of their weight, the highest first. Costly.
NameTableData build_name_table(std::vector<NameEntry> entries);

/// Thread safe: it only reads. Must not outlive the arrays. A key number is its place in the order of keys.
class NameTable {
 public:
  NameTable() = default;
  explicit NameTable(const NameTableArrays& arrays) : a_(arrays) {}

  std::size_t size() const { return a_.keys.empty() ? 0 : a_.keys.size() - 1; }
  std::string_view key(std::uint32_t number) const;
  std::span<const std::uint32_t> postings(std::uint32_t number) const;

  /// The postings of a key; none if it is not there.
  std::span<const std::uint32_t> find(std::string_view wanted) const;
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
  std::pair<std::uint32_t, std::uint32_t> keys_from(std::string_view prefix) const;

  NameTableArrays a_;
};

}  // namespace photomap
