#include "geo/json_text.hpp"

#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

namespace photomap {

static_assert(std::endian::native == std::endian::little, "the lowest byte of a word is the first of a text");

namespace {

constexpr std::array<double, 10> kPowersOfTen{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

constexpr char32_t kReplacement = 0xFFFD;

// Bytes that stand in a JSON string as they are; the others are looked at one by one.
constexpr bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

// Eight bytes at once: the high bit of each tells whether it is to be looked at, of the lowest such byte
// rightly.
std::uint64_t special_bytes(const char* bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighs = 0x8080808080808080;
  const auto has_zero = [](std::uint64_t word) { return (word - kOnes) & ~word; };
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const std::uint64_t below_space = word - kOnes * 0x20;
  return (word | below_space | has_zero(word ^ kOnes * '"') | has_zero(word ^ kOnes * '\\')) & kHighs;
}

// The first byte from `at` on that is not plain, or the end.
std::size_t skip_plain(std::string_view text, std::size_t at) {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  const auto first_of = [](std::uint64_t special) {
    return static_cast<std::size_t>(std::countr_zero(special)) / 8;
  };
  for (; at + kWord <= text.size(); at += kWord) {
    if (const std::uint64_t special = special_bytes(text.data() + at); special != 0)
      return at + first_of(special);
  }
  if (text.size() < kWord) {
    while (at < text.size() && is_plain(text[at])) ++at;
    return at;
  }
  if (at == text.size()) return at;
  // The last word, some of which has been looked at. What was special there may make others look so.
  const std::size_t last = text.size() - kWord;
  const std::uint64_t special = special_bytes(text.data() + last) & (~std::uint64_t{0} << (8 * (at - last)));
  at = special != 0 ? last + first_of(special) : text.size();
  while (at < text.size() && is_plain(text[at])) ++at;
  return at;
}

// Beyond well-formed sequences that need no closer look: of two bytes, and most of three. The Unicode
// Standard, table 3-7.
std::size_t skip_letters(std::string_view text, std::size_t at) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  while (at + 2 < text.size()) {
    if (byte(at) >= 0xC2 && byte(at) <= 0xDF && continues(at + 1)) {
      at += 2;
    } else if (byte(at) >= 0xE1 && byte(at) <= 0xEC && continues(at + 1) && continues(at + 2)) {
      at += 3;
    } else {
      break;
    }
  }
  return at;
}

void append_escaped(std::string& text, char32_t c) {
  switch (c) {
    case '"': text += "\\\""; break;
    case '\\': text += "\\\\"; break;
    case '\n': text += "\\n"; break;
    case '\r': text += "\\r"; break;
    case '\t': text += "\\t"; break;
    case kReplacement: text += "\xEF\xBF\xBD"; break;
    default: fmt::format_to(std::back_inserter(text), "\\u{:04x}", static_cast<unsigned>(c));
  }
}

}  // namespace

JsonText& JsonText::raw(std::string_view json) {
  text_ += json;
  return *this;
}

JsonText& JsonText::string(std::string_view text) {
  text_ += '"';
  std::size_t written = 0;
  const auto write_up_to = [&](std::size_t end) { text_ += text.substr(written, end - written); };
  for (std::size_t at = skip_plain(text, 0); at < text.size(); at = skip_plain(text, at)) {
    const std::size_t after = skip_letters(text, at);
    if (after > at) {
      at = after;
      continue;
    }
    const CodePoint c = first_code_point(text.substr(at));
    const bool stays = c.value >= 0x80 && c.value != kReplacement;
    if (!stays) {
      write_up_to(at);
      written = at + c.size;
      append_escaped(text_, c.value);
    }
    at += c.size;
  }
  write_up_to(text.size());
  text_ += '"';
  return *this;
}

JsonText& JsonText::integer(std::int64_t value) {
  std::array<char, 24> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  text_.append(digits.data(), end);
  return *this;
}

JsonText& JsonText::number(double value, int decimals) {
  const auto scale = static_cast<std::int64_t>(kPowersOfTen[static_cast<std::size_t>(decimals)]);
  const std::int64_t scaled = std::llround(value * static_cast<double>(scale));
  if (scaled < 0) text_ += '-';
  const std::int64_t magnitude = scaled < 0 ? -scaled : scaled;
  integer(magnitude / scale);
  std::int64_t fraction = magnitude % scale;
  if (fraction == 0) return *this;
  std::array<char, 10> digits;
  auto length = static_cast<std::size_t>(decimals);
  for (std::size_t at = length; at-- > 0; fraction /= 10) digits[at] = static_cast<char>('0' + fraction % 10);
  while (digits[length - 1] == '0') --length;
  text_ += '.';
  text_.append(digits.data(), length);
  return *this;
}

}  // namespace photomap
