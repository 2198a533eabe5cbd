#include "geo/json_text.hpp"

#include "geo/json.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <string>

namespace photomap {

namespace {

std::string number(double value, int decimals) {
  std::string text;
  JsonText(text).number(value, decimals);
  return text;
}

}  // namespace

TEST_CASE("texts come back as they were") {
  for (const std::string& text :
       {std::string("Ташкент"), std::string("\"\\/\b\f\n\r\t"), std::string("\x01\x1f\x7f"),
        std::string("霍尔果斯 🚂"), std::string(), std::string("a\0b", 3)}) {
    std::string json;
    JsonText(json).string(text);
    CHECK(Json::parse(json) == text);
  }
}

TEST_CASE("each character stays itself wherever it stands") {
  for (const char* const odd : {"\"", "\\", "\n", "\x1f", "\x7f", "!", " ", "é", "霍"}) {
    for (std::size_t before = 0; before < 18; ++before) {
      for (const std::size_t after : {0, 1, 7, 9}) {
        for (const char plain : {'[', ' ', '#', '!', ']'}) {
          const std::string text = std::string(before, 'a') + odd + std::string(after, plain);
          std::string json;
          JsonText(json).string(text);
          CHECK(json == Json(text).dump());
        }
      }
    }
  }
}

TEST_CASE("bytes that are no UTF-8 become the replacement character") {
  std::string json;
  JsonText(json).string("a\xff\xd0");
  CHECK(Json::parse(json) == "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("bytes between letters that are no UTF-8 are found, however long the letters around are") {
  const std::string replacement = "\xEF\xBF\xBD";
  for (const std::string bad : {"\x80", "\xC0", "\xC1", "\xD0", "\xE1\x80", "\xE9\x9C", "\xF5", "\xFF"}) {
    for (const std::string before : {"", "Қ", "霍", "a", "Қызыл霍"}) {
      for (const std::string after : {"", "ш", "尔", "a", "尔ш尔 a"}) {
        CAPTURE(bad, before, after);
        std::string json;
        JsonText(json).string(before + bad + after);
        const std::string text = Json::parse(json);
        CHECK(text.starts_with(before + replacement));
        CHECK(text.ends_with(replacement + after));
      }
    }
  }
  std::string surrogate;
  JsonText(surrogate).string("ш\xED\xA0\x80ш");
  CHECK(Json::parse(surrogate) == "ш" + replacement + replacement + replacement + "ш");
}

TEST_CASE("what is written comes whole wherever the buffer ends") {
  const std::string text = "a\"\n\x01é霍🚂\xFF and more";
  const auto write = [&](JsonText& json) {
    json.string(text).integer(INT64_MIN).number(-179.1234567, 7).raw("{}");
  };
  std::string alone;
  {
    JsonText json(alone);
    write(json);
  }
  CHECK(alone.ends_with("-9223372036854775808-179.1234567{}"));
  for (std::size_t before = 1950; before < 2100; ++before) {
    CAPTURE(before);
    std::string text_before;
    {
      JsonText json(text_before);
      json.raw(std::string(before / 2, 'x')).raw(std::string(before - before / 2, 'x'));
      write(json);
    }
    CHECK(text_before.substr(before) == alone);
  }
}

TEST_CASE("texts longer than the buffer come back as they were") {
  for (const std::string& part :
       {std::string("Ташкент "), std::string("\n"), std::string("🚂"), std::string("霍a")}) {
    std::string text;
    while (text.size() < 5000) text += part;
    std::string json;
    JsonText(json).string(text).raw(std::string(3000, ' '));
    CHECK(Json::parse(json) == text);
  }
}

TEST_CASE("numbers have just the decimals that say something") {
  CHECK(number(0, 7) == "0");
  CHECK(number(-0.00000001, 7) == "0");
  CHECK(number(76.945, 7) == "76.945");
  CHECK(number(-179.9999999, 7) == "-179.9999999");
  CHECK(number(-0.5, 7) == "-0.5");
  CHECK(number(180, 7) == "180");
  CHECK(number(0.0000001, 7) == "0.0000001");
  CHECK(number(0.9949, 2) == "0.99");
  CHECK(number(14'200.4, 0) == "14200");
  CHECK(number(999'999'999.5, 0) == "1000000000");
  CHECK(number(-999'999'999.25, 9) == "-999999999.25");
  CHECK(number(0.000000001, 9) == "0.000000001");
}

}  // namespace photomap
