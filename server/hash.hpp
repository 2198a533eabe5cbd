// A short fingerprint for entity tags.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace photomap {

/// FNV-1a over all parts, each with its end: {"ab", "c"} is not {"a", "bc"}. The same in every run; not for
/// secrets.
constexpr std::uint64_t hash(std::initializer_list<std::string_view> parts) {
  std::uint64_t value = 0xcbf29ce484222325;
  const auto mix = [&value](unsigned byte) { value = (value ^ byte) * 0x100000001b3; };
  for (const std::string_view part : parts) {
    for (const char c : part) mix(static_cast<unsigned char>(c));
    mix(0x100);
  }
  return value;
}

}  // namespace photomap
