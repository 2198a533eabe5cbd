// When a photo was taken, as precisely as its source says and no more.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace photomap {

/// Whole days, both included: "June-2022" is 2022-06-01/2022-06-30. Always first <= last.
struct DateInterval {
  std::chrono::sys_days first;
  std::chrono::sys_days last;

  friend bool operator==(const DateInterval&, const DateInterval&) = default;
};

/// A date as people write it under a photo: "June-2022", "12 May 2023", "May 12, 2023", "2023-05-12",
/// "2023-05", "05/2023", "12.05.2023", "2022", "juin 2022", "июнь 2022"; an ISO 8601 interval of years,
/// months or days, "2022-06-01/2022-06-30". Months in English, French and Russian, in any case. Empty if it
/// is none of these, no day of the calendar, outside 1826 (the first photograph) to 2100, or has two
/// readings: "12/05/2023" may be May or December, but "25/12/2023" can only be the one.
std::optional<DateInterval> parse_date(std::string_view text);

/// True for anything made only of numbers and month names, be it a date or not: "May", "31 February 2023",
/// "12/05/2023".
bool resembles_date(std::string_view text);

/// True if a date was meant, well formed or not: text with a digit and a year from 1826 to 2100, a month name
/// or no other word. "Foo-2023", "early May 23", "2023?", but not "France 24".
bool mentions_date(std::string_view text);

/// ISO 8601 calendar date, "2022-06-01".
std::string format_day(std::chrono::sys_days day);

/// In UTC.
std::chrono::sys_days today();

/// An ISO 8601 year, month or day of any year 0000 to 9999, "1924", "1924-10", "1924-10-27"; empty for
/// anything else.
std::optional<DateInterval> parse_period(std::string_view text);

/// ISO 8601 in UTC, "2026-11-25T09:30:00Z".
std::string format_time(std::chrono::sys_seconds time);

/// What format_time writes, or a day alone, which stands for its first second; empty for anything else.
std::optional<std::chrono::sys_seconds> parse_time(std::string_view text);

/// An ISO 8601 calendar date of any year 0000 to 9999; empty for anything else.
std::optional<std::chrono::sys_days> parse_day(std::string_view text);

}  // namespace photomap
