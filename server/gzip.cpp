#include "server/gzip.hpp"

#include <libdeflate.h>

#include <cstdint>
#include <memory>
#include <new>
#include <stdexcept>

namespace photomap {

namespace {

// A tile of 51 KB: 5.6 KB in 0.5 ms; level 4 6 % more in 0.4, level 8 1 % less in 1.5. Of small ones most of
// the time goes to empty tables: tiles of 2.4 KB become 0.8 KB in 22 µs, at level 1 in 13 µs and 20 bytes
// more.
constexpr int kLevel = 6;
constexpr int kLevelOfSmall = 1;
constexpr std::size_t kSmall = 4096;

using Compressor = std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)>;

Compressor make_compressor(int level) {
  Compressor compressor(libdeflate_alloc_compressor(level), &libdeflate_free_compressor);
  if (!compressor) throw std::bad_alloc();
  return compressor;
}

using Decompressor = std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>;

Decompressor make_decompressor() {
  Decompressor decompressor(libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
  if (!decompressor) throw std::bad_alloc();
  return decompressor;
}

constexpr std::size_t kMostExpanded = std::size_t{64} << 20;

// The last four bytes tell the size (RFC 1952, 2.3.1, ISIZE).
std::size_t expanded_size(std::string_view bytes) {
  std::size_t size = 0;
  for (std::size_t i = 1; i <= 4 && i <= bytes.size(); ++i)
    size = size << 8 | static_cast<std::uint8_t>(bytes[bytes.size() - i]);
  return size;
}

}  // namespace

std::string gzip(std::string_view text) {
  thread_local const Compressor for_small = make_compressor(kLevelOfSmall);
  thread_local const Compressor for_others = make_compressor(kLevel);
  const Compressor& compressor = text.size() <= kSmall ? for_small : for_others;
  std::string room(libdeflate_gzip_compress_bound(compressor.get(), text.size()), '\0');
  const std::size_t size =
      libdeflate_gzip_compress(compressor.get(), text.data(), text.size(), room.data(), room.size());
  return room.substr(0, size);  // in memory of its own size, as it may be kept for long
}

std::string expand_gzip(std::string_view bytes) {
  thread_local const Decompressor decompressor = make_decompressor();
  const std::size_t size = expanded_size(bytes);
  if (size > kMostExpanded) throw std::runtime_error("gzip: more than 64 MB when expanded");
  std::string text(size, '\0');
  std::size_t made = 0;
  const auto result = libdeflate_gzip_decompress(decompressor.get(), bytes.data(), bytes.size(), text.data(),
                                                 text.size(), &made);
  if (result != LIBDEFLATE_SUCCESS || made != size) throw std::runtime_error("gzip: damaged");
  return text;
}

}  // namespace photomap
