#include "geo/read_ahead.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

constexpr std::size_t kBatch = 256;
constexpr std::size_t kMostBatches = 4;

// One call of a visitor.
struct Event {
  enum class Kind { photo, rejected, note } kind = Kind::photo;
  std::string essay = {};
  std::string intro = {};
  PhotoRecord photo = {};
  Rejection rejection = {};
};
using Batch = std::vector<Event>;

struct Stopped : std::runtime_error {
  Stopped() : std::runtime_error("nobody wants more records") {}
};

/// Thread safe: one thread puts, another takes.
class Queue {
 public:
  // Throws Stopped when nobody takes any more.
  void put(Batch batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return batches_.size() < kMostBatches || is_stopped_; });
    if (is_stopped_) throw Stopped();
    batches_.push_back(std::move(batch));
    changed_.notify_all();
  }

  // Empty when the last has been taken.
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

// Puts what it is called with into the queue; the rest of it at its end, whatever ends it.
class Recorder final : public RecordVisitor {
 public:
  explicit Recorder(Queue& queue) : queue_(queue) {}

  void visit_photo(std::string_view essay, std::string_view intro, PhotoRecord& photo) override {
    add({.kind = Event::Kind::photo,
         .essay = std::string(essay),
         .intro = std::string(intro),
         .photo = std::move(photo)});
  }
  void visit_rejected(Rejection rejection) override {
    add({.kind = Event::Kind::rejected, .rejection = std::move(rejection)});
  }
  void visit_note(Rejection note) override { add({.kind = Event::Kind::note, .rejection = std::move(note)}); }

  void flush() {
    if (!batch_.empty()) queue_.put(std::exchange(batch_, {}));
  }

 private:
  void add(Event event) {
    if (batch_.empty()) batch_.reserve(kBatch);
    batch_.push_back(std::move(event));
    if (batch_.size() == kBatch) flush();
  }

  Queue& queue_;
  Batch batch_;
};

// Calls when it goes, however that comes.
template <typename Call>
struct AtEnd {
  Call call;
  ~AtEnd() { call(); }
};
template <typename Call>
AtEnd(Call) -> AtEnd<Call>;

void replay(Event& event, RecordVisitor& visitor) {
  switch (event.kind) {
    case Event::Kind::photo: visitor.visit_photo(event.essay, event.intro, event.photo); break;
    case Event::Kind::rejected: visitor.visit_rejected(std::move(event.rejection)); break;
    case Event::Kind::note: visitor.visit_note(std::move(event.rejection)); break;
  }
}

}  // namespace

void read_ahead(const std::function<void(RecordVisitor&)>& read, RecordVisitor& visitor) {
  Queue queue;
  std::future<void> reading = std::async(std::launch::async, [&] {
    const AtEnd end{[&] { queue.end(); }};
    Recorder recorder(queue);
    read(recorder);
    recorder.flush();
  });
  {
    const AtEnd stop{[&] { queue.stop(); }};
    while (std::optional<Batch> batch = queue.take()) {
      for (Event& event : *batch) replay(event, visitor);
    }
  }
  reading.get();
}

}  // namespace photomap
