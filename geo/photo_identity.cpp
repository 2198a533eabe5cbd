#include "geo/photo_identity.hpp"

#include "geo/fnv.hpp"
#include "geo/text.hpp"

#include <string>
#include <string_view>

namespace photomap {

namespace {

std::int64_t identity_of_caption(const std::string& key, std::int64_t earlier) {
  return static_cast<std::int64_t>(fnv1a(earlier == 0 ? key : key + '\x1f' + std::to_string(earlier)));
}

std::string caption_key(const PhotoRecord& record) {
  return "caption\x1f" + without_short_u(fold(record.caption));
}

}  // namespace

std::int64_t photo_identity(const PhotoRecord& record, std::int64_t earlier) {
  if (!record.source_id.empty()) return static_cast<std::int64_t>(fnv1a("id\x1f" + record.source_id));
  return identity_of_caption(caption_key(record), earlier);
}

std::uint64_t hash_of_photo(std::int64_t essay, std::int64_t identity) {
  // The finaliser of SplitMix64.
  std::uint64_t hash =
      static_cast<std::uint64_t>(identity) ^ (static_cast<std::uint64_t>(essay) * 0x9e3779b97f4a7c15);
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
  return hash ^ (hash >> 31);
}

// How often a caption was seen is not kept but looked for, by steps that double and then halve: its numbers
// have been given from 0 up, so that those given and those free meet at one point.
std::optional<std::int64_t> Identities::next(std::int64_t essay, const PhotoRecord& record) {
  if (!record.source_id.empty()) {
    const std::int64_t identity = photo_identity(record, 0);
    if (!seen_.insert(hash_of_photo(essay, identity))) return std::nullopt;
    return identity;
  }
  const std::string key = caption_key(record);
  const auto is_given = [&](std::int64_t number) {
    return seen_.contains(hash_of_photo(essay, identity_of_caption(key, number)));
  };
  std::int64_t given = -1;
  std::int64_t free = 0;
  for (std::int64_t step = 1; is_given(free); step *= 2) {
    given = free;
    free += step;
  }
  while (free - given > 1) {
    const std::int64_t middle = given + (free - given) / 2;
    (is_given(middle) ? given : free) = middle;
  }
  const std::int64_t identity = identity_of_caption(key, free);
  seen_.insert(hash_of_photo(essay, identity));
  return identity;
}

}  // namespace photomap
