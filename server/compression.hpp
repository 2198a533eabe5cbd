// Which answers are compressed, and how.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace photomap {

/// Below that a coding saves nothing worth its headers: an answer of this size fills no packet.
inline constexpr std::size_t kLeastCompressed = 256;

inline constexpr std::string_view kBrotli = "br";
inline constexpr std::string_view kGzip = "gzip";

/// The coding that an Accept-Encoding value likes best of these two; empty where none is wanted.
std::string_view choose_coding(std::string_view accept_encoding);

bool is_accepted(std::string_view accept_encoding, std::string_view coding);

/// `coding`: as choose_coding gives it, not empty.
std::string compress(std::string_view text, std::string_view coding);

}  // namespace photomap
