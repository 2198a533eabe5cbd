#include "server/served_points.hpp"

#include "geo/dates.hpp"
#include "geo/point_index_build.hpp"
#include "server/hash.hpp"
#include "server/log.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

namespace photomap {

namespace {

constexpr std::chrono::milliseconds kBetweenLooks{500};
constexpr std::size_t kMostSetBytes = std::size_t{64} << 20;

PointIndex build_index(const PhotoStore& store, const std::filesystem::path& file) {
  try {
    build_point_index(store, file);
    return PointIndex(file);
  } catch (const std::runtime_error& error) {
    log_warning(fmt::format("{}; it is made again at every start", error.what()));
  }
  // Somebody else's directory: the index lives as long as it is mapped.
  const std::filesystem::path elsewhere =
      std::filesystem::temp_directory_path() / fmt::format("photomap-{}.points", getpid());
  build_point_index(store, elsewhere);
  PointIndex index(elsewhere);
  std::filesystem::remove(elsewhere);
  return index;
}

}  // namespace

std::string filter_key(const PhotoQuery& query) {
  std::string key;
  const auto add = [&key](char name, const std::string& value) {
    key.append(1, name).append(std::to_string(value.size())).append(":").append(value);
  };
  for (const std::string& slug : query.essays) add('e', slug);
  for (const std::string& credit : query.photographers) add('p', credit);
  for (const std::string& country : query.countries) add('c', country);
  if (query.bbox)
    add('b',
        fmt::format("{},{},{},{}", query.bbox->west, query.bbox->south, query.bbox->east, query.bbox->north));
  if (query.crs_box) {
    const CrsBox& box = *query.crs_box;
    add('x', fmt::format("{},{},{},{},{}", box.crs.epsg, box.least.east, box.least.north, box.most.east,
                         box.most.north));
  }
  if (query.taken) add('t', format_day(query.taken->first) + "/" + format_day(query.taken->last));
  if (query.dated) add('d', {});
  if (query.max_uncertainty) add('u', fmt::format("{}", query.max_uncertainty->value));
  if (query.has_image) add('i', {});
  if (query.ids) add('n', fmt::format("{}", fmt::join(*query.ids, ",")));
  return key;
}

std::string PointSnapshot::tag() const {
  return fmt::format("{}/{}", file_state_, index_.dataset_version());
}

const std::vector<Essay>& PointSnapshot::essays(const PhotoStore& store) const {
  std::call_once(has_essays_, [&] { essays_ = store.essays(); });
  return essays_;
}

const std::vector<LonLat>& PointSnapshot::route(const PhotoStore& store, std::string_view slug) const {
  std::call_once(has_routes_, [&] {
    routes_ = index_.routes([&](std::string_view wanted) {
      const auto is_it = [&](const Essay& essay) { return essay.slug == wanted; };
      const auto essay = std::find_if(essays(store).begin(), essays(store).end(), is_it);
      return essay == essays(store).end() ? std::int64_t{0} : essay->photo_count;
    });
  });
  static const std::vector<LonLat> kNone;
  const auto route = routes_.find(slug);
  return route == routes_.end() ? kNone : route->second;
}

std::optional<DateInterval> PointSnapshot::time_extent(const PhotoStore& store) const {
  std::call_once(has_time_extent_, [&] {
    const PhotoSummary located = index_.summary();
    if (located.first_day != kNoDay)
      time_extent_ = {std::chrono::sys_days(std::chrono::days(located.first_day)),
                      std::chrono::sys_days(std::chrono::days(located.last_day))};
    std::int64_t photos = 0;
    for (const Essay& essay : essays(store)) photos += essay.photo_count;
    if (photos == index_.size()) return;  // to look for the others takes a while where photos are many
    const auto others = store.time_extent_of_unlocated();
    if (others && time_extent_) {
      time_extent_ = {std::min(time_extent_->first, others->first),
                      std::max(time_extent_->last, others->last)};
    } else if (others) {
      time_extent_ = others;
    }
  });
  return time_extent_;
}

std::shared_ptr<const PhotoSet> PointSnapshot::find_or_select(const PhotoQuery& query) const {
  std::string key = filter_key(query);
  if (key.empty()) return nullptr;
  {
    const std::lock_guard lock(mutex_);
    for (auto set = sets_.begin(); set != sets_.end(); ++set) {
      if (set->key != key) continue;
      sets_.splice(sets_.begin(), sets_, set);
      return set->photos;
    }
  }
  auto photos = std::make_shared<const PhotoSet>(index_.select(query));
  const std::lock_guard lock(mutex_);
  bytes_ += photos->bytes();
  sets_.push_front({std::move(key), photos});
  while (bytes_ > kMostSetBytes && sets_.size() > 1) {
    bytes_ -= sets_.back().photos->bytes();
    sets_.pop_back();
  }
  return photos;
}

ServedPoints::ServedPoints(StorePool& stores, std::filesystem::path db)
    : stores_(stores), db_(std::move(db)) {
  refresh();
  thread_ = std::thread([this] { refresh_until_stopped(); });
}

ServedPoints::~ServedPoints() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  stopping_.notify_all();
  thread_.join();
}

std::shared_ptr<const PointSnapshot> ServedPoints::now() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

void ServedPoints::refresh() {
  const auto store = stores_.take();
  const std::int64_t version = store->dataset_version();
  const auto before = now();
  if (before && before->is_of(version, store.file_state())) return;
  const std::filesystem::path file = point_index_file(db_);
  std::string why_not;
  std::optional<PointIndex> index = find_point_index(file, version, why_not);
  if (!index) {
    // An import that is just done with the database is about to write it: then nobody waits for another.
    const auto turn = before ? IndexTurn::try_take(db_) : IndexTurn::take(db_);
    if (!turn) return;
    if (auto found = find_point_index(file, version, why_not)) index.emplace(std::move(*found));
    if (!index) {
      log_warning(fmt::format("{}: {}, so it is made anew", file.string(), why_not));
      index.emplace(build_index(*store, file));
    }
  }
  const auto next = std::make_shared<const PointSnapshot>(std::move(*index), *store, store.file_state());
  const std::lock_guard lock(mutex_);
  now_ = next;
}

void ServedPoints::refresh_until_stopped() {
  std::string last_failure;
  std::unique_lock lock(mutex_);
  while (!stopping_.wait_for(lock, kBetweenLooks, [this] { return stop_; })) {
    lock.unlock();
    std::string failure;
    try {
      refresh();
    } catch (const std::exception& error) {
      failure = error.what();
    }
    if (!failure.empty() && failure != last_failure) log_warning(failure);
    last_failure = std::move(failure);
    lock.lock();
  }
}

}  // namespace photomap
