#include "server/brotli.hpp"

#include <brotli/encode.h>

#include <cstdint>
#include <new>

namespace photomap {

namespace {

// A tile of 51 KB: 5.5 KB in 0.6 ms; quality 5 6 % less in 1.2, quality 11 takes some 100.
constexpr int kQuality = 4;

}  // namespace

std::string brotli(std::string_view text) {
  std::string room(BrotliEncoderMaxCompressedSize(text.size()), '\0');
  std::size_t size = room.size();
  const BROTLI_BOOL done =
      BrotliEncoderCompress(kQuality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(),
                            reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                            reinterpret_cast<std::uint8_t*>(room.data()));
  if (done == BROTLI_FALSE) throw std::bad_alloc();
  return room.substr(0, size);  // in memory of its own size, as it may be kept for long
}

}  // namespace photomap
