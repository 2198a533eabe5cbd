#include "server/app.hpp"
#include "server/base_url.hpp"
#include "server/commands/commands.hpp"
#include "server/http/http.hpp"
#include "server/log.hpp"
#include "server/routes.hpp"

#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <functional>
#include <stop_token>
#include <thread>
#include <utility>

namespace photomap {

namespace {

int thread_count() {
  return static_cast<int>(std::max(4U, std::thread::hardware_concurrency()));
}

/// Holds SIGTERM and SIGINT back from this thread and all that it starts meanwhile.
class HeldSignals {
 public:
  HeldSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  ~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

  const sigset_t& get() const { return signals_; }

 private:
  sigset_t signals_{};
  sigset_t before_{};
};

/// Calls `stop` at the first of the held signals, from a thread and not from a signal handler.
class StopSignals {
 public:
  StopSignals(const HeldSignals& held, std::function<void()> stop)
      : thread_([&held, stop = std::move(stop)] {
          int signal = 0;
          sigwait(&held.get(), &signal);
          stop();
        }) {}
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  ~StopSignals() {
    pthread_kill(thread_.native_handle(), SIGINT);  // in case that none came
    thread_.join();
  }

 private:
  std::thread thread_;
};

}  // namespace

int run_serve(const ServeOptions& options) {
  start_logging();
  std::signal(SIGPIPE, SIG_IGN);
  const HeldSignals held;  // before any thread
  std::stop_source stop;
  const StopSignals signals(held, [&stop] { stop.request_stop(); });
  App app(
      options.db, options.web, options.gazetteer,
      {.public_url = parse_public_url(options.public_url).value_or(""), .trust_proxy = options.trust_proxy},
      stop.get_token(), options.basemap);
  if (stop.stop_requested()) return kExitDone;  // perhaps without anything to serve
  HttpServer server(handlers_for(app),
                    {.bind = options.bind, .port = options.port, .threads = thread_count()});
  const std::stop_callback stop_server(stop.get_token(), [&server] { server.stop(); });
  std::printf("%s\n", server.url().c_str());
  std::fflush(stdout);
  server.run();
  return kExitDone;
}

}  // namespace photomap
