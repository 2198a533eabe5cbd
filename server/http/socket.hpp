// POSIX sockets and other descriptors, owned.
#pragma once

#include <string>
#include <utility>

namespace photomap {

/// Owns a file descriptor; -1 is none.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

/// "127.0.0.1:8080", "[::1]:8080".
std::string host_and_port(const std::string& host, int port);

/// A listening, non-blocking TCP socket; port 0 takes any free one. Throws std::runtime_error naming address
/// and port. Without SO_REUSEPORT: two servers never share a port.
FileDescriptor listen_on(const std::string& address, int port);

/// The port that a listening socket got.
int local_port(const FileDescriptor& listener);

/// The next waiting client, non-blocking and without Nagle's delay; empty where there is none.
FileDescriptor accept_client(const FileDescriptor& listener);

}  // namespace photomap
