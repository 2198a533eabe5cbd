// The gzip coding of HTTP (RFC 1952).
#pragma once

#include <string>
#include <string_view>

namespace photomap {

/// Thread safe. Throws std::bad_alloc.
std::string gzip(std::string_view text);

}  // namespace photomap
