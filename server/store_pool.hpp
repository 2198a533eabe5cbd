// Database readers that are shared in turn, never at once.
#pragma once

#include "geo/store.hpp"

#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace photomap {

/// Thread safe. As many stores are open as were ever in use at once.
class StorePool {
  struct Reader;
  struct PutBack {
    StorePool* pool;
    void operator()(Reader* reader) const;
  };
  using TakenReader = std::unique_ptr<Reader, PutBack>;

  /// Counts what is in use.
  class Use {
   public:
    Use(StorePool& pool, bool is_long);
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use();

   private:
    StorePool& pool_;
    const bool is_long_;
  };

 public:
  /// A store for one request, which sees one state of the data; back in the pool afterwards. It stays in its
  /// thread, and must not outlive the pool.
  class Lease {
   public:
    const PhotoStore& operator*() const;
    const PhotoStore* operator->() const;
    /// The same for the same file in the same state, another after it was replaced.
    std::uint64_t file_state() const;
    /// The same for the same file in any state.
    std::uint64_t file_id() const;

   private:
    friend class StorePool;
    Lease(StorePool& pool, bool is_long) : use_(pool, is_long), reader_(pool.begin_reading()) {}

    const Use use_;
    const TakenReader reader_;
  };

  /// Opens a first store, so that a bad database is told at once: std::runtime_error naming the file and the
  /// next step.
  explicit StorePool(std::filesystem::path file);
  ~StorePool();

  /// Notices when another file was renamed into the place of the database. Throws as the constructor does,
  /// and DatabaseBusy where others have had the file locked for a second; no later reading does.
  Lease take() { return {*this, false}; }
  /// To be kept for more than a moment.
  Lease take_for_long() { return {*this, true}; }

 private:
  void wait_for_gap(std::unique_lock<std::mutex>& lock);
  TakenReader begin_reading();
  TakenReader find_idle(const struct stat& current);

  const std::filesystem::path file_;
  std::atomic<bool> was_refused_ = false;  ///< the last time that somebody began to read
  std::mutex mutex_;
  std::vector<std::unique_ptr<Reader>> idle_;
  std::condition_variable gap_;
  int uses_ = 0;
  int long_uses_ = 0;
  bool waits_for_gap_ = false;  ///< nobody begins until nobody reads
  std::chrono::steady_clock::time_point without_gap_since_;
};

}  // namespace photomap
