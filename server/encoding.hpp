// Content negotiation of compressed files.
#pragma once

#include <span>
#include <string_view>

namespace photomap {

/// Which of the `available` content codings an Accept-Encoding value likes best (RFC 9110, 12.5.3); the
/// earlier one where it likes several alike. Empty, which is identity, when it likes none of them or identity
/// better.
std::string_view choose_encoding(std::string_view accept_encoding,
                                 std::span<const std::string_view> available);

}  // namespace photomap
