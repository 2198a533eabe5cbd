#include "server/store_pool.hpp"

#include "server/hash.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <utility>

namespace photomap {

namespace {

struct stat file_status(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0) return status;
  if (errno == ENOENT) {
    throw std::runtime_error(
        fmt::format("{0}: no such database; run \"photomap import FILE --db {0}\"", file.string()));
  }
  throw std::runtime_error(fmt::format("{}: {}", file.string(), std::strerror(errno)));
}

}  // namespace

struct StorePool::Reader {
  PhotoStore store;
  struct stat file;

  bool reads(const struct stat& current) const {
    return file.st_dev == current.st_dev && file.st_ino == current.st_ino;
  }
};

StorePool::StorePool(std::filesystem::path file) : file_(std::move(file)) {
  take();
}

StorePool::~StorePool() = default;

StorePool::Lease StorePool::take() {
  // Looked at before opening: a file replaced in between is noticed the next time.
  const struct stat current = file_status(file_);
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(idle_, [&](const auto& reader) { return !reader->reads(current); });
    if (!idle_.empty()) {
      std::unique_ptr<Reader> reader = std::move(idle_.back());
      idle_.pop_back();
      reader->file = current;
      return {*this, std::move(reader)};
    }
  }
  return {*this, std::make_unique<Reader>(Reader{PhotoStore::open_read_only(file_), current})};
}

void StorePool::put_back(std::unique_ptr<Reader> reader) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(reader));
}

StorePool::Lease::Lease(StorePool& pool, std::unique_ptr<Reader> reader)
    : pool_(pool), reader_(std::move(reader)), exceptions_(std::uncaught_exceptions()) {
  snapshot_.emplace(reader_->store);
}

StorePool::Lease::~Lease() {
  snapshot_.reset();
  // A request that failed may have failed because of its store: the next one opens its own.
  if (std::uncaught_exceptions() == exceptions_) pool_.put_back(std::move(reader_));
}

const PhotoStore& StorePool::Lease::operator*() const {
  return reader_->store;
}
const PhotoStore* StorePool::Lease::operator->() const {
  return &reader_->store;
}

std::uint64_t StorePool::Lease::file_id() const {
  return hash({fmt::format("{}/{}", reader_->file.st_dev, reader_->file.st_ino)});
}

std::uint64_t StorePool::Lease::file_state() const {
  const struct stat& file = reader_->file;
  return hash(
      {fmt::format("{}/{}/{}.{}", file.st_dev, file.st_ino, file.st_mtim.tv_sec, file.st_mtim.tv_nsec)});
}

}  // namespace photomap
