#include "geo/bulk_import.hpp"

#include "geo/geocoder.hpp"
#include "geo/record_visitor.hpp"
#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace photomap {

namespace {

constexpr int kMostPlacedTogether = 5'000;

}  // namespace

BulkImport::BulkImport(PhotoStore& store, const Gazetteer& gazetteer, const ImportOptions& options)
    : options_(options),
      gazetteer_(gazetteer),
      transaction_(store, options.dry_run ? IndexFiles{} : options.indexes),
      places_(gazetteer, transaction_) {}

void BulkImport::begin_part(std::string file, std::string untitled) {
  if (++parts_ == 2) known_ = identities_.take();
  identities_ = {};
  file_ = std::move(file);
  untitled_ = std::move(untitled);
}

void BulkImport::put(std::string_view title, std::string_view intro, PhotoRecord& photo) {
  EssayInBulk& essay = find_essay(title.empty() ? std::string_view(untitled_) : title);
  const std::optional<std::int64_t> identity = identities_.next(essay.id, photo);
  if (!identity) {
    count_rejected(1);
    options_.on_remark(
        {file_,
         true,
         {photo.line, fmt::format("id {} stands already in a line above; give each photo its own",
                                  quote(photo.source_id))}});
    return;
  }
  add_intro(essay, intro, photo.line);
  ++photos_;
  const bool is_repeated = parts_ > 1 && !known_.insert(hash_of_photo(essay.id, *identity));
  if (is_repeated) {
    ++report_.unchanged;
    return;
  }
  ++essay.photos;
  const int position = photo.position > 0 ? photo.position : essay.photos;
  if (photo.location) {
    add_defaults(photo, options_);
    const Georeference where = at_given_position(photo);
    const PutOutcome outcome = transaction_.put_photo(essay.id, *identity, position, photo, where);
    count(outcome, report_);
    if (options_.on_photo) options_.on_photo({last_essay_->first, photo, where, outcome});
  } else {
    essay.waiting.push_back({*identity, position, std::move(photo)});
  }
}

BulkImport::EssayInBulk& BulkImport::find_essay(std::string_view title) {
  if (last_essay_ != nullptr && last_essay_->first == title) return last_essay_->second;
  const auto [entry, is_new] = essays_.try_emplace(std::string(title));
  if (is_new) entry->second.id = transaction_.put_essay(entry->first, "");
  last_essay_ = &*entry;
  return entry->second;
}

void BulkImport::add_intro(EssayInBulk& essay, std::string_view intro, int line) {
  if (auto note = note_other_intro(essay.intro, intro, line))
    options_.on_remark({file_, false, std::move(*note)});
  if (intro.empty() || !essay.intro.empty()) return;
  essay.intro = intro;
  transaction_.put_essay(last_essay_->first, essay.intro);
}

// Stores those of `photos` that have not been put yet where all of them together say.
void BulkImport::place_together(const std::string& title, const EssayInBulk& essay,
                                std::vector<EssayPhoto>& photos) {
  std::sort(photos.begin(), photos.end(),
            [](const EssayPhoto& a, const EssayPhoto& b) { return a.position < b.position; });
  EssayRecord record{.title = title, .intro = essay.intro, .photos = {}};
  for (EssayPhoto& photo : photos) record.photos.push_back(std::move(photo.record));
  const std::vector<Georeference> located = Geocoder(gazetteer_).locate_essay(record);
  for (std::size_t i = 0; i < photos.size(); ++i) {
    if (!photos[i].identity) continue;
    places_.copy(located[i]);
    add_defaults(record.photos[i], options_);
    const PutOutcome outcome = transaction_.put_photo(essay.id, *photos[i].identity, photos[i].position,
                                                      record.photos[i], located[i]);
    count(outcome, report_);
    if (options_.on_photo) options_.on_photo({title, record.photos[i], located[i], outcome});
  }
}

void BulkImport::place_waiting(const std::string& title, EssayInBulk& essay) {
  std::vector<EssayPhoto> together;
  if (essay.photos <= kMostPlacedTogether) together = transaction_.photos_put(essay.id);
  for (EssayPhoto& photo : essay.waiting) {
    together.push_back(std::move(photo));
    if (together.size() < kMostPlacedTogether) continue;
    place_together(title, essay, together);
    together.clear();
  }
  if (!together.empty()) place_together(title, essay, together);
  essay.waiting.clear();
}

ImportReport BulkImport::finish() {
  std::vector<Essays::value_type*> essays;
  for (auto& essay : essays_) essays.push_back(&essay);
  std::sort(essays.begin(), essays.end(),
            [](const auto* a, const auto* b) { return a->second.id < b->second.id; });
  std::vector<std::int64_t> ids;
  for (auto* essay : essays) {
    if (!essay->second.waiting.empty()) place_waiting(essay->first, essay->second);
    ids.push_back(essay->second.id);
  }
  identities_ = {};  // what is built at the end needs memory too
  known_ = {};
  report_.read = photos_ + report_.rejected;
  finish_report(transaction_, ids, options_, report_);
  if (!options_.dry_run) transaction_.commit();
  return std::move(report_);
}

}  // namespace photomap
