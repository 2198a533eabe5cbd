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

/// The arrays of a table, wherever they lie. Keys are sorted by their bytes; key k is the text from
/// offsets[k] to offsets[k + 1], its postings those from first_posting[k] to first_posting[k + 1].
struct NameTableArrays {
  std::span<const char> text;
  std::span<const std::uint32_t> offsets;
  std::span<const std::uint32_t> first_posting;
  std::span<const std::uint32_t> postings;
  std::span<const std::uint32_t> slots;  ///< a hash table of key numbers + 1; its size is a power of two
  std::span<const float> best;           ///< the highest weight below each node of a tree over the keys
};

/// The same, to be written.
struct NameTableData {
  std::vector<char> text;
  std::vector<std::uint32_t> offsets;
  std::vector<std::uint32_t> first_posting;
  std::vector<std::uint32_t> postings;
  std::vector<std::uint32_t> slots;
  std::vector<float> best;

  NameTableArrays arrays() const { return {text, offsets, first_posting, postings, slots, best}; }
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

  std::size_t size() const { return a_.offsets.empty() ? 0 : a_.offsets.size() - 1; }
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
