#include "server/body_cache.hpp"

#include <catch2/catch.hpp>

namespace photomap {

TEST_CASE("a body is made once while it is kept, and the least recently used goes first") {
  BodyCache cache(30);
  int made = 0;
  const auto get = [&](const std::string& key) {
    return cache.find_or_make(key, [&] {
      ++made;
      return key + std::string(9, '.');
    });
  };
  CHECK(get("a") == get("a"));
  CHECK(made == 1);
  get("b");
  get("a");
  get("c");  // 33 bytes: b must go
  CHECK(made == 3);
  get("a");
  CHECK(made == 3);
  get("b");
  CHECK(made == 4);
}

TEST_CASE("a body larger than the cache is answered and not kept") {
  BodyCache cache(10);
  int made = 0;
  const auto make = [&] {
    ++made;
    return std::string(100, 'x');
  };
  CHECK(cache.find_or_make("k", make).size() == 100);
  CHECK(cache.find_or_make("k", make).size() == 100);
  CHECK(made == 2);
}

}  // namespace photomap
