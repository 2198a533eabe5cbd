// The br coding of HTTP (RFC 7932).
#pragma once

#include <string>
#include <string_view>

namespace photomap {

/// Thread safe. Throws std::bad_alloc.
std::string brotli(std::string_view text);

}  // namespace photomap
