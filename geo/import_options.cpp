#include "geo/import_options.hpp"

namespace photomap {

void add_defaults(PhotoRecord& record, const ImportOptions& options) {
  if (record.licence.empty()) record.licence = options.licence;
  if (record.source_url.empty()) record.source_url = options.source_url;
}

void count(PutOutcome outcome, ImportReport& report) {
  switch (outcome) {
    case PutOutcome::added: ++report.added; break;
    case PutOutcome::changed: ++report.changed; break;
    case PutOutcome::unchanged: ++report.unchanged; break;
  }
}

void finish_report(StoreTransaction& transaction, const std::vector<std::int64_t>& essay_ids,
                   const ImportOptions& options, ImportReport& report) {
  report.unplaced = transaction.count_unplaced();
  report.corrected = transaction.count_corrected();
  report.missing = transaction.photos_not_put(essay_ids);
  if (!options.prune) return;
  for (const Photo& photo : report.missing) {
    if (!photo.correction) transaction.remove_photo(photo.id);
  }
}

}  // namespace photomap
