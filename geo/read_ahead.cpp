#include "geo/read_ahead.hpp"

#include "geo/batch_queue.hpp"
#include "geo/thread_priority.hpp"

#include <string>
#include <utility>

namespace photomap {

namespace {

// One call of a visitor. What its kind does not need is of an earlier one.
struct Event {
  enum class Kind { photo, rejected, note } kind = Kind::photo;
  std::string essay = {};
  std::string intro = {};
  PhotoRecord photo = {};
  Rejection rejection = {};
};
using NextEvent = std::function<Event&()>;

class Recorder final : public RecordVisitor {
 public:
  explicit Recorder(NextEvent next) : next_(std::move(next)) {}

  void visit_photo(std::string_view essay, std::string_view intro, PhotoRecord& photo) override {
    Event& event = next_();
    event.kind = Event::Kind::photo;
    event.essay = essay;
    event.intro = intro;
    std::swap(event.photo, photo);  // whose memory the reader may use again
  }
  void visit_rejected(Rejection rejection) override { add(Event::Kind::rejected, std::move(rejection)); }
  void visit_note(Rejection note) override { add(Event::Kind::note, std::move(note)); }

 private:
  void add(Event::Kind kind, Rejection rejection) {
    Event& event = next_();
    event.kind = kind;
    event.rejection = std::move(rejection);
  }

  NextEvent next_;
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
  run_ahead<Event>(
      [&](const NextEvent& next) {
        step_back(2);  // who stores what is read has most to do
        Recorder recorder(next);
        read(recorder);
      },
      [&](Event& event) {
        replay(event, visitor);
        return true;
      });
}

}  // namespace photomap
