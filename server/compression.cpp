#include "server/compression.hpp"

#include "server/brotli.hpp"
#include "server/encoding.hpp"
#include "server/gzip.hpp"

#include <array>
#include <cassert>

namespace photomap {

std::string_view choose_coding(std::string_view accept_encoding) {
  constexpr std::array<std::string_view, 2> kCodings{kBrotli, kGzip};
  return accept_encoding.empty() ? std::string_view() : choose_encoding(accept_encoding, kCodings);
}

bool is_accepted(std::string_view accept_encoding, std::string_view coding) {
  return !choose_encoding(accept_encoding, {&coding, 1}).empty();
}

std::string compress(std::string_view text, std::string_view coding) {
  assert(coding == kBrotli || coding == kGzip);
  return coding == kBrotli ? brotli(text) : gzip(text);
}

}  // namespace photomap
