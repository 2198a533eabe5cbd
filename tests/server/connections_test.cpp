#include "server/http/connections.hpp"

#include "tests/server/test_client.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace photomap {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

Answer answer_with(std::string body) {
  return {.head = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n",
          .body = std::move(body),
          .close = false};
}

class RunningLoop {
 public:
  RunningLoop(const ConnectionOptions& options, Answerer answerer)
      : listener_(listen_on("127.0.0.1", 0)),
        port_(local_port(listener_)),
        loop_(std::move(listener_), options, std::move(answerer)),
        thread_([this] { loop_.run(); }) {}
  RunningLoop(const RunningLoop&) = delete;
  RunningLoop& operator=(const RunningLoop&) = delete;
  ~RunningLoop() {
    loop_.stop();
    thread_.join();
  }

  int port() const { return port_; }

 private:
  FileDescriptor listener_;
  int port_;
  ConnectionLoop loop_;
  std::thread thread_;
};

Answerer echo() {
  return [](std::string_view head) { return answer_with(std::string(head)); };
}

}  // namespace

TEST_CASE("an answer that takes long holds one thread, and is not cut short") {
  std::atomic<bool> may_end = false;
  const RunningLoop loop({.threads = 2, .max_wait = milliseconds(100)}, [&](std::string_view head) {
    while (head.starts_with("slow") && !may_end) std::this_thread::sleep_for(milliseconds(1));
    return answer_with(std::string(head));
  });
  TestClient slow(loop.port());
  slow.send("slow\r\n\r\n");
  std::this_thread::sleep_for(milliseconds(50));
  std::vector<std::unique_ptr<TestClient>> others;
  for (int i = 0; i < 20; ++i) {
    others.push_back(std::make_unique<TestClient>(loop.port()));
    others.back()->send(std::to_string(i) + "\r\n\r\n");
    CHECK(others.back()->receive().body == std::to_string(i) + "\r\n\r\n");
  }
  std::this_thread::sleep_for(milliseconds(800));  // longer than max_wait and the time between two looks
  may_end = true;
  CHECK(slow.receive().body == "slow\r\n\r\n");
}

TEST_CASE("a client that sends no whole head in time must go") {
  const RunningLoop loop({.max_wait = milliseconds(300)}, echo());
  const TestClient silent(loop.port());
  const TestClient slow(loop.port());
  slow.send("GET / HTTP/1.1\r\n");
  CHECK(silent.is_closed_within(milliseconds(2'000)));
  CHECK(slow.is_closed_within(milliseconds(2'000)));
}

TEST_CASE("a client that takes nothing of its answer must go, one that takes it slowly may stay") {
  const std::string large(20'000'000, 'x');
  const RunningLoop loop({.max_wait = milliseconds(700)},
                         [&](std::string_view) { return answer_with(large); });
  TestClient stuck(loop.port());
  stuck.send("a\r\n\r\n");
  TestClient live(loop.port());
  live.send("a\r\n\r\n");
  const auto start = Clock::now();
  CHECK(live.receive().body.size() == large.size());
  std::this_thread::sleep_until(start + milliseconds(2'500));
  CHECK(stuck.receive().body.size() < large.size());
}

TEST_CASE("where there are too many clients, the one that waited longest must go") {
  const RunningLoop loop({.max_connections = 3}, echo());
  std::vector<std::unique_ptr<TestClient>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<TestClient>(loop.port()));
    clients.back()->send("first\r\n\r\n");
    REQUIRE(clients.back()->receive().status == 200);
  }
  clients[0]->send("again\r\n\r\n");
  REQUIRE(clients[0]->receive().status == 200);
  TestClient late(loop.port());
  late.send("late\r\n\r\n");
  CHECK(late.receive().status == 200);
  CHECK(clients[1]->is_closed_within(milliseconds(1'000)));
  for (const int stays : {0, 2}) {
    clients[static_cast<std::size_t>(stays)]->send("still there\r\n\r\n");
    CHECK(clients[static_cast<std::size_t>(stays)]->receive().status == 200);
  }
}

TEST_CASE("a client that sends many requests at once waits its turn like others") {
  std::atomic<int> answered = 0;
  const RunningLoop loop({.threads = 1}, [&](std::string_view head) {
    ++answered;
    std::this_thread::sleep_for(milliseconds(2));
    return answer_with(std::string(head));
  });
  TestClient greedy(loop.port());
  std::string requests;
  for (int i = 0; i < 200; ++i) requests += std::to_string(i) + "\r\n\r\n";
  greedy.send(requests);
  while (answered < 1) std::this_thread::yield();
  TestClient modest(loop.port());
  modest.send("modest\r\n\r\n");
  CHECK(modest.receive().status == 200);
  CHECK(answered < 100);
  for (int i = 0; i < 200; ++i) REQUIRE(greedy.receive().body == std::to_string(i) + "\r\n\r\n");
}

TEST_CASE("clients come, ask and go from many threads at once") {
  const RunningLoop loop({.threads = 4, .max_wait = milliseconds(400), .max_connections = 16}, echo());
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 200; ++i) {
        TestClient client(loop.port());
        const std::string head = std::to_string(thread) + "/" + std::to_string(i) + "\r\n\r\n";
        client.send(head);
        wrong += client.receive().body != head;
        if (i % 3 == 0) client.send("and hangs up in the mid");
        if (i % 7 == 0) client.send("dle\r\n\r\n");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
}

}  // namespace photomap
