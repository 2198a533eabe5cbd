#include "server/served_points.hpp"

#include "tests/server/test_server.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <future>
#include <latch>
#include <memory>
#include <set>
#include <vector>

namespace photomap {

TEST_CASE(
    "where the index can't be put beside the database, it is made in a folder of its own that is removed") {
  const TempDirectory directory;
  write_database(directory);
  // In the place of the index stands what no file can replace.
  directory.write("photos.db.points/a folder", "");
  directory.write("tmp/here", "");
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before ? before : "";
  ::setenv("TMPDIR", (directory.path() / "tmp").c_str(), 1);
  StorePool stores(directory.path() / "photos.db");
  const ServedPoints points(stores, directory.path() / "photos.db");
  if (before) {
    ::setenv("TMPDIR", kept.c_str(), 1);
  } else {
    ::unsetenv("TMPDIR");
  }
  REQUIRE(points.now());
  CHECK(points.now()->index().size() == 37);
  std::filesystem::remove(directory.path() / "tmp/here");
  CHECK(std::filesystem::is_empty(directory.path() / "tmp"));
}

TEST_CASE("what many ask for at once is selected once") {
  const TempDirectory directory;
  write_database(directory, "photos.db", 20'000);
  StorePool stores(directory.path() / "photos.db");
  const ServedPoints points(stores, directory.path() / "photos.db");
  const auto snapshot = points.now();
  for (int round = 0; round < 50; ++round) {
    PhotoQuery query;
    query.max_uncertainty = Meters{1000.0 + round};
    constexpr int kThreads = 8;
    std::latch start(kThreads);
    std::vector<std::future<std::shared_ptr<const PhotoSet>>> asked;
    for (int i = 0; i < kThreads; ++i) {
      asked.push_back(std::async(std::launch::async, [&] {
        start.arrive_and_wait();
        return snapshot->find_or_select(query, stores);
      }));
    }
    std::set<std::shared_ptr<const PhotoSet>> found;
    for (auto& answer : asked) found.insert(answer.get());
    CHECK(found.size() == 1);
  }
}

TEST_CASE("told to stop before there is an index, nothing is served") {
  const TempDirectory directory;
  write_database(directory);
  StorePool stores(directory.path() / "photos.db");
  std::stop_source stop;
  stop.request_stop();
  const ServedPoints points(stores, directory.path() / "photos.db", stop.get_token());
  CHECK_FALSE(points.now());
  CHECK_FALSE(std::filesystem::exists(directory.path() / "photos.db.points"));
}

}  // namespace photomap
