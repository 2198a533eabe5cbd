#include "tests/server/decompress.hpp"

#include <brotli/decode.h>
#include <zlib.h>

#include <cstdint>
#include <stdexcept>

namespace photomap {

namespace {

constexpr std::size_t kMaxSize = 32 << 20;

}  // namespace

std::string gunzip(std::string_view bytes) {
  std::string text(kMaxSize, '\0');
  std::string input(bytes);
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  constexpr int kGzipOnly = 16 + MAX_WBITS;
  ::inflateInit2(&stream, kGzipOnly);
  const int result = ::inflate(&stream, Z_FINISH);
  ::inflateEnd(&stream);
  if (result != Z_STREAM_END || stream.avail_in != 0) throw std::runtime_error("no gzip");
  text.resize(stream.total_out);
  return text;
}

std::string unbrotli(std::string_view bytes) {
  std::string text(kMaxSize, '\0');
  std::size_t size = text.size();
  const auto result =
      ::BrotliDecoderDecompress(bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                                reinterpret_cast<std::uint8_t*>(text.data()));
  if (result != BROTLI_DECODER_RESULT_SUCCESS) throw std::runtime_error("no brotli");
  text.resize(size);
  return text;
}

std::string decoded_body(const TestResponse& response) {
  const std::string coding = response.header("content-encoding");
  if (coding == "gzip") return gunzip(response.body);
  if (coding == "br") return unbrotli(response.body);
  if (!coding.empty()) throw std::runtime_error("an unknown coding: " + coding);
  return response.body;
}

}  // namespace photomap
