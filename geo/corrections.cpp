#include "geo/corrections.hpp"

#include "geo/text.hpp"
#include "geo/utf8.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>

namespace photomap {

namespace {

bool is_essay(const std::string& name, const std::string& slug, const std::string& title) {
  return name == title || name == slug || fold(name) == fold(title);
}

bool agrees(const CorrectionRecord& record, const Photo& photo) {
  return (record.essay.empty() || is_essay(record.essay, photo.essay_slug, photo.essay_title)) &&
         (record.caption.empty() || fold(record.caption) == fold(photo.record.caption));
}

// The photos of a store by essay and caption. Reads an essay when it is first asked for.
class PhotoFinder {
 public:
  explicit PhotoFinder(const PhotoStore& store) : store_(store), essays_(store.essays()) {}

  // The photo that a record means; empty if there is none, and then the fault says why.
  std::optional<Photo> find(const CorrectionRecord& record, std::string& fault) {
    std::optional<Photo> numbered;
    if (record.photo_id) numbered = store_.find_photo(*record.photo_id);
    if (numbered && agrees(record, *numbered)) return numbered;
    if (record.essay.empty() || record.caption.empty()) {
      fault = numbered
                  ? fmt::format("photo {} has another essay or caption: \"{}\", {}; give essay and caption",
                                numbered->id, numbered->essay_title, quote(numbered->record.caption))
                  : fmt::format("no photo {}; give essay and caption", *record.photo_id);
      return std::nullopt;
    }
    const std::vector<std::int64_t> ids = find_ids(record);
    if (ids.size() == 1) return store_.find_photo(ids.front());
    fault = ids.empty() ? fmt::format("no photo {} in essay {}", quote(record.caption), quote(record.essay))
                        : fmt::format("photos {} all have this caption; give the number of one",
                                      fmt::join(ids, ", "));
    return std::nullopt;
  }

 private:
  using IdsByCaption = std::multimap<std::string, std::int64_t>;

  std::vector<std::int64_t> find_ids(const CorrectionRecord& record) {
    std::vector<std::int64_t> ids;
    for (const Essay& essay : essays_) {
      if (!is_essay(record.essay, essay.slug, essay.title)) continue;
      const IdsByCaption& captions = captions_of(essay.slug);
      const auto [first, last] = captions.equal_range(fold(record.caption));
      for (auto entry = first; entry != last; ++entry) ids.push_back(entry->second);
    }
    return ids;
  }

  const IdsByCaption& captions_of(const std::string& slug) {
    const auto [entry, is_new] = by_essay_.try_emplace(slug);
    IdsByCaption& captions = entry->second;
    if (is_new) {
      store_.for_each_photo({.bbox = {}, .essays = {slug}, .limit = {}}, [&](const Photo& photo) {
        captions.emplace(fold(photo.record.caption), photo.id);
        return true;
      });
    }
    return captions;
  }

  const PhotoStore& store_;
  std::vector<Essay> essays_;
  std::map<std::string, IdsByCaption> by_essay_;
};

Correction complete(const CorrectionRecord& record, const std::optional<Correction>& standing,
                    const CorrectionAuthor& author) {
  const bool stands = standing && standing->location == record.location &&
                      standing->uncertainty == record.uncertainty && standing->note == record.note;
  return {.location = record.location,
          .uncertainty = record.uncertainty,
          .note = record.note,
          .who = !record.who.empty() ? record.who
                 : stands            ? standing->who
                                     : author.who,
          .at = record.at ? *record.at
                : stands  ? standing->at
                          : author.at};
}

void count(PutOutcome outcome, CorrectionReport& report) {
  switch (outcome) {
    case PutOutcome::added: ++report.added; break;
    case PutOutcome::changed: ++report.changed; break;
    case PutOutcome::unchanged: ++report.unchanged; break;
  }
}

}  // namespace

CorrectionReport put_corrections(const CorrectionDocument& document, PhotoStore& store,
                                 const CorrectionAuthor& author) {
  CorrectionReport report;
  report.rejected = document.rejected;
  report.read = static_cast<std::int64_t>(document.records.size() + document.rejected.size());
  StoreTransaction transaction(store);
  PhotoFinder photos(store);
  std::map<std::int64_t, int> line_of_photo;
  for (const CorrectionRecord& record : document.records) {
    std::string fault;
    const std::optional<Photo> photo = photos.find(record, fault);
    if (photo) {
      const auto [first, is_first] = line_of_photo.try_emplace(photo->id, record.line);
      if (!is_first)
        fault = fmt::format("photo {} is corrected already in line {}", photo->id, first->second);
    }
    if (fault.empty()) {
      count(transaction.put_correction(photo->id, complete(record, photo->correction, author)), report);
    } else {
      report.rejected.push_back({record.line, fault});
    }
  }
  std::sort(report.rejected.begin(), report.rejected.end(),
            [](const Rejection& a, const Rejection& b) { return a.line < b.line; });
  if (report.rejected.empty()) transaction.commit();
  return report;
}

}  // namespace photomap
