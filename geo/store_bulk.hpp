// What new rows of photos cost besides themselves, done once for all of a transaction.
#pragma once

#include "geo/batch_queue.hpp"
#include "geo/new_photos.hpp"
#include "geo/point_index_writer.hpp"
#include "geo/rtree_bulk.hpp"
#include "geo/sqlite.hpp"
#include "geo/store.hpp"
#include "geo/word_index_writer.hpp"

#include <atomic>
#include <cstdint>
#include <future>
#include <optional>
#include <string>
#include <vector>

namespace photomap {

/// While it lives, rows may be inserted into `photos` by its transaction, each told to add(). Their triggers
/// (dataset version, SpatiaLite's checks and spatial index) are put off to finish(), the index over their
/// identities too if there were no photos before. Then they also become an index of points and one of words,
/// as long as they are all there is: nobody needs to read them again for that. What indexes need of them is
/// made in threads of its own. A transaction that is rolled back needs no finish().
class BulkPhotos {
 public:
  /// Without files no such index is made.
  BulkPhotos(Connection& connection, const IndexFiles& files);
  BulkPhotos(const BulkPhotos&) = delete;
  BulkPhotos& operator=(const BulkPhotos&) = delete;
  ~BulkPhotos();

  /// In ascending order of ids. Returns an empty batch to fill.
  NewPhotos add(NewPhotos photos);
  /// To be called when a row is changed after it was inserted: the indexes are left to others.
  void give_up_indexes();
  /// Makes the index over identities, by which photos are found, before its time.
  void finish_identities();
  void finish();
  /// To that of which the indexes are. When nothing else of the transaction will move it.
  void move_version();
  /// When the transaction has been committed.
  void publish_indexes();

 private:
  /// In a thread of its own.
  void index_photos();
  void index(const NewPhoto& photo);
  void finish_spatial_index();
  void finish_rows();

  Connection& connection_;
  std::vector<std::string> index_put_off_;  ///< SQL that makes again what was dropped
  std::vector<std::string> triggers_put_off_;
  std::int64_t newest_before_;  ///< id
  std::int64_t version_ = 0;    ///< of the dataset, once the transaction is committed
  RtreeBulk index_;
  std::optional<PointIndexWriter> points_;
  std::optional<WordIndexThread> words_;
  std::atomic<bool> is_index_wanted_ = true;
  BatchQueue<NewPhotos> queue_;  ///< by their bytes
  std::future<void> indexing_;
};

}  // namespace photomap
