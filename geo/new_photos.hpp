// New photos on their way into the database and its indexes.
#pragma once

#include "geo/photo.hpp"
#include "geo/point_blob.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <optional>
#include <span>
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

/// The columns of a photo's row that a record and a place give. Views; an empty text is NULL where that may
/// be.
struct PhotoCells {
  explicit PhotoCells(const PhotoToStore& photo);

  int position;
  std::string_view caption, credit, taken_start, taken_end, place_id, place_name, country;
  std::optional<double> uncertainty_m;
  double confidence;
  std::string_view reason, candidates, source_id, licence, source_url, image_url;
  std::optional<LonLat> location;
  std::optional<PointBlob> point;  ///< the location as it is stored
};

/// Whose a row is.
struct PhotoKey {
  std::int64_t id = 0;
  std::int64_t essay_id = 0;
  std::int64_t identity = 0;
};

struct NewPhoto {
  PhotoKey key;
  PhotoCells cells;
  std::string_view essay_title;
};

/// Some of them with their texts, which stay where they are when it is moved.
class NewPhotos {
 public:
  NewPhotos();

  /// Copies what it needs.
  void add(const PhotoKey& key, const PhotoToStore& photo, std::string_view essay_title);
  void clear();
  std::span<const NewPhoto> all() const { return photos_; }
  /// So many that they are better handed on.
  bool is_full() const;
  /// How much memory they take.
  std::size_t bytes() const { return text_bytes_ + photos_.capacity() * sizeof(NewPhoto); }

 private:
  std::string_view copy(std::string_view text);

  std::vector<NewPhoto> photos_;
  std::unique_ptr<std::pmr::monotonic_buffer_resource> texts_;
  std::size_t text_bytes_ = 0;
};

}  // namespace photomap
