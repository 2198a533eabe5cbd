// The clients there are, and which thread has which.
#pragma once

#include "server/http/client_connection.hpp"
#include "server/http/socket.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace photomap {

/// Thread safe. A connection belongs to the thread that holds it; nobody closes it meanwhile.
class ConnectionTable {
 public:
  /// Never used again for another connection, so that a late event finds nothing.
  using Key = std::uint64_t;

  class Held {
   public:
    explicit operator bool() const { return connection_ != nullptr; }
    ClientConnection& operator*() const { return *connection_; }
    ClientConnection* operator->() const { return connection_; }
    Key key() const { return key_; }

   private:
    friend ConnectionTable;
    Held() = default;

    std::unique_lock<std::mutex> lock_;
    Key key_ = 0;
    ClientConnection* connection_ = nullptr;
  };

  explicit ConnectionTable(std::size_t max_size);

  bool is_full() const;
  /// Empty where the table is full; then the client is closed.
  Held add(FileDescriptor client);
  /// Waits for the thread that has it; empty where it is closed.
  Held hold(Key key);
  void close(Held held);

  /// Closes those that nobody holds and that are overdue.
  void close_if(const std::function<bool(const ClientConnection&)>& is_overdue);
  /// Closes that one nobody holds that waited longest.
  void close_longest_waiting();

 private:
  struct Slot {
    std::mutex mutex;
    std::optional<ClientConnection> connection;  // guarded by the mutex
    std::uint32_t generation = 0;                // guarded by the mutex
  };

  /// Empty where another thread has it, or nobody.
  Held try_hold(std::size_t index);
  Slot& slot_of(Key key) { return slots_[key >> 32]; }

  std::vector<Slot> slots_;
  mutable std::mutex mutex_;         // never waits for a slot's
  std::vector<std::uint32_t> free_;  // slots without a connection; guarded by mutex_
};

}  // namespace photomap
