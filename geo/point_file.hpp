// The point index as it lies in its file: photos in the order of their Morton codes, in flat arrays that are
// mapped and never parsed. Numbers are little-endian, as on every machine that this runs on.
#pragma once

#include "geo/mapped_file.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace photomap {

/// A photo's place in the order of Morton codes.
using PhotoNumber = std::uint32_t;

/// Days since 1970-01-01; kNoDay where the photo is undated.
using DayNumber = std::int32_t;
inline constexpr DayNumber kNoDay = INT32_MIN;
/// The last day of an undated photo, so that its days overlap with any.
inline constexpr DayNumber kAnyLastDay = INT32_MAX;

/// A block holds no more photos than this, unless they all stand on one spot.
inline constexpr std::size_t kBlockPhotos = 256;

/// Some of the photos, summed up: a leaf of the quadtree over all of them. Any cell of the world is a row of
/// blocks, or lies within one.
struct PointBlock {
  std::uint64_t records = 0;  ///< where the records of its photos begin
  std::uint64_t sum_x = 0;    ///< of their world points
  std::uint64_t sum_y = 0;
  std::int64_t sample = 0;  ///< the id of one of them
  std::uint32_t west = 0;   ///< the box around them, in units of WorldPoint
  std::uint32_t north = 0;
  std::uint32_t east = 0;
  std::uint32_t south = 0;
  DayNumber first_day = kNoDay;  ///< of those that are dated, the earliest beginning and the latest end
  DayNumber last_day = kNoDay;
  std::uint32_t padding = 0;
  std::uint32_t level = 0;  ///< of its cell: 4^level of them make the world
};

/// Where a text lies in PointArrays::texts; kNoText for none.
using TextNumber = std::uint32_t;
inline constexpr TextNumber kNoText = 0;

/// Flags of a photo.
inline constexpr std::uint8_t kHasImage = 1;
inline constexpr std::uint8_t kHasMore = 2;  ///< the database knows more of it: see IndexedPhoto

/// All arrays of an index. Those of photos are as long as there are photos, by PhotoNumber.
struct PointArrays {
  std::span<const std::uint64_t> block_codes;  ///< where each block's cell begins
  std::span<const PhotoNumber> block_firsts;   ///< the first photo of each; at the end, how many there are
  std::span<const PointBlock> blocks;
  std::span<const TextNumber> essays;  ///< by essay: its slug
  std::span<const TextNumber> essay_titles;
  std::span<const TextNumber> photographers;  ///< by photographer; the first is nobody
  std::span<const TextNumber> countries;      ///< by country; the first is none
  std::span<const char> texts;                ///< each after its length in four bytes
  std::span<const std::uint64_t> codes;       ///< Morton codes, ascending
  std::span<const std::int64_t> ids;
  std::span<const std::uint32_t> essay;  ///< a number of `essays`
  std::span<const std::uint32_t> photographer;
  std::span<const std::uint16_t> country;
  std::span<const DayNumber> first_day;
  std::span<const DayNumber> last_day;
  std::span<const float> uncertainty_m;
  std::span<const std::uint8_t> flags;
  std::span<const std::uint32_t> record;  ///< where its record begins, from the first of its block on
  std::span<const char> records;          ///< see geo/point_record.hpp
};

/// The one list of what lies in the file, in its order: for reading and for writing. What every tile needs
/// comes first.
template <typename Arrays, typename Visit>
void for_each_array(Arrays& arrays, Visit&& visit) {
  visit(arrays.block_codes);
  visit(arrays.block_firsts);
  visit(arrays.blocks);
  visit(arrays.essays);
  visit(arrays.essay_titles);
  visit(arrays.photographers);
  visit(arrays.countries);
  visit(arrays.texts);
  visit(arrays.codes);
  visit(arrays.ids);
  visit(arrays.essay);
  visit(arrays.photographer);
  visit(arrays.country);
  visit(arrays.first_day);
  visit(arrays.last_day);
  visit(arrays.uncertainty_m);
  visit(arrays.flags);
  visit(arrays.record);
  visit(arrays.records);
}

inline constexpr std::size_t kPointSections = 19;

/// The beginning of the file.
struct PointFileHeader {
  std::array<char, 8> magic{};
  std::uint32_t format = 0;
  std::uint32_t padding = 0;
  std::int64_t dataset_version = 0;
  std::array<std::array<std::uint64_t, 2>, kPointSections> sections{};  ///< offset and bytes of each array
};

/// The header with which files of this version begin.
PointFileHeader point_file_header(std::int64_t dataset_version);

/// Where an array begins that follows one that ends there.
constexpr std::uint64_t next_section(std::uint64_t end) {
  return (end + 7) / 8 * 8;
}

/// A mapped index. Thread safe: it only reads.
class PointFile {
 public:
  /// Throws std::runtime_error saying what is wrong with it, without its name.
  explicit PointFile(const std::filesystem::path& file);

  std::int64_t dataset_version() const { return dataset_version_; }
  const PointArrays& arrays() const { return arrays_; }
  /// Brings a part of the file into memory now: one wait for the disk instead of many.
  void load(std::string_view part) const { file_.load(part); }
  /// What of a block's photos is about to be looked at. It lies in as many places of the file as it has
  /// columns, each of which is a look into the disk where it is cold.
  enum class Need : std::uint8_t {
    codes = 1,     ///< which cells they are in: most looks at a block need no more
    clusters = 2,  ///< what clusters tell of some: ids, days
    photos = 4,    ///< all of it
  };
  /// To be called before that: the disk is asked for all of it at once, and not waited for. Lets go of the
  /// mapped pages where they have become many.
  void expect(std::size_t block, Need need) const {
    if ((loaded_[block].load(std::memory_order_relaxed) & static_cast<unsigned>(need)) == 0)
      load(block, need);
    thread_local std::uint32_t expected = 0;
    if (may_be_large_ && ++expected % kBetweenLooks == 0) forget_if_large();
  }

 private:
  static constexpr std::uint32_t kBetweenLooks = 512;

  void load(std::size_t block, Need need) const;
  void forget_if_large() const;

  MappedFile file_;
  std::int64_t dataset_version_ = 0;
  PointArrays arrays_;
  bool may_be_large_ = false;
  mutable std::vector<std::atomic<std::uint8_t>> loaded_;  ///< by block: Needs; only saves asking again
};

}  // namespace photomap
