// What a source of photos tells while it is read.
#pragma once

#include "geo/photo.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace photomap {

/// Gets what a reader finds, in the order of the source.
class RecordVisitor {
 public:
  virtual ~RecordVisitor() = default;
  /// `essay` is its title, empty where the source gives none. The photo may be moved from, or
  /// another stand there.
  virtual void visit_photo(std::string_view essay, std::string_view intro, PhotoRecord& photo) = 0;
  virtual void visit_rejected(Rejection rejection) = 0;
  virtual void visit_note(Rejection note) = 0;

 protected:
  RecordVisitor() = default;
  RecordVisitor(const RecordVisitor&) = default;
  RecordVisitor& operator=(const RecordVisitor&) = default;
};

/// Keeps all of it: essays in the order of their first photo.
class DocumentBuilder : public RecordVisitor {
 public:
  /// `untitled` is the title of photos that come without one.
  explicit DocumentBuilder(std::string untitled) : untitled_(std::move(untitled)) {}

  /// An id that another photo of the essay has already is a fault, and its photo left out.
  void visit_photo(std::string_view essay, std::string_view intro, PhotoRecord& photo) override;
  void visit_rejected(Rejection rejection) override { document.rejected.push_back(std::move(rejection)); }
  void visit_note(Rejection note) override { document.notes.push_back(std::move(note)); }

  SourceDocument document;

 private:
  std::string untitled_;
  std::map<std::string, std::size_t> by_title_;
  std::map<std::pair<std::size_t, std::string>, int> line_of_id_;
};

/// What to say of a second intro of an essay; empty where it is none.
std::optional<Rejection> note_other_intro(std::string_view standing, std::string_view intro, int line);

}  // namespace photomap
