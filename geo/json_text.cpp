#include "geo/json_text.hpp"

#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace photomap {

namespace {

constexpr std::array<double, 10> kPowersOfTen{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

constexpr char32_t kReplacement = 0xFFFD;

// Bytes that stand in a JSON string as they are; the others are looked at one by one.
constexpr bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

// Eight of them at once. True is certain; false may also be that a byte has borrowed from the next.
bool are_plain(const char* bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHighs = 0x80 * kOnes;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const std::uint64_t quotes = word ^ (kOnes * '"');
  const std::uint64_t slashes = word ^ (kOnes * '\\');
  return ((word | (word - kOnes * 0x20) | (quotes - kOnes) | (slashes - kOnes)) & kHighs) == 0;
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
  for (std::size_t at = 0; at < text.size();) {
    if (text.size() - at >= 8 && are_plain(text.data() + at)) {
      at += 8;
      continue;
    }
    if (is_plain(text[at])) {
      ++at;
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
