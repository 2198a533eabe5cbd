#include "server/served_points.hpp"

#include "geo/dates.hpp"
#include "geo/point_index_build.hpp"
#include "server/hash.hpp"
#include "server/log.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

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
