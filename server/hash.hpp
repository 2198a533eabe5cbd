// A short fingerprint for entity tags.
#pragma once

#include "geo/fnv.hpp"

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace photomap {

/// FNV-1a over all parts, each with its end: {"ab", "c"} is not {"a", "bc"}. The same in every run; not for
/// secrets.
constexpr std::uint64_t hash(std::initializer_list<std::string_view> parts) {
  std::uint64_t value = kFnvBegin;
  for (const std::string_view part : parts) value = fnv1a(fnv1a(part, value), 0x100U);
  return value;
}

}  // namespace photomap
