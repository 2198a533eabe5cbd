// Bodies of answers made before, the most recently used of them.
#pragma once

#include "server/http/body.hpp"

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace photomap {

/// Thread safe; no lock is held while a body is made. Bounded by the memory that bodies and keys take. A
/// body's key tells all that it depends on (it is its strong entity tag), so a new state of the data never
/// meets an old body.
class BodyCache {
 public:
  explicit BodyCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  std::optional<Body> find(std::string_view key);

  /// The body kept under the key, else what `make` returns, which is kept from then on. Who asks for a body
  /// that another thread is making waits for it. Nothing is kept of a `make` that throws: that exception goes
  /// to its caller, and one of those who waited makes the body.
  Body find_or_make(std::string_view key, const std::function<std::string()>& make);

  std::size_t bytes() const;

 private:
  struct Entry {
    std::string key;
    Body body;
    std::size_t bytes() const;
  };
  using Entries = std::list<Entry>;

  /// A body that a thread is making. Guarded by the cache's mutex.
  struct Making {
    std::condition_variable ended;
    bool has_ended = false;
    std::optional<Body> body;  ///< none where it failed
  };
  class Task;

  std::optional<Body> find_locked(std::string_view key);
  void keep_locked(const std::string& key, const Body& body);
  Entries take_surplus_locked();

  const std::size_t max_bytes_;
  mutable std::mutex mutex_;
  std::size_t bytes_ = 0;
  Entries entries_;  // most recently used first
  std::unordered_map<std::string_view, Entries::iterator> by_key_;
  std::map<std::string, std::shared_ptr<Making>, std::less<>> being_made_;
};

}  // namespace photomap
