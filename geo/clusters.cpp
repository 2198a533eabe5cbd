#include "geo/clusters.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory_resource>
#include <unordered_map>
#include <utility>

namespace photomap {

namespace {

// A tile is 4 by 4 cells of 64 pixels. All photos of a cell stand under one marker, in the middle of them. Of
// two markers that come too near to each other, the one of fewer photos joins the other, but never one that
// joins a third itself: so a cell, its neighbours and theirs tell where its photos are, and the tiles on both
// sides of an edge find the same.
constexpr int kLevelsBelowTile = 2;
constexpr double kNearPixels = 30;
constexpr int kDeepestLevel = 32;
constexpr std::size_t kUsualSpots = 32;

// The cell of one level that photos are in, and what is known of it.
struct Spot {
  std::uint64_t code = 0;
  PhotoRange photos;
  PhotoNumber count = 0;
  WorldPoint at;
  enum class Leads : std::uint8_t { unknown, no, yes } leads = Leads::unknown;
};

// The spots under one marker, its leader first: with its neighbours there are nine at most.
class Members {
 public:
  explicit Members(Spot& leader) : spots_{&leader} {}

  void add(Spot& follower) { spots_[static_cast<std::size_t>(size_++)] = &follower; }
  const Spot& leader() const { return *spots_[0]; }
  bool are_one_photo() const { return size_ == 1 && leader().count == 1; }
  auto begin() const { return spots_.begin(); }
  auto end() const { return spots_.begin() + size_; }

 private:
  std::array<Spot*, 9> spots_;
  std::ptrdiff_t size_ = 1;
};

double squared(double value) {
  return value * value;
}

double squared_distance(WorldPoint a, WorldPoint b) {
  return squared(static_cast<double>(a.x) - static_cast<double>(b.x)) +
         squared(static_cast<double>(a.y) - static_cast<double>(b.y));
}

// The cells of one level, each looked up once.
class Spots {
 public:
  Spots(const PointIndex& index, const PhotoSet* filter, int zoom)
      : index_(index),
        filter_(filter),
        level_(std::min(zoom + kLevelsBelowTile, kDeepestLevel)),
        near_(kNearPixels * std::ldexp(1.0 / kTilePixels, kDeepestLevel - zoom)) {}

  int level() const { return level_; }

  Spot& at(std::uint64_t code) {
    const auto [found, is_new] = spots_.try_emplace(code);
    Spot& spot = found->second;
    if (!is_new) return spot;
    spot.code = code;
    spot.photos = index_.photos_in({code, level_}, hint_);
    spot.count = PointIndex::count(spot.photos, filter_);
    if (spot.count > 0) spot.at = index_.middle(spot.photos, filter_);
    return spot;
  }

  // Whether no marker near it has more photos.
  bool leads(Spot& spot) {
    if (spot.leads == Spot::Leads::unknown) {
      bool is_first = true;
      for_each_near(spot, [&](const Spot& other) {
        is_first = !precedes(other, spot);
        return is_first;
      });
      spot.leads = is_first ? Spot::Leads::yes : Spot::Leads::no;
    }
    return spot.leads == Spot::Leads::yes;
  }

  // The spot under whose marker its photos are.
  Spot& leader_of(Spot& spot) {
    if (leads(spot)) return spot;
    Spot* best = &spot;
    for_each_near(spot, [&](Spot& other) {
      if (precedes(other, *best) && leads(other)) best = &other;
      return true;
    });
    return *best;
  }

  // Those whose photos are under the marker of a spot that is its own leader.
  Members members_of(Spot& leader) {
    Members all(leader);
    if (!leads(leader)) return all;
    for_each_near(leader, [&](Spot& other) {
      if (&leader_of(other) == &leader) all.add(other);
      return true;
    });
    return all;
  }

  // Whether their photos are under two markers. A marker that both are under is near to each of them.
  bool are_parted(Spot& one, Spot& other) {
    const bool are_too_far = squared_distance(one.at, other.at) > squared(2 * near_);
    return are_too_far || &leader_of(one) != &leader_of(other);
  }

 private:
  static bool precedes(const Spot& a, const Spot& b) {
    return a.count != b.count ? a.count > b.count : a.code < b.code;
  }

  // The neighbours that have photos and whose marker is near; until `visit` returns false.
  template <typename Visit>
  void for_each_near(const Spot& spot, Visit&& visit) {
    const double side = std::ldexp(1.0, kDeepestLevel - level_);
    const WorldPoint corner = point_of(spot.code);
    const double dx = spot.at.x - corner.x;
    const double dy = spot.at.y - corner.y;
    // From the marker to the cell's edges: west, none, east; north, none, south.
    const std::array<double, 3> columns{dx, 0, side - dx};
    const std::array<double, 3> rows{dy, 0, side - dy};
    for (std::size_t row = 0; row < 3; ++row) {
      for (std::size_t column = 0; column < 3; ++column) {
        if ((row == 1 && column == 1) || squared(columns[column]) + squared(rows[row]) > squared(near_))
          continue;
        const double x = corner.x + (static_cast<double>(column) - 1) * side;
        const double y = corner.y + (static_cast<double>(row) - 1) * side;
        if (x < 0 || y < 0 || x > UINT32_MAX || y > UINT32_MAX) continue;
        Spot& other = at(morton_code({static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)}));
        if (other.count == 0 || squared_distance(spot.at, other.at) > squared(near_)) continue;
        if (!visit(other)) return;
      }
    }
  }

  const PointIndex& index_;
  const PhotoSet* filter_;
  int level_;
  double near_;
  std::size_t hint_ = 0;  // where the last was found
  std::array<std::byte, 16384> memory_;
  std::pmr::monotonic_buffer_resource arena_{memory_.data(), memory_.size()};
  std::pmr::unordered_map<std::uint64_t, Spot> spots_{kUsualSpots, &arena_};
};

class TileReader {
 public:
  TileReader(const PointIndex& index, const PhotoSet* filter, const TileId& tile)
      : index_(index), filter_(filter), tile_(tile), spots_(index, filter, tile.zoom()) {}

  TileContent read() {
    const WorldCell tile = WorldCell::of(tile_);
    if (PointIndex::count(index_.photos_in(tile), filter_) == 0) return {};
    const std::uint64_t cells = std::uint64_t{1} << (2 * kLevelsBelowTile);
    const std::uint64_t codes = (tile.last_code() - tile.code) / cells + 1;
    std::vector<Members> markers;
    markers.reserve(cells);
    for (std::uint64_t cell = 0; cell < cells; ++cell) {
      Spot& spot = spots_.at(tile.code + cell * codes);
      if (spot.count > 0 && &spots_.leader_of(spot) == &spot) markers.push_back(spots_.members_of(spot));
    }
    // The disk is asked for all that is missing before the first is waited for.
    for (const Members& members : markers) expect(members);
    content_.clusters.reserve(markers.size());
    content_.photos.reserve(markers.size());
    for (const Members& members : markers) add(members);
    return std::move(content_);
  }

 private:
  void expect(const Members& members) const {
    if (members.are_one_photo())
      return index_.expect_photo(PointIndex::nth(members.leader().photos, 0, filter_));
    for (const Spot* member : members) index_.expect_cluster(member->photos);
  }

  void add(const Members& members) {
    const Spot& leader = members.leader();
    if (members.are_one_photo()) {
      content_.photos.push_back(PointIndex::nth(leader.photos, 0, filter_));
      return;
    }
    Cluster cluster;
    cluster.at = leader.at;
    for (const Spot* member : members) index_.summarize(member->photos, filter_, cluster.photos);
    const bool is_one_spot =
        cluster.photos.west == cluster.photos.east && cluster.photos.north == cluster.photos.south;
    if (is_one_spot) {
      cluster.same_place = is_in_grid(cluster.photos) || index_.share_location(leader.photos, filter_);
      cluster.typical = find_typical(leader);
      cluster.uncertainty_m = index_.largest_circle(leader.photos, filter_);
    } else {
      cluster.expansion_zoom = find_expansion_zoom(members);
    }
    cluster.sample_ids.reserve(kClusterSamples);
    const auto samples = static_cast<PhotoNumber>(std::min<std::size_t>(kClusterSamples, leader.count));
    for (PhotoNumber n = 0; n < samples; ++n) {
      const std::int64_t id = index_.sample(leader.photos, leader.count / samples * n, filter_);
      if (cluster.sample_ids.empty() || cluster.sample_ids.back() != id) cluster.sample_ids.push_back(id);
    }
    content_.clusters.push_back(std::move(cluster));
  }

  // All that is beyond 85.05 degrees of latitude is in the grid's first row, or its last.
  static bool is_in_grid(const PhotoSummary& photos) { return photos.north > 0 && photos.south < UINT32_MAX; }

  // By the size of their circles the middle one of some.
  PhotoNumber find_typical(const Spot& spot) const {
    constexpr PhotoNumber kSome = 15;
    std::vector<PhotoNumber> some;
    for (PhotoNumber n = 0; n < std::min(spot.count, kSome); ++n)
      some.push_back(PointIndex::nth(spot.photos, n * (spot.count / std::min(spot.count, kSome)), filter_));
    const auto middle = some.begin() + static_cast<std::ptrdiff_t>(some.size() / 2);
    std::nth_element(some.begin(), middle, some.end(), [&](PhotoNumber a, PhotoNumber b) {
      return index_.arrays().uncertainty_m[a] < index_.arrays().uncertainty_m[b];
    });
    return *middle;
  }

  int find_expansion_zoom(const Members& members) const {
    PhotoNumber first = index_.size();
    PhotoNumber last = 0;
    for (const Spot* member : members) {
      first = std::min(first, PointIndex::nth(member->photos, 0, filter_));
      last = std::max(last, PointIndex::nth(member->photos, member->count - 1, filter_));
    }
    // As long as they share a cell they share a marker.
    int zoom = std::max(tile_.zoom() + 1, index_.shared_level(first, last) + 1 - kLevelsBelowTile);
    while (zoom + kLevelsBelowTile < kDeepestLevel && !is_parted_at(zoom, members)) ++zoom;
    return zoom;
  }

  bool is_parted_at(int zoom, const Members& members) const {
    Spots spots(index_, filter_, zoom);
    Spot* before = nullptr;
    for (const Spot* member : members) {
      for (PhotoNumber n = 0; n < member->count;) {
        Spot& spot =
            spots.at(index_.cell_of(PointIndex::nth(member->photos, n, filter_), spots.level()).code);
        if (before != nullptr && spots.are_parted(*before, spot)) return true;
        before = &spot;
        n += spot.count;
      }
    }
    return false;
  }

  const PointIndex& index_;
  const PhotoSet* filter_;
  TileId tile_;
  Spots spots_;
  TileContent content_;
};

}  // namespace

TileContent find_tile_content(const PointIndex& index, const PhotoSet* filter, const TileId& tile) {
  return TileReader(index, filter, tile).read();
}

}  // namespace photomap
