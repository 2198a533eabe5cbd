#include "server/body_cache.hpp"

#include <utility>

namespace photomap {

std::string BodyCache::find_or_make(const std::string& key, const std::function<std::string()>& make) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
      entries_.splice(entries_.begin(), entries_, found->second);
      return found->second->body;
    }
  }
  std::string body = make();
  keep({key, body});
  return body;
}

void BodyCache::keep(Entry entry) {
  if (entry.bytes() > max_bytes_) return;
  const std::lock_guard lock(mutex_);
  if (by_key_.contains(entry.key)) return;  // another thread was first
  bytes_ += entry.bytes();
  entries_.push_front(std::move(entry));
  by_key_.emplace(entries_.front().key, entries_.begin());
  while (bytes_ > max_bytes_) {
    bytes_ -= entries_.back().bytes();
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

}  // namespace photomap
