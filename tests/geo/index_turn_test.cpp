#include "geo/index_turn.hpp"

#include "geo/gazetteer_sources.hpp"
#include "geo/point_index.hpp"
#include "geo/point_index_build.hpp"
#include "geo/point_index_writer.hpp"
#include "geo/sqlite.hpp"
#include "tests/geo/test_points.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <future>
#include <set>
#include <stop_token>
#include <string>

namespace photomap {

namespace {

/// Whether this process locks the file against others. To close a file is to lose the locks on it, so it is
/// opened before they are taken and closed after.
class LockWatch {
 public:
  explicit LockWatch(const std::filesystem::path& file) : fd_(open(file.c_str(), O_RDWR | O_CLOEXEC)) {}
  LockWatch(const LockWatch&) = delete;
  LockWatch& operator=(const LockWatch&) = delete;
  ~LockWatch() { close(fd_); }

  bool is_locked() const {
    struct flock wanted {};
    wanted.l_type = F_WRLCK;
    wanted.l_whence = SEEK_SET;
    REQUIRE(fcntl(fd_, F_OFD_GETLK, &wanted) == 0);
    return wanted.l_type != F_UNLCK;
  }

 private:
  int fd_;
};

std::set<std::string> names_in(const std::filesystem::path& folder) {
  std::set<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(folder))
    names.insert(file.path().filename().string());
  return names;
}

}  // namespace

TEST_CASE("the turn to make an index leaves the locks on the database alone") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "photos.db";
  PhotoStore::open_read_write(file);
  const LockWatch watch(file);
  const PhotoStore store = PhotoStore::open_read_only(file);
  const PhotoStore::Snapshot snapshot(store);
  store.dataset_version();
  REQUIRE(watch.is_locked());
  { const auto turn = IndexTurn::take(file); }
  CHECK(watch.is_locked());
}

TEST_CASE("one at a time has the turn to make an index, the others wait or do without") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "photos.db";
  auto turn = IndexTurn::try_take(file);
  REQUIRE(turn);
  CHECK_FALSE(IndexTurn::try_take(file));
  std::stop_source stop;
  auto waiting = std::async(std::launch::async, [&] { return IndexTurn::take(file).has_value(); });
  auto stopped =
      std::async(std::launch::async, [&] { return IndexTurn::take(file, stop.get_token()).has_value(); });
  CHECK(waiting.wait_for(std::chrono::milliseconds(100)) == std::future_status::timeout);
  stop.request_stop();
  CHECK_FALSE(stopped.get());
  turn.reset();
  CHECK(waiting.get());
}

TEST_CASE("whoever has the turn removes what killed programs have left") {
  const TemporaryDirectory directory;
  for (const char* name : {"photos.db.points.partial-1", "photos.db.points.partial-30597.rows",
                           "photos.db.points", "other.db.points.partial-1"})
    write_file(directory.path() / name, "left");
  CHECK(IndexTurn::try_take(directory.path() / "photos.db"));
  CHECK(names_in(directory.path()) == std::set<std::string>{"photos.db.points", "other.db.points.partial-1"});
}

TEST_CASE("whoever has the turn leaves what is being written") {
  const TemporaryDirectory directory;
  PointIndexWriter writer(directory.path() / "photos.db.points");
  CHECK(IndexTurn::try_take(directory.path() / "photos.db"));
  CHECK(names_in(directory.path()).size() == 2);
  CHECK(writer.write({}, 17));
  writer.publish();
  CHECK(PointIndex(directory.path() / "photos.db.points").dataset_version() == 17);
}

TEST_CASE("an index that is told to stop in the making leaves nothing") {
  const TemporaryDirectory directory;
  PhotoStore store = PhotoStore::open_in_memory();
  fill_with_points(store, 1000);
  std::stop_source stop;
  stop.request_stop();
  CHECK_FALSE(build_point_index(store, directory.path() / "photos.db.points", stop.get_token()));
  CHECK(names_in(directory.path()).empty());
}

TEST_CASE("an index does not go through a link that somebody else has put there") {
  const TemporaryDirectory directory;
  PhotoStore store = PhotoStore::open_in_memory();
  fill_with_points(store, 10);
  const auto file = directory.path() / "photos.db.points";
  write_file(directory.path() / "precious", "kept");
  for (const char* ending : {"", ".rows"})
    std::filesystem::create_symlink(directory.path() / "precious",
                                    file.string() + ".partial-" + std::to_string(getpid()) + ending);
  CHECK(build_point_index(store, file));
  CHECK(load_file(directory.path() / "precious") == "kept");
  CHECK(PointIndex(file).size() == 10);
}

}  // namespace photomap
