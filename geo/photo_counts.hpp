// How many photos there are of each essay, place, month and the like.
#pragma once

#include "geo/photo.hpp"
#include "geo/point_index.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

enum class CountedBy { essay, place, country, photographer, month, year };

/// Photos that have the same of what is counted by.
struct PhotoGroup {
  /// An essay's slug, a place's id, a country's code, a credit; a month "2022-06", or the months from and to
  /// which a photo may have been taken, "2022-06/2022-08"; years alike. Empty: of these it is not known.
  std::string value = {};
  std::string name = {};  ///< an essay's title, a place's name
  std::int64_t count = 0;
};

/// Each photo is in one group. Not thread safe.
class PhotoCounts {
 public:
  explicit PhotoCounts(CountedBy by) : by_(by) {}

  /// The photos of an index that pass a filter; null: all of them.
  void add(const PointIndex& index, const PhotoSet* filter);
  void add(const Photo& photo);

  /// Months and years in their order, others the largest first; those that are not known at the end.
  std::vector<PhotoGroup> finish() &&;

 private:
  void add(std::string_view value, std::string_view name, std::int64_t count);
  void add_places(const PointIndex& index, const PhotoSet* filter);
  void add_days(const PointIndex& index, const PhotoSet* filter);
  bool is_by_time() const { return by_ == CountedBy::month || by_ == CountedBy::year; }

  CountedBy by_;
  std::map<std::string, PhotoGroup, std::less<>> groups_;
};

}  // namespace photomap
