#include "geo/word_index_build.hpp"

#include "geo/store.hpp"
#include "geo/word_index.hpp"
#include "geo/word_index_writer.hpp"

#include <cstdint>

namespace photomap {

namespace {

// Between two readings whoever writes gets his turn.
constexpr int kPhotosInOneReading = 10'000;

// False where the data changed meanwhile, or told to stop.
bool add_all(const PhotoStore& store, std::int64_t version, const std::stop_token& stop,
             WordIndexWriter& writer) {
  std::int64_t last = 0;
  for (bool has_more = true; has_more;) {
    const PhotoStore::Snapshot snapshot(store);
    if (stop.stop_requested() || store.dataset_version() != version) return false;
    int photos = 0;
    has_more = false;
    store.for_each_text(last, [&](const PhotoTexts& photo) {
      writer.add(photo);
      last = photo.id;
      has_more = ++photos == kPhotosInOneReading;
      return !has_more;
    });
  }
  return true;
}

}  // namespace

bool build_word_index(const std::filesystem::path& db, const std::stop_token& stop,
                      const std::function<void()>& on_begin) {
  const std::filesystem::path file = word_index_file(db);
  const PhotoStore store = PhotoStore::open_read_only(db);
  const std::int64_t version = store.dataset_version();
  if (find_word_index(file, version)) return true;
  const auto writer = WordIndexWriter::try_begin(file);
  if (!writer) return false;
  if (find_word_index(file, version)) return true;  // by whoever had it until now
  on_begin();
  if (!add_all(store, version, stop, *writer)) return false;
  writer->finish(version);
  writer->publish();
  return true;
}

}  // namespace photomap
