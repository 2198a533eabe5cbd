#include "server/body_cache.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace photomap {

namespace {

constexpr std::size_t kBodyBytes = 10'000;
constexpr std::size_t kRoomForTwo = 25'000;

}  // namespace

TEST_CASE("a body is made once while it is kept, and the least recently used goes first") {
  BodyCache cache(kRoomForTwo);
  int made = 0;
  const auto get = [&](const std::string& key) {
    return cache.find_or_make(key, [&] {
      ++made;
      return key + std::string(kBodyBytes, '.');
    });
  };
  CHECK(get("a").view().data() == get("a").view().data());
  CHECK(made == 1);
  get("b");
  CHECK(cache.find("a"));
  get("c");  // b must go
  CHECK(made == 3);
  CHECK(cache.find("a"));
  CHECK_FALSE(cache.find("b"));
  get("b");
  CHECK(made == 4);
}

TEST_CASE("the cache never holds more than its bytes, however small the bodies") {
  for (const std::size_t size : {0, 1, 100, 5'000}) {
    CAPTURE(size);
    BodyCache cache(kRoomForTwo);
    for (int i = 0; i < 1'000; ++i) {
      cache.find_or_make(std::to_string(i), [&] { return std::string(size, 'x'); });
      REQUIRE(cache.bytes() <= kRoomForTwo);
    }
    CHECK(cache.bytes() > kRoomForTwo - 6'000);
    CHECK(cache.find("999"));
  }
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
  CHECK(cache.bytes() == 0);
}

TEST_CASE("a body outlives its place in the cache") {
  BodyCache cache(kRoomForTwo);
  const auto make = [] { return std::string(kBodyBytes, 'x'); };
  const Body body = cache.find_or_make("a", make);
  for (const char* key : {"b", "c", "d"}) cache.find_or_make(key, make);
  CHECK_FALSE(cache.find("a"));
  CHECK(body.view() == make());
}

TEST_CASE("nothing is left of a body whose making failed") {
  BodyCache cache(kRoomForTwo);
  const auto fail = []() -> std::string { throw std::runtime_error("no body"); };
  CHECK_THROWS_WITH(cache.find_or_make("a", fail), "no body");
  CHECK_FALSE(cache.find("a"));
  CHECK(cache.bytes() == 0);
  CHECK(cache.find_or_make("a", [] { return std::string("b"); }).view() == "b");
}

TEST_CASE("what several threads ask for at once is made by one, and others are not kept waiting") {
  BodyCache cache(1'000'000);
  std::atomic<int> made = 0;
  std::atomic<bool> may_end = false;
  const auto make_slowly = [&] {
    ++made;
    while (!may_end) std::this_thread::yield();
    return std::string("slow");
  };
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] { right += cache.find_or_make("slow", make_slowly).view() == "slow"; });
  while (made == 0) std::this_thread::yield();
  CHECK(cache.find_or_make("other", [] { return std::string("quick"); }).view() == "quick");
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  may_end = true;
  for (std::thread& thread : threads) thread.join();
  CHECK(made == 1);
  CHECK(right == 4);
}

TEST_CASE("who waited for a body whose making failed makes it") {
  BodyCache cache(1'000'000);
  std::atomic<int> made = 0;
  std::atomic<int> failed = 0;
  const auto fail_first = [&]() -> std::string {
    if (++made > 1) return "body";
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    throw std::runtime_error("no body");
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      try {
        cache.find_or_make("a", fail_first);
      } catch (const std::runtime_error&) {
        ++failed;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(made == 2);
  CHECK(failed == 1);
  CHECK(cache.find("a")->view() == "body");
}

TEST_CASE("many threads share a small cache") {
  BodyCache cache(20'000);
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 5'000; ++i) {
        const std::string key = std::to_string((i * 7 + thread) % 100);
        wrong += cache.find_or_make(key, [&] { return key + std::string(300, '.'); })
                     .view()
                     .substr(0, key.size()) != key;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
  CHECK(cache.bytes() <= 20'000);
}

}  // namespace photomap
