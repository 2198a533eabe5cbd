// The photo database: one SpatiaLite file that QGIS and GDAL open as it is.
#pragma once

#include "geo/json.hpp"
#include "geo/photo.hpp"
#include "geo/place_tree.hpp"
#include "geo/sort_order.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

struct PhotoTexts;

/// Not thread safe: one object for each thread.
/// Every function throws std::runtime_error naming the file and the next step.
class PhotoStore {
 public:
  /// Opens an existing database for reading. Refuses one that is damaged, half written, not ours, or from a
  /// newer version. `patience` is how long it waits for others who have the file locked, then and later.
  static PhotoStore open_read_only(const std::filesystem::path& file,
                                   std::chrono::milliseconds patience = std::chrono::minutes(1));
  /// Opens a database for writing, making it first where there is none; migrates an older schema forward.
  static PhotoStore open_read_write(const std::filesystem::path& file);
  /// An empty database in memory, for tests.
  static PhotoStore open_in_memory();

  PhotoStore(PhotoStore&&) noexcept;
  PhotoStore& operator=(PhotoStore&&) noexcept;
  ~PhotoStore();

  void set_patience(std::chrono::milliseconds patience);
  /// How long a query with a filter or with words may take; some seconds, unless told otherwise.
  void set_budget(std::chrono::milliseconds budget);
  /// False once the database has refused anything but to wait for longer.
  bool is_sound() const;

  /// Grows with every change of essays, photos or places, whoever makes it; the same number means the same
  /// data.
  std::int64_t dataset_version() const;

  /// Located or not.
  std::int64_t photo_count() const;
  std::vector<Essay> essays() const;
  bool has_essay(std::string_view slug) const;
  bool has_place(std::string_view id) const;
  std::optional<Photo> find_photo(std::int64_t id) const;
  /// Ascending id.
  std::vector<Photo> find_photos(const PhotoQuery& query) const;
  /// As find_photos, one at a time; stop by returning false.
  void for_each_photo(const PhotoQuery& query, const std::function<bool(const Photo&)>& visit) const;
  /// As for_each_photo, but in that order, with a function that gives the photo's position in it. `after_id`
  /// has no meaning here. To sort many photos takes long: QueryTooSlow after some seconds.
  void for_each_sorted(
      const PhotoQuery& query, const SortOrder& order,
      const std::function<bool(const Photo&, const std::function<Json()>& position)>& visit) const;
  /// All located photos, ascending id; much faster than the above. Stop by returning false.
  void for_each_point(const std::function<bool(const PhotoPoint&)>& visit) const;
  /// See geo/word_search.hpp: of photos with ids above `after_id`, ascending. Stop by returning false.
  void for_each_text(std::int64_t after_id, const std::function<bool(const PhotoTexts&)>& visit) const;
  /// How many find_photos would return without `limit` and `after_id`.
  std::int64_t count_photos(const PhotoQuery& query) const;
  /// The photos that pass the query's `filter` and have its `words`, whatever else it asks for. As all that
  /// takes these, it ends with QueryTooSlow after some seconds.
  std::vector<std::int64_t> find_photo_ids(const PhotoQuery& query) const;
  std::set<std::int64_t> find_essay_ids(const Cql2Node& filter) const;
  std::set<std::string> find_place_ids(const Cql2Node& filter) const;
  /// The box around all located photos; empty without any.
  std::optional<Bbox> extent() const;
  /// From the first to the last day on which a photo may have been taken; empty where all are undated.
  std::optional<DateInterval> time_extent() const;
  /// The same of the photos without a location only.
  std::optional<DateInterval> time_extent_of_unlocated() const;
  /// The route of an essay: where its located photos are, in their order; of `photo_count` photos no more
  /// than about kMostRoutePoints, every so many of them.
  std::vector<LonLat> route(std::int64_t essay_id, std::int64_t photo_count) const;
  /// All places that photos refer to, and those that contain them, by id.
  std::vector<Place> places() const;
  std::optional<Place> find_place(const std::string& id) const;
  PlaceTree place_tree() const;
  /// One line for each data source whose places are in use: its name and licence.
  std::vector<std::string> attributions() const;

  /// While it lives, all reads see one state of the data, whatever others write. One at a time.
  class Snapshot {
   public:
    explicit Snapshot(const PhotoStore& store);
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ~Snapshot();

   private:
    const PhotoStore& store_;
  };

 private:
  friend class StoreTransaction;
  struct Impl;
  explicit PhotoStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// What became of a record that was put into the store.
enum class PutOutcome { added, changed, unchanged };

/// A photo of an essay, as far as it says something about the others.
struct EssayPhoto {
  std::optional<std::int64_t> identity;  ///< empty where it is stored already
  int position = 0;
  PhotoRecord record;
};

/// Where an import puts what it makes beside the database; none is made where a path is empty.
struct IndexFiles {
  std::filesystem::path points = {};
  std::filesystem::path words = {};
};

/// A set of changes, stored whole by commit() or not at all. One at a time; other processes wait for their
/// turn.
class StoreTransaction {
 public:
  /// `store` must be open for writing.
  explicit StoreTransaction(PhotoStore& store);
  /// For an import of many photos: what each new row would cost besides itself (dataset version, spatial
  /// index, checks) is done once, by commit(), or left out, and memory does not grow with their number; when
  /// they fill it, readers wait until it is committed. Each identity of an essay that is new may then be put
  /// once only. Where the database had no photos, commit() also makes these indexes.
  StoreTransaction(PhotoStore& store, const IndexFiles& indexes);
  ~StoreTransaction();

  /// The id of the essay with this title, made where it is new.
  std::int64_t put_essay(const std::string& title, const std::string& intro);
  /// Places come before the photos and the places that refer to them. `names` are as written, in every
  /// language.
  void put_place(const Place& place, const std::vector<std::string>& names);
  /// `identity` says which photo of the essay this is, however it may have moved or changed. Where the photo
  /// bears a correction, that stands, and `where` is kept aside.
  PutOutcome put_photo(std::int64_t essay_id, std::int64_t identity, int position, const PhotoRecord& record,
                       const Georeference& where);
  /// The photos of this essay that this transaction has put, with caption and date only.
  std::vector<EssayPhoto> photos_put(std::int64_t essay_id);
  /// The photos of these essays that this transaction has not put.
  std::vector<Photo> photos_not_put(const std::vector<std::int64_t>& essay_ids);
  /// Of the photos that this transaction has put: those without a location, and those that bear a correction.
  std::int64_t count_unplaced() const;
  std::int64_t count_corrected() const;
  /// Of a photo that bears no correction.
  void remove_photo(std::int64_t id);
  /// Puts a photo of the store where the correction says, in place of an earlier one. Keeps aside where the
  /// texts put it.
  PutOutcome put_correction(std::int64_t photo_id, const Correction& correction);
  /// Puts the photo back where the texts put it; false if it bears no correction.
  bool remove_correction(std::int64_t photo_id);
  /// Forgets places that no photo needs any more, then makes all of it last.
  void commit();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace photomap
