#include "server/http/connections.hpp"

#include "server/http/client_connection.hpp"
#include "server/http/connection_table.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace photomap {

namespace {

using Clock = ClientConnection::Clock;

/// A client that was told that the connection ends has this long to hang up.
constexpr std::chrono::seconds kLinger{1};

/// How often those that wait too long are looked for.
constexpr std::chrono::milliseconds kSweep{500};

/// Requests of one client that are answered before others have their turn.
constexpr int kMostAtOnce = 8;

constexpr ConnectionTable::Key kListenerKey = ~ConnectionTable::Key{0};
constexpr ConnectionTable::Key kWakeKey = kListenerKey - 1;

FileDescriptor checked(int fd, const char* what) {
  if (fd < 0) throw std::system_error(errno, std::generic_category(), what);
  return FileDescriptor(fd);
}

std::size_t default_max_connections() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  constexpr rlim_t kKeptFree = 128;  // for databases and logs
  return static_cast<std::size_t>(std::clamp<rlim_t>(limit.rlim_cur, kKeptFree + 64, 16'384) - kKeptFree);
}

}  // namespace

struct ConnectionLoop::Impl {
  FileDescriptor listener;
  const ConnectionOptions options;
  const Answerer answerer;
  ConnectionTable connections;
  FileDescriptor epoll = checked(::epoll_create1(EPOLL_CLOEXEC), "epoll");
  FileDescriptor wake = checked(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd");

  std::mutex mutex;  // guards has_stopped
  std::condition_variable stopped;
  bool has_stopped = false;

  Impl(FileDescriptor&& socket, ConnectionOptions given, Answerer&& answer)
      : listener(std::move(socket)),
        options(given),
        answerer(std::move(answer)),
        connections(given.max_connections > 0 ? given.max_connections : default_max_connections()) {
    watch(EPOLL_CTL_ADD, listener, kListenerKey, EPOLLIN | EPOLLONESHOT);
    watch(EPOLL_CTL_ADD, wake, kWakeKey, EPOLLIN);
  }

  void watch(int operation, const FileDescriptor& fd, ConnectionTable::Key key, std::uint32_t events) const {
    epoll_event event{};
    event.events = events;
    event.data.u64 = key;
    ::epoll_ctl(epoll.get(), operation, fd.get(), &event);
  }

  // One event for one thread, then silence until the next call. Any thread may be the next to hold the
  // connection, as soon as this one lets it go.
  void wait_for(const ConnectionTable::Held& connection, std::uint32_t events) const {
    watch(EPOLL_CTL_MOD, connection->socket, connection.key(), events | EPOLLONESHOT);
  }

  bool has_head(const ClientConnection& connection) const {
    return connection.in.size() > options.max_head_bytes || find_head_end(connection.in) > 0;
  }

  void answer_next(ClientConnection& connection) const {
    const std::size_t length = find_head_end(connection.in);
    const std::string_view received = connection.in;
    connection.out = answerer(received.substr(0, length > 0 ? length : std::string_view::npos));
    connection.in.erase(0, length);
    connection.since = Clock::now();
    send_some(connection);
  }

  void on_ready(ConnectionTable::Held connection) {
    if (connection->has_unsent()) {
      send_some(*connection);
    } else if (!can_answer(*connection) && !receive_some(*connection)) {
      return connections.close(std::move(connection));
    }
    for (int i = 0; i < kMostAtOnce && can_answer(*connection); ++i) answer_next(*connection);
    if (connection->broken) return connections.close(std::move(connection));
    // With a request left it comes back at once, behind the others that are ready.
    wait_for(connection, connection->has_unsent() || can_answer(*connection) ? EPOLLOUT : EPOLLIN);
  }

  bool can_answer(const ClientConnection& connection) const {
    return !connection.has_unsent() && !connection.out.close && !connection.broken && has_head(connection);
  }

  // By one thread at a time, as the listener too is silent until the end.
  void accept_clients() {
    while (FileDescriptor client = accept_client(listener)) {
      if (connections.is_full()) connections.close_longest_waiting();
      if (const auto connection = connections.add(std::move(client)))
        watch(EPOLL_CTL_ADD, connection->socket, connection.key(), EPOLLIN | EPOLLONESHOT);
    }
    watch(EPOLL_CTL_MOD, listener, kListenerKey, EPOLLIN | EPOLLONESHOT);
  }

  void close_overdue() {
    const auto now = Clock::now();
    connections.close_if([&](const ClientConnection& connection) {
      const bool lingers = connection.out.close && !connection.has_unsent();
      return now - connection.since > (lingers ? kLinger : options.max_wait);
    });
  }

  /// What each thread does until stop().
  void work() {
    for (;;) {
      epoll_event event{};
      // One at a time: another that is ready must not wait for the answer to this one.
      if (::epoll_wait(epoll.get(), &event, 1, -1) != 1) continue;
      if (event.data.u64 == kWakeKey) return;
      if (event.data.u64 == kListenerKey)
        accept_clients();
      else if (auto connection = connections.hold(event.data.u64))
        on_ready(std::move(connection));
    }
  }

  void sweep_until_stopped() {
    std::unique_lock lock(mutex);
    while (!stopped.wait_for(lock, kSweep, [this] { return has_stopped; })) close_overdue();
  }

  // Never read: once it is set, all threads see it.
  void ring() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t n = ::write(wake.get(), &one, sizeof one);
  }
};

ConnectionLoop::ConnectionLoop(FileDescriptor listener, ConnectionOptions options, Answerer answerer)
    : impl_(std::make_unique<Impl>(std::move(listener), options, std::move(answerer))) {}

ConnectionLoop::~ConnectionLoop() = default;

void ConnectionLoop::run() {
  std::vector<std::thread> threads;
  for (int i = 0; i < std::max(1, impl_->options.threads); ++i)
    threads.emplace_back([this] { impl_->work(); });
  impl_->sweep_until_stopped();
  for (std::thread& thread : threads) thread.join();
  impl_->connections.close_if([](const ClientConnection&) { return true; });
}

void ConnectionLoop::stop() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->has_stopped = true;
  }
  impl_->stopped.notify_all();
  impl_->ring();
}

}  // namespace photomap
