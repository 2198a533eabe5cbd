// The point index as it is served: always of one state of the data, the newest that has been indexed.
#pragma once

#include "geo/id_order.hpp"
#include "geo/point_index.hpp"
#include "server/store_pool.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace photomap {

/// Where photos are in one state of the data. Thread safe.
class PointSnapshot {
 public:
  PointSnapshot(PointIndex index, const PhotoStore& store, std::uint64_t file_state)
      : index_(std::move(index)),
        attributions_(store.attributions()),
        places_(store.place_tree()),
        file_state_(file_state) {}

  const PointIndex& index() const { return index_; }
  /// See PhotoStore::essays; asked of a store in this state of the data, once.
  const std::vector<Essay>& essays(const PhotoStore& store) const;
  /// Of all photos, located or not; asked as essays().
  std::int64_t photo_count(const PhotoStore& store) const;
  /// Whether every photo has a location, and so is in the index; asked as essays().
  bool holds_all(const PhotoStore& store) const;
  /// The route of an essay: see PhotoStore::route. Made of the index, once for all essays.
  const std::vector<LonLat>& route(const PhotoStore& store, std::string_view slug) const;
  /// Of the photos that pass, or of all where null, those whose ids come next after an id, or next before it,
  /// the nearest first.
  IdPage next_ids(const PhotoSet* photos, std::int64_t from, bool descending, std::size_t limit) const;
  /// From the first day of a photo, located or not, to the last; asked as essays().
  std::optional<DateInterval> time_extent(const PhotoStore& store) const;
  bool has_place(std::string_view id) const { return places_.has(id); }
  /// See PhotoStore::attributions.
  const std::vector<std::string>& attributions() const { return attributions_; }
  /// Another for each state of the data, and for another database with the same version.
  std::string tag() const;
  bool is_of(std::int64_t dataset_version, std::uint64_t file_state) const {
    return index_.dataset_version() == dataset_version && file_state_ == file_state;
  }
  /// The photos that pass, kept for the next tile under the same filter; null where all do. What CQL2 asks
  /// for is found in `store`: HttpError 503 while that is in another state than this.
  std::shared_ptr<const PhotoSet> find_or_select(const PhotoQuery& query,
                                                 const StorePool::Lease& store) const;
  /// The same, with a store of the pool where it needs one. Who asks for what somebody else is selecting
  /// waits for that: a map asks for many tiles at once.
  std::shared_ptr<const PhotoSet> find_or_select(const PhotoQuery& query, StorePool& stores) const;

 private:
  struct KeptSet {
    std::string key;
    std::shared_ptr<const PhotoSet> photos;
  };

  /// The index does not know what places contain.
  PhotoQuery with_parts(PhotoQuery query) const;
  std::shared_ptr<const PhotoSet> find_set(const std::string& key) const;
  std::shared_ptr<const PhotoSet> find_kept(const std::string& key) const;  ///< while mutex_ is locked
  std::shared_ptr<const PhotoSet> select(const PhotoQuery& query, StorePool& stores) const;
  std::shared_ptr<const PhotoSet> keep_set(std::string key, PhotoSet photos) const;
  std::shared_ptr<const PhotoSet> find_or_filter(const PhotoQuery& query,
                                                 const StorePool::Lease& store) const;

  const PointIndex index_;
  mutable std::once_flag has_essays_;
  mutable std::vector<Essay> essays_;
  mutable std::int64_t photo_count_ = 0;
  mutable std::once_flag has_routes_;
  mutable std::map<std::string, std::vector<LonLat>, std::less<>> routes_;
  mutable std::once_flag has_id_order_;
  mutable std::optional<IdOrder> id_order_;
  mutable std::once_flag has_time_extent_;
  mutable std::optional<DateInterval> time_extent_;
  const std::vector<std::string> attributions_;
  const PlaceTree places_;
  const std::uint64_t file_state_;
  mutable std::mutex mutex_;
  mutable std::list<KeptSet> sets_;  ///< most recently used first
  mutable std::size_t bytes_ = 0;
  mutable std::map<std::string, std::shared_future<std::shared_ptr<const PhotoSet>>> selecting_;
};

/// Thread safe. Looks after the database twice a second: where its index is missing or stale, it is made
/// anew, and what was served before is served until then; afterwards the index of words.
class ServedPoints {
 public:
  /// Throws std::runtime_error where there is no index and none can be made. Told to stop, it lets go of an
  /// index in the making; where that was the first, there is nothing to serve.
  ServedPoints(StorePool& stores, std::filesystem::path db, std::stop_token stop = {});
  ServedPoints(const ServedPoints&) = delete;
  ServedPoints& operator=(const ServedPoints&) = delete;
  ~ServedPoints();

  std::shared_ptr<const PointSnapshot> now() const;

 private:
  void refresh();
  void refresh_words();
  void refresh_until_stopped();

  StorePool& stores_;
  const std::filesystem::path db_;
  mutable std::mutex mutex_;
  std::stop_source stop_;
  std::stop_callback<std::function<void()>> told_to_stop_;
  std::shared_ptr<const PointSnapshot> now_;
  std::optional<std::int64_t> version_of_words_;  ///< for which there is an index of words; the thread's own
  std::thread thread_;
};

/// What a filter asks for, the same text for the same filter.
std::string filter_key(const PhotoQuery& query);

}  // namespace photomap
