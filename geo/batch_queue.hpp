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

/// Thread safe: one thread puts, another takes. It holds a few batches, so that neither waits for the other
/// each time, nor gets far ahead.
template <typename Batch>
class BatchQueue {
 public:
  struct Stopped : std::runtime_error {
    Stopped() : std::runtime_error("nobody takes any more") {}
  };

  /// Gives one to fill: what was given back, as it was, or a new one. Throws Stopped when nobody takes any
  /// more.
  Batch put(Batch batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return batches_.size() < kMostBatches || is_stopped_; });
    if (is_stopped_) throw Stopped();
    batches_.push_back(std::move(batch));
    changed_.notify_all();
    if (used_.empty()) return {};
    Batch next = std::move(used_.back());
    used_.pop_back();
    return next;
  }

  /// Empty when the last has been taken.
  std::optional<Batch> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !batches_.empty() || is_ended_; });
    if (batches_.empty()) return std::nullopt;
    Batch batch = std::move(batches_.front());
    batches_.pop_front();
    changed_.notify_all();
    return batch;
  }

  /// One that was taken, for the sake of its memory.
  void give_back(Batch batch) {
    const std::lock_guard lock(mutex_);
    used_.push_back(std::move(batch));
  }

  void end() { set(is_ended_); }
  void stop() { set(is_stopped_); }

 private:
  static constexpr std::size_t kMostBatches = 4;

  void set(bool& flag) {
    const std::lock_guard lock(mutex_);
    flag = true;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch> batches_;
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
    std::vector<Item> items = std::vector<Item>(256);
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
