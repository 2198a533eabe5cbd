#include "geo/line_reader.hpp"

#include "geo/source_error.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace photomap {

namespace {

// The text in pieces of so many bytes.
TextPieces pieces(std::string_view text, std::size_t size) {
  return [text, size]() mutable {
    const std::string_view piece = text.substr(0, size);
    text.remove_prefix(piece.size());
    return piece;
  };
}

std::vector<std::string> lines(LineReader reader) {
  std::vector<std::string> found;
  for (TextLine line; reader.next(line);) {
    CHECK(line.number == static_cast<int>(found.size()) + 1);
    found.emplace_back(line.text);
  }
  return found;
}

}  // namespace

TEST_CASE("lines are the same wherever the pieces of a text are cut") {
  const std::string text = "\xEF\xBB\xBFone\r\ntwo\rthree\n\n\r\r\nАлматы\n霍尔果斯";
  const std::vector<std::string> expected{"one\r\n", "two\r", "three\n",  "\n",
                                          "\r",      "\r\n",  "Алматы\n", "霍尔果斯"};
  for (std::size_t size = 1; size <= text.size(); ++size) {
    CAPTURE(size);
    CHECK(lines(LineReader(pieces(text, size), "x")) == expected);
  }
  CHECK(lines(LineReader(pieces_of(""), "x")).empty());
  CHECK(lines(LineReader(pieces_of("a\r"), "x")) == std::vector<std::string>{"a\r"});
}

TEST_CASE("a line that is not UTF-8 ends the reading with its number") {
  for (const std::string& bad :
       std::vector<std::string>{"\xff", "\xC3(", "\xE2\x82", std::string(1, 0), "\xED\xA0\x80"}) {
    const std::string text = "fine and long enough for a word\nalso " + bad + " here\n";
    LineReader reader(pieces_of(text), "x.csv");
    TextLine line;
    CHECK(reader.next(line));
    CHECK_THROWS_WITH(reader.next(line), Catch::StartsWith("x.csv:2: "));
  }
}

TEST_CASE("a file is read in pieces, and the bytes are told") {
  const TemporaryDirectory directory;
  write_file(directory.path() / "long.txt", std::string(300'000, 'a') + "\nb\n");
  std::int64_t bytes = 0;
  const auto found = lines(LineReader(
      pieces_of_file(directory.path() / "long.txt", [&](std::int64_t read) { bytes += read; }), "x"));
  REQUIRE(found.size() == 2);
  CHECK(found[0].size() == 300'001);
  CHECK(bytes == 300'003);
  CHECK_THROWS_WITH(pieces_of_file(directory.path() / "none.txt"),
                    Catch::Contains("none.txt: can't be read"));
  CHECK_THROWS_WITH(pieces_of_file(directory.path()), Catch::Contains("can't be read"));
}

}  // namespace photomap
