#include "geo/json_text.hpp"

#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

namespace photomap {

static_assert(std::endian::native == std::endian::little, "the lowest byte of a word is the first of a text");

namespace {

constexpr std::array<std::int64_t, 10> kPowersOfTen{
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

constexpr char32_t kReplacement = 0xFFFD;

constexpr std::size_t kWord = sizeof(std::uint64_t);

std::uint64_t load(const char* from) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, kWord);
  return word;
}

// The next eight bytes of a text of that size; behind its end zeros.
std::uint64_t load_next(const char* from, const char* end, std::size_t text_size) {
  const auto left = static_cast<std::size_t>(end - from);
  if (left >= kWord) return load(from);
  if (text_size >= kWord) return load(end - kWord) >> (8 * (kWord - left));
  std::uint64_t word = 0;
  std::memcpy(&word, from, left);
  return word;
}

// How many bytes at the start of a word stand in a JSON string as they are: ASCII but for controls, quotes
// and backslashes. Of each byte the high bit tells whether it is another one, of the lowest such byte
// rightly.
std::size_t count_plain(std::uint64_t word) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighs = 0x8080808080808080;
  const auto has_zero = [](std::uint64_t bytes) { return (bytes - kOnes) & ~bytes; };
  const std::uint64_t below_space = word - kOnes * 0x20;
  const std::uint64_t others =
      (word | below_space | has_zero(word ^ kOnes * '"') | has_zero(word ^ kOnes * '\\')) & kHighs;
  return static_cast<std::size_t>(std::countr_zero(others)) / 8;
}

// How many bytes at the start of a word are well-formed sequences that need no closer look: of two bytes, and
// most of three. The Unicode Standard, table 3-7.
std::size_t count_letter_bytes(std::uint64_t word) {
  // Four letters of the blocks that Cyrillic fills.
  if ((word & 0xC0FCC0FCC0FCC0FC) == 0x80D080D080D080D0) return kWord;
  std::size_t bytes = 0;
  for (;;) {
    if ((word & 0xC0E0) == 0x80C0 && (word & 0x1E) != 0) {
      bytes += 2;
      word >>= 16;
    } else if (const auto lead = word & 0xFF; lead >= 0xE1 && lead <= 0xEC && (word & 0xC0C000) == 0x808000) {
      bytes += 3;
      word >>= 24;
    } else {
      return bytes;
    }
  }
}

// What stands in a string for a code point that may not stand there itself; returns the end.
char* write_escaped(char32_t c, char* to) {
  const auto write = [to](std::string_view text) { return std::copy(text.begin(), text.end(), to); };
  switch (c) {
    case '"': return write("\\\"");
    case '\\': return write("\\\\");
    case '\n': return write("\\n");
    case '\r': return write("\\r");
    case '\t': return write("\\t");
    case kReplacement: return write("\xEF\xBF\xBD");
    default: return fmt::format_to(to, "\\u{:04x}", static_cast<unsigned>(c));
  }
}

constexpr std::size_t kMostDigits = 20;  // of an integer, with its sign

}  // namespace

void JsonText::flush() {
  text_.append(buffer_.data(), size_);
  size_ = 0;
}

JsonText& JsonText::raw_in_a_full_buffer(std::string_view json) {
  flush();
  text_ += json;
  return *this;
}

JsonText& JsonText::string(std::string_view text) {
  raw("\"");
  const char* from = text.data();
  const char* const end = from + text.size();
  char* to = with_room(kWord);
  while (from < end) {
    if (to > buffer_.data() + buffer_.size() - kWord) {
      end_at(to);
      to = with_room(kWord);
    }
    // A whole word is written; the next write goes over what did not belong there.
    const std::uint64_t word = load_next(from, end, text.size());
    std::memcpy(to, &word, kWord);
    std::size_t bytes = count_plain(word);
    if (bytes == 0) bytes = count_letter_bytes(word);
    if (bytes > 0) {
      from += bytes;
      to += bytes;
      continue;
    }
    const CodePoint c = first_code_point({from, static_cast<std::size_t>(end - from)});
    from += c.size;
    const bool stays = c.value >= 0x80 && c.value != kReplacement;
    to = stays ? to + c.size : write_escaped(c.value, to);
  }
  end_at(to);
  return raw("\"");
}

JsonText& JsonText::integer(std::int64_t value) {
  char* const to = with_room(kMostDigits);
  end_at(std::to_chars(to, to + kMostDigits, value).ptr);
  return *this;
}

JsonText& JsonText::number(double value, int decimals) {
  const std::int64_t scale = kPowersOfTen[static_cast<std::size_t>(decimals)];
  const std::int64_t scaled = std::llround(value * static_cast<double>(scale));
  const std::int64_t magnitude = scaled < 0 ? -scaled : scaled;
  if (scaled < 0) raw("-");
  integer(magnitude / scale);
  if (magnitude % scale == 0) return *this;
  // A one before the fraction keeps the zeros at its start; the point takes its place.
  char* const to = with_room(kMostDigits);
  char* end = std::to_chars(to, to + kMostDigits, scale + magnitude % scale).ptr;
  *to = '.';
  while (end[-1] == '0') --end;
  end_at(end);
  return *this;
}

}  // namespace photomap
