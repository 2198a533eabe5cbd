#include "geo/read_ahead.hpp"

#include "geo/batch_queue.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

constexpr std::size_t kBatch = 256;

// One call of a visitor.
struct Event {
  enum class Kind { photo, rejected, note } kind = Kind::photo;
  std::string essay = {};
  std::string intro = {};
  PhotoRecord photo = {};
  Rejection rejection = {};
};
using Batch = std::vector<Event>;
using PutBatch = std::function<void(Batch)>;

// Puts what it is called with into the queue; the rest of it at its end, whatever ends it.
class Recorder final : public RecordVisitor {
 public:
  explicit Recorder(const PutBatch& put) : put_(put) {}

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
    if (!batch_.empty()) put_(std::exchange(batch_, {}));
  }

 private:
  void add(Event event) {
    if (batch_.empty()) batch_.reserve(kBatch);
    batch_.push_back(std::move(event));
    if (batch_.size() == kBatch) flush();
  }

  const PutBatch& put_;
  Batch batch_;
};

void replay(Event& event, RecordVisitor& visitor) {
  switch (event.kind) {
    case Event::Kind::photo: visitor.visit_photo(event.essay, event.intro, event.photo); break;
    case Event::Kind::rejected: visitor.visit_rejected(std::move(event.rejection)); break;
    case Event::Kind::note: visitor.visit_note(std::move(event.rejection)); break;
  }
}

}  // namespace

void read_ahead(const std::function<void(RecordVisitor&)>& read, RecordVisitor& visitor) {
  run_ahead<Batch>(
      [&](const PutBatch& put) {
        Recorder recorder(put);
        read(recorder);
        recorder.flush();
      },
      [&](Batch& batch) {
        for (Event& event : batch) replay(event, visitor);
        return true;
      });
}

}  // namespace photomap
