// Database readers that are shared in turn, never at once.
#pragma once

#include "geo/store.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace photomap {

/// Thread safe. As many stores are open as were ever in use at once.
class StorePool {
  struct Reader;

 public:
  /// A store for one request, which sees one state of the data; back in the pool afterwards. Must not outlive
  /// the pool.
  class Lease {
   public:
    Lease(StorePool& pool, std::unique_ptr<Reader> reader);
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();

    const PhotoStore& operator*() const;
    const PhotoStore* operator->() const;
    /// The same for the same file in the same state, another after it was replaced.
    std::uint64_t file_state() const;
    /// The same for the same file in any state.
    std::uint64_t file_id() const;

   private:
    StorePool& pool_;
    std::unique_ptr<Reader> reader_;
    std::optional<PhotoStore::Snapshot> snapshot_;
    int exceptions_;
  };

  /// Opens a first store, so that a bad database is told at once: std::runtime_error naming the file and the
  /// next step.
  explicit StorePool(std::filesystem::path file);
  ~StorePool();

  /// Notices when another file was renamed into the place of the database. Throws as the constructor does.
  Lease take();

 private:
  void put_back(std::unique_ptr<Reader> reader);

  const std::filesystem::path file_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Reader>> idle_;
};

}  // namespace photomap
