#include "geo/import.hpp"

#include "server/commands/commands.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <system_error>

namespace photomap {

namespace {

// Progress on stderr, where somebody is there to see it.
void show_progress(std::int64_t done, std::int64_t total) {
  constexpr std::int64_t kStep = 500;
  if (isatty(STDERR_FILENO) == 0 || (done % kStep != 0 && done != total)) return;
  fmt::print(stderr, "\r{} of {} photos{}", done, total, done == total ? "\r\033[K" : "");
  std::fflush(stderr);
}

void print_rejections(const std::vector<LoadedSource>& sources) {
  for (const auto& [file, document] : sources) {
    for (const Rejection& rejection : document.rejected) {
      fmt::print(stderr, "{}:{}: rejected: {}\n", file.string(), rejection.line, rejection.reason);
    }
    for (const Rejection& note : document.notes) {
      fmt::print(stderr, "{}:{}: left out: {}\n", file.string(), note.line, note.reason);
    }
  }
}

void print_report(const ImportReport& report, const ImportCommand& command) {
  for (const Photo& photo : report.missing) {
    fmt::print(stderr, "photo {} (\"{}\", photo {}): {}\n", photo.id, photo.essay_title, photo.position,
               command.prune ? "removed, its essay has it no more"
                             : "its essay has it no more; remove it with --prune");
  }
  fmt::print("{}: read {} photos: {} new, {} changed, {} unchanged, {} rejected", command.db.string(),
             report.read, report.added, report.changed, report.unchanged, report.rejected);
  if (report.unplaced > 0)
    fmt::print("; {} stored without a position, as no text says where they are", report.unplaced);
  fmt::print("\n");
}

// Nobody needs a database that the first import could not fill.
class NewFileGuard {
 public:
  explicit NewFileGuard(std::filesystem::path file)
      : file_(std::move(file)), is_new_(!std::filesystem::exists(file_)) {}
  NewFileGuard(const NewFileGuard&) = delete;
  NewFileGuard& operator=(const NewFileGuard&) = delete;
  ~NewFileGuard() {
    if (!is_new_) return;
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(file_.string() + ending, ignored);
  }
  void keep() { is_new_ = false; }

 private:
  std::filesystem::path file_;
  bool is_new_;
};

}  // namespace

int run_import(const ImportCommand& command) {
  std::vector<LoadedSource> sources;
  for (const auto& file : command.files) sources.push_back(load_source(file));
  Gazetteer gazetteer = Gazetteer::open(command.gazetteer);
  print_rejections(sources);

  NewFileGuard new_file(command.db);
  PhotoStore store = PhotoStore::open_read_write(command.db);
  const ImportOptions options{.prune = command.prune,
                              .licence = command.licence,
                              .source_url = command.source_url,
                              .on_progress = show_progress};
  const ImportReport report = import_sources(sources, store, gazetteer, options);
  new_file.keep();
  print_report(report, command);
  return kExitDone;
}

}  // namespace photomap
