#include "server/gzip.hpp"

#include <libdeflate.h>

#include <memory>
#include <new>

namespace photomap {

namespace {

// A tile of 51 KB: 5.6 KB in 0.5 ms; level 4 6 % more in 0.4, level 8 1 % less in 1.5.
constexpr int kLevel = 6;

using Compressor = std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)>;

Compressor make_compressor() {
  Compressor compressor(libdeflate_alloc_compressor(kLevel), &libdeflate_free_compressor);
  if (!compressor) throw std::bad_alloc();
  return compressor;
}

}  // namespace

std::string gzip(std::string_view text) {
  thread_local const Compressor compressor = make_compressor();
  std::string room(libdeflate_gzip_compress_bound(compressor.get(), text.size()), '\0');
  const std::size_t size =
      libdeflate_gzip_compress(compressor.get(), text.data(), text.size(), room.data(), room.size());
  return room.substr(0, size);  // in memory of its own size, as it may be kept for long
}

}  // namespace photomap
