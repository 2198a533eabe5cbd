#include "geo/utf8.hpp"

#include "geo/source_error.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace photomap {

namespace {

constexpr char32_t kInvalid = 0xFFFD;

unsigned char byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}
bool is_continuation(unsigned char byte) {
  return (byte & 0xC0) == 0x80;
}

bool in(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

// Blocks where capitals and small letters alternate, the capital on the even code point.
bool is_even_pair(char32_t c) {
  return in(c, 0x100, 0x137) || in(c, 0x14A, 0x177) || in(c, 0x1E00, 0x1E95) || in(c, 0x1EA0, 0x1EFF) ||
         in(c, 0x460, 0x481) || in(c, 0x48A, 0x4BF) || in(c, 0x4D0, 0x52F);
}

// The same, the capital on the odd code point.
bool is_odd_pair(char32_t c) {
  return in(c, 0x139, 0x148) || in(c, 0x179, 0x17E) || in(c, 0x4C1, 0x4CE);
}

}  // namespace

CodePoint first_code_point(std::string_view text) {
  if (text.empty()) return {};
  const unsigned char lead = byte_at(text, 0);
  if (lead < 0x80) return {lead, 1};
  // The Unicode Standard, table 3-7: no overlong form, no surrogate, nothing above U+10FFFF.
  const std::size_t size = in(lead, 0xC2, 0xDF) ? 2 : in(lead, 0xE0, 0xEF) ? 3 : in(lead, 0xF0, 0xF4) ? 4 : 0;
  if (size == 0 || text.size() < size) return {kInvalid, 1};
  char32_t value = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(byte_at(text, i))) return {kInvalid, 1};
    value = (value << 6) | (byte_at(text, i) & 0x3FU);
  }
  const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
  if (overlong || in(value, 0xD800, 0xDFFF) || value > 0x10FFFF) return {kInvalid, 1};
  return {value, size};
}

CodePoint last_code_point(std::string_view text) {
  for (std::size_t size = 1; size <= std::min<std::size_t>(4, text.size()); ++size) {
    const auto start = text.size() - size;
    if (is_continuation(byte_at(text, start))) continue;
    const CodePoint c = first_code_point(text.substr(start));
    if (c.size == size) return c;
    break;
  }
  return text.empty() ? CodePoint{} : CodePoint{kInvalid, 1};
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return !is_continuation(static_cast<unsigned char>(c)); }));
}

std::size_t byte_offset(std::string_view text, std::size_t code_point) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < code_point && at < text.size(); ++i)
    at += first_code_point(text.substr(at)).size;
  return at;
}

std::u32string decode(std::string_view text) {
  std::u32string decoded;
  for (CodePoint c = first_code_point(text); c.size > 0; c = first_code_point(text)) {
    decoded += c.value;
    text.remove_prefix(c.size);
  }
  return decoded;
}

namespace {

// Steps over eight bytes at a time while all of them are ASCII and none is NUL.
std::size_t skip_ascii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighs = 0x8080808080808080;
  for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if (((word | (word - kOnes)) & kHighs) != 0) break;
  }
  return at;
}

// Of the first byte that is not UTF-8, or is NUL; the size of the text where there is none.
std::size_t find_bad_byte(std::string_view text) {
  std::size_t at = skip_ascii(text, 0);
  while (at < text.size()) {
    const CodePoint c = first_code_point(text.substr(at));
    if (c.value == 0 || (c.value == kInvalid && c.size == 1)) return at;
    at = c.size > 1 ? at + c.size : skip_ascii(text, at + 1);
  }
  return at;
}

[[noreturn]] void refuse_byte(char bad, const std::string& name, int line) {
  throw SourceError(name, line,
                    (bad == 0 ? "a NUL byte, so this is no plain text" : "not UTF-8") +
                        std::string("; save the file as UTF-8 text and try again"));
}

}  // namespace

void require_utf8_line(const TextLine& line, const std::string& name) {
  const std::size_t bad = find_bad_byte(line.text);
  if (bad < line.text.size()) refuse_byte(line.text[bad], name, line.number);
}

std::string_view require_utf8(std::string_view text, const std::string& name) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const std::size_t bad = find_bad_byte(text);
  // With the bad byte kept, the last line is the one that holds it.
  if (bad < text.size()) refuse_byte(text[bad], name, split_lines(text.substr(0, bad + 1)).back().number);
  return text;
}

std::vector<TextLine> split_lines(std::string_view text) {
  std::vector<TextLine> lines;
  do {
    auto end = text.find_first_of("\r\n");
    if (end == std::string_view::npos) {
      end = text.size();
    } else {
      end += text.substr(end, 2) == "\r\n" ? 2 : 1;
    }
    lines.push_back({static_cast<int>(lines.size()) + 1, text.substr(0, end)});
    text.remove_prefix(end);
  } while (!text.empty());
  return lines;
}

bool is_space(char32_t c) {
  return c == ' ' || in(c, 0x09, 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 || in(c, 0x2000, 0x200F) ||
         in(c, 0x2028, 0x202F) || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

char32_t to_lower_case(char32_t c) {
  if (in(c, 'A', 'Z') || (in(c, 0xC0, 0xDE) && c != 0xD7)) return c + 0x20;
  if (in(c, 0x391, 0x3A9) || in(c, 0x410, 0x42F)) return c + 0x20;
  if (in(c, 0x400, 0x40F)) return c + 0x50;
  if ((is_even_pair(c) && c % 2 == 0) || (is_odd_pair(c) && c % 2 == 1)) return c + 1;
  return c;
}

bool is_upper_case(char32_t c) {
  return to_lower_case(c) != c;
}

bool is_lower_case(char32_t c) {
  if (in(c, 'a', 'z') || (in(c, 0xDF, 0xFF) && c != 0xF7)) return true;
  if (in(c, 0x3AC, 0x3CE) || in(c, 0x430, 0x45F)) return true;
  return (is_even_pair(c) && c % 2 == 1) || (is_odd_pair(c) && c % 2 == 0);
}

bool is_letter_or_digit(char32_t c) {
  if (c < 0xC0) return in(c, '0', '9') || in(c, 'a', 'z') || in(c, 'A', 'Z');
  const bool punctuation = c == 0xD7 || c == 0xF7 || in(c, 0x2000, 0x2BFF) || in(c, 0x2E00, 0x2E7F) ||
                           in(c, 0x3000, 0x303F) || in(c, 0xFF00, 0xFF0F) || in(c, 0xFF1A, 0xFF20);
  return !punctuation && c != kInvalid;
}

std::string_view trim_start(std::string_view text) {
  while (!text.empty()) {
    const CodePoint c = first_code_point(text);
    if (!is_space(c.value)) break;
    text.remove_prefix(c.size);
  }
  return text;
}

std::string_view trim_end(std::string_view text) {
  while (!text.empty()) {
    const CodePoint c = last_code_point(text);
    if (!is_space(c.value)) break;
    text.remove_suffix(c.size);
  }
  return text;
}

std::string_view trim(std::string_view text) {
  const auto is_graphic = [](char c) { return c > ' ' && c < 0x7F; };
  if (!text.empty() && is_graphic(text.front()) && is_graphic(text.back())) return text;
  return trim_end(trim_start(text));
}

std::string_view trim_signs(std::string_view text, std::string_view signs) {
  for (text = trim_end(text); !text.empty() && signs.find(text.back()) != signs.npos;) {
    text.remove_suffix(1);
    text = trim_end(text);
  }
  return text;
}

bool eat_any(std::string_view& rest, std::initializer_list<std::string_view> words) {
  for (std::string_view word : words) {
    std::string_view left = rest;
    for (; !word.empty(); word.remove_prefix(first_code_point(word).size)) {
      const CodePoint c = first_code_point(left);
      if (to_lower_case(c.value) != first_code_point(word).value) break;
      left.remove_prefix(c.size);
    }
    if (!word.empty()) continue;
    rest = left;
    return true;
  }
  return false;
}

bool ends_in_word(std::string_view text) {
  return is_letter_or_digit(last_code_point(text).value);
}

std::string single_line(std::string_view text) {
  std::string line;
  for (text = trim(text); !text.empty();) {
    const CodePoint c = first_code_point(text);
    const bool control = c.value < ' ' || in(c.value, 0x7F, 0x9F) || in(c.value, 0x2028, 0x2029);
    if (!control) {
      line += text.substr(0, c.size);
    } else if (!line.ends_with(' ')) {
      line += ' ';
    }
    text.remove_prefix(c.size);
  }
  return std::string(trim(line));
}

std::string quote(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  std::size_t size = 0;
  for (std::size_t n = 0; n < kLongest && size < text.size(); ++n)
    size += first_code_point(text.substr(size)).size;
  return '"' + std::string(text.substr(0, size)) + (size < text.size() ? "…\"" : "\"");
}

}  // namespace photomap
