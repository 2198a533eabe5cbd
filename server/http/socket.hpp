// POSIX sockets.
#pragma once

#include "geo/file_descriptor.hpp"

#include <string>

namespace photomap {

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
