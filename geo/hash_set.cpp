#include "geo/hash_set.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace photomap {

static_assert(std::endian::native == std::endian::little, "slots are read as the low bytes of words");

namespace {

constexpr std::size_t kFirstSlots = std::size_t{1} << 16;
constexpr std::size_t kSlotBytes = 5;
constexpr std::uint64_t kSlotMask = (std::uint64_t{1} << (8 * kSlotBytes)) - 1;

// The low bits of a hash choose its slot, the high ones are kept there.
std::uint64_t kept(std::uint64_t hash) {
  return std::max<std::uint64_t>(1, hash >> (64 - 8 * kSlotBytes));
}

}  // namespace

HashSet::Table::Table(std::size_t slot_count)
    : slots(slot_count), bytes(slot_count * kSlotBytes + sizeof(std::uint64_t)) {}

std::uint64_t HashSet::Table::at(std::size_t slot) const {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes.data() + slot * kSlotBytes, sizeof word);
  return word & kSlotMask;
}

void HashSet::Table::put(std::size_t slot, std::uint64_t kept_bits) {
  std::memcpy(bytes.data() + slot * kSlotBytes, &kept_bits, kSlotBytes);
}

// The slot that holds the hash, or the empty one where it belongs.
std::size_t HashSet::Table::find(std::uint64_t hash) const {
  const std::uint64_t wanted = kept(hash);
  std::size_t slot = hash & (slots - 1);
  for (std::uint64_t there = at(slot); there != 0 && there != wanted; there = at(slot))
    slot = (slot + 1) & (slots - 1);
  return slot;
}

bool HashSet::contains(std::uint64_t hash) const {
  // Each table is likely to be waited for, so all are asked for before the first is looked at.
  for (const Table& table : tables_)
    __builtin_prefetch(table.bytes.data() + (hash & (table.slots - 1)) * kSlotBytes);
  return std::any_of(tables_.begin(), tables_.end(),
                     [&](const Table& table) { return table.at(table.find(hash)) != 0; });
}

bool HashSet::insert(std::uint64_t hash) {
  if (contains(hash)) return false;
  const bool is_full = tables_.empty() || tables_.back().used * 4 >= tables_.back().slots * 3;
  if (is_full) tables_.emplace_back(tables_.empty() ? kFirstSlots : 2 * tables_.back().slots);
  Table& last = tables_.back();
  last.put(last.find(hash), kept(hash));
  ++last.used;
  return true;
}

}  // namespace photomap
