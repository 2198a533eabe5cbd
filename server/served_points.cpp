#include "server/served_points.hpp"

#include "geo/at_end.hpp"
#include "geo/cql2_sql.hpp"
#include "geo/dates.hpp"
#include "geo/output_file.hpp"
#include "geo/point_index_build.hpp"
#include "geo/word_index.hpp"
#include "geo/word_index_build.hpp"
#include "geo/word_query.hpp"
#include "server/errors.hpp"
#include "server/hash.hpp"
#include "server/log.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <optional>
#include <system_error>
#include <utility>

namespace photomap {

namespace {

constexpr std::chrono::milliseconds kBetweenLooks{500};
constexpr PhotoNumber kFew = 64;  // one in so many
constexpr std::size_t kMostSetBytes = std::size_t{64} << 20;

// Nobody else can put anything into it.
class TemporaryFolder {
 public:
  TemporaryFolder() : path_((std::filesystem::temp_directory_path() / "photomap-XXXXXX").string()) {
    if (mkdtemp(path_.data()) == nullptr)
      throw OutputError(fmt::format("{}: {}; make room, or set TMPDIR", path_, std::strerror(errno)));
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::filesystem::path path() const { return path_; }

 private:
  std::string path_;
};

// Empty where told to stop.
std::optional<PointIndex> build_index(const PhotoStore& store, const std::filesystem::path& file,
                                      const std::stop_token& stop) {
  const auto build = [&](const std::filesystem::path& where) {
    return build_point_index(store, where, stop) ? std::optional<PointIndex>(where) : std::nullopt;
  };
  try {
    return build(file);
  } catch (const OutputError& error) {
    log_warning(fmt::format("{}; it is made again at every start", error.what()));
  }
  // Somebody else's directory: the index lives as long as it is mapped.
  const TemporaryFolder folder;
  return build(folder.path() / file.filename());
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
  for (const std::string& place : query.places) add('w', place);
  if (query.circle_touches) add('o', {});
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
  if (query.filter) add('q', key_of(*query.filter));
  if (query.words) add('w', query.words->key());
  return key;
}

std::string PointSnapshot::tag() const {
  return fmt::format("{}/{}", file_state_, index_.dataset_version());
}

const std::vector<Essay>& PointSnapshot::essays(const PhotoStore& store) const {
  std::call_once(has_essays_, [&] {
    essays_ = store.essays();
    for (const Essay& essay : essays_) photo_count_ += essay.photo_count;
  });
  return essays_;
}

std::int64_t PointSnapshot::photo_count(const PhotoStore& store) const {
  essays(store);
  return photo_count_;
}

bool PointSnapshot::holds_all(const PhotoStore& store) const {
  return photo_count(store) == index_.size();
}

IdPage PointSnapshot::next_ids(const PhotoSet* photos, std::int64_t from, bool descending,
                               std::size_t limit) const {
  const auto ids = index_.arrays().ids;
  if (photos != nullptr && photos->size() < index_.size() / kFew)
    return next_of_few(ids, *photos, from, descending, limit);
  std::call_once(has_id_order_, [&] { id_order_.emplace(ids); });
  return id_order_->next(photos, from, descending, limit);
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
    if (holds_all(store)) return;  // to look for the others takes a while where photos are many
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

std::shared_ptr<const PhotoSet> PointSnapshot::find_set(const std::string& key) const {
  const std::lock_guard lock(mutex_);
  return find_kept(key);
}

std::shared_ptr<const PhotoSet> PointSnapshot::find_kept(const std::string& key) const {
  for (auto set = sets_.begin(); set != sets_.end(); ++set) {
    if (set->key != key) continue;
    sets_.splice(sets_.begin(), sets_, set);
    return set->photos;
  }
  return nullptr;
}

std::shared_ptr<const PhotoSet> PointSnapshot::keep_set(std::string key, PhotoSet photos) const {
  auto kept = std::make_shared<const PhotoSet>(std::move(photos));
  const std::lock_guard lock(mutex_);
  bytes_ += kept->bytes();
  sets_.push_front({std::move(key), kept});
  while (bytes_ > kMostSetBytes && sets_.size() > 1) {
    bytes_ -= sets_.back().photos->bytes();
    sets_.pop_back();
  }
  return kept;
}

// Kept by itself, as boxes change under the same filter.
std::shared_ptr<const PhotoSet> PointSnapshot::find_or_filter(const PhotoQuery& query,
                                                              const StorePool::Lease& store) const {
  PhotoQuery alone;
  alone.filter = query.filter;
  alone.words = query.words;
  std::string key = filter_key(alone);
  if (auto kept = find_set(key)) return kept;
  if (!is_of(store->dataset_version(), store.file_state()))
    throw HttpError(503, "the data has just changed, and its index is not ready; try again in a moment");
  PhotoQuery found;
  found.ids = store->find_photo_ids(alone);
  return keep_set(std::move(key), index_.select(found));
}

PhotoQuery PointSnapshot::with_parts(PhotoQuery query) const {
  query.places = places_.within(query.places);
  return query;
}

std::shared_ptr<const PhotoSet> PointSnapshot::find_or_select(const PhotoQuery& query,
                                                              const StorePool::Lease& store) const {
  std::string key = filter_key(query);
  if (key.empty()) return nullptr;
  if (auto kept = find_set(key)) return kept;
  const auto among = query.filter || query.words ? find_or_filter(query, store) : nullptr;
  return keep_set(std::move(key), index_.select(with_parts(query), among.get()));
}

std::shared_ptr<const PhotoSet> PointSnapshot::select(const PhotoQuery& query, StorePool& stores) const {
  if (query.filter || query.words) return find_or_select(query, stores.take());
  return keep_set(filter_key(query), index_.select(with_parts(query)));
}

std::shared_ptr<const PhotoSet> PointSnapshot::find_or_select(const PhotoQuery& query,
                                                              StorePool& stores) const {
  const std::string key = filter_key(query);
  if (key.empty()) return nullptr;
  std::promise<std::shared_ptr<const PhotoSet>> mine;
  std::unique_lock lock(mutex_);
  if (auto kept = find_kept(key)) return kept;
  const auto [selecting, is_mine] = selecting_.try_emplace(key);
  if (is_mine) selecting->second = mine.get_future().share();
  const auto selected = selecting->second;
  lock.unlock();
  if (!is_mine) return selected.get();
  const AtEnd end{[&] {
    const std::lock_guard again(mutex_);
    selecting_.erase(key);
  }};
  try {
    mine.set_value(select(query, stores));
  } catch (...) {
    mine.set_exception(std::current_exception());
  }
  return selected.get();
}

ServedPoints::ServedPoints(StorePool& stores, std::filesystem::path db, std::stop_token stop)
    : stores_(stores), db_(std::move(db)), told_to_stop_(std::move(stop), [this] { stop_.request_stop(); }) {
  refresh();
  thread_ = std::thread([this] { refresh_until_stopped(); });
}

ServedPoints::~ServedPoints() {
  stop_.request_stop();
  thread_.join();
}

std::shared_ptr<const PointSnapshot> ServedPoints::now() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

void ServedPoints::refresh() {
  const auto store = stores_.take_for_long();
  const std::int64_t version = store->dataset_version();
  const auto before = now();
  if (before && before->is_of(version, store.file_state())) return;
  const std::filesystem::path file = point_index_file(db_);
  std::string why_not;
  std::optional<PointIndex> index = find_point_index(file, version, why_not);
  if (!index) {
    // An import that is just done with the database is about to write it: then nobody waits for another.
    const auto turn = before ? IndexTurn::try_take(db_) : IndexTurn::take(db_, stop_.get_token());
    if (!turn) return;
    if (auto found = find_point_index(file, version, why_not)) index.emplace(std::move(*found));
    if (!index) {
      log_info(fmt::format("{}: {}, so it is made anew", file.string(), why_not));
      if (auto built = build_index(*store, file, stop_.get_token())) index.emplace(std::move(*built));
    }
    if (!index) return;
  }
  const auto next = std::make_shared<const PointSnapshot>(std::move(*index), *store, store.file_state());
  const std::lock_guard lock(mutex_);
  now_ = next;
}

// While it is made, what has words is found by looking at every photo. Where it can't be, there is one
// attempt for each state of the data.
void ServedPoints::refresh_words() {
  const auto points = now();
  if (!points || points->index().dataset_version() == version_of_words_) return;
  version_of_words_ = points->index().dataset_version();
  const bool is_there = build_word_index(db_, stop_.get_token(), [this] {
    log_info(fmt::format("{}: is missing or stale, so it is made anew", word_index_file(db_).string()));
  });
  if (!is_there) version_of_words_.reset();
}

void ServedPoints::refresh_until_stopped() {
  std::string last_failure;
  const std::stop_token stop = stop_.get_token();
  std::mutex sleep;
  std::unique_lock lock(sleep);
  while (true) {
    std::condition_variable_any().wait_for(lock, stop, kBetweenLooks, [] { return false; });
    if (stop.stop_requested()) return;
    std::string failure;
    try {
      refresh();
      refresh_words();
    } catch (const std::exception& error) {
      failure = error.what();
    }
    if (!failure.empty() && failure != last_failure) log_warning(failure);
    last_failure = std::move(failure);
  }
}

}  // namespace photomap
