#include "geo/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>
#include <utility>

namespace photomap {

namespace {

constexpr std::uintptr_t kPage = 4096;

// What is not loaded now is loaded when it is read.
void advise(std::string_view part, int advice) {
  const auto address = reinterpret_cast<std::uintptr_t>(part.data());
  const std::uintptr_t first = address & ~(kPage - 1);
  madvise(reinterpret_cast<void*>(first), address - first + part.size(), advice);
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& file) : file_(open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
  struct stat status {};
  if (!file_ || fstat(file_.get(), &status) != 0) throw std::system_error(errno, std::generic_category());
  if (!S_ISREG(status.st_mode) || status.st_size == 0) return;
  const auto size = static_cast<std::size_t>(status.st_size);
  void* begin = mmap(nullptr, size, PROT_READ, MAP_SHARED, file_.get(), 0);
  if (begin == MAP_FAILED) throw std::system_error(errno, std::generic_category());
  // Reading ahead would only bring in what nobody asked for.
  madvise(begin, size, MADV_RANDOM);
  begin_ = begin;
  size_ = size;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : file_(std::move(other.file_)),
      begin_(std::exchange(other.begin_, nullptr)),
      size_(std::exchange(other.size_, 0)) {}

MappedFile::~MappedFile() {
  if (begin_ != nullptr) munmap(begin_, size_);
}

void MappedFile::forget(std::string_view part) const {
  advise(part, MADV_DONTNEED);
}

bool MappedFile::is_in_memory(std::string_view part) const {
  char byte = 0;
  iovec into{.iov_base = &byte, .iov_len = 1};
  const auto middle = part.data() + part.size() / 2 - static_cast<const char*>(begin_);
  return preadv2(file_.get(), &into, 1, middle, RWF_NOWAIT) == 1;
}

void MappedFile::load(std::string_view part) const {
  // Of a piece longer than the disk's queue takes at once, Linux loads the beginning.
  constexpr std::size_t kPiece = std::size_t{128} << 10;
  for (; !part.empty(); part.remove_prefix(std::min(part.size(), kPiece)))
    advise(part.substr(0, kPiece), MADV_WILLNEED);
}

void MappedFile::load_and_wait(std::string_view part) const {
  load(part);
  advise(part, MADV_POPULATE_READ);
}

}  // namespace photomap
