#include "tests/server/test_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace photomap {

namespace {

constexpr int kPatienceMs = 10'000;

std::string lower(std::string_view text) {
  std::string result;
  for (const char c : text) result += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return result;
}

TestResponse parse_head(std::string_view head) {
  TestResponse response;
  response.status = std::stoi(std::string(head.substr(9, 3)));
  for (auto at = head.find("\r\n"); at + 2 < head.size();) {
    const auto end = head.find("\r\n", at + 2);
    const std::string_view line = head.substr(at + 2, end - at - 2);
    if (const auto colon = line.find(": "); colon != line.npos) {
      response.headers[lower(line.substr(0, colon))] = line.substr(colon + 2);
    }
    at = end;
  }
  return response;
}

}  // namespace

std::string TestResponse::header(const std::string& lower_case_name) const {
  const auto found = headers.find(lower_case_name);
  return found == headers.end() ? "" : found->second;
}

TestClient::TestClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect");
  }
}

void TestClient::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t n = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

bool TestClient::receive_more() {
  pollfd waiting{.fd = socket_.get(), .events = POLLIN, .revents = 0};
  if (::poll(&waiting, 1, kPatienceMs) != 1) return false;
  std::array<char, 65536> buffer;
  const ssize_t n = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
  if (n > 0) received_.append(buffer.data(), static_cast<std::size_t>(n));
  return n > 0;
}

TestResponse TestClient::receive(bool has_body) {
  while (received_.find("\r\n\r\n") == received_.npos) {
    if (!receive_more()) return {};
  }
  const auto head_size = received_.find("\r\n\r\n") + 4;
  TestResponse response = parse_head(std::string_view(received_).substr(0, head_size - 2));
  received_.erase(0, head_size);
  if (has_body && response.header("transfer-encoding") == "chunked") {
    receive_chunks(response);
    return response;
  }
  const std::string length = response.header("content-length");
  const std::size_t body_size = has_body && !length.empty() ? std::stoul(length) : 0;
  while (received_.size() < body_size && receive_more()) continue;
  response.body = received_.substr(0, body_size);
  received_.erase(0, body_size);
  return response;
}

void TestClient::receive_chunks(TestResponse& response) {
  for (;;) {
    while (received_.find("\r\n") == received_.npos) {
      if (!receive_more()) return;
    }
    const std::size_t size = std::stoul(received_, nullptr, 16);
    const std::size_t begin = received_.find("\r\n") + 2;
    while (received_.size() < begin + size + 2) {
      if (!receive_more()) return;
    }
    response.body += received_.substr(begin, size);
    received_.erase(0, begin + size + 2);
    if (size == 0) {
      response.is_whole = true;
      return;
    }
  }
}

std::string TestClient::receive_until_closed() {
  while (receive_more()) continue;
  return std::exchange(received_, {});
}

TestResponse TestClient::get(std::string_view target, std::string_view header_lines) {
  return request("GET", target, header_lines);
}

TestResponse TestClient::request(std::string_view method, std::string_view target,
                                 std::string_view header_lines) {
  std::string bytes;
  bytes.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: map.test:8080\r\n");
  send(bytes.append(header_lines).append("\r\n"));
  return receive(method != "HEAD");
}

bool TestClient::is_closed_within(std::chrono::milliseconds time) const {
  const auto end = std::chrono::steady_clock::now() + time;
  std::array<char, 65536> buffer;
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    pollfd waiting{.fd = socket_.get(), .events = POLLIN, .revents = 0};
    if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) != 1) return false;
    if (::recv(socket_.get(), buffer.data(), buffer.size(), 0) <= 0) return true;
  }
}

}  // namespace photomap
