// The import of sources that are too large for memory: photos are stored as they come.
#pragma once

#include "geo/gazetteer.hpp"
#include "geo/import_options.hpp"
#include "geo/photo_identity.hpp"
#include "geo/place_copier.hpp"
#include "geo/store.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace photomap {

/// A transaction of `store` from its beginning to finish(); without that nothing is stored. A photo that has
/// a position is put there, and its caption not read. One without waits for the end, then the geocoder places
/// it with all that its essay says; in essays of more than 5,000 photos, with what those without say.
class BulkImport {
 public:
  /// Store, gazetteer and options must outlive it.
  BulkImport(PhotoStore& store, const Gazetteer& gazetteer, const ImportOptions& options);

  /// From here on the same photo again is none that is new: another file, or part of one. Photos that come
  /// without an essay belong to one called `untitled`.
  void begin_part(std::string file, std::string untitled);
  /// The photo may be moved from. An id that another photo of its essay and part has already is rejected.
  void put(std::string_view essay, std::string_view intro, PhotoRecord& photo);
  void count_rejected(std::int64_t records) { report_.rejected += records; }
  /// How many photos it has got.
  std::int64_t photos() const { return photos_; }

  ImportReport finish();

 private:
  struct EssayInBulk {
    std::int64_t id = 0;
    std::string intro;
    int photos = 0;
    std::vector<EssayPhoto> waiting;  ///< for the geocoder
  };
  using Essays = std::unordered_map<std::string, EssayInBulk>;

  EssayInBulk& find_essay(std::string_view title);
  void add_intro(EssayInBulk& essay, std::string_view intro, int line);
  void place_waiting(const std::string& title, EssayInBulk& essay);
  void place_together(const std::string& title, const EssayInBulk& essay, std::vector<EssayPhoto>& photos);

  const ImportOptions& options_;
  const Gazetteer& gazetteer_;
  StoreTransaction transaction_;
  PlaceCopier places_;
  ImportReport report_;
  std::string file_;
  std::string untitled_;
  Essays essays_;
  Essays::value_type* last_essay_ = nullptr;
  int parts_ = 0;
  Identities identities_;  ///< of this part
  HashSet known_;          ///< of the parts before this one, and of this one unless it is the first
  std::int64_t photos_ = 0;
};

}  // namespace photomap
