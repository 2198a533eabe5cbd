#include "server/store_pool.hpp"

#include "server/hash.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <utility>

namespace photomap {

namespace {

// There are few threads, and tiles need them too: whoever asks is better told to come again.
constexpr std::chrono::milliseconds kPatience{1000};

// All readers of a process hold one lock: while any of them reads, others begin, although another process
// waits for all to be done so that it can commit. So now and then all are waited for.
constexpr std::chrono::milliseconds kLongestWithoutGap{1000};
constexpr std::chrono::milliseconds kLongestWaitForGap{1000};

// Whoever reads already is what the others wait for.
thread_local int uses_of_this_thread = 0;

struct stat file_status(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0) return status;
  if (errno == ENOENT) {
    throw std::runtime_error(
        fmt::format("{0}: no such database; run \"photomap import FILE --db {0}\"", file.string()));
  }
  throw std::runtime_error(fmt::format("{}: {}", file.string(), std::strerror(errno)));
}

// A wait for a locked file. After one in vain nobody waits, until somebody succeeds: else an import of
// minutes would keep all threads waiting for all that time.
class Attempt {
 public:
  explicit Attempt(std::atomic<bool>& was_refused) : was_refused_(was_refused) {}
  Attempt(const Attempt&) = delete;
  Attempt& operator=(const Attempt&) = delete;
  ~Attempt() { was_refused_ = !has_succeeded_; }

  std::chrono::milliseconds patience() const {
    return was_refused_ ? std::chrono::milliseconds{} : kPatience;
  }
  void succeed() { has_succeeded_ = true; }

 private:
  std::atomic<bool>& was_refused_;
  bool has_succeeded_ = false;
};

}  // namespace

struct StorePool::Reader {
  Reader(PhotoStore opened, const struct stat& opened_file) : store(std::move(opened)), file(opened_file) {}

  PhotoStore store;
  struct stat file;
  std::optional<PhotoStore::Snapshot> snapshot;

  bool reads(const struct stat& current) const {
    return file.st_dev == current.st_dev && file.st_ino == current.st_ino;
  }
};

void StorePool::PutBack::operator()(Reader* reader) const {
  std::unique_ptr<Reader> owned(reader);
  owned->snapshot.reset();
  if (!owned->store.is_sound()) return;  // the next request opens its own
  const std::lock_guard lock(pool->mutex_);
  pool->idle_.push_back(std::move(owned));
}

void StorePool::wait_for_gap(std::unique_lock<std::mutex>& lock) {
  const auto now = std::chrono::steady_clock::now();
  if (uses_ > 0 && long_uses_ == 0 && now - without_gap_since_ >= kLongestWithoutGap) waits_for_gap_ = true;
  if (gap_.wait_for(lock, kLongestWaitForGap, [this] { return !waits_for_gap_; })) return;
  waits_for_gap_ = false;
  without_gap_since_ = std::chrono::steady_clock::now();
  gap_.notify_all();
}

StorePool::Use::Use(StorePool& pool, bool is_long) : pool_(pool), is_long_(is_long) {
  std::unique_lock lock(pool.mutex_);
  if (uses_of_this_thread++ == 0) pool.wait_for_gap(lock);
  if (pool.uses_++ == 0) pool.without_gap_since_ = std::chrono::steady_clock::now();
  pool.long_uses_ += is_long ? 1 : 0;
}

StorePool::Use::~Use() {
  const std::lock_guard lock(pool_.mutex_);
  --uses_of_this_thread;
  pool_.long_uses_ -= is_long_ ? 1 : 0;
  if (--pool_.uses_ > 0 || !pool_.waits_for_gap_) return;
  pool_.waits_for_gap_ = false;
  pool_.gap_.notify_all();
}

StorePool::StorePool(std::filesystem::path file) : file_(std::move(file)) {
  const struct stat current = file_status(file_);
  idle_.push_back(std::make_unique<Reader>(PhotoStore::open_read_only(file_), current));
}

StorePool::~StorePool() = default;

StorePool::TakenReader StorePool::find_idle(const struct stat& current) {
  const std::lock_guard lock(mutex_);
  std::erase_if(idle_, [&](const auto& reader) { return !reader->reads(current); });
  if (idle_.empty()) return {nullptr, {this}};
  TakenReader reader(idle_.back().release(), {this});
  idle_.pop_back();
  reader->file = current;
  return reader;
}

StorePool::TakenReader StorePool::begin_reading() {
  // Looked at before opening: a file replaced in between is noticed the next time.
  const struct stat current = file_status(file_);
  Attempt attempt(was_refused_);
  TakenReader reader = find_idle(current);
  if (!reader) {
    PhotoStore store = PhotoStore::open_read_only(file_, attempt.patience());
    reader.reset(std::make_unique<Reader>(std::move(store), current).release());
  }
  reader->store.set_patience(attempt.patience());
  reader->snapshot.emplace(reader->store);
  reader->store.dataset_version();  // only with the first reading is the file locked
  attempt.succeed();
  return reader;
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
