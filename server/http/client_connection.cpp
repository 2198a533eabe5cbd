#include "server/http/client_connection.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace photomap {

void send_some(ClientConnection& connection) {
  while (connection.has_unsent()) {
    const ssize_t n = ::send(connection.socket.get(), connection.out.data() + connection.sent,
                             connection.out.size() - connection.sent, MSG_NOSIGNAL);
    if (n < 0) {
      connection.broken = errno != EAGAIN && errno != EWOULDBLOCK;
      return;
    }
    connection.sent += static_cast<std::size_t>(n);
    connection.since = ClientConnection::Clock::now();
  }
  connection.out.clear();
  connection.sent = 0;
  // Closing with unread bytes would reset the connection and could destroy the answer on its way (RFC
  // 9112, 9.6).
  if (connection.closing) ::shutdown(connection.socket.get(), SHUT_WR);
}

bool receive_some(ClientConnection& connection) {
  std::array<char, 16 * 1024> buffer;
  const ssize_t n = ::recv(connection.socket.get(), buffer.data(), buffer.size(), 0);
  if (n < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
  if (!connection.closing) connection.in.append(buffer.data(), static_cast<std::size_t>(n));
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
