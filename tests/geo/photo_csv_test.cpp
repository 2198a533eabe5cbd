#include "geo/photo_csv.hpp"

#include "geo/source_error.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace photomap {

namespace {

using Catch::Matchers::Contains;

SourceDocument load(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  return parse_photo_csv(std::string(std::istreambuf_iterator<char>(file), {}), path);
}

// A document of one good row and the row in question.
SourceDocument with_row(const std::string& header, const std::string& row) {
  const auto commas = std::count(header.begin(), header.end(), ',');
  return parse_photo_csv(
      header + "\nGood" + std::string(static_cast<std::size_t>(commas), ',') + "\n" + row + "\n", "x.csv");
}

}  // namespace

TEST_CASE("a CSV file gives essays in the order of their first row") {
  const auto document = load(PHOTOMAP_SOURCE_DIR "/tests/data/essays/pamir_highway.csv");
  REQUIRE(document.essays.size() == 2);
  const auto& pamir = document.essays[0];
  CHECK(pamir.title == "Along the Pamir Highway");
  CHECK(pamir.intro == "Ten days between Khorog and Osh, on the M41");
  CHECK(pamir.line == 2);
  REQUIRE(pamir.photos.size() == 3);
  CHECK(pamir.photos[0].source_id == "p1");
  CHECK(pamir.photos[0].location == LonLat{73.5631, 38.5372});
  CHECK(pamir.photos[0].uncertainty == Meters{250});
  CHECK(pamir.photos[0].licence == "CC BY 4.0");
  CHECK(pamir.photos[0].source_url == "https://example.org/pamir");
  CHECK(pamir.photos[0].image_url == "https://example.org/pamir/1.jpg");
  CHECK(pamir.photos[1].caption == "Sign in Murghab: \"Internet, fast\"");
  CHECK(pamir.photos[1].taken == parse_date("2023-06"));
  CHECK_FALSE(pamir.photos[1].uncertainty);
  CHECK(pamir.photos[2].caption == "Yaks above Karakul.\nThe lake is still frozen");
  const auto& wakhan = document.essays[1];
  CHECK(wakhan.title == "Water of the Wakhan");
  CHECK(wakhan.intro == "Eleven villages and their channels");
  REQUIRE(wakhan.photos.size() == 2);
  CHECK_FALSE(wakhan.photos[0].location);
}

TEST_CASE("a CSV record has the line where it starts") {
  const auto document = load(PHOTOMAP_SOURCE_DIR "/tests/data/essays/pamir_highway.csv");
  CHECK(document.essays[0].photos[2].line == 6);
  CHECK(document.essays[1].photos[1].line == 10);
  REQUIRE(document.rejected.size() == 2);
  CHECK(document.rejected[0].line == 8);
  CHECK_THAT(document.rejected[0].reason, Contains("\"12/06/2023\""));
  CHECK(document.rejected[1].line == 9);
  CHECK_THAT(document.rejected[1].reason, Contains("lon 71.76 without lat"));
}

TEST_CASE("a bad CSV row is rejected with column and value") {
  const std::string header = "caption,date,lon,lat,uncertainty_m";
  const std::vector<std::pair<std::string, std::string>> rows{
      {",,,,", ""},  // a blank row is none
      {" ,2022,,,", "caption is empty"},
      {"A,Foo-2023,,,", "date \"Foo-2023\""},
      {"A,May,,,", "date \"May\""},
      {"A,,east,43,", "lon \"east\""},
      {"A,,76.9x,43,", "lon \"76.9x\""},
      {"A,,nan,43,", "lon \"nan\""},
      {"A,,76.9,inf,", "lat \"inf\""},
      {"A,,1e999,43,", "lon \"1e999\""},
      {"A,,180.1,43,", "lon \"180.1\""},
      {"A,,76.9,-90.5,", "lat \"-90.5\""},
      {"A,,76.9,,", "lon 76.9 without lat"},
      {"A,,,43,", "lat 43 without lon"},
      {"A,,76.9,43,0", "uncertainty_m 0"},
      {"A,,76.9,43,-5", "uncertainty_m \"-5\""},
      {"A,,,,100", "uncertainty_m 100 without"},
      {"A,,76.9", "3 cells where the header has 5"},
      {"A,,76.9,43,5,more", "6 cells where the header has 5"},
      {"\"A\"x,,,,", "quotes do not match"},
      {"A 5\" pipe,,,,", "quotes do not match"},
      {"\"A,,,,", "quotes do not match"},
  };
  for (const auto& [row, reason] : rows) {
    CAPTURE(row);
    const auto document = with_row(header, row);
    CHECK(document.essays.at(0).photos.size() == 1);
    REQUIRE(document.rejected.size() == (reason.empty() ? 0 : 1));
    if (reason.empty()) continue;
    CHECK(document.rejected[0].line == 3);
    CHECK_THAT(document.rejected[0].reason, Contains(reason));
  }
}

TEST_CASE("a quote that is never closed costs one row, not the rest of the file") {
  const auto document = parse_photo_csv("caption,credit\nA,X\n\"B,X\nC,X\n\nD,\"X\"\nE,X\n", "x.csv");
  REQUIRE(document.essays.size() == 1);
  std::string captions;
  for (const auto& photo : document.essays[0].photos) captions += photo.caption;
  CHECK(captions == "ACDE");
  REQUIRE(document.rejected.size() == 1);
  CHECK(document.rejected[0].line == 3);
  CHECK(document.essays[0].photos[2].line == 6);
}

TEST_CASE("line ends and byte order marks do not show in CSV") {
  for (const std::string text : {"\xEF\xBB\xBF"
                                 "essay,caption\nT,A\nT,B\n",
                                 "essay,caption\r\nT,A\r\nT,B", "essay,caption\rT,A\rT,B\r",
                                 "Essay , CAPTION\n T,A \n   \nT,\"B\"\n\n"}) {
    CAPTURE(text);
    const auto document = parse_photo_csv(text, "x.csv");
    REQUIRE(document.essays.size() == 1);
    CHECK(document.essays[0].title == "T");
    REQUIRE(document.essays[0].photos.size() == 2);
    CHECK(document.essays[0].photos[1].caption == "B");
    CHECK(document.rejected.empty());
  }
}

TEST_CASE("rows without an essay belong to one named after the file") {
  const auto document = parse_photo_csv("caption,essay\nA,\nB,Other\nC,\n", "/data/my photos.csv");
  REQUIRE(document.essays.size() == 2);
  CHECK(document.essays[0].title == "my photos");
  CHECK(document.essays[0].photos.size() == 2);
  CHECK(parse_photo_csv("caption\nA\n", "dir/walk.csv").essays.at(0).title == "walk");
}

TEST_CASE("a second intro of an essay is noted, not stored") {
  const auto document = parse_photo_csv("caption,essay,intro\nA,T,One\nB,T,One\nC,T,Two\n", "x.csv");
  CHECK(document.essays.at(0).intro == "One");
  REQUIRE(document.notes.size() == 1);
  CHECK(document.notes[0].line == 4);
}

TEST_CASE("CSV that can't be read as a whole is an error with file, line and next step") {
  const std::vector<std::pair<std::string, std::string>> files{
      {"", "x.csv:1: the file is empty"},
      {"\n\n", "x.csv:1: the file is empty"},
      {"title,date\nA,2022\n", "x.csv:1: no column \"caption\" in \"title,date\""},
      {"caption;date\nA;2022\n", "with commas between them"},
      {"credit\nA\n", "x.csv:1: no column \"caption\""},
      {"caption,date,caption\nA,,B\n", "column \"caption\" stands twice"},
      {"\"caption\nA\n", "x.csv:1: the quotes of the header"},
      {"caption\n", "none below the header"},
      {"caption,date\nA,May\n", "line 2: date \"May\""},
      {"caption\nA\n\xC3\x28\n", "x.csv:3: not UTF-8"},
  };
  for (const auto& [text, message] : files) {
    CAPTURE(text);
    CHECK_THROWS_WITH(parse_photo_csv(text, "x.csv"), Contains(message));
    CHECK_THROWS_AS(parse_photo_csv(text, "x.csv"), SourceError);
  }
}

TEST_CASE("CSV made of quotes and commas is read without harm") {
  std::mt19937 random(11);
  const std::string alphabet = "\"\",,\n\r ax";
  for (int i = 0; i < 500; ++i) {
    std::string text = "caption,essay\nGood,\n";
    for (auto n = random() % 200; n > 0; --n) text += alphabet[random() % alphabet.size()];
    REQUIRE_FALSE(parse_photo_csv(text, "x.csv").essays.empty());
  }
  std::string many = "caption\nGood\n";
  for (int i = 0; i < 100'000; ++i) many += "\"\n\"x\n";
  CHECK_FALSE(parse_photo_csv(many, "x.csv").rejected.empty());
}

TEST_CASE("a column that is none of ours is left out with a note") {
  const auto document = parse_photo_csv("caption,Titel\nA,B\n", "x.csv");
  REQUIRE(document.notes.size() == 1);
  CHECK_THAT(document.notes[0].reason,
             Catch::Contains("the column \"Titel\", which is none of caption, essay"));
  CHECK(document.essays.at(0).photos.size() == 1);
}

TEST_CASE("an id that stands twice in an essay, and a link that is none, are rejected") {
  const auto document = parse_photo_csv(
      "essay,id,caption,image_url\nE,1,A,\nE,1,B,\nF,1,C,\nE,2,D,javascript:alert(1)\nE,3,F,https://x.org/"
      "f.jpg\n",
      "x.csv");
  REQUIRE(document.rejected.size() == 2);
  CHECK(document.rejected[0].line == 3);
  CHECK_THAT(document.rejected[0].reason, Catch::Contains("id \"1\" stands already in line 2"));
  CHECK_THAT(document.rejected[1].reason, Catch::Contains("image_url \"javascript:alert(1)\" is no address"));
  CHECK(document.essays.at(0).photos.size() == 2);
}

}  // namespace photomap
