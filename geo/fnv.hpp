// The hash FNV-1a: the same in every build and on every machine, which std::hash does not promise. Not for
// secrets.
#pragma once

#include <cstdint>
#include <string_view>

namespace photomap {

inline constexpr std::uint64_t kFnvBegin = 0xcbf29ce484222325;

/// `hash` with one value more, mostly a byte.
constexpr std::uint64_t fnv1a(std::uint64_t hash, unsigned value) {
  return (hash ^ value) * 0x100000001b3;
}

constexpr std::uint64_t fnv1a(std::string_view bytes, std::uint64_t hash = kFnvBegin) {
  for (const char c : bytes) hash = fnv1a(hash, static_cast<unsigned char>(c));
  return hash;
}

}  // namespace photomap
