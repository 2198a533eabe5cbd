#include "geo/essay_text.hpp"

#include "geo/source_error.hpp"
#include "tests/geo/essay_summary.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace photomap {

namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

SourceDocument parse(const std::string& text) {
  return parse_essay_text(text, "dir/walk.txt");
}

// The only photo of a text.
PhotoRecord parse_photo(const std::string& text) {
  const auto document = parse("Title\nIntro.\n" + text);
  CHECK(document.rejected.empty());
  REQUIRE(document.essays.size() == 1);
  REQUIRE(document.essays[0].photos.size() == 1);
  return document.essays[0].photos[0];
}

}  // namespace

TEST_CASE("a caption that can't be read is rejected with its line and what is wrong") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"B. Photo: X/Foo-2023", "\"Foo-2023\""},
      {"B. Photo: X/May", "\"May\""},
      {"B. Photo: X, 31 February 2023", "\"31 February 2023\""},
      {"B. Photo: X (2023-02-30)", "\"2023-02-30\""},
      {"B. Photo: X/12/05/2023", "\"12/05/2023\""},
      {"B. Photo:", "no name"},
      {"B. Photo: /May-2023", "no name"},
      {"Photo: X/May-2023", "no caption"},
      {"B without its credit.", "no \"Photo: NAME\""},
  };
  for (const auto& [line, reason] : rows) {
    CAPTURE(line);
    const auto document = parse("T\n\nA. Photo: X\n" + line + "\n\nC. Photo: X\n");
    CHECK(titles_of(document) == Titles{{"T", 2}});
    REQUIRE(lines_of(document.rejected) == std::vector<int>{4});
    CHECK_THAT(document.rejected[0].reason, Contains(reason) && Contains("Photo: Jane Doe/May-2023"));
    CHECK(document.notes.empty());
  }
}

TEST_CASE("a text with only bad captions is a document of rejections") {
  const auto document = parse("T\nIntro.\nA. Photo: X/May\nB. Photo:\n");
  CHECK(document.essays.empty());
  CHECK(lines_of(document.rejected) == std::vector<int>{3, 4});
  CHECK(lines_of(document.notes) == std::vector<int>{1, 2});
}

TEST_CASE("titles and intros come in many shapes") {
  const std::string photo = "A. Photo: X\n";
  const std::vector<std::tuple<std::string, std::string, std::string>> rows{
      {"T\n", "T", ""},
      {"T\nIntro.\n", "T", "Intro."},
      {"T\n\nIntro.\n\nMore.\n\n", "T", "Intro.\n\nMore."},
      {"T\nA few words as intro\n", "T", "A few words as intro"},
      {"T:\nsecond half\nIntro.\n", "T: second half", "Intro."},
      {"T -\nSecond half\nIntro.\n", "T - Second half", "Intro."},
      {"T,\nSecond half\n", "T, Second half", ""},
      {"First half\nsecond half\nIntro.\n", "First half second half", "Intro."},
      {"ALMATY\nT\nIntro.\n", "T", "Intro."},
      {"T\nVISUAL ESSAYS\nIntro.\n", "T", "Intro."},
      {"ALMATY\nIntro.\n", "ALMATY", "Intro."},
      {"АЛМАТЫ\nГород\nО городе.\n", "Город", "О городе."},
      {"Who owns the city?\nIntro.\n", "Who owns the city?", "Intro."},
      {"", "walk", ""},
      {"Intro.\n", "walk", "Intro."},
  };
  for (const auto& [heading, title, intro] : rows) {
    CAPTURE(heading);
    const auto first = parse(heading + photo);
    REQUIRE(first.essays.size() == 1);
    CHECK(first.essays[0].title == title);
    CHECK(first.essays[0].intro == intro);
    if (title == "walk") continue;
    const auto second = parse(photo + heading + photo);
    REQUIRE(titles_of(second) == Titles{{"walk", 1}, {title, 1}});
    CHECK(second.essays[1].intro == intro);
    CHECK(second.essays[0].line == 1);
  }
}

TEST_CASE("a line between captions that is clearly no title is a caption without its credit") {
  const std::string running =
      "Two porters rest beside the river on the stairs which lead to the rows of the sellers";
  const std::vector<std::tuple<std::string, std::string, std::vector<int>>> rows{
      {"market in Osh\n", "", {4}},
      {running + "\n", "", {4}},
      {"market in Osh\nGate of Osh\n", "Gate of Osh", {4}},
      {running + "\n\nmarket in Osh\n", "", {4, 6}},
      {"market in Osh: an hour\n", "market in Osh: an hour", {}},
      {"market in Osh\nIntro.\n", "market in Osh", {}},
      {"Market in Osh\n\nan hour of a day\n", "Market in Osh", {}},
  };
  for (const auto& [between, title, rejected] : rows) {
    CAPTURE(between);
    const auto document = parse("t\n\nA. Photo: X\n" + between + "B. Photo: X\n");
    CHECK(titles_of(document) == (title.empty() ? Titles{{"t", 2}} : Titles{{"t", 1}, {title, 1}}));
    CHECK(lines_of(document.rejected) == rejected);
    CHECK(document.notes.empty());
  }
}

TEST_CASE("a caption may be broken over lines or have its credit below") {
  const std::vector<std::tuple<std::string, std::string, int>> rows{
      {"Market in the\nold town. Photo: X", "Market in the old town.", 3},
      {"Melons, apples,\nTamara and her son. Photo: X", "Melons, apples, Tamara and her son.", 3},
      {"Market in the\nold\ntown.\nPhoto: X", "Market in the old town.", 3},
      {"Market in Osh\nPhoto: X", "Market in Osh", 3},
      {"iPhone stall in Osh. Photo: X", "iPhone stall in Osh.", 3},
      {"Market in Osh.\n\nPhoto: X", "Market in Osh.", 3},
      {"\n\tMarket in Osh.\u00A0\nPhoto by X", "Market in Osh.", 4},
  };
  for (const auto& [text, caption, line] : rows) {
    CAPTURE(text);
    const auto photo = parse_photo(text);
    CHECK(photo.caption == caption);
    CHECK(photo.credit == "X");
    CHECK(photo.line == line);
  }
}

TEST_CASE("a page wrapped to a width is put together again") {
  const auto document = parse(
      "Markets of Osh\n"
      "\n"
      "The bazaar of Osh has stood on both banks of the Ak-Buura river\n"
      "for two thousand years. It sells all that goes over the Pamir:\n"
      "flour, boots, batteries, and the telephones that need them.\n"
      "\n"
      "A blacksmith shows the horseshoes that he made before sunrise.\n"
      "His son sells them on a site of his own, with a QR code. Photo:\n"
      "Jane Doe/May-2023\n"
      "\n"
      "Two porters rest beside the river, on the stairs which lead to\n"
      "the rows of the cloth sellers and the money changers. Photo: Jane\n"
      "Doe/June-2023\n");
  CHECK(titles_of(document) == Titles{{"Markets of Osh", 2}});
  const auto& photos = document.essays[0].photos;
  CHECK_THAT(photos[0].caption,
             StartsWith("A blacksmith") &&
                 EndsWith("sunrise. His son sells them on a site of his own, with a QR code."));
  CHECK(photos[0].credit == "Jane Doe");
  CHECK(iso(photos[0].taken) == "2023-05-01/2023-05-31");
  CHECK(photos[1].credit == "Jane Doe");
  CHECK(photos[1].line == 11);
  CHECK(document.rejected.empty());
}

TEST_CASE("a text that is no essay is an error with file and line") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"", "dir/walk.txt:1: no photo caption"},
      {"Only text, a photo of it, and \"Photo\" without a colon.", "dir/walk.txt:1: no photo caption"},
      {"A. Photo: X\r\n\r\nB\xFF. Photo: X\n", "dir/walk.txt:3: not UTF-8"},
      {"A. Photo: X\nB\xC0\xAF\n", "dir/walk.txt:2: not UTF-8"},
      {"A. Photo: X\rB\xED\xA0\x80", "dir/walk.txt:2: not UTF-8"},
      {"\xC3", "dir/walk.txt:1: not UTF-8"},
      {std::string("A. Photo: X\nB\0", 14), "dir/walk.txt:2: a NUL byte"},
  };
  for (const auto& [text, message] : rows) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse(text), SourceError);
    CHECK_THROWS_WITH(parse(text), Contains(message));
  }
}

TEST_CASE("large and hostile texts are read in linear time") {
  const std::size_t size = 5'000'000;
  CHECK_THROWS_AS(parse(std::string(size, 'a')), SourceError);
  CHECK(parse(std::string(size, 'a') + " Photo: X").essays.at(0).photos.size() == 1);
  CHECK(parse("A. Photo: X\n" + std::string(size, '\n')).essays.size() == 1);
  CHECK_THROWS_AS(parse("A. Photo: " + std::string(size, '/')), SourceError);
  CHECK(parse("A. Photo: X\n" + std::string(size, '"') + "\nB. Photo: X").rejected.size() == 1);
  std::string many = "T\n";
  for (int i = 0; i < 100'000; ++i) many += "Caption " + std::to_string(i) + ". Photo: X/May-2023\n\n";
  CHECK(parse(many).essays.at(0).photos.size() == 100'000);
  std::string small_lines = "A. Photo: X\n";
  for (int i = 0; i < 200'000; ++i) small_lines += "photo by a\n";
  CHECK_FALSE(parse(small_lines + "B. Photo: X\n").essays.empty());
}

TEST_CASE("random text is read without harm, and every caption counted") {
  std::mt19937 random(5);
  const std::vector<std::string> pieces{
      "Photo: ", "Photo", ":", " X",     "/May",  "-2023",          "\n",    "\n\n", ".", "(",  ")", "[", "A",
      "b",       "É",     "é", "\u00A0", "TITLE", "Crédit photo :", "Фото:", " by ", ",", "\"", "’"};
  for (int i = 0; i < 5'000; ++i) {
    std::string text = "Start. Photo: X\n\n";
    for (auto n = random() % 40; n > 0; --n) text += pieces[random() % pieces.size()];
    const auto document = parse(text);
    for (const auto& essay : document.essays) {
      REQUIRE_FALSE(essay.photos.empty());
      REQUIRE_FALSE(essay.title.empty());
      for (const auto& photo : essay.photos) REQUIRE_FALSE((photo.caption.empty() || photo.credit.empty()));
    }
  }
}

}  // namespace photomap
