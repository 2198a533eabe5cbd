// Photos as rows of the photo database.
#pragma once

#include "geo/photo.hpp"
#include "geo/point_blob.hpp"
#include "geo/sqlite.hpp"

#include <cstdint>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// See kGivenBySource.
std::string_view stored_reason(const Georeference& where);
/// Empty where there are none.
std::string stored_candidates(const Georeference& where);

/// What is stored of a photo, made of a record and a place that must outlive it.
struct PhotoToStore {
  PhotoToStore(int position, const PhotoRecord& record, const Georeference& where);

  int position;
  const PhotoRecord& record;
  const Georeference& where;
  std::string first_day;
  std::string last_day;
  std::optional<LonLat> location;
  std::string candidates;
};

/// Whose a row is.
struct PhotoKey {
  std::int64_t id = 0;
  std::int64_t essay_id = 0;
  std::int64_t identity = 0;
};

class PhotoWriter {
 public:
  explicit PhotoWriter(Connection& connection);

  /// At the next flush() at the latest: a statement for each row costs twice as much as one for many. Copies
  /// what it needs.
  void insert_later(const PhotoKey& key, const PhotoToStore& photo);
  void flush();
  /// Leaves a row that would stay as it is alone, so that the dataset version does too. What a photo does not
  /// say of licence and links stays as it was.
  void update(std::int64_t id, const PhotoToStore& photo);

 private:
  // The columns that an insert and an update have in common. An empty text is NULL where that may be.
  struct Cells {
    explicit Cells(const PhotoToStore& photo);

    int position;
    std::string_view caption, credit, taken_start, taken_end, place_id, place_name, country;
    std::optional<double> uncertainty_m;
    double confidence;
    std::string_view reason, candidates, source_id, licence, source_url, image_url;
    std::optional<PointBlob> point;
  };
  struct Row {
    PhotoKey key;
    Cells cells;
  };
  class Binder;

  Statement insert_one_;
  Statement insert_many_;
  Statement update_;
  std::vector<Row> rows_;
  std::pmr::monotonic_buffer_resource texts_;  ///< of `rows_`
};

}  // namespace photomap
