#include "server/store_pool.hpp"

#include "geo/sqlite.hpp"
#include "tests/server/test_server.hpp"

#include <catch2/catch.hpp>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace photomap {

using namespace std::chrono_literals;

namespace {

/// Another process: within one, connections share their locks. Made before there are threads, it waits for
/// go().
class Fork {
 public:
  explicit Fork(const std::function<void()>& act) {
    if (pipe(start_) != 0) throw std::runtime_error("no pipe");
    child_ = fork();
    if (child_ != 0) return;
    char byte = 0;
    if (read(start_[0], &byte, 1) == 1) act();
    _exit(0);
  }
  Fork(const Fork&) = delete;
  Fork& operator=(const Fork&) = delete;
  ~Fork() {
    close(start_[0]);
    close(start_[1]);
    if (child_ > 0) {
      kill(child_, SIGKILL);
      waitpid(child_, nullptr, 0);
    }
  }

  void go() { CHECK(write(start_[1], "g", 1) == 1); }
  bool has_succeeded_within(std::chrono::milliseconds time) {
    int status = 0;
    for (; time > 0ms; time -= 10ms, std::this_thread::sleep_for(10ms)) {
      if (waitpid(child_, &status, WNOHANG) != child_) continue;
      child_ = -1;
      return status == 0;
    }
    return false;
  }

 private:
  int start_[2] = {-1, -1};
  pid_t child_ = -1;
};

}  // namespace

TEST_CASE("stores are shared in turn, never at once") {
  const TempDirectory directory;
  write_database(directory);
  StorePool pool(directory.path() / "photos.db");
  const PhotoStore* first = nullptr;
  {
    const auto one = pool.take();
    const auto two = pool.take();
    first = &*one;
    CHECK(&*one != &*two);
    CHECK(one->count_photos({}) == two->count_photos({}));
  }
  const auto again = pool.take();
  const auto other = pool.take();
  CHECK((&*again == first || &*other == first));
}

TEST_CASE("a store that its database refused something is not used again, any other is") {
  const TempDirectory directory;
  write_database(directory);
  StorePool pool(directory.path() / "photos.db");
  const PhotoStore* first = nullptr;
  try {
    const auto store = pool.take();
    first = &*store;
    throw std::runtime_error("the request was a bad one");
  } catch (const std::runtime_error&) {
  }
  CHECK(&*pool.take() == first);
  Connection other = Connection::open(directory.path() / "photos.db", Connection::Mode::read_write);
  other.execute("ALTER TABLE essays RENAME TO hidden");
  {
    const auto store = pool.take();
    CHECK_THROWS_AS(store->essays(), DatabaseError);
    CHECK_FALSE(store->is_sound());
  }
  other.execute("ALTER TABLE hidden RENAME TO essays");
  CHECK(pool.take()->is_sound());
}

TEST_CASE("a locked database is waited for a second, then by nobody until it is free") {
  const TempDirectory directory;
  write_database(directory);
  StorePool pool(directory.path() / "photos.db");
  const PhotoStore* first = &*pool.take();
  Connection writer = Connection::open(directory.path() / "photos.db", Connection::Mode::read_write);
  writer.execute("BEGIN EXCLUSIVE");
  const auto refused_after = [&pool] {
    const auto begin = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(pool.take(), DatabaseBusy);
    return std::chrono::steady_clock::now() - begin;
  };
  const auto once = refused_after();
  CHECK(once > 500ms);
  CHECK(once < 3s);
  CHECK(refused_after() < 500ms);
  writer.execute("COMMIT");
  CHECK(&*pool.take() == first);
  writer.execute("BEGIN EXCLUSIVE");
  CHECK(refused_after() > 500ms);
}

TEST_CASE("another process writes as soon as the requests under way are done, however many come after them") {
  const TempDirectory directory;
  write_database(directory);
  Fork writer([file = directory.path() / "photos.db"] {
    Connection::open(file, Connection::Mode::read_write).execute("UPDATE dataset SET version = version + 1");
  });
  StorePool pool(directory.path() / "photos.db");
  const std::int64_t before = pool.take()->dataset_version();
  std::atomic<bool> is_done = false;
  std::vector<std::thread> clients;
  // One begins before the other ends, so that without an end to it there is always somebody who reads.
  for (int client = 0; client < 4; ++client) {
    clients.emplace_back([&pool, &is_done, client] {
      std::this_thread::sleep_for(client * 5ms);
      while (!is_done) {
        const auto store = pool.take();
        std::this_thread::sleep_for(20ms);
      }
    });
  }
  const auto begin = std::chrono::steady_clock::now();
  writer.go();
  CHECK(writer.has_succeeded_within(10s));
  CHECK(std::chrono::steady_clock::now() - begin < 5s);
  is_done = true;
  for (std::thread& client : clients) client.join();
  CHECK(pool.take()->dataset_version() != before);
}

TEST_CASE("a database renamed into place is noticed") {
  const TempDirectory directory;
  write_database(directory, "photos.db", 5);
  write_database(directory, "new.db", 8);
  StorePool pool(directory.path() / "photos.db");
  const auto before = pool.take();
  const auto count = before->count_photos({});
  const auto state = before.file_state();
  std::filesystem::rename(directory.path() / "new.db", directory.path() / "photos.db");
  CHECK(before->count_photos({}) == count);
  const auto after = pool.take();
  CHECK(after->count_photos({}) == count + 3);
  CHECK(after.file_state() != state);
}

TEST_CASE("an import into the open database is seen") {
  const TempDirectory directory;
  write_database(directory, "photos.db", 5);
  StorePool pool(directory.path() / "photos.db");
  const auto before = pool.take()->count_photos({});
  write_database(directory, "photos.db", 8);
  CHECK(pool.take()->count_photos({}) == before + 3);
}

TEST_CASE("a missing database is told with the next step") {
  const TempDirectory directory;
  const std::string file = (directory.path() / "photos.db").string();
  CHECK_THROWS_WITH(StorePool(file),
                    file + ": no such database; run \"photomap import FILE --db " + file + "\"");
}

}  // namespace photomap
