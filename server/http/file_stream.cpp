#include "server/http/file_stream.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <stdexcept>
#include <string>

namespace photomap {

namespace {

constexpr std::uint64_t kPiece = std::uint64_t{256} << 10;

}  // namespace

FileStream::FileStream(const std::filesystem::path& file)
    : file_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
  struct stat status {};
  if (!file_ || ::fstat(file_.get(), &status) != 0)
    throw std::runtime_error(fmt::format("{}: can't be read: {}", file.string(), std::strerror(errno)));
  size_ = static_cast<std::uint64_t>(status.st_size);
}

BodyStream::Piece FileStream::next() {
  Piece piece;
  if (at_ == size_) return piece;
  piece.bytes.resize(static_cast<std::size_t>(std::min(kPiece, size_ - at_)));
  const ssize_t n = ::pread(file_.get(), piece.bytes.data(), piece.bytes.size(), static_cast<off_t>(at_));
  if (n <= 0) return {.bytes = {}, .has_failed = true};
  piece.bytes.resize(static_cast<std::size_t>(n));
  at_ += static_cast<std::uint64_t>(n);
  return piece;
}

}  // namespace photomap
