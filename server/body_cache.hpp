// Bodies of answers made before, the most recently used of them.
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace photomap {

/// Thread safe. A body's key is its strong entity tag, so a new state of the data never meets an old body.
class BodyCache {
 public:
  explicit BodyCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  /// The body kept under the key, else the one that `make` returns, which is kept from then on.
  std::string find_or_make(const std::string& key, const std::function<std::string()>& make);

 private:
  struct Entry {
    std::string key;
    std::string body;
    std::size_t bytes() const { return key.size() + body.size(); }
  };

  void keep(Entry entry);

  const std::size_t max_bytes_;
  std::mutex mutex_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;
};

}  // namespace photomap
