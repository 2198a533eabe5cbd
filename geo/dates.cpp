#include "geo/dates.hpp"

#include "geo/text.hpp"
#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr int kFirstYear = 1826;
constexpr int kLastYear = 2100;
constexpr std::size_t kLongestDate = 80;  // bytes; "30 September 2022" takes 17

// By month from January; the keys of split_words, so neither case nor accents matter.
constexpr std::array<std::string_view, 12> kMonthNames{
    "january jan janvier janv январь января янв",
    "february feb février févr fév февраль февраля февр фев",
    "march mar mars март марта мар",
    "april apr avril avr апрель апреля апр",
    "may mai май мая",
    "june jun juin июнь июня июн",
    "july jul juillet juil июль июля июл",
    "august aug août август августа авг",
    "september sept sep septembre сентябрь сентября сент сен",
    "october oct octobre октябрь октября окт",
    "november nov novembre ноябрь ноября нояб ноя",
    "december dec décembre déc декабрь декабря дек"};

// 0 if the word is no month.
int find_month(std::string_view word) {
  static const auto by_name = [] {
    std::map<std::string, int> months;
    for (int month = 1; const auto names : kMonthNames) {
      for (const Word& name : split_words(names)) months.emplace(name.key, month);
      ++month;
    }
    return months;
  }();
  const auto found = by_name.find(fold(word));
  return found == by_name.end() ? 0 : found->second;
}

struct Token {
  // 'Y' a year from 1826 to 2100, 'N' a number of one or two digits, '#' another of up to four, 'M' a month,
  // 'w' another word, ' ' a separator, '?' what stands in no date.
  char kind = '?';
  int value = 0;          // of a number or month
  std::string separator;  // the signs between the token before and this one, " " for nothing but spaces
};

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

int to_number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// A space, "-", ".", "," or "/"; 0 for what stands in no date. Dashes of print count as hyphens.
char separator_sign(char32_t c) {
  if (is_space(c)) return ' ';
  if (c == 0x2010 || c == 0x2011 || c == 0x2013) return '-';
  return c == '-' || c == '.' || c == ',' || c == '/' ? static_cast<char>(c) : '\0';
}

// Steps over all letters or all digits that a text begins with, or one sign.
std::string_view eat_piece(std::string_view& text) {
  const auto kind = [](char32_t c) { return is_digit(c) ? 2 : is_letter_or_digit(c) ? 1 : 0; };
  CodePoint c = first_code_point(text);
  const int first_kind = kind(c.value);
  std::size_t size = 0;
  do {
    size += c.size;
    c = first_code_point(text.substr(size));
  } while (c.size > 0 && first_kind != 0 && kind(c.value) == first_kind);
  const auto piece = text.substr(0, size);
  text.remove_prefix(size);
  return piece;
}

Token read_piece(std::string_view piece) {
  const char32_t first = first_code_point(piece).value;
  if (separator_sign(first) != '\0') return {' ', 0, {}};
  if (!is_letter_or_digit(first) || (is_digit(first) && piece.size() > 4)) return {};
  const int value = is_digit(first) ? to_number(piece) : find_month(piece);
  if (!is_digit(first)) return {value > 0 ? 'M' : 'w', value, {}};
  if (piece.size() <= 2) return {'N', value, {}};
  return {piece.size() == 4 && value >= kFirstYear && value <= kLastYear ? 'Y' : '#', value, {}};
}

// "12th May", "1er mai", "12 of May", "июнь 2022 г."
bool is_filler(const std::string& word, const std::string& separator) {
  if (word == "st" || word == "nd" || word == "rd" || word == "th" || word == "er") return separator.empty();
  return word == "of" || word == "le" || word == "г" || word == "года";
}

// Of "Jan. - 2022" stays ".-": spaces count only where there is nothing else.
void add_sign(std::string& separator, char sign) {
  if (separator == " ") separator.clear();
  if (sign != ' ' || separator.empty()) separator += sign;
}

// Numbers and months in the order written; empty if the text holds anything else.
std::vector<Token> read_tokens(std::string_view text) {
  if (text.size() > kLongestDate) return {};
  std::vector<Token> tokens;
  std::string separator;
  for (text = trim(text); !text.empty();) {
    const auto piece = eat_piece(text);
    Token token = read_piece(piece);
    if (token.kind == ' ') {
      add_sign(separator, separator_sign(first_code_point(piece).value));
    } else if (token.kind != 'w') {
      if (token.kind == '?') return {};
      token.separator = std::exchange(separator, {});
      tokens.push_back(std::move(token));
    } else if (!is_filler(fold(piece), separator)) {
      return {};
    }
  }
  // " " stays behind a filler, "." behind an abbreviation.
  const bool clean_end = separator.empty() || separator == " " || separator == ".";
  return clean_end && !tokens.empty() && tokens.front().separator.empty() ? tokens : std::vector<Token>();
}

std::optional<sys_days> find_day(int y, int m, int d) {
  const year_month_day date = year(y) / m / d;
  return date.ok() ? std::optional<sys_days>(date) : std::nullopt;
}

std::optional<DateInterval> whole_year(const Token& y) {
  return DateInterval{year(y.value) / 1 / 1, year(y.value) / 12 / 31};
}

std::optional<DateInterval> whole_month(const Token& y, const Token& m) {
  const auto in_year = year(y.value) / m.value;
  return in_year.ok() ? std::optional(DateInterval{in_year / 1, in_year / std::chrono::last}) : std::nullopt;
}

std::optional<DateInterval> one_day(const Token& y, const Token& m, const Token& d) {
  const auto date = find_day(y.value, m.value, d.value);
  return date ? std::optional(DateInterval{*date, *date}) : std::nullopt;
}

// "12.05.2023" is day first by custom; with "/" or "-" both orders are in use, so only a date with one
// reading counts.
std::optional<DateInterval> day_and_month(const Token& a, const Token& b, const Token& y) {
  const auto day_first = one_day(y, b, a);
  if (b.separator == ".") return day_first;
  const auto month_first = one_day(y, a, b);
  if (day_first && month_first && *day_first != *month_first) return std::nullopt;
  return day_first ? day_first : month_first;
}

// Numbers alone need one sign throughout, a month name may have two at most: "Jan.-2022".
bool fits_separators(const std::vector<Token>& tokens, bool has_month) {
  return std::all_of(tokens.begin() + 1, tokens.end(), [&](const Token& token) {
    const std::string& s = token.separator;
    if (has_month) return s.size() == 1 || s.size() == 2;
    return (s == "-" || s == "/" || s == ".") && s == tokens[1].separator;
  });
}

std::optional<DateInterval> parse_simple_date(std::string_view text) {
  const auto t = read_tokens(text);
  std::string form;
  for (const Token& token : t) form += token.kind;
  if (t.empty() || !fits_separators(t, form.find('M') != form.npos)) return std::nullopt;
  if (form == "Y") return whole_year(t[0]);
  if (form == "MY" || form == "NY") return whole_month(t[1], t[0]);
  if (form == "YM" || form == "YN") return whole_month(t[0], t[1]);
  if (form == "NMY") return one_day(t[2], t[1], t[0]);
  if (form == "MNY") return one_day(t[2], t[0], t[1]);
  if (form == "YMN" || form == "YNN") return one_day(t[0], t[1], t[2]);
  if (form == "NNY") return day_and_month(t[0], t[1], t[2]);
  return std::nullopt;
}

// True if the text is written like the form, where 9 stands for any digit.
bool has_form(std::string_view text, std::string_view form) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(), [](char c, char wanted) {
    return wanted == '9' ? is_digit(static_cast<unsigned char>(c)) : c == wanted;
  });
}

// "2022", "2022-06" or "2022-06-01".
bool is_iso_form(std::string_view text) {
  return has_form(text, "9999") || has_form(text, "9999-99") || has_form(text, "9999-99-99");
}

// ISO 8601-1, 5.5.2: START/END, where END may leave out what it shares with START: "2022-06-01/15".
std::optional<DateInterval> parse_iso_interval(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto start = trim(text.substr(0, slash));
  std::string end(trim(text.substr(slash + 1)));
  if (start.size() > 4 && end.size() < start.size() && !is_iso_form(end))
    end.insert(0, start.substr(0, start.size() - end.size()));
  if (!is_iso_form(start) || !is_iso_form(end)) return std::nullopt;
  const auto first = parse_simple_date(start);
  const auto last = parse_simple_date(end);
  if (!first || !last || last->last < first->first) return std::nullopt;
  return DateInterval{first->first, last->last};
}

}  // namespace

std::optional<DateInterval> parse_date(std::string_view text) {
  // The form that large files have, without detours.
  if (const auto day = parse_day(text)) {
    const int year = static_cast<int>(year_month_day(*day).year());
    if (year >= kFirstYear && year <= kLastYear) return DateInterval{*day, *day};
  }
  const auto interval = parse_iso_interval(text);
  return interval ? interval : parse_simple_date(text);
}

bool resembles_date(std::string_view text) {
  return !read_tokens(text).empty();
}

bool mentions_date(std::string_view text) {
  const bool has_digit = text.find_first_of("0123456789") != text.npos;
  std::string kinds;
  while (!text.empty()) kinds += read_piece(eat_piece(text)).kind;
  const auto has = [&](char kind) { return kinds.find(kind) != kinds.npos; };
  return has_digit && (has('Y') || has('M') || !has('w'));
}

std::optional<DateInterval> parse_period(std::string_view text) {
  const std::string start(text);
  if (const auto day = parse_day(start)) return DateInterval{*day, *day};
  if (const auto first = parse_day(start + "-01")) {
    const year_month_day date(*first);
    return DateInterval{*first, sys_days(date.year() / date.month() / std::chrono::last)};
  }
  const auto first = parse_day(start + "-01-01");
  const auto last = parse_day(start + "-12-31");
  if (!first || !last) return std::nullopt;
  return DateInterval{*first, *last};
}

std::chrono::sys_days today() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

std::string format_day(sys_days day_point) {
  const year_month_day date(day_point);
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));  // 0 to 9999
  std::string text = "0000-00-00";
  const auto put = [&text](std::size_t at, unsigned number) {
    text[at] = static_cast<char>('0' + number / 10 % 10);
    text[at + 1] = static_cast<char>('0' + number % 10);
  };
  put(0, year / 100);
  put(2, year % 100);
  put(5, static_cast<unsigned>(date.month()));
  put(8, static_cast<unsigned>(date.day()));
  return text;
}

std::optional<sys_days> parse_day(std::string_view text) {
  if (text.size() != 10 || !is_iso_form(text)) return std::nullopt;
  return find_day(to_number(text.substr(0, 4)), to_number(text.substr(5, 2)), to_number(text.substr(8)));
}

std::string format_time(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{}T{:02}:{:02}:{:02}Z", format_day(day), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

std::optional<std::chrono::sys_seconds> parse_time(std::string_view text) {
  const auto day = parse_day(text.substr(0, 10));
  if (!day || text.size() == 10) return day;
  const auto clock = text.substr(10);
  if (!has_form(clock, "T99:99:99Z")) return std::nullopt;
  const std::chrono::hours hours(to_number(clock.substr(1, 2)));
  const std::chrono::minutes minutes(to_number(clock.substr(4, 2)));
  const std::chrono::seconds seconds(to_number(clock.substr(7, 2)));
  if (hours.count() > 23 || minutes.count() > 59 || seconds.count() > 59) return std::nullopt;
  return *day + hours + minutes + seconds;
}

}  // namespace photomap
