#include "geo/line_reader.hpp"

#include "geo/source_error.hpp"

#include <fmt/format.h>

#include <fstream>
#include <memory>
#include <stdexcept>
#include <utility>

namespace photomap {

namespace {

constexpr std::size_t kPiece = 1 << 18;
constexpr std::size_t kLongestLine = 1 << 26;

}  // namespace

TextPieces pieces_of(std::string_view text) {
  return [text]() mutable { return std::exchange(text, std::string_view()); };
}

TextPieces pieces_of_file(const std::filesystem::path& file, std::function<void(std::int64_t)> on_read) {
  // Shared, as a std::function is copied.
  auto stream = std::make_shared<std::ifstream>(file, std::ios::binary);
  auto piece = std::make_shared<std::string>(kPiece, '\0');
  const std::string unreadable =
      fmt::format("{}: can't be read; check the path and its permissions", file.string());
  if (!stream->is_open() || std::filesystem::is_directory(file)) throw std::runtime_error(unreadable);
  return [stream, piece, unreadable, on_read = std::move(on_read)] {
    stream->read(piece->data(), static_cast<std::streamsize>(piece->size()));
    if (stream->bad()) throw std::runtime_error(unreadable);
    on_read(stream->gcount());
    return std::string_view(piece->data(), static_cast<std::size_t>(stream->gcount()));
  };
}

bool LineReader::next(TextLine& line) {
  if (!next_unchecked(line)) return false;
  require_utf8_line(line, name_);
  return true;
}

bool LineReader::next_unchecked(TextLine& line) {
  std::size_t end = find_end();
  while (end == buffer_.npos && fill()) end = find_end();
  if (end == buffer_.npos) end = buffer_.size();
  if (end == at_) return false;
  line = {++number_, std::string_view(buffer_).substr(at_, end - at_)};
  at_ = end;
  return true;
}

// Behind the end of the line at `at_`; npos while that has not been read yet.
std::size_t LineReader::find_end() const {
  const std::size_t feed = buffer_.find('\n', at_);
  const std::string_view line =
      std::string_view(buffer_).substr(at_, feed == buffer_.npos ? feed : feed - at_);
  const std::size_t cr = line.find('\r');
  if (cr == line.npos) return feed == buffer_.npos ? feed : feed + 1;
  if (cr + 1 < line.size()) return at_ + cr + 1;
  if (feed != buffer_.npos) return feed + 1;          // both together
  return is_at_end_ ? buffer_.size() : buffer_.npos;  // a LF may follow
}

// False at the end of the text.
bool LineReader::fill() {
  if (is_at_end_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  const std::string_view piece = pieces_();
  is_at_end_ = piece.empty();
  buffer_ += piece;
  if (number_ == 0 && buffer_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
  if (buffer_.size() > kLongestLine)
    throw SourceError(name_, number_ + 1, "the line is longer than 64 MB; is this a text?");
  return true;
}

}  // namespace photomap
