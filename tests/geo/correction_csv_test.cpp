#include "geo/correction_csv.hpp"

#include "geo/source_error.hpp"

#include <catch2/catch.hpp>

#include <utility>

namespace photomap {

TEST_CASE("a correction is read as it was written") {
  Photo photo;
  photo.id = 17;
  photo.essay_title = "Along the Silk Road, \"again\"";
  photo.record.caption = "Bread,\nstill warm";
  photo.correction = Correction{.location = {66.97870000000001, -39.6601},
                                .uncertainty = {12.5},
                                .note = "seen on site; \"twice\"",
                                .who = "Oyuna Baldakova",
                                .at = parse_time("2026-11-25T09:30:00Z").value()};
  const auto document = parse_correction_csv(correction_csv_header() + encode_correction(photo), "x.csv");
  CHECK(document.rejected.empty());
  REQUIRE(document.records.size() == 1);
  const CorrectionRecord& record = document.records[0];
  CHECK(record.photo_id == 17);
  CHECK(record.essay == photo.essay_title);
  CHECK(record.caption == photo.record.caption);
  CHECK(record.location == photo.correction->location);
  CHECK(record.uncertainty == photo.correction->uncertainty);
  CHECK(record.note == photo.correction->note);
  CHECK(record.who == photo.correction->who);
  CHECK(record.at == photo.correction->at);
  CHECK(record.line == 2);
}

TEST_CASE("a note of several lines becomes one") {
  const auto document =
      parse_correction_csv("photo,lon,lat,uncertainty_m,note\n1,2,3,4,\" seen\r\n\ton site\"\n", "x.csv");
  CHECK(document.records.at(0).note == "seen on site");
  CHECK(document.records.at(0).who.empty());
  CHECK_FALSE(document.records.at(0).at);
}

TEST_CASE("a row that can't be a correction is rejected with column and value") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {",,,,,,,,", ""},  // a blank row is none
      {"1,,,76.9,43.2,100,seen,,", ""},
      {",E,C,76.9,43.2,100,seen,,", ""},
      {",E,,76.9,43.2,100,seen,,", "says of no photo"},
      {",,C,76.9,43.2,100,seen,,", "says of no photo"},
      {"one,E,C,76.9,43.2,100,seen,,", "photo \"one\" is no number"},
      {"1.5,E,C,76.9,43.2,100,seen,,", "photo \"1.5\" is no number"},
      {"1,,,,43.2,100,seen,,", "lon is empty"},
      {"1,,,180.5,43.2,100,seen,,", "lon \"180.5\" is outside"},
      {"1,,,76.9,,100,seen,,", "lat is empty"},
      {"1,,,76.9,nan,100,seen,,", "lat \"nan\" is no number"},
      {"1,,,76.9,43.2,,seen,,", "uncertainty_m is empty"},
      {"1,,,76.9,43.2,0,seen,,", "uncertainty_m \"0\" is outside 1 to"},
      {"1,,,76.9,43.2,100,\"\n\",,", "note is empty"},
      {"1,,,76.9,43.2,100,seen,,25.11.2026", "at \"25.11.2026\" is no time"},
      {"1,,,76.9,43.2,100", "6 cells where the header has 9"},
  };
  for (const auto& [row, reason] : rows) {
    CAPTURE(row);
    const auto document =
        parse_correction_csv("photo,essay,caption,lon,lat,uncertainty_m,note,by,at\n" + row + "\n", "x.csv");
    REQUIRE(document.rejected.size() == (reason.empty() ? 0 : 1));
    if (reason.empty()) continue;
    CHECK(document.records.empty());
    CHECK(document.rejected[0].line == 2);
    CHECK_THAT(document.rejected[0].reason, Catch::Contains(reason));
  }
}

TEST_CASE("corrections that can't be read as a whole are an error with file and line") {
  CHECK_THROWS_WITH(parse_correction_csv("photo,lon,lat,note\n", "x.csv"),
                    Catch::Contains("x.csv:1: no column \"uncertainty_m\""));
  const std::string header = "photo,lon,lat,uncertainty_m,note\n";
  CHECK_THROWS_WITH(parse_correction_csv(header + "1,2,3,4,\xff\n", "x.csv"),
                    Catch::Contains("x.csv:2: not UTF-8"));
  CHECK_THROWS_WITH(parse_correction_csv(header + "1,2,3,4,a" + '\0' + '\n', "x.csv"),
                    Catch::Contains("x.csv:2: a NUL byte"));
  CHECK(parse_correction_csv(correction_csv_header(), "x.csv").records.empty());
}

}  // namespace photomap
