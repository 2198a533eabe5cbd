#include "geo/photo_geojson.hpp"

#include "geo/export.hpp"
#include "geo/feature_scanner.hpp"
#include "geo/import.hpp"
#include "geo/source_error.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

SourceDocument read(const std::string& text) {
  DocumentBuilder builder("untitled");
  read_photo_geojson(pieces_of(text), "x.geojson", builder);
  return std::move(builder.document);
}

SourceDocument read_lines(const std::string& text) {
  DocumentBuilder builder("untitled");
  read_photo_geojson_lines(LineReader(pieces_of(text), "x.ndjson"), builder);
  return std::move(builder.document);
}

std::string feature(const std::string& properties, const std::string& geometry = "null") {
  return fmt::format(R"({{"type":"Feature","geometry":{},"properties":{}}})", geometry, properties);
}

std::string collection(const std::string& features) {
  return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

const std::string kGood = feature(R"({"caption":"Good"})");

// What a photo is, but for its number and what the geocoder says of it.
std::vector<std::string> essentials(const PhotoStore& store) {
  std::vector<std::string> photos;
  for (const Photo& photo : store.find_photos({})) {
    const auto& record = photo.record;
    photos.push_back(fmt::format(
        "{}|{}|{}|{}|{}|{}|{}|{:.7f}|{:.7f}|{:.0f}|{}|{}|{}", photo.essay_slug, photo.essay_title,
        photo.position, record.caption, record.credit, record.taken ? format_day(record.taken->first) : "",
        record.taken ? format_day(record.taken->last) : "",
        photo.where.location ? photo.where.location->lon : 999,
        photo.where.location ? photo.where.location->lat : 999, photo.where.uncertainty.value, record.licence,
        record.source_url, record.image_url));
  }
  std::sort(photos.begin(), photos.end());
  return photos;
}

}  // namespace

TEST_CASE("features are found wherever the pieces of a text are cut") {
  const std::string text =
      "\xEF\xBB\xBF{\"type\": \"FeatureCollection\", \"name\": \"a \\\" } b\",\n\"crs\": {\"properties\": "
      "{\"name\": \"urn:ogc:def:crs:OGC:1.3:CRS84\"}}, \"features\": [\n {\"a\": \"}]\\\\\"},\n\n{\"b\": [1, "
      "{}]} , "
      "null],\n \"more\": [1, 2]}\n";
  for (std::size_t size = 1; size <= text.size(); ++size) {
    CAPTURE(size);
    FeatureScanner scanner(
        [rest = std::string_view(text), size]() mutable {
          const std::string_view piece = rest.substr(0, size);
          rest.remove_prefix(piece.size());
          return piece;
        },
        "x");
    std::vector<std::pair<int, std::string>> found;
    for (FeatureText one; scanner.next(one);) found.emplace_back(one.line, one.json);
    CHECK(found == std::vector<std::pair<int, std::string>>{
                       {3, "{\"a\": \"}]\\\\\"}"}, {5, "{\"b\": [1, {}]}"}, {5, "null"}});
  }
}

TEST_CASE("a feature carries what a row of CSV does") {
  const auto document = read(collection(
      feature(
          R"({"caption":" Яки \"у\" озера ","essay":"Pamir","intro":"Ten days","credit":"A B","date":"June-2023",
                  "id":17,"uncertainty_m":250,"licence":"CC0","source_url":"https://x.org/","image_url":null,"tags":[1,{"caption":"no"}]})",
          R"({"coordinates":[73.5,38.5,4000],"type":"Point"})") +
      ",\n" +
      feature(R"({"caption":"B","uncertainty_m":"30","taken_start":"2023-01-01","taken_end":"2023-02-28"})",
              R"({"type":"Point","coordinates":[1e1,-2]})")));
  REQUIRE(document.essays.size() == 2);
  const PhotoRecord& yaks = document.essays[0].photos.at(0);
  CHECK(document.essays[0].title == "Pamir");
  CHECK(document.essays[0].intro == "Ten days");
  CHECK(yaks.caption == "Яки \"у\" озера");
  CHECK(yaks.credit == "A B");
  CHECK(yaks.taken == parse_date("June-2023"));
  CHECK(yaks.source_id == "17");
  CHECK(yaks.location == LonLat{73.5, 38.5});
  CHECK(yaks.uncertainty == Meters{250});
  CHECK(yaks.licence == "CC0");
  CHECK(yaks.source_url == "https://x.org/");
  CHECK(yaks.image_url.empty());
  const PhotoRecord& other = document.essays[1].photos.at(0);
  CHECK(document.essays[1].title == "untitled");
  CHECK(other.location == LonLat{10, -2});
  CHECK(other.uncertainty == Meters{30});
  CHECK(format_day(other.taken.value().last) == "2023-02-28");
  CHECK(other.line == 3);
  REQUIRE(document.notes.size() == 1);
  CHECK_THAT(document.notes[0].reason,
             Catch::Contains("the property \"tags\", which is none of caption, essay"));
}

TEST_CASE("a bad feature is rejected with line and reason, the others go on") {
  const std::string point = R"({"type":"Point","coordinates":[1,2]})";
  const std::vector<std::pair<std::string, std::string>> rows{
      {feature(R"({"caption":""})"), "caption is empty"},
      {feature(R"({"caption":["a"]})"), "caption is no text"},
      {feature(R"({"caption":"a\u0000b"})"), "caption is no text"},
      {feature("null"), "caption is empty"},
      {R"({"type":"Point","coordinates":[1,2]})", "is no Feature"},
      {"17", "is no Feature"},
      {"null", "is no Feature"},
      {R"({"type":"Feature",})", "is no JSON"},
      {feature("{\"caption\":\"\xff\"}"), "is no JSON in UTF-8"},
      {feature(R"({"caption":"A"})", R"({"type":"LineString","coordinates":[[1,2],[3,4]]})"),
       "a \"LineString\""},
      {feature(R"({"caption":"A"})", R"({"type":"Point","coordinates":[[1,2]]})"), "no coordinates"},
      {feature(R"({"caption":"A"})", R"({"type":"Point","coordinates":[1]})"), "no coordinates"},
      {feature(R"({"caption":"A"})", R"({"type":"Point","coordinates":[200,2]})"), "outside -180 to 180"},
      {feature(R"({"caption":"A","date":"soon"})"), "date \"soon\""},
      {feature(R"({"caption":"A","taken_start":"2023-02-01"})"), "taken_start \"2023-02-01\""},
      {feature(R"({"caption":"A","uncertainty_m":5})"), "uncertainty_m without a geometry"},
      {feature(R"({"caption":"A","uncertainty_m":0})", point), "uncertainty_m 0"},
      {feature(R"({"caption":"A","uncertainty_m":"far"})", point), "uncertainty_m \"far\" is no number"},
      {feature(R"j({"caption":"A","image_url":"javascript:alert(1)"})j"), "is no address"},
  };
  for (const auto& [bad, reason] : rows) {
    CAPTURE(bad);
    for (const auto& document : {read(collection(kGood + ",\n" + bad + ",\n" + kGood)),
                                 read_lines(kGood + "\n" + bad + "\n\n" + kGood)}) {
      CHECK(document.essays.at(0).photos.size() == 2);
      REQUIRE(document.rejected.size() == 1);
      CHECK(document.rejected[0].line == 2);
      CHECK_THAT(document.rejected[0].reason, Catch::Contains(reason));
    }
  }
}

TEST_CASE("a line that is cut short spoils no other, record separators are read over") {
  const auto document =
      read_lines("\x1E" + kGood + "\n{\"type\":\"Feature\",\"prop\n\x1E" + kGood + "\r\n\n");
  CHECK(document.essays.at(0).photos.size() == 2);
  REQUIRE(document.rejected.size() == 1);
  CHECK(document.rejected[0].line == 2);
  CHECK(read("\x1E" + kGood + "\n\x1E" + kGood + "\n").essays.at(0).photos.size() ==
        2);  // whatever its ending says
  CHECK(read(kGood).essays.at(0).photos.size() == 1);
}

TEST_CASE("GeoJSON that can't be read as a whole is an error with file and line") {
  const std::vector<std::pair<std::string, std::string>> files{
      {"", "x.geojson:1: is no GeoJSON"},
      {"[1,2]", "x.geojson:1: is no GeoJSON, which begins with {"},
      {"caption\nA\n", "x.geojson:1: is no GeoJSON"},
      {"{}", "no feature that can be read: line 1: is no Feature"},
      {collection(""), "no feature that can be read: there is none"},
      {collection(feature(R"({"caption":""})")), "line 1: caption is empty"},
      {R"({"type":"FeatureCollection","features":[)" + kGood + ",\n", "x.geojson:2: breaks off"},
      {R"({"type":"FeatureCollection","features":[)" + kGood + ",\n{\"a\":\"b", "x.geojson:2: breaks off"},
      {R"({"type":"FeatureCollection","features":[)" + kGood + "]", "x.geojson:1: "},
      {collection(kGood) + "\nmore", "x.geojson:2: is no GeoJSON from here on"},
      {R"({"features":[}]})", "a value is missing"},
      {R"({"features" []})", "a \":\" is missing"},
      {R"({"crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"features":[]})", "not WGS 84's"},
  };
  for (const auto& [text, message] : files) {
    CAPTURE(text);
    CHECK_THROWS_AS(read(text), SourceError);
    CHECK_THROWS_WITH(read(text), Catch::Contains(message));
  }
  CHECK_THROWS_WITH(read_lines("no JSON\n"),
                    Catch::Contains("x.ndjson:1: no feature that can be read: line 1"));
}

TEST_CASE("what is exported and imported again is the same") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "photos.geojson";
  PhotoStore store = PhotoStore::open_in_memory();
  import_sources({load_source(project_file("data/essays/digisilk.txt")),
                  load_source(project_file("tests/data/essays/pamir_highway.csv"))},
                 store, test_gazetteer(), {.licence = "CC BY 4.0", .source_url = "https://example.org/"});
  std::ostringstream out;
  export_to_stream(*find_export_format("geojson"), store, {}, out);
  write_file(file, out.str());
  for (const std::int64_t most_read_whole : {10'000, 0}) {
    PhotoStore again = PhotoStore::open_in_memory();
    const ImportReport report =
        import_files({file},
                     {.store = [&]() -> PhotoStore& { return again; },
                      .gazetteer = []() -> const Gazetteer& { return test_gazetteer(); }},
                     {.most_read_whole = most_read_whole});
    CHECK(report.added == store.count_photos({}));
    CHECK(report.rejected == 0);
    CHECK(essentials(again) == essentials(store));
  }
}

}  // namespace photomap
