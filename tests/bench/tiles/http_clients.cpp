#include "tests/bench/tiles/http_clients.hpp"

#include "server/http/socket.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace photomap {

namespace {

using Clock = std::chrono::steady_clock;
constexpr int kPatienceMs = 60'000;

FileDescriptor connect_to(int port) {
  FileDescriptor connection(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (connect(connection.get(), generic, sizeof address) != 0)
    throw std::runtime_error(fmt::format("nobody answers at port {}", port));
  const int on = 1;
  setsockopt(connection.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return connection;
}

std::string request_for(const std::string& path, const LoadOptions& options) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{}\r\n", path, options.port,
                     options.takes_gzip ? "Accept-Encoding: gzip\r\n" : "");
}

std::size_t count_in(std::string_view body, std::string_view text) {
  std::size_t count = 0;
  if (text.empty()) return count;
  for (auto at = body.find(text); at != body.npos; at = body.find(text, at + text.size())) ++count;
  return count;
}

// Without regard to case, as servers differ in that.
std::size_t content_length(std::string_view head) {
  constexpr std::string_view kName = "\r\ncontent-length:";
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
  const auto* const found = std::search(head.begin(), head.end(), kName.begin(), kName.end(), same);
  if (found == head.end()) throw std::runtime_error("an answer without Content-Length: " + std::string(head));
  const std::string_view rest = head.substr(static_cast<std::size_t>(found - head.begin()) + kName.size());
  const std::size_t digits = rest.find_first_not_of(' ');
  std::size_t length = 0;
  std::from_chars(rest.data() + digits, rest.data() + rest.size(), length);
  return length;
}

// One connection with at most one request under way.
class Client {
 public:
  Client(int port, std::string_view counts) : connection_(connect_to(port)), counts_(counts) {}

  int fd() const { return connection_.get(); }

  void ask(std::size_t path, const std::string& request) {
    answer_.clear();
    exchange_ = {.path = path};
    asked_ = Clock::now();
    // A request fits into an empty socket's buffer.
    if (send(fd(), request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
      throw std::runtime_error("a request can't be sent");
  }

  /// Takes what has come; true when the answer is whole.
  bool read_some() {
    static std::array<char, 1 << 18> buffer;
    const ssize_t bytes = recv(fd(), buffer.data(), buffer.size(), 0);
    if (bytes <= 0) throw std::runtime_error("a connection broke before its answer was there");
    answer_.append(buffer.data(), static_cast<std::size_t>(bytes));
    if (body_at_ == 0 && !read_head()) return false;
    if (answer_.size() < body_at_ + exchange_.bytes) return false;
    exchange_.time = Clock::now() - asked_;
    exchange_.found = count_in(body(), counts_);
    body_at_ = 0;
    return true;
  }

  const Exchange& exchange() const { return exchange_; }
  /// Of the answer that is whole.
  std::string_view body() const { return std::string_view(answer_).substr(answer_.size() - exchange_.bytes); }

 private:
  bool read_head() {
    const std::size_t end = answer_.find("\r\n\r\n");
    if (end == answer_.npos) return false;
    const std::string_view head = std::string_view(answer_).substr(0, end + 2);
    std::from_chars(head.data() + 9, head.data() + 12, exchange_.status);  // "HTTP/1.1 200"
    exchange_.bytes = exchange_.status == 204 || exchange_.status == 304 ? 0 : content_length(head);
    body_at_ = end + 4;
    return true;
  }

  FileDescriptor connection_;
  std::string_view counts_;
  std::string answer_;
  std::size_t body_at_ = 0;  // 0 while the head is not whole
  Exchange exchange_;
  Clock::time_point asked_;
};

class Drive {
 public:
  Drive(const LoadOptions& options, const std::vector<std::string>& paths)
      : options_(options), paths_(paths), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    for (const std::string& path : paths) requests_.push_back(request_for(path, options));
    clients_.reserve(options.clients);
    for (std::size_t i = 0; i < options.clients; ++i) {
      clients_.emplace_back(options.port, options_.counts);
      epoll_event interest{.events = EPOLLIN, .data = {.u64 = i}};
      epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, clients_[i].fd(), &interest);
    }
  }

  Load run() {
    begin_ = Clock::now();
    for (Client& client : clients_) ask_next(client);
    while (under_way_ > 0) take_answers();
    load_.took = Clock::now() - begin_;
    return std::move(load_);
  }

 private:
  void ask_next(Client& client) {
    if (next_ == requests_.size() && options_.repeats) next_ = 0;
    if (next_ == requests_.size() || Clock::now() - begin_ > options_.at_most) return;
    client.ask(next_, requests_[next_]);
    ++next_;
    ++under_way_;
  }

  void take_answers() {
    std::array<epoll_event, 64> events{};
    const int ready = epoll_wait(epoll_.get(), events.data(), events.size(), kPatienceMs);
    if (ready == 0) throw std::runtime_error("no answer for a minute");
    for (int i = 0; i < ready; ++i) {
      Client& client = clients_[events[static_cast<std::size_t>(i)].data.u64];
      if (!client.read_some()) continue;
      --under_way_;
      load_.exchanges.push_back(client.exchange());
      if (client.exchange().status >= 400 && load_.refusal.empty())
        load_.refusal = fmt::format("{}: {}", paths_[client.exchange().path], client.body().substr(0, 300));
      ask_next(client);
    }
  }

  const LoadOptions& options_;
  const std::vector<std::string>& paths_;
  FileDescriptor epoll_;
  std::vector<std::string> requests_;
  std::vector<Client> clients_;
  std::size_t next_ = 0;
  std::size_t under_way_ = 0;
  Clock::time_point begin_;
  Load load_;
};

}  // namespace

Load run_load(const LoadOptions& options, const std::vector<std::string>& paths) {
  return Drive(options, paths).run();
}

}  // namespace photomap
