#include "geo/import.hpp"

#include "geo/point_index_build.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>

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

std::string describe(const ImportReport& report) {
  std::string text = fmt::format("read {} photos: {} new, {} changed, {} unchanged, {} rejected", report.read,
                                 report.added, report.changed, report.unchanged, report.rejected);
  if (report.unplaced > 0) {
    text += fmt::format("; {} stored without a position, as no text says where they are", report.unplaced);
  }
  if (report.corrected > 0) text += fmt::format("; {} left where a correction puts them", report.corrected);
  return text;
}

ImportReport import_with_progress(const ImportCommand& command) {
  std::optional<PhotoStore> store;
  std::optional<Gazetteer> gazetteer;
  const ImportTarget target{
      .store = [&]() -> PhotoStore& { return store.emplace(PhotoStore::open_read_write(command.db)); },
      .gazetteer = [&]() -> const Gazetteer& {
        return gazetteer.emplace(Gazetteer::open(command.gazetteer));
      }};
  Progress progress("photos");
  Remarks remarks(progress);
  const ImportReport report =
      import_files(command.files, target,
                   {.prune = command.prune,
                    .licence = command.licence,
                    .source_url = command.source_url,
                    .on_progress =
                        [&](const ImportProgress& far) {
                          progress.show({far.photos, far.of_photos, far.bytes, far.of_bytes});
                        },
                    .on_remark = [&](const SourceRemark& what) { remarks.add(what); }});
  progress.clear();
  remarks.print_counts();
  return report;
}

}  // namespace

int run_import(const ImportCommand& command) {
  const ImportReport report = import_with_progress(command);
  print_missing(report.missing, command.prune);
  say(fmt::format("{}: {}", command.db.string(), describe(report)));
  // All is stored by now. Through a connection of its own, whose cache is small.
  refresh_point_index(PhotoStore::open_read_only(command.db), command.db);
  return kExitDone;
}

}  // namespace photomap
