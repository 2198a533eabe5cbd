// PointIndex::select: a query to the set of photos that meet it, column by column.
#include "geo/id_set.hpp"
#include "geo/point_index.hpp"
#include "geo/reproject.hpp"
#include "geo/sqlite.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstring>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace photomap {

namespace {

// Which numbers of a dictionary are wanted; empty means all.
std::vector<char> wanted_numbers(const PointIndex& index, std::span<const TextNumber> dictionary,
                                 const std::vector<std::string>& wanted) {
  std::vector<char> numbers;
  if (wanted.empty()) return numbers;
  for (const TextNumber text : dictionary)
    numbers.push_back(std::find(wanted.begin(), wanted.end(), index.text(text)) != wanted.end() ? 1 : 0);
  return numbers;
}

// Narrows a set, a word of 64 photos at a time.
class Sieve {
 public:
  explicit Sieve(PhotoNumber photos) : photos_(photos) {
    words_.reserve(PhotoSet::words_for(photos));
    words_.assign((photos + 63) / 64, ~std::uint64_t{0});
    if (photos % 64 != 0) words_.back() = (std::uint64_t{1} << (photos % 64)) - 1;
  }

  template <typename Test>
  void keep(Test&& passes) {
    std::array<std::uint8_t, 64> passing{};
    for (std::size_t w = 0; w < words_.size(); ++w) {
      if (words_[w] == 0) continue;
      const auto begin = static_cast<PhotoNumber>(64 * w);
      const PhotoNumber count = std::min<PhotoNumber>(photos_ - begin, 64);
      // Byte by byte first: a loop that the compiler makes wide.
      for (PhotoNumber n = 0; n < count; ++n) passing[n] = passes(begin + n) ? 1 : 0;
      words_[w] &= pack(passing);
    }
  }
  template <typename Test>
  void keep_within(PhotoRange range, Test&& passes) {
    for (PhotoNumber photo = range.begin; photo < range.end; ++photo) {
      if (!passes(photo)) words_[photo / 64] &= ~(std::uint64_t{1} << (photo % 64));
    }
  }
  /// For a test that is slow: asked only of the photos that are left.
  template <typename Test>
  void keep_each(Test&& passes) {
    for (std::size_t w = 0; w < words_.size(); ++w) {
      for (std::uint64_t left = words_[w]; left != 0; left &= left - 1) {
        const auto photo =
            static_cast<PhotoNumber>(64 * w + static_cast<std::size_t>(std::countr_zero(left)));
        if (!passes(photo)) words_[w] &= ~(left & -left);
      }
    }
  }
  void remove(PhotoRange range) {
    for (; range.begin < range.end && range.begin % 64 != 0; ++range.begin)
      words_[range.begin / 64] &= ~(std::uint64_t{1} << (range.begin % 64));
    for (; range.begin + 64 <= range.end; range.begin += 64) words_[range.begin / 64] = 0;
    keep_within(range, [](PhotoNumber) { return false; });
  }

  PhotoSet finish() && { return {std::move(words_), photos_}; }

 private:
  // Bit n is the lowest bit of byte n.
  static std::uint64_t pack(const std::array<std::uint8_t, 64>& bytes) {
    std::uint64_t word = 0;
    for (std::size_t group = 0; group < 8; ++group) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, &bytes[8 * group], sizeof eight);
      // Moves the lowest bit of each byte into the highest byte, in their order.
      word |= (eight * 0x0102040810204080U >> 56) << (8 * group);
    }
    return word;
  }

  PhotoNumber photos_;
  std::vector<std::uint64_t> words_;
};

// A box, first by whole world points, which are rounded down, and only along its edges by degrees.
class BoxTest {
 public:
  explicit BoxTest(const Bbox& box)
      : box_(box),
        north_west_(world_point({box.west, box.north})),
        south_east_(world_point({box.east, box.south})) {}

  enum class Side { inside, outside, unknown };

  Side side_of(std::uint32_t west, std::uint32_t north, std::uint32_t east, std::uint32_t south) const {
    const bool crosses = box_.crosses_antimeridian();
    const bool is_in_columns =
        crosses ? west > north_west_.x || east < south_east_.x : west > north_west_.x && east < south_east_.x;
    const bool is_beside =
        crosses ? east < north_west_.x && west > south_east_.x : east < north_west_.x || west > south_east_.x;
    // Beyond the rows of the grid all latitudes are one row.
    if (is_beside || south < north_west_.y || north > south_east_.y) return Side::outside;
    const bool is_in_rows = north > north_west_.y && south < south_east_.y;
    return is_in_columns && is_in_rows ? Side::inside : Side::unknown;
  }
  bool contains(LonLat location) const { return box_.contains(location); }

 private:
  Bbox box_;
  WorldPoint north_west_;
  WorldPoint south_east_;
};

// For circles that reach into a box: whether any of a block can.
class CircleTest {
 public:
  explicit CircleTest(const Bbox& box) : box_(box) {}

  bool none_reaches(const PointBlock& block, float largest) const {
    // Beyond the rows of the grid latitudes are not known.
    if (block.north == 0 || block.south == UINT32_MAX) return false;
    const LonLat north_west = position_of({block.west, block.north});
    const LonLat south_east = middle_of({block.east, block.south});
    const LonLat middle{(north_west.lon + south_east.lon) / 2, (north_west.lat + south_east.lat) / 2};
    // To any point of the block: up its middle, and from there along a parallel.
    const double across = distance({0, middle.lat}, {0, south_east.lat}).value +
                          distance({north_west.lon, 0}, {middle.lon, 0}).value;
    constexpr double kMargin = 1;  // metres, for what is rounded
    return distance_to_box(middle, box_).value > across + largest + kMargin;
  }

 private:
  Bbox box_;
};

/// To transform the positions of millions takes PROJ a while.
class Deadline {
 public:
  /// Looks at the clock now and then only.
  void check() {
    if (++checks_ % 1024 == 0 && std::chrono::steady_clock::now() > at_)
      throw QueryTooSlow("the box takes too long; give a smaller one");
  }

 private:
  std::chrono::steady_clock::time_point at_ = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  std::uint32_t checks_ = 0;
};

DayNumber day_number(std::chrono::sys_days day) {
  return static_cast<DayNumber>(day.time_since_epoch().count());
}

}  // namespace

PhotoSet PointIndex::select(const PhotoQuery& query, const PhotoSet* among) const {
  const PointArrays& arrays = a();
  const auto load = [this](const auto& column) {
    file_.load({reinterpret_cast<const char*>(column.data()), column.size_bytes()});
  };
  const auto largest_known_circle = [&](PhotoRange photos) {
    float largest = 0;
    for (PhotoNumber photo = photos.begin; photo < photos.end; ++photo) {
      const float radius = arrays.uncertainty_m[photo];
      if (std::isfinite(radius)) largest = std::max(largest, radius);
    }
    return largest;
  };
  Sieve sieve(size());
  if (among) sieve.keep([&](PhotoNumber photo) { return among->contains(photo); });
  const auto keep_numbers = [&](const std::vector<char>& wanted, const auto& column) {
    if (wanted.empty()) return;
    load(column);
    sieve.keep([&](PhotoNumber photo) { return wanted[column[photo]] != 0; });
  };
  keep_numbers(wanted_numbers(*this, arrays.essays, query.essays), arrays.essay);
  keep_numbers(wanted_numbers(*this, arrays.photographers, query.photographers), arrays.photographer);
  keep_numbers(wanted_numbers(*this, arrays.countries, query.countries), arrays.country);
  if (!query.places.empty()) {
    const std::unordered_set<std::string_view> wanted(query.places.begin(), query.places.end());
    sieve.keep_each([&](PhotoNumber photo) { return wanted.contains(text(record(photo).place_id)); });
  }
  if (query.taken) {
    load(arrays.first_day);
    load(arrays.last_day);
    const DayNumber first = day_number(query.taken->first);
    const DayNumber last = day_number(query.taken->last);
    sieve.keep([&](PhotoNumber photo) {
      // Of the undated, the first day is before all others and the last one after them.
      return (arrays.first_day[photo] <= last) & (arrays.last_day[photo] >= first);
    });
  }
  if (query.dated) load(arrays.first_day);
  if (query.dated) sieve.keep([&](PhotoNumber photo) { return arrays.first_day[photo] != kNoDay; });
  if (query.max_uncertainty) {
    load(arrays.uncertainty_m);
    const auto most = static_cast<float>(query.max_uncertainty->value);  // as the column is
    sieve.keep([&](PhotoNumber photo) { return arrays.uncertainty_m[photo] <= most; });
  }
  if (query.has_image) load(arrays.flags);
  if (query.has_image) sieve.keep([&](PhotoNumber photo) { return (arrays.flags[photo] & kHasImage) != 0; });
  if (query.ids) {
    load(arrays.ids);
    IdSet wanted;  // of many that words or a filter have found, too
    for (const std::int64_t id : *query.ids) wanted.insert(id);
    sieve.keep([&](PhotoNumber photo) { return wanted.contains(arrays.ids[photo]); });
  }
  if (query.bbox && query.circle_touches) {
    load(arrays.uncertainty_m);
    const CircleTest circles(*query.bbox);
    for (std::size_t b = 0; b < arrays.blocks.size(); ++b) {
      const PhotoRange photos{arrays.block_firsts[b], arrays.block_firsts[b + 1]};
      if (circles.none_reaches(arrays.blocks[b], largest_known_circle(photos))) {
        sieve.remove(photos);
      } else {
        sieve.keep_within(photos, [&](PhotoNumber photo) {
          return reaches_into(*query.bbox, location(photo), Meters{arrays.uncertainty_m[photo]});
        });
      }
    }
  } else if (query.bbox) {
    const BoxTest box(*query.bbox);
    const auto is_in_box = [&](PhotoNumber photo) {
      const WorldPoint point = point_of(arrays.codes[photo]);
      const BoxTest::Side side = box.side_of(point.x, point.y, point.x, point.y);
      return side == BoxTest::Side::unknown ? box.contains(location(photo)) : side == BoxTest::Side::inside;
    };
    PhotoRange outside;  // of the blocks just passed
    for (std::size_t b = 0; b < arrays.blocks.size(); ++b) {
      const PointBlock& block = arrays.blocks[b];
      const PhotoRange photos{arrays.block_firsts[b], arrays.block_firsts[b + 1]};
      const BoxTest::Side side = box.side_of(block.west, block.north, block.east, block.south);
      if (side == BoxTest::Side::outside) {
        outside.end = photos.end;
        continue;
      }
      sieve.remove(outside);
      outside = {photos.end, photos.end};
      if (side == BoxTest::Side::unknown) sieve.keep_within(photos, is_in_box);
    }
    sieve.remove(outside);
  }
  if (query.crs_box) {
    const auto reprojection = Reprojection::find(query.crs_box->crs);
    Deadline deadline;
    sieve.keep_each([&](PhotoNumber photo) {
      deadline.check();
      return reprojection && reprojection->contains(*query.crs_box, location(photo));
    });
  }
  return std::move(sieve).finish();
}

}  // namespace photomap
