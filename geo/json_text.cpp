#include "geo/json_text.hpp"

#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace photomap {

namespace {

constexpr std::array<double, 10> kPowersOfTen{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

// Bytes that stand in a JSON string as they are; the others are looked at one by one.
constexpr bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

void append_escaped(std::string& text, char32_t c) {
  switch (c) {
    case '"': text += "\\\""; break;
    case '\\': text += "\\\\"; break;
    case '\n': text += "\\n"; break;
    case '\r': text += "\\r"; break;
    case '\t': text += "\\t"; break;
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
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && is_plain(text[plain])) ++plain;
    text_ += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const CodePoint c = first_code_point(text);
    if (c.value == 0xFFFD) {
      text_ += "\xEF\xBF\xBD";
    } else if (c.value >= 0x80) {
      text_ += text.substr(0, c.size);
    } else {
      append_escaped(text_, c.value);
    }
    text.remove_prefix(c.size);
  }
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
