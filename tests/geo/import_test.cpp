#include "geo/import.hpp"

#include "geo/export.hpp"
#include "geo/geojson.hpp"
#include "geo/source_error.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>

#include <sstream>

namespace photomap {

namespace {

LoadedSource text_source(const TemporaryDirectory& directory, const std::string& text,
                         const std::string& name = "essay.txt") {
  write_file(directory.path() / name, text);
  return load_source(directory.path() / name);
}

ImportReport import(PhotoStore& store, const LoadedSource& source, const ImportOptions& options = {}) {
  return import_sources({source}, store, test_gazetteer(), options);
}

const std::string kEssay =
    "A week in Samarkand\nShort notes from the old town.\n"
    "Bread at the Siab Bazaar in Samarkand. Photo: A B/May-2023\n"
    "A boy with a kite. Photo: A B/May-2023\n"
    "A boy with a kite. Photo: A B/May-2023\n";

}  // namespace

TEST_CASE("importing twice changes nothing, the version included") {
  PhotoStore store = PhotoStore::open_in_memory();
  const LoadedSource source = load_source(project_file("data/essays/digisilk.txt"));
  const ImportReport first = import(store, source);
  CHECK(first.read == 66);
  CHECK(first.added == 66);
  CHECK(first.unplaced == 0);
  const auto version = store.dataset_version();
  const ImportReport second = import(store, source);
  CHECK(second.read == second.added + second.changed + second.unchanged + second.rejected);
  CHECK(second.unchanged == 66);
  CHECK(store.dataset_version() == version);
  CHECK(store.essays().size() == 6);
}

TEST_CASE("a photo that moves keeps its id, one that is gone is reported and removed when asked") {
  const TemporaryDirectory directory;
  PhotoStore store = PhotoStore::open_in_memory();
  CHECK(import(store, text_source(directory, kEssay)).added == 3);  // the same caption twice is two photos
  const auto kite = store.find_photos({})[1];

  const std::string moved =
      "A week in Samarkand\nShort notes from the old town.\n"
      "A  boy with a KITE! Photo: A B/June-2023\n"
      "Bread at the Siab Bazaar in Samarkand. Photo: A B/May-2023\n";
  const ImportReport report = import(store, text_source(directory, moved));
  CHECK(report.changed == 2);
  REQUIRE(report.missing.size() == 1);
  CHECK(report.missing[0].record.caption == "A boy with a kite.");
  CHECK(store.count_photos({}) == 3);
  CHECK(store.find_photo(kite.id)->position == 1);
  CHECK(store.find_photo(kite.id)->record.caption == "A  boy with a KITE!");

  import(store, text_source(directory, moved), {.prune = true, .licence = {}, .source_url = {}});
  CHECK(store.count_photos({}) == 2);
}

TEST_CASE("a photo keeps its id where the caption's short u is a letter of its own now") {
  const TemporaryDirectory directory;
  PhotoStore store = PhotoStore::open_in_memory();
  const std::string essay = "Fergana\nThe valley.\nA bazaar in Қуқон. Photo: A B/May-2023\n";
  import(store, text_source(directory, essay));
  const auto id = store.find_photos({}).front().id;
  const ImportReport report =
      import(store, text_source(directory, "Fergana\nThe valley.\nA bazaar in Қўқон. Photo: A B/May-2023\n"));
  CHECK(report.added == 0);
  CHECK(report.missing.empty());
  CHECK(store.find_photos({}).front().id == id);
}

TEST_CASE("a rejected caption is counted and the rest are stored") {
  const TemporaryDirectory directory;
  PhotoStore store = PhotoStore::open_in_memory();
  const LoadedSource source =
      text_source(directory, kEssay + "A caption. Photo: A B/Foo-2023\nOne more in Samarkand. Photo: A B\n");
  const ImportReport report = import(store, source);
  CHECK(report.rejected == 1);
  CHECK(report.added == 4);
  CHECK(report.read == 5);
  REQUIRE(source.document.rejected.size() == 1);
  CHECK(source.document.rejected[0].line == 6);
}

TEST_CASE("a file that can't be read as a whole says where") {
  const TemporaryDirectory directory;
  CHECK_THROWS_WITH(load_source(directory.path() / "none.txt"),
                    Catch::Contains("none.txt") && Catch::Contains("can't be read"));
  CHECK_THROWS_WITH(load_source(directory.path()), Catch::Contains("can't be read"));
  CHECK_THROWS_WITH(text_source(directory, "No photos here.\n"), Catch::Contains("essay.txt:1"));
  CHECK_THROWS_WITH(text_source(directory, "Title\nA caption \xff. Photo: A B\n"),
                    Catch::Contains("essay.txt:2"));
}

TEST_CASE("an exception in the middle of an import stores nothing") {
  const TemporaryDirectory directory;
  PhotoStore store = PhotoStore::open_in_memory();
  const auto version = store.dataset_version();
  ImportOptions options;
  options.on_progress = [](const ImportProgress& progress) {
    if (progress.photos == 2) throw std::runtime_error("the power fails");
  };
  CHECK_THROWS_WITH(import(store, text_source(directory, kEssay), options), "the power fails");
  CHECK(store.count_photos({}) == 0);
  CHECK(store.dataset_version() == version);
}

TEST_CASE("the same records from CSV are the same photos") {
  const TemporaryDirectory directory;
  PhotoStore store = PhotoStore::open_in_memory();
  import(store, text_source(directory, kEssay));
  const auto version = store.dataset_version();
  const ImportReport report =
      import(store, text_source(directory,
                                "essay,intro,caption,credit,date\n"
                                "A week in Samarkand,Short notes from the old town.,Bread at the Siab Bazaar "
                                "in Samarkand.,A B,May-2023\n"
                                "A week in Samarkand,,A boy with a kite.,A B,2023-05\n"
                                "A week in Samarkand,,A boy with a kite.,A B,2023-05-01/2023-05-31\n",
                                "same.CSV"));
  CHECK(report.unchanged == 3);
  CHECK(store.dataset_version() == version);
}

TEST_CASE("the same file named twice is read once") {
  const TemporaryDirectory directory;
  PhotoStore store = PhotoStore::open_in_memory();
  const LoadedSource source = text_source(directory, kEssay);
  const ImportReport report = import_sources({source, source}, store, test_gazetteer(), {});
  CHECK(report.added == 3);
  CHECK(report.unchanged == 3);
  CHECK(report.read == 6);
}

TEST_CASE("what an import does not say of licence and links stays") {
  const TemporaryDirectory directory;
  PhotoStore store = PhotoStore::open_in_memory();
  const LoadedSource source = text_source(directory, kEssay);
  import(store, source, {.prune = false, .licence = "CC BY 4.0", .source_url = "https://example.org/"});
  const auto version = store.dataset_version();
  CHECK(import(store, source).unchanged == 3);
  CHECK(store.dataset_version() == version);
  CHECK(store.find_photos({})[0].record.licence == "CC BY 4.0");
  CHECK(import(store, source, {.prune = false, .licence = "CC0", .source_url = {}}).changed == 3);
}

TEST_CASE("an essay in two files is one") {
  const TemporaryDirectory directory;
  PhotoStore store = PhotoStore::open_in_memory();
  const auto one = text_source(directory, kEssay, "one.txt");
  const auto two = text_source(
      directory, "A week in Samarkand\nMore. And more.\nThe Registan in Samarkand. Photo: C D\n", "two.txt");
  CHECK(import_sources({one, two}, store, test_gazetteer(), {}).added == 4);
  REQUIRE(store.essays().size() == 1);
  CHECK(store.essays()[0].intro == "Short notes from the old town.");
  CHECK(store.find_photos({}).back().position == 4);
}

TEST_CASE("the export is a FeatureCollection that carries every field and its sources") {
  const TemporaryDirectory directory;
  PhotoStore store = PhotoStore::open_in_memory();
  import(store, text_source(directory, kEssay),
         {.prune = false, .licence = "CC BY 4.0", .source_url = "https://example.org/"});
  std::ostringstream out;
  CHECK(export_to_stream(*find_export_format("geojson"), store, {}, out).written == 3);
  const Json json = Json::parse(out.str());
  CHECK(json.at("type") == "FeatureCollection");
  CHECK(json.at("datasetVersion") == store.dataset_version());
  CHECK(json.at("attribution").size() == 1);
  REQUIRE(json.at("features").size() == 3);
  const Json& feature = json["features"][0];
  CHECK(feature.at("geometry").at("coordinates") == Json::array({66.9787, 39.6601}));
  const Json& properties = feature.at("properties");
  CHECK(properties.at("id") == feature.at("id"));
  CHECK(properties.at("essay") == "a-week-in-samarkand");
  CHECK(properties.at("position") == 1);
  CHECK(properties.at("credit") == "A B");
  CHECK(properties.at("taken_start") == "2023-05-01");
  CHECK(properties.at("taken_end") == "2023-05-31");
  CHECK(properties.at("place_id") == "siab_bazaar");
  CHECK(properties.at("place_name") == "Siab Bazaar");
  CHECK(properties.at("country") == "UZ");
  CHECK(properties.at("uncertainty_m") == 400);
  CHECK(properties.at("confidence") == 0.95);
  CHECK(properties.at("reason") == "'Siab Bazaar' named in the caption; in Samarkand");
  CHECK(properties.at("corrected_by").is_null());
  CHECK(properties.at("corrected_at").is_null());
  CHECK(properties.at("correction_note").is_null());
  CHECK(properties.at("licence") == "CC BY 4.0");
}

TEST_CASE("the export says who corrected a place, when and why") {
  PhotoStore store = PhotoStore::open_in_memory();
  import(store, load_source(project_file("data/essays/digisilk.txt")));
  {
    StoreTransaction transaction(store);
    transaction.put_correction(17, {.location = {76.95, 43.25},
                                    .uncertainty = {200},
                                    .note = "seen on site",
                                    .who = "Oyuna Baldakova",
                                    .at = parse_time("2026-11-25T09:30:00Z").value()});
    transaction.commit();
  }
  const Json properties = photo_feature(store.find_photo(17).value()).at("properties");
  CHECK(properties.at("corrected_by") == "Oyuna Baldakova");
  CHECK(properties.at("corrected_at") == "2026-11-25T09:30:00Z");
  CHECK(properties.at("correction_note") == "seen on site");
  CHECK(properties.at("uncertainty_m") == 200);
}

}  // namespace photomap
