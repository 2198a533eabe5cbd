#include "geo/import.hpp"

#include "server/commands/commands.hpp"
#include "server/commands/progress.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace photomap {

namespace {

void print_rejections(const std::vector<LoadedSource>& sources) {
  for (const auto& [file, document] : sources) {
    for (const auto& [line, text] : document.notes)
      remark(fmt::format("{}:{}: left out: {}", file.string(), line, text));
    for (const auto& [line, why] : document.rejected)
      remark(fmt::format("{}:{}: rejected: {}", file.string(), line, why));
  }
}

void print_missing(const std::vector<Photo>& missing, bool removed) {
  constexpr std::size_t kMostNamed = 20;
  for (std::size_t i = 0; i < std::min(missing.size(), kMostNamed); ++i) {
    const Photo& photo = missing[i];
    const char* what =
        photo.correction
            ? "its essay has it no more; kept, as it bears a correction; \"photomap locate\" with "
              "--remove takes that back"
        : removed ? "removed, its essay has it no more"
                  : "its essay has it no more; remove it with --prune";
    remark(fmt::format("photo {} (\"{}\", photo {}): {}", photo.id, photo.essay_title, photo.position, what));
  }
  if (missing.size() > kMostNamed) remark(fmt::format("and {} photos more", missing.size() - kMostNamed));
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

ImportReport import_with_progress(const std::vector<LoadedSource>& sources, const ImportCommand& command) {
  Gazetteer gazetteer = Gazetteer::open(command.gazetteer);
  PhotoStore store = PhotoStore::open_read_write(command.db);
  Progress progress("photos");
  return import_sources(sources, store, gazetteer,
                        {.prune = command.prune,
                         .licence = command.licence,
                         .source_url = command.source_url,
                         .on_progress = [&](auto done, auto total) { progress.show(done, total); }});
}

}  // namespace

int run_import(const ImportCommand& command) {
  std::vector<LoadedSource> sources;
  for (const auto& file : command.files) sources.push_back(load_source(file));
  print_rejections(sources);
  const ImportReport report = import_with_progress(sources, command);
  print_missing(report.missing, command.prune);
  say(fmt::format("{}: {}", command.db.string(), describe(report)));
  return kExitDone;
}

}  // namespace photomap
