#include "geo/import.hpp"

#include "geo/essay_text.hpp"
#include "geo/gazetteer_sources.hpp"
#include "geo/geocoder.hpp"
#include "geo/photo_csv.hpp"
#include "geo/text.hpp"

#include <map>
#include <set>

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
    const std::string key = "caption\x1f" + fold(record.caption);
    const int earlier = seen_[key]++;
    return stable_hash(earlier == 0 ? key : key + '\x1f' + std::to_string(earlier));
  }

 private:
  std::map<std::string, int> seen_;
};

// Parts of one essay, from several files or from one, become one.
std::vector<EssayRecord> merge_essays(const std::vector<LoadedSource>& sources) {
  std::vector<EssayRecord> essays;
  std::map<std::string, std::size_t> by_title;
  for (const LoadedSource& source : sources) {
    for (const EssayRecord& essay : source.document.essays) {
      const auto [entry, is_new] = by_title.try_emplace(essay.title, essays.size());
      if (is_new) {
        essays.push_back(essay);
        continue;
      }
      EssayRecord& first = essays[entry->second];
      if (first.intro.empty()) first.intro = essay.intro;
      first.photos.insert(first.photos.end(), essay.photos.begin(), essay.photos.end());
    }
  }
  return essays;
}

// Copies the places that photos use out of the gazetteer, the containing ones first.
class PlaceCopier {
 public:
  PlaceCopier(Gazetteer& gazetteer, StoreTransaction& transaction)
      : gazetteer_(gazetteer), transaction_(transaction) {}

  void copy(const Georeference& where) {
    copy(where.place_id);
    for (const Candidate& candidate : where.candidates) copy(candidate.place_id);
  }

 private:
  void copy(const std::string& id) {
    if (id.empty() || !copied_.insert(id).second) return;
    const std::optional<Place> place = gazetteer_.find_place(id);
    if (!place) return;
    copy(place->parent_id);
    transaction_.put_place(*place, gazetteer_.names(id));
  }

  Gazetteer& gazetteer_;
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

ImportReport import_sources(const std::vector<LoadedSource>& sources, PhotoStore& store, Gazetteer& gazetteer,
                            const ImportOptions& options) {
  ImportReport report;
  const std::vector<EssayRecord> essays = merge_essays(sources);
  std::int64_t total = 0;
  for (const EssayRecord& essay : essays) total += static_cast<std::int64_t>(essay.photos.size());
  for (const LoadedSource& source : sources)
    report.rejected += static_cast<std::int64_t>(source.document.rejected.size());
  report.read = total + report.rejected;

  Geocoder geocoder(gazetteer);
  StoreTransaction transaction(store);
  PlaceCopier places(gazetteer, transaction);
  std::vector<std::int64_t> essay_ids;
  std::int64_t done = 0;
  for (const EssayRecord& essay : essays) {
    const std::vector<Georeference> located = geocoder.locate_essay(essay);
    const std::int64_t essay_id = transaction.put_essay(essay.title, essay.intro);
    essay_ids.push_back(essay_id);
    Identities identities;
    for (std::size_t i = 0; i < essay.photos.size(); ++i) {
      places.copy(located[i]);
      const PhotoRecord record = with_defaults(essay.photos[i], options);
      count(transaction.put_photo(essay_id, identities.next(record), static_cast<int>(i) + 1, record,
                                  located[i]),
            report);
      if (!located[i].location) ++report.unplaced;
      options.on_progress(++done, total);
    }
  }
  report.missing = transaction.photos_not_put(essay_ids);
  if (options.prune) {
    for (const Photo& photo : report.missing) transaction.remove_photo(photo.id);
  }
  transaction.commit();
  return report;
}

}  // namespace photomap
