#include "geo/import.hpp"

#include "geo/bulk_import.hpp"
#include "geo/essay_text.hpp"
#include "geo/gazetteer_sources.hpp"
#include "geo/geocoder.hpp"
#include "geo/line_reader.hpp"
#include "geo/photo_csv.hpp"
#include "geo/photo_geojson.hpp"
#include "geo/photo_identity.hpp"
#include "geo/place_copier.hpp"
#include "geo/read_ahead.hpp"
#include "geo/read_options.hpp"
#include "geo/record_visitor.hpp"
#include "geo/reproject.hpp"
#include "geo/text.hpp"
#include "geo/vector_files.hpp"
#include "geo/vector_source.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <functional>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace photomap {

namespace {

// An essay with what makes each of its photos the same photo in every import.
struct IdentifiedEssay {
  EssayRecord record;
  std::vector<std::int64_t> identities;
};

// Photos that their source numbers go by that, whatever their order in it; all others are numbered here.
void put_in_order(IdentifiedEssay& essay) {
  std::vector<PhotoRecord>& photos = essay.record.photos;
  const auto is_numbered = [](const PhotoRecord& photo) { return photo.position > 0; };
  if (!std::all_of(photos.begin(), photos.end(), is_numbered)) {
    for (std::size_t i = 0; i < photos.size(); ++i) photos[i].position = static_cast<int>(i) + 1;
    return;
  }
  std::vector<std::size_t> order(photos.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return photos[a].position < photos[b].position; });
  IdentifiedEssay sorted{.record = {.title = essay.record.title, .intro = essay.record.intro, .photos = {}},
                         .identities = {}};
  for (const std::size_t i : order) {
    sorted.record.photos.push_back(std::move(photos[i]));
    sorted.identities.push_back(essay.identities[i]);
  }
  essay = std::move(sorted);
}

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
      const std::optional<std::int64_t> identity = identities.next(0, photo);
      if (!identity || !known_.insert({entry->second, *identity}).second) {
        ++repeated_;
        continue;
      }
      merged.record.photos.push_back(photo);
      merged.identities.push_back(*identity);
    }
  }

  const std::vector<IdentifiedEssay>& finish() {
    for (IdentifiedEssay& essay : essays_) put_in_order(essay);
    return essays_;
  }
  std::int64_t repeated() const { return repeated_; }

 private:
  std::vector<IdentifiedEssay> essays_;
  std::map<std::string, std::size_t> by_title_;
  std::set<std::pair<std::size_t, std::int64_t>> known_;
  std::int64_t repeated_ = 0;
};

enum class Format { essay_text, csv, geojson, geojson_lines, vector };

Format format_of(const std::filesystem::path& file) {
  static const std::map<std::string, Format, std::less<>> kByEnding = {{"csv", Format::csv},
                                                                       {"geojson", Format::geojson},
                                                                       {"json", Format::geojson},
                                                                       {"ndjson", Format::geojson_lines},
                                                                       {"geojsonl", Format::geojson_lines},
                                                                       {"geojsons", Format::geojson_lines}};
  if (is_vector_file(file) || is_vector_service(file)) return Format::vector;
  const auto known = kByEnding.find(fold(file.extension().string()));
  return known == kByEnding.end() ? Format::essay_text : known->second;
}

ReadOptions read_options_of(const ImportOptions& options) {
  ReadOptions reading{.fields = options.fields};
  if (options.crs == Crs{}) return reading;
  // Found anew each time, as it may be another thread's.
  reading.to_wgs84 = [crs = options.crs](EastNorth given) -> std::optional<LonLat> {
    const auto reprojection = Reprojection::find(crs);
    return reprojection ? reprojection->to_lon_lat(given) : std::nullopt;
  };
  return reading;
}

// Of the formats that are read record by record.
void read_records(const std::filesystem::path& file, const ImportOptions& options,
                  const std::function<void(std::int64_t bytes)>& on_read, RecordVisitor& visitor) {
  const ReadOptions reading = read_options_of(options);
  if (format_of(file) == Format::vector) {
    read_vector_source(file, visitor, reading);
    std::error_code none;  // a service has no size
    const auto size = std::filesystem::file_size(file, none);
    if (!none) on_read(static_cast<std::int64_t>(size));
    return;
  }
  const std::string name = file.string();
  TextPieces pieces = pieces_of_file(file, on_read);
  switch (format_of(file)) {
    case Format::essay_text:
    case Format::vector: assert(false); break;
    case Format::csv: read_photo_csv(LineReader(std::move(pieces), name), visitor, reading); break;
    case Format::geojson: read_photo_geojson(std::move(pieces), name, visitor, reading); break;
    case Format::geojson_lines:
      read_photo_geojson_lines(LineReader(std::move(pieces), name), visitor, reading);
      break;
  }
}

std::int64_t count_photos(const SourceDocument& document) {
  std::int64_t photos = 0;
  for (const EssayRecord& essay : document.essays) photos += static_cast<std::int64_t>(essay.photos.size());
  return photos;
}

// Keeps what is read in memory, until that is too much: then it goes on into a bulk import, what was kept
// first.
class Intake {
 public:
  Intake(const std::vector<std::filesystem::path>& files, const ImportTarget& target,
         const ImportOptions& options)
      : target_(target), options_(options) {
    for (const auto& file : files) {
      std::error_code unreadable;  // told when it is read
      const auto size = std::filesystem::file_size(file, unreadable);
      if (!unreadable) progress_.of_bytes += static_cast<std::int64_t>(size);
    }
  }

  void read(const std::filesystem::path& file) {
    if (format_of(file) != Format::essay_text) {
      read_record_by_record(file);
    } else {
      LoadedSource source = load_source(file, options_);
      for (const Rejection& note : source.document.notes) options_.on_remark({file.string(), false, note});
      for (const Rejection& bad : source.document.rejected) options_.on_remark({file.string(), true, bad});
      add(std::move(source));
    }
  }

  ImportReport finish() {
    if (bulk_) return bulk_->finish();
    return import_sources(kept_, target_.store(), target_.gazetteer(), options_);
  }

 private:
  // Of a file that is read record by record.
  class Records final : public DocumentBuilder {
   public:
    Records(Intake& intake, const std::filesystem::path& file)
        : DocumentBuilder(file.stem().string()), intake_(intake), file_(file) {
      if (intake.bulk_) intake.bulk_->begin_part(shown_name(file), file.stem().string());
    }

    void visit_photo(std::string_view essay, std::string_view intro, PhotoRecord& photo) override {
      if (intake_.bulk_) {
        intake_.bulk_->put(essay, intro, photo);
        intake_.show_progress();
        return;
      }
      DocumentBuilder::visit_photo(essay, intro, photo);
      if (++intake_.kept_photos_ <= intake_.options_.most_read_whole) return;
      intake_.start_bulk();
      intake_.put_in_bulk({file_, std::move(document)});
    }
    void visit_rejected(Rejection rejection) override {
      intake_.options_.on_remark({shown_name(file_), true, rejection});
      if (intake_.bulk_) {
        intake_.bulk_->count_rejected(1);
      } else {
        DocumentBuilder::visit_rejected(std::move(rejection));
      }
    }
    void visit_note(Rejection note) override {
      intake_.options_.on_remark({shown_name(file_), false, std::move(note)});
    }

   private:
    Intake& intake_;
    const std::filesystem::path& file_;
  };

  void read_record_by_record(const std::filesystem::path& file) {
    Records records(*this, file);
    read_ahead(
        [&](RecordVisitor& ahead) {
          read_records(
              file, options_, [this](std::int64_t bytes) { bytes_read_ += bytes; }, ahead);
        },
        records);
    if (!bulk_) kept_.push_back({file, std::move(records.document)});
  }

  void add(LoadedSource source) {
    kept_photos_ += count_photos(source.document);
    if (!bulk_ && kept_photos_ > options_.most_read_whole) start_bulk();
    if (bulk_) {
      put_in_bulk(std::move(source));
    } else {
      kept_.push_back(std::move(source));
    }
  }

  void start_bulk() {
    bulk_ = std::make_unique<BulkImport>(target_.store(), target_.gazetteer(), options_);
    for (LoadedSource& source : std::exchange(kept_, {})) put_in_bulk(std::move(source));
  }

  // Parts of a text may repeat each other's photos; other records have been told apart already.
  void put_in_bulk(LoadedSource source) {
    const std::string name = shown_name(source.file);
    const std::string stem = source.file.stem().string();
    const bool has_parts = format_of(source.file) == Format::essay_text;
    bulk_->count_rejected(static_cast<std::int64_t>(source.document.rejected.size()));
    if (!has_parts) bulk_->begin_part(name, stem);
    for (EssayRecord& essay : source.document.essays) {
      if (has_parts) bulk_->begin_part(name, stem);
      for (PhotoRecord& photo : essay.photos) {
        bulk_->put(essay.title, essay.intro, photo);
        show_progress();
      }
    }
  }

  void show_progress() {
    progress_.photos = bulk_->photos();
    progress_.bytes = bytes_read_;
    options_.on_progress(progress_);
  }

  const ImportTarget& target_;
  const ImportOptions& options_;
  std::vector<LoadedSource> kept_;
  std::int64_t kept_photos_ = 0;
  std::unique_ptr<BulkImport> bulk_;
  ImportProgress progress_;
  std::atomic<std::int64_t> bytes_read_ = 0;  // the reader's thread counts
};

}  // namespace

LoadedSource load_source(const std::filesystem::path& file, const ImportOptions& options) {
  if (format_of(file) == Format::essay_text) return {file, parse_essay_text(load_file(file), file.string())};
  DocumentBuilder builder(file.stem().string());
  read_records(
      file, options, [](std::int64_t) {}, builder);
  return {file, std::move(builder.document)};
}

ImportReport import_sources(const std::vector<LoadedSource>& sources, PhotoStore& store,
                            const Gazetteer& gazetteer, const ImportOptions& options) {
  ImportReport report;
  EssayMerger merger;
  ImportProgress progress;
  for (const auto& [file, document] : sources) {
    report.rejected += static_cast<std::int64_t>(document.rejected.size());
    progress.of_photos += count_photos(document);
    for (const EssayRecord& essay : document.essays) merger.add(essay);
  }
  report.read = progress.of_photos + report.rejected;
  report.unchanged = merger.repeated();

  Geocoder geocoder(gazetteer);
  StoreTransaction transaction(store);
  PlaceCopier places(gazetteer, transaction);
  std::vector<std::int64_t> essay_ids;
  for (const auto& [essay, identities] : merger.finish()) {
    const std::vector<Georeference> located = geocoder.locate_essay(essay);
    const std::int64_t essay_id = transaction.put_essay(essay.title, essay.intro);
    essay_ids.push_back(essay_id);
    for (std::size_t i = 0; i < essay.photos.size(); ++i) {
      places.copy(located[i]);
      PhotoRecord record = essay.photos[i];
      add_defaults(record, options);
      const PutOutcome outcome =
          transaction.put_photo(essay_id, identities[i], record.position, record, located[i]);
      count(outcome, report);
      if (options.on_photo) options.on_photo({essay.title, record, located[i], outcome});
      ++progress.photos;
      options.on_progress(progress);
    }
  }
  finish_report(transaction, essay_ids, options, report);
  if (!options.dry_run) transaction.commit();
  return report;
}

ImportReport import_files(const std::vector<std::filesystem::path>& files, const ImportTarget& target,
                          const ImportOptions& options) {
  Intake intake(files, target, options);
  for (const auto& file : files) intake.read(file);
  return intake.finish();
}

}  // namespace photomap
