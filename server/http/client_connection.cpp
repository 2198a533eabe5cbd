#include "server/http/client_connection.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace photomap {

namespace {

/// What is left of `text` after its first `sent` bytes; those are then counted off.
iovec take_unsent(std::string_view text, std::size_t& sent) {
  const std::size_t gone = std::min(sent, text.size());
  sent -= gone;
  // sendmsg only reads, but its vectors serve receiving too.
  return {.iov_base = const_cast<char*>(text.data() + gone), .iov_len = text.size() - gone};
}

/// Pieces of a stream that are sent before others have their turn.
constexpr int kMostPieces = 8;

/// Puts the next piece where the last one was. At the end the stream is let go.
void take_piece(ClientConnection& connection) {
  Answer& out = connection.out;
  BodyStream::Piece piece = out.stream->next();
  if (piece.has_failed) {
    // A reset, so that even a client that counts no bytes takes it for no whole answer.
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(connection.socket.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    connection.broken = true;
    return;
  }
  const bool is_end = piece.bytes.empty();
  connection.sent = 0;
  out.head.clear();
  if (out.is_chunked) {
    out.head = is_end ? "0\r\n\r\n" : fmt::format("{:x}\r\n", piece.bytes.size());
    if (!is_end) piece.bytes += "\r\n";
  }
  out.body = Body(std::move(piece.bytes));
  if (is_end) out.stream.reset();
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
  int pieces = 0;
  while (connection.has_unsent()) {
    if (connection.sent == connection.out.head.size() + connection.out.body.size()) {
      if (++pieces > kMostPieces) return;
      take_piece(connection);
      if (connection.broken) return;
      continue;
    }
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
