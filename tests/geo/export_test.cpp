#include "geo/export.hpp"

#include "geo/csv_table.hpp"
#include "geo/geojson.hpp"
#include "geo/import.hpp"
#include "geo/point_index_build.hpp"
#include "geo/source_error.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

namespace {

// All that formats trip over: quotes, line ends, markup, scripts, the same caption twice, no place, no date.
constexpr const char* kRows =
    R"(caption,essay,credit,date,lon,lat,uncertainty_m,id,licence,source_url,image_url
"She said ""yes"", twice",Kites & <b>strings</b>,"A, ""B""",2022-06-01/2022-06-30,66.9750001,39.6548,0.3,k1,CC BY 4.0,https://example.org/?a=1&b=2,https://example.org/1.jpg
"Two
lines",Kites & <b>strings</b>,,2022,-179.9999999,-89.5,20037508,k2,,,
A kite,Kites & <b>strings</b>,Оюна Балдакова,,0,0,12345.6,k3,,,
A kite,Kites & <b>strings</b>,某人,1924-10-27,71.5,51.1,,k4,CC0,,
ქართული 😀 سلام ]]> end,Kites & <b>strings</b>,,,,,,k5,,,
A boy,Other,,May-2023,180,90,1,,,,
)";

std::string essentials_of(const Photo& photo) {
  const PhotoRecord& record = photo.record;
  const auto& at = photo.where.location;
  return fmt::format(
      "{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", photo.essay_slug, photo.essay_title, photo.position, record.caption,
      record.credit, taken_text(photo), at ? fmt::format("{:.7f} {:.7f}", at->lon, at->lat) : "",
      at ? told_metres(photo.where.uncertainty) : 0, record.licence, record.source_url, record.image_url);
}

std::vector<std::string> essentials(const PhotoStore& store, bool located_only = false) {
  std::vector<std::string> photos;
  for (const Photo& photo : store.find_photos({})) {
    if (photo.where.location || !located_only) photos.push_back(essentials_of(photo));
  }
  std::sort(photos.begin(), photos.end());
  return photos;
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The awkward photos and the essays of the project, one of them corrected.
PhotoStore full_store() {
  const TemporaryDirectory directory;
  write_file(directory.path() / "rows.csv", kRows);
  PhotoStore store = PhotoStore::open_in_memory();
  import_sources(
      {load_source(directory.path() / "rows.csv"), load_source(project_file("data/essays/digisilk.txt"))},
      store, test_gazetteer(), {});
  StoreTransaction transaction(store);
  transaction.put_correction(2, {.location = {76.95, 43.25},
                                 .uncertainty = {200},
                                 .note = "seen on site",
                                 .who = "O. B.",
                                 .at = std::chrono::sys_days{std::chrono::year{2026} / 11 / 25}});
  transaction.commit();
  return store;
}

ImportReport import_into(PhotoStore& store, const std::filesystem::path& file, std::int64_t most_read_whole) {
  return import_files({file},
                      {.store = [&]() -> PhotoStore& { return store; },
                       .gazetteer = []() -> const Gazetteer& { return test_gazetteer(); }},
                      {.most_read_whole = most_read_whole});
}

std::string as_text(const PhotoStore& store, std::string_view format, const PhotoQuery& query = {},
                    const PointIndex* index = nullptr) {
  std::ostringstream out;
  export_to_stream(*find_export_format(format), store, query, out, index);
  return out.str();
}

// As many as several pieces of an export, here and there with candidates or a correction, all located.
PhotoStore store_of_many(const std::filesystem::path& directory) {
  std::string rows = "caption,essay,date,lon,lat,uncertainty_m,source_url\n";
  for (int i = 0; i < 3000; ++i) {
    rows += fmt::format(
        "\"Photo {} \"\"at a well\"\"\",Wells {},{}-05,{:.7f},{:.7f},{:.1f},https://example.org/{}\n", i,
        i % 7, 1990 + i % 30, 60 + (i * 7919) % 20000 / 1000.0, 35 + (i * 104729) % 15000 / 1000.0,
        0.3 + i * 0.2, i);
  }
  write_file(directory / "many.csv", rows);
  PhotoStore store = PhotoStore::open_in_memory();
  import_sources({load_source(directory / "many.csv")}, store, test_gazetteer(), {});
  StoreTransaction transaction(store);
  for (const std::int64_t id : {1, 1500, 3000})
    transaction.put_correction(
        id, {.location = {76.95, 43.25}, .uncertainty = {200}, .note = "seen", .who = "O. B.", .at = {}});
  transaction.commit();
  return store;
}

}  // namespace

TEST_CASE("an export of all photos is the same with a point index as without") {
  const TemporaryDirectory directory;
  const auto points = directory.path() / "points";
  const auto check_all_formats = [&](const PhotoStore& store) {
    build_point_index(store, points);
    const PointIndex index(points);
    for (const ExportFormat& format : export_formats()) {
      if (!format.is_streamable()) continue;
      INFO(format.name);
      CHECK(as_text(store, format.name, {}, &index) == as_text(store, format.name));
    }
  };
  SECTION("that holds them all") {
    check_all_formats(store_of_many(directory.path()));
  }
  SECTION("that lacks those without a location") {
    check_all_formats(full_store());
  }
  SECTION("of no photos") {
    check_all_formats(PhotoStore::open_in_memory());
  }
}

TEST_CASE("what is exported in any format that keeps it all is imported as the same photos") {
  const TemporaryDirectory directory;
  const PhotoStore store = full_store();
  REQUIRE(store.count_photos({}) == 72);
  for (const std::string_view name : {"geojson", "geojsonseq", "ndjson", "csv", "gpkg", "fgb"}) {
    const ExportFormat& format = *find_export_format(name);
    const bool located_only = name == "fgb";
    const auto file = directory.path() / fmt::format("photos{}", format.extension);
    const ExportReport written = export_to_file(format, store, {}, file);
    CHECK(written.written == (located_only ? 71 : 72));
    CHECK(written.left_out == (located_only ? 1 : 0));
    for (const std::int64_t most_read_whole : {10'000, 0}) {
      CAPTURE(name, most_read_whole);
      PhotoStore again = PhotoStore::open_in_memory();
      const ImportReport report = import_into(again, file, most_read_whole);
      CHECK(report.added == written.written);
      CHECK(report.rejected == 0);
      CHECK(essentials(again) == essentials(store, located_only));
    }
  }
}

TEST_CASE("a photo keeps its place and date in a Shapefile and in KML, but not its longest texts") {
  const TemporaryDirectory directory;
  const PhotoStore store = full_store();
  for (const char* name : {"shp", "kml"}) {
    CAPTURE(name);
    const ExportFormat& format = *find_export_format(name);
    const auto file = directory.path() / fmt::format("photos{}", format.extension);
    CHECK(export_to_file(format, store, {}, file).written == 72);
    PhotoStore again = PhotoStore::open_in_memory();
    CHECK(import_into(again, file, 10'000).added == 72);
    const auto first = again.find_photo(1);
    REQUIRE(first);
    CHECK(essentials_of(*first) == essentials_of(*store.find_photo(1)));
  }
}

TEST_CASE("every format writes what a filter leaves, also where that is nothing") {
  const TemporaryDirectory directory;
  const PhotoStore store = full_store();
  for (const ExportFormat& format : export_formats()) {
    CAPTURE(format.name);
    const auto file = directory.path() / fmt::format("photos{}", format.extension);
    CHECK(export_to_file(format, store, {.countries = {"XX"}}, file).written == 0);
    CHECK(export_to_file(format, store, {.bbox = Bbox{66, 39, 68, 40}, .essays = {"kites-b-strings-b"}}, file)
              .written == 1);
    CHECK(find_export_format(format.name) == &format);
    CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
    std::filesystem::remove(file);
  }
  CHECK(find_export_format("docx") == nullptr);
}

TEST_CASE("GPX has the photos that have a place") {
  const PhotoStore store = full_store();
  std::ostringstream out;
  CHECK(export_to_stream(*find_export_format("gpx"), store, {.essays = {"kites-b-strings-b"}}, out).written ==
        4);
  CHECK_THAT(out.str(), Catch::Contains("<time>1924-10-27T00:00:00Z</time>") &&
                            Catch::Contains("<name>She said &quot;yes&quot;, twice</name>") &&
                            Catch::Contains("<link href=\"https://example.org/?a=1&amp;b=2\">"));
}

TEST_CASE("markup in a caption stays text in a balloon of KML") {
  const std::string kml = as_text(full_store(), "kml", {.essays = {"kites-b-strings-b"}});
  CHECK_THAT(kml, Catch::Contains("Kites &amp;amp; &amp;lt;b&amp;gt;strings") &&
                      Catch::Contains("]]&amp;gt; end") &&
                      Catch::Contains("<TimeSpan><begin>2022-06-01</begin><end>2022-06-30</end></TimeSpan>"));
  CHECK(kml.find("]]>") == kml.npos);
}

TEST_CASE("the features of an export are those of the API") {
  const PhotoStore store = full_store();
  const Json collection = Json::parse(as_text(store, "geojson"));
  const std::vector<Photo> photos = store.find_photos({});
  REQUIRE(collection.at("features").size() == photos.size());
  for (std::size_t i = 0; i < photos.size(); ++i)
    CHECK(collection["features"][i] == Json::parse(to_text(photo_feature(photos[i]))));
}

TEST_CASE("each feature of a sequence stands for itself, with whom to thank") {
  const PhotoStore store = full_store();
  const std::string lines = as_text(store, "ndjson");
  const std::string sequence = as_text(store, "geojsonseq");
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 72);
  CHECK(std::count(sequence.begin(), sequence.end(), '\x1E') == 72);
  const Json last = Json::parse(lines.substr(lines.rfind("{\"type\":\"Feature\"")));
  CHECK(last.at("properties").at("attribution") != "");
}

TEST_CASE("Darwin Core has its terms, and their values in its vocabularies") {
  const std::string csv = as_text(full_store(), "dwc", {.essays = {"kites-b-strings-b"}});
  CHECK(csv.starts_with("occurrenceID,type,datasetName,recordedBy,eventDate,decimalLongitude,"));
  constexpr std::array<std::string_view, 9> kTerms{
      "recordedby",     "eventdate", "decimallongitude", "coordinateuncertaintyinmeters",
      "geodeticdatum",  "license",   "references",       "georeferenceverificationstatus",
      "georeferencedby"};
  CsvTable table(csv, "x.csv", kTerms, kTerms);
  std::vector<std::string> rows;
  table.for_each_row([&](CsvRow& row) {
    std::string text;
    for (const std::string_view term : kTerms) text += fmt::format("{}|", row.cell(term));
    rows.push_back(text);
  });
  CHECK(rows ==
        std::vector<std::string>{
            "A, \"B\"|2022-06-01/2022-06-30|66.9750001|0.3|EPSG:4326|CC BY 4.0|https://example.org/?a=1&b=2|"
            "requires verification|photomap|",
            "|2022-01-01/2022-12-31|76.95|200|EPSG:4326|||verified by contributor|O. B.|",
            "Оюна Балдакова||0|12346|EPSG:4326|||requires verification|photomap|",
            "某人|1924-10-27|71.5|100|EPSG:4326|CC0||requires verification|photomap|",
            "|||||||unable to georeference||"});
}

TEST_CASE("a GeoPackage brings the style that QGIS shows it in") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "photos.gpkg";
  export_to_file(*find_export_format("gpkg"), full_store(), {}, file);
  const std::string bytes = content_of(file);
  CHECK(bytes.find("layer_styles") != bytes.npos);
  CHECK(bytes.find("RenderMetersInMapUnits") != bytes.npos);
}

TEST_CASE("an export that fails leaves what was there") {
  const TemporaryDirectory directory;
  const PhotoStore store = full_store();
  for (const ExportFormat& format : export_formats()) {
    CAPTURE(format.name);
    CHECK_THROWS_WITH(export_to_file(format, store, {}, directory.path() / "none" / "photos"),
                      Catch::Contains("can't be written"));
    const auto folder = directory.path() / "folder";
    std::filesystem::create_directory(folder);
    write_file(folder / "kept", "kept");
    CHECK_THROWS_WITH(export_to_file(format, store, {}, folder), Catch::Contains("can't be written"));
    CHECK(content_of(folder / "kept") == "kept");
    CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
  }
}

TEST_CASE("a vector file that holds no photos says so") {
  const TemporaryDirectory directory;
  PhotoStore store = PhotoStore::open_in_memory();
  const auto file = directory.path() / "photos.gpkg";
  write_file(file, "no database");
  CHECK_THROWS_WITH(import_into(store, file, 10'000), Catch::Contains("is no GPKG that GDAL can read"));
  CHECK_THROWS_AS(import_into(store, file, 10'000), SourceError);
  CHECK_THROWS_WITH(import_into(store, directory.path() / "none.fgb", 10'000),
                    Catch::Contains("none.fgb: can't be read"));
  export_to_file(*find_export_format("gpkg"), full_store(), {.countries = {"XX"}}, file);
  CHECK_THROWS_WITH(import_into(store, file, 10'000), Catch::Contains("no feature that can be read"));
}

}  // namespace photomap
