#include "server/http/socket.hpp"

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>

namespace photomap {

namespace {

using AddressList = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

AddressList find_addresses(const std::string& address, int port) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (const int error = ::getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found);
      error != 0) {
    throw std::runtime_error(
        fmt::format("{}: no such address ({}); choose another with --bind", address, ::gai_strerror(error)));
  }
  return {found, &::freeaddrinfo};
}

[[noreturn]] void fail_to_listen(const std::string& address, int port, int error) {
  const std::string where = host_and_port(address, port);
  if (error == EADDRINUSE) throw std::runtime_error(where + " is in use; choose another with --port");
  if (error == EACCES) {
    throw std::runtime_error(where + " needs more rights than this user has; choose a --port from 1024 up");
  }
  if (error == EADDRNOTAVAIL) {
    throw std::runtime_error(where + " is no address of this machine; choose another with --bind");
  }
  throw std::runtime_error(fmt::format("{}: cannot listen: {}", where, std::strerror(error)));
}

}  // namespace

std::string host_and_port(const std::string& host, int port) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return is_ipv6 ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

FileDescriptor listen_on(const std::string& address, int port) {
  const AddressList addresses = find_addresses(address, port);
  int error = 0;
  for (const addrinfo* at = addresses.get(); at != nullptr; at = at->ai_next) {
    FileDescriptor listener(
        ::socket(at->ai_family, at->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, at->ai_protocol));
    const int on = 1;  // restart at once, although connections of the last run linger in TIME_WAIT
    ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (listener && ::bind(listener.get(), at->ai_addr, at->ai_addrlen) == 0 &&
        ::listen(listener.get(), SOMAXCONN) == 0) {
      return listener;
    }
    error = errno;
  }
  fail_to_listen(address, port, error);
}

int local_port(const FileDescriptor& listener) {
  sockaddr_in6 address{};  // the port lies at the same place in sockaddr_in
  socklen_t size = sizeof address;
  if (::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error(fmt::format("cannot tell the port: {}", std::strerror(errno)));
  }
  return ntohs(address.sin6_port);
}

FileDescriptor accept_client(const FileDescriptor& listener) {
  FileDescriptor client(::accept4(listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  const int on = 1;
  if (client) ::setsockopt(client.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return client;
}

}  // namespace photomap
