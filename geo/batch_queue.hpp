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

namespace photomap {

/// Thread safe: one thread puts, another takes. It holds a few batches, so that neither waits for the other
/// each time, nor gets far ahead.
template <typename Batch>
class BatchQueue {
 public:
  struct Stopped : std::runtime_error {
    Stopped() : std::runtime_error("nobody takes any more") {}
  };

  /// Throws Stopped when nobody takes any more.
  void put(Batch batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return batches_.size() < kMostBatches || is_stopped_; });
    if (is_stopped_) throw Stopped();
    batches_.push_back(std::move(batch));
    changed_.notify_all();
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
  bool is_ended_ = false;
  bool is_stopped_ = false;
};

/// Runs `produce(put)` in a thread of its own, some batches ahead of `consume(batch)`, which is called in
/// this one, in order, until it answers false. What either throws, this function throws, when both have
/// stopped.
template <typename Batch, typename Produce, typename Consume>
void run_ahead(Produce&& produce, Consume&& consume) {
  BatchQueue<Batch> queue;
  std::future<void> producing = std::async(std::launch::async, [&] {
    const AtEnd end{[&] { queue.end(); }};
    produce([&](Batch batch) { queue.put(std::move(batch)); });
  });
  {
    const AtEnd stop{[&] { queue.stop(); }};
    while (std::optional<Batch> batch = queue.take()) {
      if (!consume(*batch)) break;
    }
  }
  try {
    producing.get();
  } catch (const typename BatchQueue<Batch>::Stopped&) {
    // As it was told.
  }
}

}  // namespace photomap
