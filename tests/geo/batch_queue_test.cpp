#include "geo/batch_queue.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <future>
#include <string>

namespace photomap {

namespace {

template <typename Done>
bool is_waiting(const std::future<Done>& future) {
  return future.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout;
}

template <typename Done>
bool ends(const std::future<Done>& future) {
  return future.wait_for(std::chrono::seconds(30)) == std::future_status::ready;
}

}  // namespace

TEST_CASE("a queue is full by the sizes of what it holds") {
  BatchQueue<std::string> queue(10);
  queue.put("five", 5);
  queue.put("five more", 5);
  auto third = std::async(std::launch::async, [&] { return queue.put("one", 1); });
  CHECK(is_waiting(third));
  CHECK(queue.take() == "five");
  CHECK(ends(third));
  CHECK(queue.take() == "five more");
  CHECK(queue.take() == "one");
}

TEST_CASE("what is larger than a queue goes through it alone") {
  BatchQueue<std::string> queue(10);
  queue.put("small", 1);
  auto large = std::async(std::launch::async, [&] { return queue.put("large", 100); });
  CHECK(is_waiting(large));
  CHECK(queue.take() == "small");
  CHECK(ends(large));
  auto next = std::async(std::launch::async, [&] { return queue.put("small", 1); });
  CHECK(is_waiting(next));
  CHECK(queue.take() == "large");
  CHECK(ends(next));
}

TEST_CASE("who waits to put hears that nobody takes any more") {
  BatchQueue<std::string> queue(1);
  queue.put("one");
  auto second = std::async(std::launch::async, [&] { return queue.put("two"); });
  CHECK(is_waiting(second));
  queue.stop();
  CHECK_THROWS_AS(second.get(), BatchQueue<std::string>::Stopped);
}

TEST_CASE("what a stopped queue holds is of no use any more") {
  BatchQueue<std::string> queue;
  queue.put("one");
  queue.stop();
  CHECK_FALSE(queue.take());
}

TEST_CASE("a queue that has ended gives what it holds, then nothing") {
  BatchQueue<std::string> queue;
  queue.put("one");
  queue.end();
  CHECK(queue.take() == "one");
  CHECK_FALSE(queue.take());
}

TEST_CASE("what was given back is filled again") {
  BatchQueue<std::string> queue;
  CHECK(queue.put("one").empty());
  queue.give_back(*queue.take());
  CHECK(queue.put("two") == "one");
}

}  // namespace photomap
