#include "server/body_cache.hpp"

#include <iterator>
#include <utility>

namespace photomap {

namespace {

// What an entry takes beside key and body: nodes of list and map, the bookkeeping of the strings.
constexpr std::size_t kEntryBytes = 250;

}  // namespace

/// This thread's duty to make a body. However it ends, those who wait hear of it.
class BodyCache::Task {
 public:
  /// Under the cache's lock.
  Task(BodyCache& cache, std::string_view key) : cache_(cache), key_(key) {
    cache_.being_made_.emplace(key_, making_);
  }
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  ~Task() {
    Entries surplus;  // freed after the lock
    const std::lock_guard lock(cache_.mutex_);
    cache_.being_made_.erase(key_);
    making_->has_ended = true;
    making_->body = body_;
    making_->ended.notify_all();
    if (body_) cache_.keep_locked(key_, *body_);
    surplus = cache_.take_surplus_locked();
  }

  /// Without the lock.
  Body run(const std::function<std::string()>& make) {
    std::string text = make();
    // What grew by appending may take twice its size.
    if (text.capacity() > text.size() + text.size() / 8) text.shrink_to_fit();
    return body_.emplace(std::move(text));
  }

 private:
  BodyCache& cache_;
  const std::string key_;
  const std::shared_ptr<Making> making_ = std::make_shared<Making>();
  std::optional<Body> body_;
};

std::size_t BodyCache::Entry::bytes() const {
  return key.capacity() + body.allocated() + kEntryBytes;
}

std::optional<Body> BodyCache::find(std::string_view key) {
  const std::lock_guard lock(mutex_);
  return find_locked(key);
}

Body BodyCache::find_or_make(std::string_view key, const std::function<std::string()>& make) {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (const auto kept = find_locked(key)) return *kept;
    const auto found = being_made_.find(key);
    if (found == being_made_.end()) break;
    const std::shared_ptr<Making> making = found->second;
    making->ended.wait(lock, [&] { return making->has_ended; });
    if (making->body) return *making->body;  // also one too large to be kept
  }
  Task task(*this, key);
  lock.unlock();
  return task.run(make);
}

std::size_t BodyCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

std::optional<Body> BodyCache::find_locked(std::string_view key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return std::nullopt;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->body;
}

void BodyCache::keep_locked(const std::string& key, const Body& body) {
  Entry entry{.key = key, .body = body};
  if (entry.bytes() > max_bytes_) return;
  bytes_ += entry.bytes();
  entries_.push_front(std::move(entry));
  by_key_.emplace(entries_.front().key, entries_.begin());
}

BodyCache::Entries BodyCache::take_surplus_locked() {
  Entries surplus;
  while (bytes_ > max_bytes_) {
    const auto last = std::prev(entries_.end());
    bytes_ -= last->bytes();
    by_key_.erase(last->key);
    surplus.splice(surplus.begin(), entries_, last);
  }
  return surplus;
}

}  // namespace photomap
