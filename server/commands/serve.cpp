#include "server/app.hpp"
#include "server/commands/commands.hpp"
#include "server/http/http.hpp"
#include "server/log.hpp"
#include "server/routes.hpp"

#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <functional>
#include <thread>
#include <utility>

namespace photomap {

namespace {

int thread_count() {
  return static_cast<int>(std::max(4U, std::thread::hardware_concurrency()));
}

/// Calls `stop` at the first SIGTERM or SIGINT, from a thread and not from a signal handler. To be made
/// before any other thread, as these must inherit that the two signals are blocked.
class StopSignals {
 public:
  explicit StopSignals(std::function<void()> stop) {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, &before_);
    thread_ = std::thread([this, stop = std::move(stop)] {
      int signal = 0;
      sigwait(&signals_, &signal);
      stop();
    });
  }
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  ~StopSignals() {
    pthread_kill(thread_.native_handle(), SIGINT);  // in case that none came
    thread_.join();
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t signals_{};
  sigset_t before_{};
  std::thread thread_;
};

}  // namespace

int run_serve(const ServeOptions& options) {
  start_logging();
  std::signal(SIGPIPE, SIG_IGN);
  App app(options.db, options.web, options.gazetteer);
  HttpServer server(
      {.answer = [&app](const HttpRequest& request) { return answer(app, request); }, .refuse = refuse},
      {.bind = options.bind, .port = options.port, .threads = thread_count()});
  const StopSignals signals([&server] { server.stop(); });
  std::printf("%s\n", server.url().c_str());
  std::fflush(stdout);
  server.run();
  return kExitDone;
}

}  // namespace photomap
