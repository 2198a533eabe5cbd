// A text of any length, read line by line.
#pragma once

#include "geo/utf8.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace photomap {

/// The next piece of a text, cut anywhere; empty at its end. A piece is there until the next is asked for.
using TextPieces = std::function<std::string_view()>;

/// The text must outlive them.
TextPieces pieces_of(std::string_view text);

/// Throws std::runtime_error naming the file where it can't be read. `on_read` gets the number of bytes of
/// each piece.
TextPieces pieces_of_file(
    const std::filesystem::path& file, std::function<void(std::int64_t bytes)> on_read = [](std::int64_t) {});

/// Lines as split_lines gives them, checked as require_utf8 does. Holds no more than one line and a piece.
class LineReader {
 public:
  /// `name` is what errors call the text.
  LineReader(TextPieces pieces, std::string name) : pieces_(std::move(pieces)), name_(std::move(name)) {}

  /// False at the end. The line is there until the next is asked for. Throws SourceError where it is not
  /// UTF-8, or longer than any text has.
  bool next(TextLine& line);
  /// The same, but a line that is not UTF-8 is the caller's to refuse.
  bool next_unchecked(TextLine& line);
  const std::string& name() const { return name_; }

 private:
  bool fill();
  std::size_t find_end() const;

  TextPieces pieces_;
  std::string name_;
  std::string buffer_;
  std::size_t at_ = 0;  ///< of the next line in `buffer_`
  int number_ = 0;
  bool is_at_end_ = false;
};

}  // namespace photomap
