#include "geo/index_turn.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <system_error>
#include <thread>

namespace photomap {

namespace {

constexpr std::chrono::milliseconds kBetweenTries{50};

std::filesystem::path folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : ".";
}

// Whoever writes a file has it locked.
bool is_being_written(const std::filesystem::path& file) {
  const FileDescriptor opened(open(file.c_str(), O_RDONLY | O_CLOEXEC));
  return opened && flock(opened.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

void remove_leftovers(const std::filesystem::path& db) {
  const std::string beginning = point_index_file(db).filename().string() + ".partial-";
  std::error_code error;
  for (std::filesystem::directory_iterator file(folder_of(db), error), end; !error && file != end;
       file.increment(error)) {
    std::error_code ignored;
    if (file->path().filename().string().starts_with(beginning) && !is_being_written(file->path()))
      std::filesystem::remove(file->path(), ignored);
  }
}

}  // namespace

std::filesystem::path point_index_file(const std::filesystem::path& db) {
  std::filesystem::path file = db;
  file += ".points";
  return file;
}

std::optional<IndexTurn> IndexTurn::take(const std::filesystem::path& db, const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    if (auto turn = try_take(db)) return turn;
    std::this_thread::sleep_for(kBetweenTries);
  }
  return std::nullopt;
}

// The folder is locked, and not the database: to close that, opened a second time, would end SQLite's own
// locks on it (https://www.sqlite.org/howtocorrupt.html, 2.2). Where the folder can't be locked, as on some
// network file systems, several make the index, each its own file.
std::optional<IndexTurn> IndexTurn::try_take(const std::filesystem::path& db) {
  IndexTurn turn(FileDescriptor(open(folder_of(db).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
  if (!turn.folder_) return turn;
  if (flock(turn.folder_.get(), LOCK_EX | LOCK_NB) == 0) {
    remove_leftovers(db);
  } else if (errno == EWOULDBLOCK) {
    return std::nullopt;
  }
  return turn;
}

}  // namespace photomap
