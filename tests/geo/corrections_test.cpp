#include "geo/corrections.hpp"

#include "geo/geojson.hpp"
#include "geo/import.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>

namespace photomap {

namespace {

const std::string kEssay =
    "A week in Samarkand\nShort notes from the old town.\n"
    "Bread at the Siab Bazaar in Samarkand. Photo: A B/May-2023\n"
    "A boy with a kite. Photo: A B/May-2023\n"
    "A boy with a kite. Photo: A B/May-2023\n";
const std::string kHeader = "photo,essay,caption,lon,lat,uncertainty_m,note,by,at\n";
const CorrectionAuthor kAuthor{.who = "tester", .at = parse_time("2026-11-25T09:30:00Z").value()};

ImportReport import(PhotoStore& store, const std::string& text, const ImportOptions& options = {},
                    Gazetteer& gazetteer = test_gazetteer(), const std::string& name = "essay.txt") {
  const TemporaryDirectory directory;
  write_file(directory.path() / name, text);
  return import_sources({load_source(directory.path() / name)}, store, gazetteer, options);
}

PhotoStore samarkand() {
  PhotoStore store = PhotoStore::open_in_memory();
  import(store, kEssay);
  return store;
}

CorrectionReport correct(PhotoStore& store, const std::string& rows,
                         const CorrectionAuthor& author = kAuthor) {
  return put_corrections(parse_correction_csv(kHeader + rows, "x.csv"), store, author);
}

std::string list(const PhotoStore& store) {
  std::string rows;
  for (const Photo& photo : store.find_photos({.bbox = {}, .essays = {}, .corrected = true, .limit = {}}))
    rows += encode_correction(photo);
  return rows;
}

bool same(const Georeference& a, const Georeference& b) {
  return georeference_json(a) == georeference_json(b);
}

}  // namespace

TEST_CASE("a correction goes before the texts, and is taken back without a gazetteer") {
  PhotoStore store = samarkand();
  const Georeference by_text = store.find_photo(1)->where;
  const auto attributions = store.attributions();
  const auto version = store.dataset_version();
  const CorrectionReport report = correct(store, "1,,,66.5,39.5,200,seen on site,,\n");
  CHECK(report.added == 1);
  CHECK(store.dataset_version() > version);
  const Photo photo = store.find_photo(1).value();
  CHECK(photo.where.location == LonLat{66.5, 39.5});
  CHECK(photo.where.place_id.empty());
  CHECK(photo.where.reason == "corrected by tester on 2026-11-25: seen on site; " + by_text.reason);
  REQUIRE(photo.correction);
  CHECK(photo.correction->note == "seen on site");
  CHECK(store.find_photos({.bbox = Bbox{66.4, 39.4, 66.6, 39.6}, .essays = {}, .limit = {}}).size() == 1);

  CHECK(correct(store, "1,,,66.6,39.5,200,seen again,,\n").changed == 1);
  CHECK_THAT(store.find_photo(1)->where.reason,
             Catch::StartsWith("corrected by tester on 2026-11-25: seen again; '"));
  {
    StoreTransaction transaction(store);
    CHECK_FALSE(transaction.remove_correction(2));
    CHECK(transaction.remove_correction(1));
    transaction.commit();
  }
  CHECK(same(store.find_photo(1)->where, by_text));
  CHECK_FALSE(store.find_photo(1)->correction);
  CHECK(store.attributions() == attributions);
  CHECK(import(store, kEssay).unchanged == 3);
}

TEST_CASE("the same corrections again change nothing, the version included") {
  PhotoStore store = samarkand();
  const std::string rows = "1,,,66.5,39.5,200,seen on site,,\n2,,,66.6,39.6,20.5,told so,O. B.,2026-01-02\n";
  CHECK(correct(store, rows).added == 2);
  const auto version = store.dataset_version();
  const CorrectionAuthor later{.who = "somebody", .at = kAuthor.at + std::chrono::hours(48)};
  CHECK(correct(store, rows, later).unchanged == 2);
  CHECK(correct(store, list(store), later).unchanged == 2);
  CHECK(store.dataset_version() == version);
  CHECK(store.find_photo(1)->correction->who == "tester");
  CHECK(correct(store, "1,,,66.5,39.5,200,seen twice,,\n", later).changed == 1);
  CHECK(store.find_photo(1)->correction->who == "somebody");
}

TEST_CASE("no import overwrites a correction, and a better geocoder changes only what the texts say") {
  PhotoStore store = samarkand();
  correct(store, "1,,,66.98,39.66,20,seen on site,,\n2,,,66.5,39.5,200,told so,,\n");
  const auto version = store.dataset_version();
  ImportReport report = import(store, kEssay);
  CHECK(report.unchanged == 3);
  CHECK(report.corrected == 2);
  CHECK(store.dataset_version() == version);
  CHECK(store.find_photo(1)->where.place_id == "siab_bazaar");

  report = import(store, kEssay, {}, test_gazetteer_without_venues());
  CHECK(report.changed >= 1);
  CHECK(report.corrected == 2);
  const Photo photo = store.find_photo(1).value();
  CHECK(photo.where.location == LonLat{66.98, 39.66});
  CHECK(photo.where.place_name == "Samarkand");
  StoreTransaction transaction(store);
  transaction.remove_correction(1);
  transaction.commit();
  CHECK(store.find_photo(1)->where.place_name == "Samarkand");
  CHECK(store.find_photo(1)->where.location != photo.where.location);
}

TEST_CASE("a correction goes before the source's own position, and places what no text does") {
  PhotoStore store = PhotoStore::open_in_memory();
  const std::string csv = "caption,lon,lat,uncertainty_m\nA yurt,76.9,43.2,10\nA kite,,,\n";
  CHECK(import(store, csv, {}, test_gazetteer(), "walk.csv").unplaced == 1);
  correct(store, "1,,,77,43,50,the receiver was off,,\n2,,,76,43,50,seen,,\n");
  const auto version = store.dataset_version();
  const ImportReport report = import(store, csv, {}, test_gazetteer(), "walk.csv");
  CHECK(report.unchanged == 2);
  CHECK(report.unplaced == 0);
  CHECK(store.dataset_version() == version);
  CHECK(store.find_photo(1)->where.location == LonLat{77, 43});
  CHECK(store.find_photo(1)->where.reason ==
        "corrected by tester on 2026-11-25: the receiver was off; position given by the source");
}

TEST_CASE("a photo that bears a correction is not pruned") {
  PhotoStore store = samarkand();
  correct(store, "2,,,66.5,39.5,200,told so,,\n");
  const ImportReport report =
      import(store, kEssay.substr(0, kEssay.find("A boy")), {.prune = true, .licence = {}, .source_url = {}});
  REQUIRE(report.missing.size() == 2);
  CHECK(report.missing[0].correction);
  CHECK_FALSE(report.missing[1].correction);
  CHECK(store.find_photo(2)->where.location == LonLat{66.5, 39.5});
  CHECK_FALSE(store.find_photo(3));
}

TEST_CASE("corrections find their photos in a database with other numbers") {
  PhotoStore other = PhotoStore::open_in_memory();
  import(other,
         "An essay before\nIts intro.\nA boy with a kite. Photo: A B\nA tram in Tashkent. Photo: A B\n");
  import(other, kEssay);  // the bread is photo 3, the kites are 4 and 5
  const std::string place = ",66.5,39.5,200,seen,,\n";
  const std::vector<std::pair<std::string, std::int64_t>> rows{
      {"1,A week in Samarkand,Bread at the Siab Bazaar in Samarkand.", 3},
      {"1,a-week-in-samarkand,\"bread at the Siab bazaar, in Samarkand\"", 3},
      {",A WEEK in Samarkand,Bread at the Siab Bazaar in Samarkand.", 3},
      {"99,An essay before,A boy with a kite", 1},
      {"5,,A boy with a kite", 5},
      {"5,A week in Samarkand,", 5},
      {"5,,", 5},
  };
  for (const auto& [row, id] : rows) {
    CAPTURE(row);
    CHECK(correct(other, row + place).rejected.empty());
    REQUIRE(other.find_photo(id)->correction);
    StoreTransaction transaction(other);
    transaction.remove_correction(id);
    transaction.commit();
    CHECK(list(other).empty());
  }
}

TEST_CASE("a file with a row that finds no photo stores nothing, and says which and why") {
  PhotoStore store = samarkand();
  const auto version = store.dataset_version();
  const std::string place = ",66.5,39.5,200,seen,,\n";
  const std::vector<std::pair<std::string, std::string>> rows{
      {"99,,", "no photo 99; give essay and caption"},
      {"2,,Bread", "photo 2 has another essay or caption: \"A week in Samarkand\", \"A boy with a kite.\""},
      {"2,Another essay,", "photo 2 has another essay"},
      {",A week in Samarkand,Butter", "no photo \"Butter\" in essay \"A week in Samarkand\""},
      {",Nowhere,Bread", "in essay \"Nowhere\""},
      {",A week in Samarkand,A boy with a kite.", "photos 2, 3 all have this caption"},
      {"1,,", "photo 1 is corrected already in line 2"},
  };
  for (const auto& [row, reason] : rows) {
    CAPTURE(row);
    const CorrectionReport report = correct(store, "1,," + place + row + place + "x,,,,,,,,\n");
    REQUIRE(report.rejected.size() == 2);
    CHECK(report.rejected[0].line == 3);
    CHECK_THAT(report.rejected[0].reason, Catch::Contains(reason));
    CHECK(report.rejected[1].line == 4);
    CHECK(report.read == 3);
    CHECK(store.dataset_version() == version);
    CHECK(list(store).empty());
  }
}

}  // namespace photomap
