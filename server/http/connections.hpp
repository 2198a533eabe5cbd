// Many clients on few threads: sockets in, request heads out, answers back. Knows no HTTP but where a head
// ends.
#pragma once

#include "server/http/answer.hpp"
#include "server/http/socket.hpp"

#include <chrono>
#include <cstddef>
#include <memory>

namespace photomap {

struct ConnectionOptions {
  int threads = 4;  ///< that answer; waiting clients need none
  std::size_t max_head_bytes = 16 * 1024;
  std::chrono::milliseconds max_wait{
      30'000};  ///< for a whole request head, and for progress in taking an answer
  std::size_t max_connections =
      0;  ///< above it the client that waited longest must go; 0: by the descriptor limit
};

/// A few threads wait for all sockets together (epoll): the one that sees a request receives, answers and
/// sends. A client that is idle, sends slowly or reads slowly holds memory and a descriptor, never a thread;
/// an answer that takes long holds one thread. Not thread safe, except stop().
class ConnectionLoop {
 public:
  ConnectionLoop(FileDescriptor listener, ConnectionOptions options, Answerer answerer);
  ~ConnectionLoop();

  /// Serves until stop().
  void run();
  /// From any thread, before or during run(). Answers being made are finished, all connections closed.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace photomap
