// Photos by place: which of them lie in a cell of the world, and which of those pass a filter.
#pragma once

#include "geo/photo.hpp"
#include "geo/photo_set.hpp"
#include "geo/point_file.hpp"
#include "geo/point_record.hpp"
#include "geo/tiling.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// A square of the world: at level n there are 4^n of them. The tiles of zoom n are the cells of level n.
struct WorldCell {
  std::uint64_t code = 0;  ///< Morton code of its north-west corner
  int level = 0;

  /// Those of level 32 are single points.
  static WorldCell containing(std::uint64_t morton_code, int level);
  static WorldCell of(const TileId& tile);
  std::uint64_t last_code() const;
  friend bool operator==(const WorldCell&, const WorldCell&) = default;
};

/// Photos in the order of their Morton codes, the end not included.
struct PhotoRange {
  PhotoNumber begin = 0;
  PhotoNumber end = 0;
};

/// All that an index knows of a photo. Texts are views into it, and empty where not known.
struct IndexedPhoto {
  std::int64_t id = 0;
  LonLat location;  ///< to 1e-7 degrees
  std::string_view essay_slug;
  std::string_view essay_title;
  std::int64_t position = 0;
  std::string_view caption;
  bool caption_is_cut = false;  ///< after kMostText bytes or a few less
  bool has_more = false;        ///< candidates, a correction, or the rest of the caption are in the database
  std::string_view credit;
  DayNumber first_day = kNoDay;
  DayNumber last_day = kNoDay;
  std::string_view place_id;
  std::string_view place_name;
  std::string_view country;
  double uncertainty_m = 0;  ///< as told_metres has it; infinite where it is not known
  double confidence = 0;
  std::string_view reason;
  std::string_view licence;
  std::string_view source_url;
  std::string image_url;
};

/// Photos taken together.
struct PhotoSummary {
  PhotoNumber count = 0;
  std::uint32_t west = UINT32_MAX;  ///< the box around them, in units of WorldPoint; no box where count is 0
  std::uint32_t north = UINT32_MAX;
  std::uint32_t east = 0;
  std::uint32_t south = 0;
  DayNumber first_day = kNoDay;  ///< of the dated; kNoDay where none is
  DayNumber last_day = kNoDay;
};

/// Thread safe: it only reads. A filter is a set of its photos, or null for all of them.
class PointIndex {
 public:
  /// Throws std::runtime_error saying what is wrong with the file, without its name.
  explicit PointIndex(const std::filesystem::path& file) : file_(file) {}

  std::int64_t dataset_version() const { return file_.dataset_version(); }
  PhotoNumber size() const { return static_cast<PhotoNumber>(a().codes.size()); }
  const PointArrays& arrays() const { return a(); }
  std::string_view text(TextNumber number) const;
  IndexedPhoto photo(PhotoNumber number) const;
  /// That `photo` will be asked for this one soon: photos that do not lie side by side are slow to come.
  /// First the one, some photos later the other, which reads what the first has fetched.
  void prefetch(PhotoNumber number) const;
  void prefetch_record(PhotoNumber number) const;
  PointRecord record(PhotoNumber number) const;
  bool has_essay(std::string_view slug) const;
  /// All of them together.
  PhotoSummary summary() const;

  /// Of each essay that has a located photo: its slug, and where these photos are, in their order; of its
  /// `photo_count` photos every so many of them, as PhotoStore::route has them.
  std::map<std::string, std::vector<LonLat>, std::less<>> routes(
      const std::function<std::int64_t(std::string_view slug)>& photo_count) const;

  /// The photos that meet all conditions of a query but `limit`, `after_id`, `corrected`, `filter` and
  /// `words`, of those that are `among` these. Of `places` it knows by their ids only, not what lies in them:
  /// see PlaceTree. Throws QueryTooSlow where a box of another reference system holds too many to look at
  /// each.
  PhotoSet select(const PhotoQuery& query, const PhotoSet* among = nullptr) const;

  PhotoRange photos_in(const WorldCell& cell) const {
    std::size_t hint = 0;
    return photos_in(cell, hint);
  }
  /// The same, found faster after a cell near it: `hint` is kept between calls, at first 0.
  PhotoRange photos_in(const WorldCell& cell, std::size_t& hint) const;
  /// That this one will be looked at soon, or a cluster of the range, of which there are some: what is not in
  /// memory is asked for, without waiting for it.
  void expect_photo(PhotoNumber photo) const;
  void expect_cluster(PhotoRange range) const;
  static PhotoNumber count(PhotoRange range, const PhotoSet* filter);
  /// The one of the range that so many of it come before.
  static PhotoNumber nth(PhotoRange range, PhotoNumber n, const PhotoSet* filter);
  /// The cell of a level that the photo is in.
  WorldCell cell_of(PhotoNumber photo, int level) const;
  /// The deepest level at which two photos are in one cell.
  int shared_level(PhotoNumber one, PhotoNumber other) const;
  /// A point among those of the range, of which there are some: their mean, or near it where they are many.
  WorldPoint middle(PhotoRange range, const PhotoSet* filter) const;
  /// Adds the photos of the range. Exact.
  void summarize(PhotoRange range, const PhotoSet* filter, PhotoSummary& summary) const;
  /// Whether all photos of the range, of which there are some, have the same location.
  bool share_location(PhotoRange range, const PhotoSet* filter) const;
  /// The largest circle around one of the range, in metres.
  float largest_circle(PhotoRange range, const PhotoSet* filter) const;
  /// The id of one of the range that so many of it come before, or of one near it.
  std::int64_t sample(PhotoRange range, PhotoNumber n, const PhotoSet* filter) const;

 private:
  const PointArrays& a() const { return file_.arrays(); }
  LonLat location(PhotoNumber number) const;
  std::size_t find_block(std::uint64_t code, std::size_t from) const;
  PhotoNumber lower_bound(std::uint64_t code, std::size_t block) const;
  std::size_t block_of(PhotoNumber photo) const;
  std::string_view record_bytes(PhotoNumber number, std::size_t block) const;

  PointFile file_;
};

/// The index that a file holds, if it is of that version of the dataset; `why_not` tells why there is none.
std::optional<PointIndex> find_point_index(const std::filesystem::path& file, std::int64_t dataset_version,
                                           std::string& why_not);

}  // namespace photomap
