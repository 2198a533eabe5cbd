#include "geo/field_map.hpp"

#include "geo/import.hpp"
#include "geo/source_error.hpp"
#include "geo/vector_source.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

FieldMap map_of(const std::string& text) {
  FieldMap fields;
  REQUIRE(fields.add(text).empty());
  return fields;
}

}  // namespace

TEST_CASE("a field that is called otherwise is read under its name") {
  const FieldMap fields = map_of("caption=Title, credit=author");
  CHECK(fields.ours("Title") == "caption");
  CHECK(fields.ours("title") == "caption");
  CHECK(fields.ours("author") == "credit");
  CHECK(fields.ours("caption").empty());
  CHECK(fields.ours("date") == "date");
  CHECK(fields.theirs("caption") == "Title");
  CHECK(fields.theirs("date") == "date");
}

TEST_CASE("a list of names that makes no sense is refused whole") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"caption", "is no pair"},
      {"caption=", "is no pair"},
      {"=title", "is no pair"},
      {"caption=a,,credit=b", "is no pair"},
      {"titel=a", "is none of caption, "},
      {"caption=a,caption=b", "stands twice"},
      {"caption=a,credit=A", "stands twice"},
  };
  for (const auto& [text, message] : table) {
    CAPTURE(text);
    FieldMap fields;
    CHECK_THAT(fields.add(text), Catch::Contains(message));
    CHECK(fields.is_empty());
  }
}

TEST_CASE("records are read by other names and in other reference systems, from every kind of text") {
  const TemporaryDirectory directory;
  ImportOptions options;
  options.fields = map_of("caption=title,credit=author,lon=x,lat=y,essay=trip,id=no");
  options.crs = Crs{32642};
  const std::vector<std::pair<std::string, std::string>> table{
      {"a.csv", "title,author,x,y,trip,no\nA gate,Somebody,326262.48,4391337.748,A walk,7\n"},
      {"a.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature","geometry":
         {"type":"Point","coordinates":[326262.48,4391337.748]},
         "properties":{"title":"A gate","author":"Somebody","trip":"A walk","no":7}}]})"},
      {"a.ndjson", R"({"type":"Feature","geometry":null,"properties":{"title":"A gate","author":"Somebody",)"
                   R"("x":326262.48,"y":"4391337.748","trip":"A walk","no":7}})"},
      {"a.tsv", "title\tauthor\tx\ty\ttrip\tno\nA gate\tSomebody\t326262.48\t4391337.748\tA walk\t7\n"},
  };
  for (const auto& [name, text] : table) {
    CAPTURE(name);
    write_file(directory.path() / name, text);
    const LoadedSource source = load_source(directory.path() / name, options);
    REQUIRE(source.document.essays.size() == 1);
    CHECK(source.document.essays[0].title == "A walk");
    const PhotoRecord& photo = source.document.essays[0].photos.at(0);
    CHECK(photo.caption == "A gate");
    CHECK(photo.credit == "Somebody");
    CHECK(photo.source_id == "7");
    REQUIRE(photo.location);
    CHECK(photo.location->lon == Approx(66.9749).margin(1e-7));
    CHECK(photo.location->lat == Approx(39.6542).margin(1e-7));
  }
}

TEST_CASE("coordinates that their reference system has not are rejected with their line") {
  const TemporaryDirectory directory;
  ImportOptions options;
  options.crs = Crs{32642};
  const auto file = directory.path() / "a.csv";
  write_file(file, "caption,lon,lat\nA,326262,4391337\nB,1e300,1e300\n");
  const LoadedSource source = load_source(file, options);
  REQUIRE(source.document.rejected.size() == 1);
  CHECK(source.document.rejected[0].line == 3);
  CHECK_THAT(source.document.rejected[0].reason, Catch::Contains("no point of the reference system"));
}

TEST_CASE("a dry run says all that an import would, and keeps nothing") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "a.csv";
  write_file(file, "caption,lon,lat\nA gate,67,39\nBad,200,1\nA wall,67.5,39\n");
  for (const std::int64_t most_read_whole : {10'000, 0}) {
    CAPTURE(most_read_whole);
    PhotoStore store = PhotoStore::open_in_memory();
    ImportOptions options{.dry_run = true, .most_read_whole = most_read_whole};
    std::vector<std::string> told;
    options.on_photo = [&](const ImportedPhoto& photo) {
      CHECK(photo.essay == "a");
      CHECK(photo.where.location);
      told.push_back(photo.record.caption);
    };
    const ImportTarget target{.store = [&]() -> PhotoStore& { return store; },
                              .gazetteer = []() -> const Gazetteer& { return test_gazetteer(); }};
    const std::int64_t version = store.dataset_version();
    const ImportReport report = import_files({file}, target, options);
    CHECK(report.added == 2);
    CHECK(report.rejected == 1);
    CHECK(told == std::vector<std::string>{"A gate", "A wall"});
    CHECK(store.count_photos({}) == 0);
    CHECK(store.essays().empty());
    CHECK(store.dataset_version() == version);
  }
}

TEST_CASE("only a name on the command line leads to the network or to other files") {
  const std::vector<std::pair<std::string, bool>> table{
      {"PG:dbname=photos", true},
      {"postgresql://u:secret@db/photos", true},
      {"https://example.org/a.gpkg", true},
      {"/vsicurl/https://example.org/a.gpkg", true},
      {"/vsizip/a.zip/b.shp", true},
      {"a.vrt", true},
      {"WFS:https://example.org/wfs", true},
      {"a.gpkg", false},
      {"dir/a.zip", false},
      {"essay.txt", false},
      {"my essay: a walk.txt", false},
  };
  for (const auto& [name, is_service] : table) {
    CAPTURE(name);
    CHECK(is_vector_service(name) == is_service);
  }
  CHECK(shown_name("PG:dbname=a user=b password=secret") == "PG:dbname=a user=b password=...");
  CHECK(shown_name("PG:password='a secret' dbname=a") == "PG:password=... dbname=a");
  CHECK(shown_name("postgresql://u:secret@db/photos") == "postgresql://u:...@db/photos");
  CHECK(shown_name("a.gpkg") == "a.gpkg");
}

}  // namespace photomap
