#include "server/http/connections.hpp"

#include "server/http/client_connection.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace photomap {

namespace {

using Clock = ClientConnection::Clock;

/// A client that was told that the connection ends has this long to hang up.
constexpr std::chrono::seconds kLinger{1};

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
  const std::size_t max_connections;
  FileDescriptor epoll = checked(::epoll_create1(EPOLL_CLOEXEC), "epoll");
  FileDescriptor wake = checked(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd");
  std::atomic<bool> stopping = false;
  std::unordered_map<int, std::unique_ptr<ClientConnection>> connections;  // by descriptor; the loop's own

  std::mutex mutex;  // guards the two queues
  std::condition_variable has_work;
  std::deque<ClientConnection*> waiting;  // each with a head to answer
  std::vector<ClientConnection*> answered;

  Impl(FileDescriptor&& socket, ConnectionOptions given, Answerer&& answer)
      : listener(std::move(socket)),
        options(given),
        answerer(std::move(answer)),
        max_connections(given.max_connections > 0 ? given.max_connections : default_max_connections()) {
    watch(EPOLL_CTL_ADD, listener.get(), EPOLLIN);
    watch(EPOLL_CTL_ADD, wake.get(), EPOLLIN);
  }

  void watch(int operation, int fd, std::uint32_t events) const {
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    ::epoll_ctl(epoll.get(), operation, fd, &event);
  }

  // One event, then silence: a connection that is being answered must not wake the loop.
  void wait_for(const ClientConnection& connection, std::uint32_t events) const {
    watch(EPOLL_CTL_MOD, connection.socket.get(), events | EPOLLONESHOT);
  }

  void close(const ClientConnection& connection) { connections.erase(connection.socket.get()); }

  bool has_head(const ClientConnection& connection) const {
    return connection.in.size() > options.max_head_bytes || find_head_end(connection.in) > 0;
  }

  void ring() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t n = ::write(wake.get(), &one, sizeof one);
  }

  void enqueue(ClientConnection& connection) {
    connection.answering = true;
    {
      const std::lock_guard lock(mutex);
      waiting.push_back(&connection);
    }
    has_work.notify_one();
  }

  /// What comes next for a connection that no worker has.
  void advance(ClientConnection& connection) {
    if (connection.broken) return close(connection);
    if (connection.has_unsent()) return wait_for(connection, EPOLLOUT);
    if (!connection.closing && has_head(connection)) return enqueue(connection);
    wait_for(connection, EPOLLIN);
  }

  void on_ready(ClientConnection& connection) {
    if (connection.has_unsent()) {
      send_some(connection);
    } else if (!receive_some(connection)) {
      return close(connection);
    }
    advance(connection);
  }

  void on_wake() {
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t n = ::read(wake.get(), &count, sizeof count);
    std::vector<ClientConnection*> done;
    {
      const std::lock_guard lock(mutex);
      done.swap(answered);
    }
    for (ClientConnection* connection : done) {
      connection->answering = false;
      advance(*connection);
    }
  }

  void accept_clients() {
    while (FileDescriptor client = accept_client(listener)) {
      if (connections.size() >= max_connections) close_longest_waiting();
      const int fd = client.get();
      connections.emplace(fd, std::make_unique<ClientConnection>(std::move(client)));
      watch(EPOLL_CTL_ADD, fd, EPOLLIN | EPOLLONESHOT);
    }
  }

  void close_longest_waiting() {
    const ClientConnection* oldest = nullptr;
    for (const auto& [fd, connection] : connections) {
      if (!connection->answering && (!oldest || connection->since < oldest->since)) oldest = connection.get();
    }
    if (oldest) close(*oldest);
  }

  void close_overdue() {
    const auto now = Clock::now();
    std::erase_if(connections, [&](const auto& entry) {
      const ClientConnection& connection = *entry.second;
      if (connection.answering) return false;
      const bool lingers = connection.closing && !connection.has_unsent();
      return now - connection.since > (lingers ? kLinger : options.max_wait);
    });
  }

  ClientConnection* next_waiting() {
    std::unique_lock lock(mutex);
    has_work.wait(lock, [&] { return stopping || !waiting.empty(); });
    if (stopping) return nullptr;
    ClientConnection* connection = waiting.front();
    waiting.pop_front();
    return connection;
  }

  void work() {
    while (ClientConnection* connection = next_waiting()) {
      const std::size_t length = find_head_end(connection->in);
      Answer answer =
          answerer(std::string_view(connection->in).substr(0, length > 0 ? length : std::string_view::npos));
      connection->in.erase(0, length);
      connection->out = std::move(answer.bytes);
      connection->closing = answer.close;
      connection->since = Clock::now();
      send_some(*connection);
      {
        const std::lock_guard lock(mutex);
        answered.push_back(connection);
      }
      ring();
    }
  }

  void loop() {
    std::array<epoll_event, 64> events;
    auto swept = Clock::now();
    while (!stopping) {
      const int count = ::epoll_wait(epoll.get(), events.data(), static_cast<int>(events.size()), 1000);
      bool has_clients = false;
      for (int i = 0; i < count; ++i) {
        const int fd = events[static_cast<std::size_t>(i)].data.fd;
        if (fd == wake.get())
          on_wake();
        else if (fd == listener.get())
          has_clients = true;
        else if (const auto found = connections.find(fd); found != connections.end())
          on_ready(*found->second);
      }
      // Last, as a new client may get the descriptor of one that another event of this round closed.
      if (has_clients) accept_clients();
      if (Clock::now() - swept > std::chrono::milliseconds(500)) {
        close_overdue();
        swept = Clock::now();
      }
    }
  }
};

ConnectionLoop::ConnectionLoop(FileDescriptor listener, ConnectionOptions options, Answerer answerer)
    : impl_(std::make_unique<Impl>(std::move(listener), options, std::move(answerer))) {}

ConnectionLoop::~ConnectionLoop() = default;

void ConnectionLoop::run() {
  std::vector<std::thread> workers;
  for (int i = 0; i < std::max(1, impl_->options.threads); ++i)
    workers.emplace_back([this] { impl_->work(); });
  impl_->loop();
  impl_->has_work.notify_all();
  for (std::thread& worker : workers) worker.join();
  impl_->connections.clear();
}

void ConnectionLoop::stop() {
  {
    // Under the lock, so that no worker misses it between looking and waiting.
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->ring();
}

}  // namespace photomap
