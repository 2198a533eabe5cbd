// One client: what it sent and what it is to get.
#pragma once

#include "server/http/answer.hpp"
#include "server/http/socket.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace photomap {

/// Not thread safe.
struct ClientConnection {
  using Clock = std::chrono::steady_clock;

  explicit ClientConnection(FileDescriptor&& client) : socket(std::move(client)) {}

  FileDescriptor socket;
  std::string in;        ///< received, not yet answered
  Answer out;            ///< to be sent; its `close`: nothing more is read
  std::size_t sent = 0;  ///< of `out`
  bool broken = false;   ///< the client is gone
  Clock::time_point since = Clock::now();

  bool has_unsent() const { return sent < out.head.size() + out.body.size() || out.stream != nullptr; }
};

/// Sends what the socket takes without waiting, of a stream no more than some pieces, so that others have
/// their turn; after the last byte to a closing connection tells the client so.
void send_some(ClientConnection& connection);

/// False when the client is gone. Bytes that nobody will answer are dropped.
bool receive_some(ClientConnection& connection);

/// Length of the request head at the start of `bytes`, its final empty line included; 0 while it is not
/// whole.
std::size_t find_head_end(std::string_view bytes);

}  // namespace photomap
