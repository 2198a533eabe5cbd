// What one thread hands over to another, a batch at a time.
#pragma once

#include "geo/at_end.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace photomap {

/// Thread safe: one thread puts, another takes, any may end or stop it. It holds some batches, so that
/// neither waits for the other each time, nor gets too far ahead.
template <typename Batch>
class BatchQueue {
 public:
  /// One that holds batches of so much size together, or a single larger one.
  explicit BatchQueue(std::size_t most = 16) : most_(most) {}

  struct Stopped : std::runtime_error {
    Stopped() : std::runtime_error("nobody takes any more") {}
  };

  /// Gives one to fill: what was given back, as it was, or a new one. Throws Stopped when nobody takes any
  /// more.
  Batch put(Batch batch, std::size_t size = 1) {
    std::unique_lock lock(mutex_);
    const auto has_room = [&] { return batches_.empty() || held_ + size <= most_; };
    changed_.wait(lock, [&] { return has_room() || is_stopped_; });
    if (is_stopped_) throw Stopped();
    batches_.emplace_back(std::move(batch), size);
    held_ += size;
    changed_.notify_all();
    if (used_.empty()) return {};
    Batch next = std::move(used_.back());
    used_.pop_back();
    return next;
  }

  /// Empty when the last has been taken, or after stop().
  std::optional<Batch> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !batches_.empty() || is_ended_ || is_stopped_; });
    if (batches_.empty() || is_stopped_) return std::nullopt;
    auto [batch, size] = std::move(batches_.front());
    batches_.pop_front();
    held_ -= size;
    changed_.notify_all();
    return std::move(batch);
  }

  /// One that was taken, for the sake of its memory.
  void give_back(Batch batch) {
    const std::lock_guard lock(mutex_);
    if (used_.size() < kMostUsed) used_.push_back(std::move(batch));
  }

  /// Nothing more will be put.
  void end() { set(is_ended_); }
  /// Nothing more will be taken: what is held is of no use any more.
  void stop() { set(is_stopped_); }

 private:
  static constexpr std::size_t kMostUsed = 16;  // that are kept to be filled again

  void set(bool& flag) {
    const std::lock_guard lock(mutex_);
    flag = true;
    changed_.notify_all();
  }

  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::pair<Batch, std::size_t>> batches_;
  std::size_t held_ = 0;  // their sizes together
  std::vector<Batch> used_;
  bool is_ended_ = false;
  bool is_stopped_ = false;
};

/// Runs `produce(next)` in a thread of its own, some batches ahead of `consume(item)`, which is called in
/// this one, in order, until it answers false. `next()` gives the item to be filled next, as whoever used it
/// before has left it, so that its memory is used again. What either throws, this function throws, when both
/// have stopped.
template <typename Item, typename Produce, typename Consume>
void run_ahead(Produce&& produce, Consume&& consume) {
  struct Batch {
    std::vector<Item> items = std::vector<Item>(64);
    std::size_t count = 0;
  };
  BatchQueue<Batch> queue;
  std::future<void> producing = std::async(std::launch::async, [&] {
    const AtEnd end{[&] { queue.end(); }};
    Batch batch;
    produce([&]() -> Item& {
      if (batch.count >= batch.items.size()) batch = queue.put(std::move(batch));
      return batch.items[batch.count++];
    });
    queue.put(std::move(batch));
  });
  const auto consume_all = [&](Batch& batch) {
    for (std::size_t i = 0; i < batch.count; ++i) {
      if (!consume(batch.items[i])) return false;
    }
    return true;
  };
  {
    const AtEnd stop{[&] { queue.stop(); }};
    while (std::optional<Batch> batch = queue.take()) {
      if (!consume_all(*batch)) break;
      batch->count = 0;
      queue.give_back(std::move(*batch));
    }
  }
  try {
    producing.get();
  } catch (const typename BatchQueue<Batch>::Stopped&) {
    // As it was told.
  }
}

}  // namespace photomap
