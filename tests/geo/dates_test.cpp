#include "geo/dates.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <vector>

namespace photomap {

namespace {

std::string iso(const std::optional<DateInterval>& date) {
  if (!date) return "";
  return date->first == date->last ? format_day(date->first)
                                   : format_day(date->first) + "/" + format_day(date->last);
}

struct Row {
  std::string text;
  std::string expected;
};

void check(const std::vector<Row>& rows) {
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    CHECK(iso(parse_date(text)) == expected);
  }
}

}  // namespace

TEST_CASE("a date is as long as its text says") {
  check({
      {"2022", "2022-01-01/2022-12-31"},
      {"June-2022", "2022-06-01/2022-06-30"},
      {"2023-05", "2023-05-01/2023-05-31"},
      {"05/2023", "2023-05-01/2023-05-31"},
      {"5/2023", "2023-05-01/2023-05-31"},
      {"05.2023", "2023-05-01/2023-05-31"},
      {"2023/05", "2023-05-01/2023-05-31"},
      {"2023-05-12", "2023-05-12"},
      {"2023/05/12", "2023-05-12"},
      {"12 May 2023", "2023-05-12"},
      {"May 12, 2023", "2023-05-12"},
      {"12.05.2023", "2023-05-12"},
      {"12. 5. 2023", "2023-05-12"},
  });
}

TEST_CASE("February has the days of its year") {
  check({
      {"February 2023", "2023-02-01/2023-02-28"},
      {"02/2024", "2024-02-01/2024-02-29"},
      {"Feb-1900", "1900-02-01/1900-02-28"},
      {"февраль 2000", "2000-02-01/2000-02-29"},
      {"29 February 2024", "2024-02-29"},
      {"29 February 2023", ""},
      {"2023-02-29", ""},
  });
}

TEST_CASE("months are known in English, French and Russian, short and long") {
  const std::vector<std::vector<std::string>> months{
      {"January", "Jan", "janvier", "janv.", "январь", "января", "янв."},
      {"February", "Feb", "février", "fevrier", "févr.", "февраль", "февраля", "фев"},
      {"March", "Mar", "mars", "март", "марта"},
      {"April", "Apr.", "avril", "avr.", "апрель", "апреля"},
      {"May", "mai", "май", "мая"},
      {"June", "Jun", "juin", "июнь", "июня"},
      {"July", "Jul", "juillet", "juil.", "июль", "июля"},
      {"August", "Aug", "août", "aout", "август", "августа"},
      {"September", "Sept", "Sep", "septembre", "сентябрь", "сентября"},
      {"October", "Oct", "octobre", "октябрь", "октября"},
      {"November", "Nov", "novembre", "ноябрь", "ноября"},
      {"December", "Dec", "décembre", "déc.", "DÉCEMBRE", "декабрь", "ДЕКАБРЯ"},
  };
  for (std::size_t m = 0; m < months.size(); ++m) {
    const std::string number = (m < 9 ? "0" : "") + std::to_string(m + 1);
    for (const auto& name : months[m]) {
      CAPTURE(name);
      CHECK(iso(parse_date("7 " + name + " 2021")) == "2021-" + number + "-07");
      CHECK(parse_date(name + "-2021") == parse_date(number + "/2021"));
    }
  }
}

TEST_CASE("the signs and spaces of a date vary") {
  check({
      {"  june 2022 ", "2022-06-01/2022-06-30"},
      {"JUNE, 2022", "2022-06-01/2022-06-30"},
      {"June – 2022", "2022-06-01/2022-06-30"},
      {"June\u00A02022", "2022-06-01/2022-06-30"},
      {"Jan.-2022", "2022-01-01/2022-01-31"},
      {"2022 June", "2022-06-01/2022-06-30"},
      {"aou\u0302t 2022", "2022-08-01/2022-08-31"},
      {"12-May-2023", "2023-05-12"},
      {"12th of May, 2023", "2023-05-12"},
      {"3rd Sept. 2022", "2022-09-03"},
      {"1er février 2023", "2023-02-01"},
      {"12 мая 2023 г.", "2023-05-12"},
      {"May-2023.", "2023-05-01/2023-05-31"},
  });
}

TEST_CASE("a date with two readings is none") {
  check({
      {"12/05/2023", ""},
      {"12-05-2023", ""},
      {"25/12/2023", "2023-12-25"},
      {"12/25/2023", "2023-12-25"},
      {"06/06/2023", "2023-06-06"},
      {"12 05 2023", ""},
  });
}

TEST_CASE("an ISO 8601 interval runs from its first day to its last") {
  check({
      {"2022-06-01/2022-06-30", "2022-06-01/2022-06-30"},
      {"2022-06-01/30", "2022-06-01/2022-06-30"},
      {"2022-06-01/07-15", "2022-06-01/2022-07-15"},
      {"2022-06/2022-08", "2022-06-01/2022-08-31"},
      {"2021/2022", "2021-01-01/2022-12-31"},
      {"2022-06-30/2022-06-01", ""},
      {"2022-06-01/2022-06-31", ""},
      {"2022-06-01/..", ""},
      {"2022-06-01/2022-06-30/2022-07-01", ""},
  });
}

TEST_CASE("what is no day of the calendar, or no date at all, is empty") {
  for (const std::string text : {"",
                                 " ",
                                 "May",
                                 "12 May",
                                 "2023-13",
                                 "13/2023",
                                 "00/2023",
                                 "2023-00-01",
                                 "31 April 2023",
                                 "0 May 2023",
                                 "32.01.2023",
                                 "Foo-2023",
                                 "May-23",
                                 "1825",
                                 "2101",
                                 "May 1825",
                                 "20230",
                                 "24/7",
                                 "May May 2023",
                                 "12 May 2023 2024",
                                 "-May-2023",
                                 "May---2023",
                                 "12May2023",
                                 "May_2023",
                                 "2023\u0301",
                                 "May\xFF 2023",
                                 "15-th century"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text));
  }
  CHECK(parse_date("1826"));
  CHECK(parse_date("December 2100"));
}

TEST_CASE("text resembles a date if it is made of numbers and months only") {
  for (const std::string text : {"May", "31 February 2023", "12/05/2023", "2023", "12 mai", "7"})
    CHECK(resembles_date(text));
  for (const std::string text : {"", "AFP", "Foo-2023", "May Ling", "Studio 54", "/"})
    CHECK_FALSE(resembles_date(text));
}

TEST_CASE("a date was meant where a digit stands with a year, a month or no word at all") {
  for (const std::string text : {"Foo-2023", "hiver 2022", "early May 23", "2023?", "20230", "24/7", "May23"})
    CHECK(mentions_date(text));
  for (const std::string text :
       {"", "AFP", "May Ling", "France 24", "Studio 54", "20 Minutes", "Agence 1825"})
    CHECK_FALSE(mentions_date(text));
}

TEST_CASE("a day is written and read as ISO 8601") {
  using namespace std::chrono;
  CHECK(format_day(2022y / June / 1) == "2022-06-01");
  CHECK(format_day(0y / January / 1) == "0000-01-01");
  CHECK(format_day(987y / October / 30) == "0987-10-30");
  CHECK(format_day(9999y / December / 31) == "9999-12-31");
  CHECK(parse_day("2022-06-01") == sys_days(2022y / June / 1));
  CHECK(parse_day("0001-01-01"));
  for (const std::string text :
       {"2022-6-1", "2022-06-31", "2022-06", " 2022-06-01", "2022/06/01", "+022-06-01", ""}) {
    CAPTURE(text);
    CHECK_FALSE(parse_day(text));
  }
}

TEST_CASE("a time is written and read as ISO 8601 in UTC") {
  using namespace std::chrono;
  const sys_seconds time = sys_days(2026y / November / 25) + 9h + 30min + 5s;
  CHECK(format_time(time) == "2026-11-25T09:30:05Z");
  CHECK(parse_time("2026-11-25T09:30:05Z") == time);
  CHECK(parse_time("2026-11-25") == sys_days(2026y / November / 25));
  for (const std::string text :
       {"", "2026-11-31T00:00:00Z", "2026-11-25T24:00:00Z", "2026-11-25T09:60:00Z", "2026-11-25T09:30:60Z",
        "2026-11-25T09:30:05", "2026-11-25T09:30:05+06:00", "2026-11-25 09:30:05Z", "25.11.2026"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_time(text));
  }
}

TEST_CASE("a long text is no date and takes no time") {
  CHECK_FALSE(parse_date(std::string(5'000'000, '1')));
  CHECK_FALSE(parse_date(std::string(5'000'000, '/')));
  CHECK_FALSE(parse_date("2022/" + std::string(5'000'000, ' ') + "x"));
}

TEST_CASE("random bytes are read without harm") {
  std::mt19937 random(7);
  const std::string alphabet = "0129-/., MmayJn\xD0\xB8\xC3\xA9\xFF";
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (auto n = random() % 14; n > 0; --n) text += alphabet[random() % alphabet.size()];
    const auto date = parse_date(text);
    if (date) REQUIRE(date->first <= date->last);
    if (date && text.find("20") == text.npos) REQUIRE(resembles_date(text));
  }
}

}  // namespace photomap
