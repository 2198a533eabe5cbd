// The gzip coding of HTTP (RFC 1952).
#pragma once

#include <string>
#include <string_view>

namespace photomap {

/// Thread safe. Throws std::bad_alloc.
std::string gzip(std::string_view text);

/// What gzip made it of. Thread safe. Throws std::runtime_error where the bytes are damaged, or become more
/// than 64 MB.
std::string expand_gzip(std::string_view bytes);

}  // namespace photomap
