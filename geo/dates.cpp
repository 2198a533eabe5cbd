#include "geo/dates.hpp"

#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

namespace photomap {

namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int kFirstYear = 1826;
constexpr int kLastYear = 2100;
constexpr std::size_t kLongestDate = 80;  // bytes; "30 September 2022" takes 17

struct MonthNames {
  unsigned number;
  std::vector<std::string_view> names;
};

const std::array<MonthNames, 12>& month_names() {
  static const std::array<MonthNames, 12> table{{
      {1, {"january", "jan", "janvier", "janv", "январь", "января", "янв"}},
      {2, {"february", "feb", "février", "févr", "fév", "февраль", "февраля", "февр", "фев"}},
      {3, {"march", "mar", "mars", "март", "марта", "мар"}},
      {4, {"april", "apr", "avril", "avr", "апрель", "апреля", "апр"}},
      {5, {"may", "mai", "май", "мая"}},
      {6, {"june", "jun", "juin", "июнь", "июня", "июн"}},
      {7, {"july", "jul", "juillet", "juil", "июль", "июля", "июл"}},
      {8, {"august", "aug", "août", "август", "августа", "авг"}},
      {9, {"september", "sept", "sep", "septembre", "сентябрь", "сентября", "сент", "сен"}},
      {10, {"october", "oct", "octobre", "октябрь", "октября", "окт"}},
      {11, {"november", "nov", "novembre", "ноябрь", "ноября", "нояб", "ноя"}},
      {12, {"december", "dec", "décembre", "déc", "декабрь", "декабря", "дек"}},
  }};
  return table;
}

// Small letters without their marks: "Août" and "aout" are one word, composed or not.
char32_t fold_letter(char32_t c) {
  c = to_lower_case(c);
  if (c >= 0xE8 && c <= 0xEB) return 'e';
  if (c >= 0xF9 && c <= 0xFC) return 'u';
  if (c == U'й') return U'и';
  return c;
}

bool is_combining_mark(char32_t c) {
  return c >= 0x300 && c <= 0x36F;
}

std::u32string fold(std::string_view text) {
  std::u32string folded;
  for (CodePoint c = first_code_point(text); c.size > 0; c = first_code_point(text)) {
    if (!is_combining_mark(c.value)) folded += fold_letter(c.value);
    text.remove_prefix(c.size);
  }
  return folded;
}

std::optional<unsigned> find_month(const std::u32string& word) {
  static const auto by_name = [] {
    std::map<std::u32string, unsigned> months;
    for (const auto& [number, names] : month_names()) {
      for (const auto name : names) months.emplace(fold(name), number);
    }
    return months;
  }();
  const auto found = by_name.find(word);
  return found == by_name.end() ? std::nullopt : std::optional(found->second);
}

struct Token {
  enum Kind { kNumber, kMonth } kind = kNumber;
  int value = 0;
  std::size_t digits = 0;
  std::string
      separator;  // between the token before and this one, spaces left out unless there is nothing else
};

// "12th May", "1er mai", "12 of May", "июнь 2022 г."
bool is_filler(const std::u32string& word, const std::string& separator) {
  const bool ordinal = word == U"st" || word == U"nd" || word == U"rd" || word == U"th" || word == U"er";
  if (ordinal) return separator.empty();
  return word == U"of" || word == U"le" || word == U"г" || word == U"года";
}

std::string squeeze(const std::string& separator) {
  std::string signs;
  std::copy_if(separator.begin(), separator.end(), std::back_inserter(signs),
               [](char c) { return c != ' '; });
  return signs.empty() && !separator.empty() ? " " : signs;
}

// A space, "-", ".", "," or "/"; 0 for what stands in no date. Dashes of print count as hyphens.
char separator_sign(char32_t c) {
  if (is_space(c)) return ' ';
  if (c == 0x2010 || c == 0x2011 || c == 0x2013) return '-';
  return c == '-' || c == '.' || c == ',' || c == '/' ? static_cast<char>(c) : '\0';
}

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

std::optional<Token> read_token(const std::u32string& word) {
  if (!is_digit(word.front())) {
    const auto found = find_month(word);
    return found ? std::optional(Token{Token::kMonth, static_cast<int>(*found), 0, {}}) : std::nullopt;
  }
  if (word.size() > 4) return std::nullopt;
  int value = 0;
  for (const char32_t c : word) value = value * 10 + static_cast<int>(c - '0');
  return Token{Token::kNumber, value, word.size(), {}};
}

// Numbers and months in the order written; empty if the text holds anything else.
std::vector<Token> read_tokens(std::string_view text) {
  const std::u32string folded = text.size() <= kLongestDate ? fold(trim(text)) : std::u32string();
  std::vector<Token> tokens;
  std::string separator;
  for (std::size_t i = 0; i < folded.size();) {
    if (const char sign = separator_sign(folded[i])) {
      separator += sign;
      ++i;
      continue;
    }
    const auto same_kind = [&](char32_t c) {
      return is_letter_or_digit(c) && is_digit(c) == is_digit(folded[i]);
    };
    const auto end =
        std::find_if_not(folded.begin() + static_cast<std::ptrdiff_t>(i), folded.end(), same_kind);
    const std::u32string word(folded.begin() + static_cast<std::ptrdiff_t>(i), end);
    if (word.empty()) return {};
    i += word.size();
    if (is_filler(word, separator)) continue;
    auto token = read_token(word);
    if (!token) return {};
    token->separator = squeeze(std::exchange(separator, {}));
    tokens.push_back(*token);
  }
  const std::string rest = squeeze(separator);  // " " stays behind a filler, "." behind an abbreviation
  const bool clean_end = rest.empty() || rest == " " || rest == ".";
  return clean_end && !tokens.empty() && tokens.front().separator.empty() ? tokens : std::vector<Token>();
}

bool is_year(const Token& token) {
  return token.kind == Token::kNumber && token.digits == 4 && token.value >= kFirstYear &&
         token.value <= kLastYear;
}
bool is_short_number(const Token& token) {
  return token.kind == Token::kNumber && token.digits <= 2;
}
bool is_month(const Token& token) {
  return token.kind == Token::kMonth;
}

std::optional<DateInterval> whole_year(const Token& y) {
  return DateInterval{year(y.value) / 1 / 1, year(y.value) / 12 / 31};
}

std::optional<DateInterval> whole_month(const Token& y, const Token& m) {
  const auto in_year = year(y.value) / month(static_cast<unsigned>(m.value));
  if (!in_year.ok()) return std::nullopt;
  return DateInterval{in_year / 1, in_year / std::chrono::last};
}

std::optional<DateInterval> one_day(const Token& y, const Token& m, const Token& d) {
  const year_month_day date(year(y.value), month(static_cast<unsigned>(m.value)),
                            day(static_cast<unsigned>(d.value)));
  if (!date.ok()) return std::nullopt;
  return DateInterval{date, date};
}

// "12.05.2023" is day first by custom; with "/" or "-" both orders are in use, so only a date with one
// reading counts.
std::optional<DateInterval> day_and_month(const Token& a, const Token& b, const Token& y) {
  const auto day_first = one_day(y, b, a);
  if (a.separator.empty() && b.separator == ".") return day_first;
  const auto month_first = one_day(y, a, b);
  if (day_first && month_first && *day_first != *month_first) return std::nullopt;
  return day_first ? day_first : month_first;
}

bool is_numeric_separator(const std::string& s) {
  return s == "-" || s == "/" || s == ".";
}

std::optional<DateInterval> read_two(const Token& a, const Token& b) {
  if (is_month(a) && is_year(b)) return whole_month(b, a);
  if (is_year(a) && is_month(b)) return whole_month(a, b);
  if (!is_numeric_separator(b.separator)) return std::nullopt;
  if (is_short_number(a) && is_year(b)) return whole_month(b, a);
  if (is_year(a) && is_short_number(b)) return whole_month(a, b);
  return std::nullopt;
}

std::optional<DateInterval> read_three(const Token& a, const Token& b, const Token& c) {
  if (is_short_number(a) && is_month(b) && is_year(c)) return one_day(c, b, a);
  if (is_month(a) && is_short_number(b) && is_year(c)) return one_day(c, a, b);
  if (is_year(a) && is_month(b) && is_short_number(c)) return one_day(a, b, c);
  if (!is_numeric_separator(b.separator) || b.separator != c.separator) return std::nullopt;
  if (is_year(a) && is_short_number(b) && is_short_number(c)) return one_day(a, b, c);
  if (is_short_number(a) && is_short_number(b) && is_year(c)) return day_and_month(a, b, c);
  return std::nullopt;
}

std::optional<DateInterval> parse_simple_date(std::string_view text) {
  const auto tokens = read_tokens(text);
  // Two signs at most: "Jan.-2022".
  const auto odd = [](const Token& token) { return token.separator.empty() || token.separator.size() > 2; };
  if (tokens.empty() || std::any_of(tokens.begin() + 1, tokens.end(), odd)) return std::nullopt;
  switch (tokens.size()) {
    case 1: return is_year(tokens[0]) ? whole_year(tokens[0]) : std::nullopt;
    case 2: return read_two(tokens[0], tokens[1]);
    case 3: return read_three(tokens[0], tokens[1], tokens[2]);
    default: return std::nullopt;
  }
}

// "2022", "2022-06" or "2022-06-01".
bool is_iso_form(std::string_view text) {
  constexpr std::string_view kForm = "9999-99-99";
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  return std::equal(text.begin(), text.end(), kForm.begin(), [](char c, char form) {
    return form == '9' ? is_digit(static_cast<unsigned char>(c)) : c == form;
  });
}

// ISO 8601-1, 5.5.2: START/END, where END may leave out what it shares with START: "2022-06-01/15".
std::optional<DateInterval> parse_iso_interval(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto start = trim(text.substr(0, slash));
  std::string end(trim(text.substr(slash + 1)));
  if (start.size() > 4 && end.size() < start.size() && !is_iso_form(end)) {
    end.insert(0, start.substr(0, start.size() - end.size()));
  }
  if (!is_iso_form(start) || !is_iso_form(end)) return std::nullopt;
  const auto first = parse_simple_date(start);
  const auto last = parse_simple_date(end);
  if (!first || !last || last->last < first->first) return std::nullopt;
  return DateInterval{first->first, last->last};
}

}  // namespace

std::optional<DateInterval> parse_date(std::string_view text) {
  text = trim(text);
  if (const auto interval = parse_iso_interval(text)) return interval;
  return parse_simple_date(text);
}

bool resembles_date(std::string_view text) {
  return !read_tokens(text).empty();
}

std::string format_day(sys_days day_point) {
  const year_month_day date(day_point);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::optional<sys_days> parse_day(std::string_view text) {
  if (text.size() != 10 || !is_iso_form(text)) return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t digits) {
    int value = 0;
    for (const char c : text.substr(at, digits)) value = value * 10 + (c - '0');
    return value;
  };
  const year_month_day date(year(number(0, 4)), month(static_cast<unsigned>(number(5, 2))),
                            day(static_cast<unsigned>(number(8, 2))));
  return date.ok() ? std::optional<sys_days>(date) : std::nullopt;
}

}  // namespace photomap
