#include "server/store_pool.hpp"

#include "tests/server/test_server.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

namespace photomap {

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

TEST_CASE("a store whose request failed is not used again") {
  const TempDirectory directory;
  write_database(directory);
  StorePool pool(directory.path() / "photos.db");
  try {
    const auto store = pool.take();
    throw std::runtime_error("the request failed");
  } catch (const std::runtime_error&) {
  }
  CHECK(pool.take()->count_photos({}) > 0);
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
