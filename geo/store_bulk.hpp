// What new rows of photos cost besides themselves, done once for all of a transaction.
#pragma once

#include "geo/coordinates.hpp"
#include "geo/rtree_bulk.hpp"
#include "geo/sqlite.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace photomap {

/// While it lives, rows may be inserted into `photos` by its transaction, each told to add(). Their triggers
/// (dataset version, SpatiaLite's checks and spatial index) are put off to finish(), the index over their
/// identities too if there were no photos before. A transaction that is rolled back needs no finish().
class BulkPhotos {
 public:
  explicit BulkPhotos(Connection& connection);

  void add(std::int64_t id, const std::optional<LonLat>& location);
  /// Makes the index over identities, by which photos are found, before its time.
  void finish_identities();
  void finish();

 private:
  void finish_spatial_index();

  Connection& connection_;
  std::vector<std::string> index_put_off_;  ///< SQL that makes again what was dropped
  std::vector<std::string> triggers_put_off_;
  std::int64_t newest_before_;  ///< id
  RtreeBulk index_;
};

}  // namespace photomap
