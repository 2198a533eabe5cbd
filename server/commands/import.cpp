#include "geo/import.hpp"

#include "geo/point_index_build.hpp"
#include "geo/utf8.hpp"
#include "geo/word_index.hpp"
#include "geo/word_index_build.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <future>
#include <optional>
#include <string>

namespace photomap {

namespace {

constexpr std::int64_t kMostNamed = 20;  // of each kind

// What is left out of a source: the first of each kind, then how many.
class Remarks {
 public:
  explicit Remarks(Progress& progress) : progress_(progress) {}

  void add(const SourceRemark& what) {
    std::int64_t& count = what.is_rejection ? rejections_ : notes_;
    if (++count > kMostNamed) return;
    progress_.clear();
    const auto& [line, text] = what.rejection;
    remark(fmt::format("{}:{}: {}: {}", what.file, line, what.is_rejection ? "rejected" : "left out", text));
  }

  void print_counts() const {
    if (rejections_ > kMostNamed) remark(fmt::format("and {} rejected more", rejections_ - kMostNamed));
    if (notes_ > kMostNamed) remark(fmt::format("and {} left out more", notes_ - kMostNamed));
  }

 private:
  Progress& progress_;
  std::int64_t rejections_ = 0;
  std::int64_t notes_ = 0;
};

// What a dry run would store: the first of it.
class Preview {
 public:
  explicit Preview(Progress& progress) : progress_(progress) {}

  void add(const ImportedPhoto& photo) {
    if (photo.outcome == PutOutcome::unchanged || ++count_ > kMostNamed) return;
    progress_.clear();
    say(fmt::format("would {} {} of {}: {}", photo.outcome == PutOutcome::added ? "add" : "change",
                    quote(photo.record.caption), quote(photo.essay), where_text(photo.where)));
  }

  void print_count() const {
    if (count_ > kMostNamed) say(fmt::format("and {} more", count_ - kMostNamed));
  }

 private:
  static std::string where_text(const Georeference& where) {
    if (!where.location) return "without a position, " + where.reason;
    return fmt::format("at {:.5f}, {:.5f} within {:.0f} m, {}", where.location->lon, where.location->lat,
                       where.uncertainty.value, where.reason);
  }

  Progress& progress_;
  std::int64_t count_ = 0;
};

void print_missing(const std::vector<Photo>& missing, bool removed) {
  const std::size_t named = std::min<std::size_t>(missing.size(), kMostNamed);
  for (std::size_t i = 0; i < named; ++i) {
    const Photo& photo = missing[i];
    const char* what =
        photo.correction
            ? "its essay has it no more; kept, as it bears a correction; \"photomap locate\" with "
              "--remove takes that back"
        : removed ? "removed, its essay has it no more"
                  : "its essay has it no more; remove it with --prune";
    remark(fmt::format("photo {} (\"{}\", photo {}): {}", photo.id, photo.essay_title, photo.position, what));
  }
  if (missing.size() > named) remark(fmt::format("and {} photos more", missing.size() - named));
}

std::string describe(const ImportReport& report, bool dry_run) {
  std::string text = dry_run ? "nothing is stored; " : "";
  text += fmt::format("read {} photos: {} new, {} changed, {} unchanged, {} rejected", report.read,
                      report.added, report.changed, report.unchanged, report.rejected);
  if (report.unplaced > 0) {
    text += fmt::format("; {} stored without a position, as no text says where they are", report.unplaced);
  }
  if (report.corrected > 0) text += fmt::format("; {} left where a correction puts them", report.corrected);
  return text;
}

// A dry run has a database of its own where there is none.
PhotoStore open_store(const ImportCommand& command) {
  if (command.dry_run && !std::filesystem::exists(command.db)) return PhotoStore::open_in_memory();
  return PhotoStore::open_read_write(command.db);
}

ImportReport import_with_progress(const ImportCommand& command) {
  std::optional<PhotoStore> store;
  std::optional<Gazetteer> gazetteer;
  const ImportTarget target{.store = [&]() -> PhotoStore& { return store.emplace(open_store(command)); },
                            .gazetteer = [&]() -> const Gazetteer& {
                              return gazetteer.emplace(Gazetteer::open(command.gazetteer));
                            }};
  Progress progress("photos");
  Remarks remarks(progress);
  Preview preview(progress);
  ImportOptions options{
      .prune = command.prune,
      .licence = command.licence,
      .source_url = command.source_url,
      .fields = command.fields,
      .crs = command.crs,
      .dry_run = command.dry_run,
      .indexes = {.points = point_index_file(command.db), .words = word_index_file(command.db)}};
  options.on_progress = [&](const ImportProgress& far) {
    progress.show({far.photos, far.of_photos, far.bytes, far.of_bytes});
  };
  options.on_remark = [&](const SourceRemark& what) { remarks.add(what); };
  if (command.dry_run) options.on_photo = [&](const ImportedPhoto& photo) { preview.add(photo); };
  const ImportReport report = import_files(command.files, target, options);
  progress.clear();
  preview.print_count();
  remarks.print_counts();
  return report;
}

}  // namespace

int run_import(const ImportCommand& command) {
  const ImportReport report = import_with_progress(command);
  print_missing(report.missing, command.prune && !command.dry_run);
  say(fmt::format("{}: {}", command.db.string(), describe(report, command.dry_run)));
  if (command.dry_run) return kExitDone;
  auto words = std::async(std::launch::async, [&] { build_word_index(command.db); });
  // All is stored by now, and mostly in the index. Through a connection of its own, whose cache is small.
  refresh_point_index(PhotoStore::open_read_only(command.db), command.db);
  words.get();
  return kExitDone;
}

}  // namespace photomap
