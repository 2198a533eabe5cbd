#include "geo/cql2_scanner.hpp"

#include "geo/cql2_values.hpp"
#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

namespace photomap {

namespace {

using Range = std::pair<char32_t, char32_t>;

// Rule whitespace.
constexpr std::array<Range, 10> kSpaces{{{0x09, 0x0D},
                                         {0x20, 0x20},
                                         {0x85, 0x85},
                                         {0xA0, 0xA0},
                                         {0x1680, 0x1680},
                                         {0x2000, 0x200A},
                                         {0x2028, 0x2029},
                                         {0x202F, 0x202F},
                                         {0x205F, 0x205F},
                                         {0x3000, 0x3000}}};
// Rule identifierStart.
constexpr std::array<Range, 16> kNameStarts{{{':', ':'},
                                             {'_', '_'},
                                             {'A', 'Z'},
                                             {'a', 'z'},
                                             {0xC0, 0xD6},
                                             {0xD8, 0xF6},
                                             {0xF8, 0x2FF},
                                             {0x370, 0x37D},
                                             {0x37F, 0x1FFE},
                                             {0x200C, 0x200D},
                                             {0x2070, 0x218F},
                                             {0x2C00, 0x2FEF},
                                             {0x3001, 0xD7FF},
                                             {0xF900, 0xFDCF},
                                             {0xFDF0, 0xFFFD},
                                             {0x10000, 0xEFFFF}}};
// Rule identifierPart, besides.
constexpr std::array<Range, 4> kNameParts{{{'.', '.'}, {'0', '9'}, {0x300, 0x36F}, {0x203F, 0x2040}}};

template <std::size_t Count>
bool is_in(char32_t c, const std::array<Range, Count>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& range) { return c >= range.first && c <= range.second; });
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Rules alpha, digit and whitespace leave these out.
bool is_control(char32_t c) {
  return c < 0x07 || (c > 0x0D && c < 0x20);
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    if (next.value == 0xFFFD && next.size == 1) return false;
    text.remove_prefix(next.size);
  }
  return true;
}

std::size_t digits_at(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - begin;
}

}  // namespace

Cql2Scanner::Cql2Scanner(std::string_view text) : text_(text) {
  if (text.size() > kMostCql2Bytes)
    throw Cql2Error(fmt::format("filter: has {} bytes; {} is the most", text.size(), kMostCql2Bytes));
  if (!is_utf8(text)) throw Cql2Error("filter: is not UTF-8");
}

void Cql2Scanner::skip_space() {
  while (at_ < text_.size()) {
    const CodePoint next = first_code_point(text_.substr(at_));
    if (!is_in(next.value, kSpaces)) return;
    at_ += next.size;
  }
}

std::string_view Cql2Scanner::word_at(std::size_t begin) const {
  std::size_t end = begin;
  while (end < text_.size()) {
    const CodePoint next = first_code_point(text_.substr(end));
    if (!is_in(next.value, kNameStarts) && (end == begin || !is_in(next.value, kNameParts))) break;
    end += next.size;
  }
  return text_.substr(begin, end - begin);
}

bool Cql2Scanner::eat(std::string_view sign) {
  skip_space();
  if (!text_.substr(at_).starts_with(sign)) return false;
  at_ += sign.size();
  return true;
}

bool Cql2Scanner::sees_word(std::string_view word) {
  skip_space();
  return lower_ascii(word_at(at_)) == word;
}

bool Cql2Scanner::eat_word(std::string_view word) {
  if (!sees_word(word)) return false;
  at_ += word.size();
  return true;
}

bool Cql2Scanner::is_at_end() {
  skip_space();
  return at_ == text_.size();
}

char Cql2Scanner::peek() {
  skip_space();
  return at_ < text_.size() ? text_[at_] : '\0';
}

std::string_view Cql2Scanner::take_word() {
  skip_space();
  const std::string_view word = word_at(at_);
  at_ += word.size();
  return word;
}

std::string_view Cql2Scanner::take_quoted_name() {
  if (peek() != '"') return {};
  const std::string_view name = word_at(at_ + 1);
  const std::size_t end = at_ + 1 + name.size();
  if (name.empty() || end == text_.size() || text_[end] != '"') fail("a name in double quotes");
  at_ = end + 1;
  return name;
}

std::optional<std::string> Cql2Scanner::take_text() {
  if (peek() != '\'') return std::nullopt;
  std::string taken;
  for (std::size_t at = at_ + 1; at < text_.size();) {
    const std::string_view rest = text_.substr(at);
    if (rest.starts_with("''") || rest.starts_with("\\'")) {
      taken += '\'';
      at += 2;
      continue;
    }
    const CodePoint next = first_code_point(rest);
    at += next.size;
    if (next.value == '\'') {
      at_ = at;
      return taken;
    }
    if (is_control(next.value)) fail("a text without control characters");
    taken += rest.substr(0, next.size);
  }
  fail("a text that ends in a quote");
}

std::optional<double> Cql2Scanner::take_number() {
  skip_space();
  std::size_t end = at_ + digits_at(text_, at_);
  const bool has_integer = end > at_;
  if (end < text_.size() && text_[end] == '.') {
    const std::size_t decimals = digits_at(text_, end + 1);
    if (!has_integer && decimals == 0) return std::nullopt;
    end += 1 + decimals;
  } else if (!has_integer) {
    return std::nullopt;
  }
  if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
    std::size_t digits = end + 1;
    if (digits < text_.size() && (text_[digits] == '+' || text_[digits] == '-')) ++digits;
    if (digits_at(text_, digits) > 0) end = digits + digits_at(text_, digits);
  }
  if (!word_at(end).empty()) fail("a number");
  double number = 0;
  const auto [stop, error] = std::from_chars(text_.data() + at_, text_.data() + end, number);
  if (error != std::errc() || stop != text_.data() + end || !std::isfinite(number))
    fail("a number of double precision");
  at_ = end;
  return number;
}

std::optional<double> Cql2Scanner::take_signed_number() {
  const char sign = peek();
  if (sign != '+' && sign != '-') return take_number();
  const std::size_t next = at_ + 1;
  if (next == text_.size() || (!is_digit(text_[next]) && text_[next] != '.')) return std::nullopt;
  const std::size_t before = std::exchange(at_, next);
  const auto number = take_number();
  if (!number) at_ = before;
  return number && sign == '-' ? std::optional(-*number) : number;
}

void Cql2Scanner::expect(std::string_view sign) {
  if (!eat(sign)) fail(sign);
}

void Cql2Scanner::expect_word(std::string_view word) {
  if (eat_word(word)) return;
  std::string keyword(word);
  for (char& c : keyword) c = static_cast<char>(c - 'a' + 'A');
  fail(keyword);
}

void Cql2Scanner::fail(std::string_view expected) {
  const std::string place = where();
  if (at_ == text_.size()) fail_cql2(place, fmt::format("expected {}, but it ends there", expected));
  std::string_view word = word_at(at_);
  if (word.empty()) word = text_.substr(at_, first_code_point(text_.substr(at_)).size);
  constexpr std::size_t kMost = 40;
  if (count_code_points(word) > kMost) word = word.substr(0, byte_offset(word, kMost));
  fail_cql2(place, fmt::format("expected {}, not \"{}\"", expected, word));
}

std::string Cql2Scanner::where() {
  skip_space();
  return fmt::format("at character {}", count_code_points(text_.substr(0, at_)) + 1);
}

}  // namespace photomap
