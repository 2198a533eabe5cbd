#include "server/http/client_connection.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace photomap {

namespace {

/// What is left of `text` after its first `sent` bytes; those are then counted off.
iovec take_unsent(std::string_view text, std::size_t& sent) {
  const std::size_t gone = std::min(sent, text.size());
  sent -= gone;
  // sendmsg only reads, but its vectors serve receiving too.
  return {.iov_base = const_cast<char*>(text.data() + gone), .iov_len = text.size() - gone};
}

ssize_t send_rest(const ClientConnection& connection) {
  std::size_t sent = connection.sent;
  std::array<iovec, 2> parts;
  parts[0] = take_unsent(connection.out.head, sent);
  parts[1] = take_unsent(connection.out.body.view(), sent);
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts[1].iov_len > 0 ? 2 : 1;
  return ::sendmsg(connection.socket.get(), &message, MSG_NOSIGNAL);
}

}  // namespace

void send_some(ClientConnection& connection) {
  while (connection.has_unsent()) {
    const ssize_t n = send_rest(connection);
    if (n < 0) {
      connection.broken = errno != EAGAIN && errno != EWOULDBLOCK;
      return;
    }
    connection.sent += static_cast<std::size_t>(n);
    connection.since = ClientConnection::Clock::now();
  }
  connection.out.head.clear();
  connection.out.body = {};
  connection.sent = 0;
  // Closing with unread bytes would reset the connection and could destroy the answer on its way (RFC
  // 9112, 9.6).
  if (connection.out.close) ::shutdown(connection.socket.get(), SHUT_WR);
}

bool receive_some(ClientConnection& connection) {
  std::array<char, 16 * 1024> buffer;
  const ssize_t n = ::recv(connection.socket.get(), buffer.data(), buffer.size(), 0);
  if (n < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
  if (!connection.out.close) connection.in.append(buffer.data(), static_cast<std::size_t>(n));
  return n > 0;
}

std::size_t find_head_end(std::string_view bytes) {
  // A bare line feed ends a line too, so that such a head is seen whole and refused, not waited for.
  for (auto at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
    const std::string_view rest = bytes.substr(at + 1);
    if (rest.starts_with('\n')) return at + 2;
    if (rest.starts_with("\r\n")) return at + 3;
  }
  return 0;
}

}  // namespace photomap
