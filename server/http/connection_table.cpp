#include "server/http/connection_table.hpp"

#include <numeric>
#include <utility>

namespace photomap {

ConnectionTable::ConnectionTable(std::size_t max_size) : slots_(max_size), free_(max_size) {
  std::iota(free_.rbegin(), free_.rend(), 0U);
}

bool ConnectionTable::is_full() const {
  const std::lock_guard lock(mutex_);
  return free_.empty();
}

ConnectionTable::Held ConnectionTable::add(FileDescriptor client) {
  Held held;
  std::uint32_t index = 0;
  {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return held;
    index = free_.back();
    free_.pop_back();
  }
  Slot& slot = slots_[index];
  held.lock_ = std::unique_lock(slot.mutex);
  held.key_ = (Key{index} << 32) | ++slot.generation;
  held.connection_ = &slot.connection.emplace(std::move(client));
  return held;
}

ConnectionTable::Held ConnectionTable::hold(Key key) {
  Held held;
  Slot& slot = slot_of(key);
  held.lock_ = std::unique_lock(slot.mutex);
  held.key_ = key;
  if (slot.connection && slot.generation == static_cast<std::uint32_t>(key))
    held.connection_ = &*slot.connection;
  return held;
}

ConnectionTable::Held ConnectionTable::try_hold(std::size_t index) {
  Held held;
  Slot& slot = slots_[index];
  held.lock_ = std::unique_lock(slot.mutex, std::try_to_lock);
  if (!held.lock_ || !slot.connection) return held;
  held.key_ = (Key{index} << 32) | slot.generation;
  held.connection_ = &*slot.connection;
  return held;
}

void ConnectionTable::close(Held held) {
  slot_of(held.key_).connection.reset();
  held.lock_.unlock();
  const std::lock_guard lock(mutex_);
  free_.push_back(static_cast<std::uint32_t>(held.key_ >> 32));
}

void ConnectionTable::close_if(const std::function<bool(const ClientConnection&)>& is_overdue) {
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (Held held = try_hold(i); held && is_overdue(*held)) close(std::move(held));
  }
}

void ConnectionTable::close_longest_waiting() {
  std::optional<ClientConnection::Clock::time_point> earliest;
  Key longest_waiting = 0;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const Held held = try_hold(i);
    if (!held || (earliest && *earliest <= held->since)) continue;
    earliest = held->since;
    longest_waiting = held.key();
  }
  if (!earliest) return;
  // If it was taken up meanwhile, the next longest will do, but that is not worth another search.
  if (Held held = try_hold(longest_waiting >> 32); held && held.key() == longest_waiting)
    close(std::move(held));
}

}  // namespace photomap
