#include "server/commands/commands.hpp"
#include "server/http/socket.hpp"
#include "tests/server/test_client.hpp"
#include "tests/server/test_server.hpp"

#include <catch2/catch.hpp>
#include <pthread.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <future>

namespace photomap {

namespace {

int free_port() {
  return local_port(listen_on("127.0.0.1", 0));
}

/// The two signals are blocked here, so that they reach the thread of run_serve that waits for them.
class BlockedSignals {
 public:
  BlockedSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, &before_);
  }
  BlockedSignals(const BlockedSignals&) = delete;
  BlockedSignals& operator=(const BlockedSignals&) = delete;
  ~BlockedSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

bool is_listening(int port) {
  try {
    return TestClient(port).get("/healthz").status == 200;
  } catch (const std::runtime_error&) {
    return false;
  }
}

}  // namespace

TEST_CASE("serve ends cleanly and at once when told to, clients or not") {
  const TempDirectory directory;
  write_page(directory);
  write_database(directory);
  const BlockedSignals blocked;
  for (const int signal : {SIGTERM, SIGINT}) {
    const ServeOptions options{.db = directory.path() / "photos.db",
                               .bind = "127.0.0.1",
                               .port = free_port(),
                               .web = directory.path() / "web"};
    auto serving = std::async(std::launch::async, run_serve, options);
    while (!is_listening(options.port)) usleep(1000);
    TestClient idle(options.port);
    CHECK(idle.get("/").status == 200);
    ::kill(::getpid(), signal);
    REQUIRE(serving.wait_for(std::chrono::seconds(1)) == std::future_status::ready);
    CHECK(serving.get() == kExitDone);
    CHECK_FALSE(is_listening(options.port));
  }
}

TEST_CASE("serve says what is missing before it listens") {
  const TempDirectory directory;
  ServeOptions options{
      .db = directory.path() / "photos.db", .bind = "127.0.0.1", .port = 0, .web = directory.path() / "web"};
  CHECK_THROWS_WITH(run_serve(options),
                    Catch::Contains("photos.db: no such database; run \"photomap import"));
  write_database(directory);
  CHECK_THROWS_WITH(run_serve(options), Catch::Contains("web: no page here"));
  write_page(directory);
  const FileDescriptor taken = listen_on("127.0.0.1", 0);
  options.port = local_port(taken);
  CHECK_THROWS_WITH(run_serve(options), Catch::Contains("is in use; choose another with --port"));
}

}  // namespace photomap
