// UTF-8 text as bytes: checked once, then read by code points and lines. Letters are Latin, Greek and
// Cyrillic; no ICU here.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;  ///< in bytes; 0 at the end of the text
};

/// The text without its byte order mark. Throws SourceError with the line of the first byte that is not
/// UTF-8, or is NUL.
std::string_view require_utf8(std::string_view text, const std::string& name);

struct TextLine {
  int number = 0;         ///< 1-based
  std::string_view text;  ///< with its end: "\n", "\r\n", "\r" or nothing
};

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// As require_utf8, of one line of a text that is read by lines.
void require_utf8_line(const TextLine& line, const std::string& name);

/// All lines of a text, at least one; none after a final line end.
std::vector<TextLine> split_lines(std::string_view text);

/// A byte that begins no valid sequence comes as U+FFFD of size 1.
CodePoint first_code_point(std::string_view text);
/// As first_code_point, from the other end.
CodePoint last_code_point(std::string_view text);
std::size_t count_code_points(std::string_view text);
std::u32string decode(std::string_view text);
/// Of the code point with that number, from 0; the end of the text where it has fewer.
std::size_t byte_offset(std::string_view text, std::size_t code_point);

/// White space of any kind, line ends, no-break and zero-width spaces included.
bool is_space(char32_t c);
bool is_lower_case(char32_t c);
bool is_upper_case(char32_t c);
bool is_letter_or_digit(char32_t c);
char32_t to_lower_case(char32_t c);

std::string_view trim_start(std::string_view text);
std::string_view trim_end(std::string_view text);
std::string_view trim(std::string_view text);

/// Without white space and any of these ASCII signs at its end.
std::string_view trim_signs(std::string_view text, std::string_view signs);
/// Steps over the first of `words`, in small letters, that `rest` begins with in any case; false if there is
/// none.
bool eat_any(std::string_view& rest, std::initializer_list<std::string_view> words);
bool ends_in_word(std::string_view text);

/// Line ends, tabs and other control characters become a space, several in a row one; trimmed.
std::string single_line(std::string_view text);

/// For messages: in double quotes, cut to about 60 characters.
std::string quote(std::string_view text);

}  // namespace photomap
