#include "geo/import.hpp"

#include "geo/essay_text.hpp"
#include "geo/gazetteer_sources.hpp"
#include "geo/geocoder.hpp"
#include "geo/photo_csv.hpp"
#include "geo/text.hpp"

#include <map>
#include <set>
#include <utility>

namespace photomap {

namespace {

// 64-bit FNV-1a: the same on every machine.
std::int64_t stable_hash(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return static_cast<std::int64_t>(hash);
}

// A photo is known again by its source's own id, else by its caption; of the same caption twice, by their
// order.
class Identities {
 public:
  std::int64_t next(const PhotoRecord& record) {
    if (!record.source_id.empty()) return stable_hash("id\x1f" + record.source_id);
    const std::string key = "caption\x1f" + without_short_u(fold(record.caption));
    const int earlier = seen_[key]++;
    return stable_hash(earlier == 0 ? key : key + '\x1f' + std::to_string(earlier));
  }

 private:
  std::map<std::string, int> seen_;
};

// An essay with what makes each of its photos the same photo in every import.
struct IdentifiedEssay {
  EssayRecord record;
  std::vector<std::int64_t> identities;
};

// Parts of one essay, from several files or from one, become one. What a later file repeats is the same
// photo.
class EssayMerger {
 public:
  void add(const EssayRecord& essay) {
    const auto [entry, is_new] = by_title_.try_emplace(essay.title, essays_.size());
    if (is_new)
      essays_.push_back({.record = {.title = essay.title, .intro = {}, .photos = {}}, .identities = {}});
    IdentifiedEssay& merged = essays_[entry->second];
    if (merged.record.intro.empty()) merged.record.intro = essay.intro;
    Identities identities;
    for (const PhotoRecord& photo : essay.photos) {
      const std::int64_t identity = identities.next(photo);
      if (!known_.insert({entry->second, identity}).second) {
        ++repeated_;
        continue;
      }
      merged.record.photos.push_back(photo);
      merged.identities.push_back(identity);
    }
  }

  const std::vector<IdentifiedEssay>& essays() const { return essays_; }
  std::int64_t repeated() const { return repeated_; }

 private:
  std::vector<IdentifiedEssay> essays_;
  std::map<std::string, std::size_t> by_title_;
  std::set<std::pair<std::size_t, std::int64_t>> known_;
  std::int64_t repeated_ = 0;
};

// Copies the places that photos use out of the gazetteer, the containing ones first.
class PlaceCopier {
 public:
  PlaceCopier(const Gazetteer& gazetteer, StoreTransaction& transaction)
      : gazetteer_(gazetteer), transaction_(transaction) {}

  void copy(const Georeference& where) {
    copy(where.place_id);
    for (const Candidate& candidate : where.candidates) copy(candidate.place_id);
  }

 private:
  void copy(const std::string& id) {
    if (id.empty() || !copied_.insert(id).second) return;
    const auto number = gazetteer_.find_number(id);
    if (!number) return;
    const Place place = gazetteer_.place(*number);
    copy(place.parent_id);
    std::vector<std::string> names;
    for (const PlaceName& name : gazetteer_.names(*number)) {
      if (name.kind != NameKind::demonym) names.emplace_back(name.text);
    }
    transaction_.put_place(place, names);
  }

  const Gazetteer& gazetteer_;
  StoreTransaction& transaction_;
  std::set<std::string> copied_;
};

PhotoRecord with_defaults(PhotoRecord record, const ImportOptions& options) {
  if (record.licence.empty()) record.licence = options.licence;
  if (record.source_url.empty()) record.source_url = options.source_url;
  return record;
}

void count(PutOutcome outcome, ImportReport& report) {
  switch (outcome) {
    case PutOutcome::added: ++report.added; break;
    case PutOutcome::changed: ++report.changed; break;
    case PutOutcome::unchanged: ++report.unchanged; break;
  }
}

}  // namespace

LoadedSource load_source(const std::filesystem::path& file) {
  const std::string text = load_file(file);
  const std::string name = file.string();
  const std::string ending = fold(file.extension().string());
  return {file,
          ending == " csv" || ending == "csv" ? parse_photo_csv(text, name) : parse_essay_text(text, name)};
}

ImportReport import_sources(const std::vector<LoadedSource>& sources, PhotoStore& store,
                            const Gazetteer& gazetteer, const ImportOptions& options) {
  ImportReport report;
  EssayMerger merger;
  std::int64_t total = 0;
  for (const auto& [file, document] : sources) {
    report.rejected += static_cast<std::int64_t>(document.rejected.size());
    for (const EssayRecord& essay : document.essays) {
      total += static_cast<std::int64_t>(essay.photos.size());
      merger.add(essay);
    }
  }
  report.read = total + report.rejected;
  report.unchanged = merger.repeated();

  Geocoder geocoder(gazetteer);
  StoreTransaction transaction(store);
  PlaceCopier places(gazetteer, transaction);
  std::vector<std::int64_t> essay_ids;
  std::int64_t done = 0;
  for (const auto& [essay, identities] : merger.essays()) {
    const std::vector<Georeference> located = geocoder.locate_essay(essay);
    const std::int64_t essay_id = transaction.put_essay(essay.title, essay.intro);
    essay_ids.push_back(essay_id);
    for (std::size_t i = 0; i < essay.photos.size(); ++i) {
      places.copy(located[i]);
      const PhotoRecord record = with_defaults(essay.photos[i], options);
      count(transaction.put_photo(essay_id, identities[i], static_cast<int>(i) + 1, record, located[i]),
            report);
      options.on_progress(++done, total);
    }
  }
  report.unplaced = transaction.count_unplaced();
  report.corrected = transaction.count_corrected();
  report.missing = transaction.photos_not_put(essay_ids);
  if (options.prune) {
    for (const Photo& photo : report.missing) {
      if (!photo.correction) transaction.remove_photo(photo.id);
    }
  }
  transaction.commit();
  return report;
}

}  // namespace photomap
