#include "geo/gazetteer_sources.hpp"
#include "geo/geojson.hpp"
#include "geo/import.hpp"
#include "geo/point_index.hpp"
#include "geo/point_index_build.hpp"
#include "geo/sqlite.hpp"
#include "geo/word_index.hpp"
#include "geo/word_index_build.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace photomap {

namespace {

using Files = std::vector<std::filesystem::path>;

ImportReport import(PhotoStore& store, const Files& files, ImportOptions options = {}) {
  return import_files(files,
                      {.store = [&]() -> PhotoStore& { return store; },
                       .gazetteer = []() -> const Gazetteer& { return test_gazetteer(); }},
                      options);
}

// As sources too large for memory.
ImportReport import_in_bulk(PhotoStore& store, const Files& files, ImportOptions options = {}) {
  options.most_read_whole = 0;
  return import(store, files, std::move(options));
}

std::set<std::string> exported(const PhotoStore& store) {
  std::set<std::string> photos;
  for (const Photo& photo : store.find_photos({})) {
    Json feature = photo_feature(photo);
    feature.erase("id");
    feature["properties"].erase("id");
    photos.insert(to_text(feature));
  }
  return photos;
}

std::set<std::string> schema(const std::filesystem::path& file) {
  Connection connection = Connection::open(file, Connection::Mode::read_only);
  Statement rows =
      connection.prepare("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master");
  std::set<std::string> all;
  while (rows.step()) all.insert(rows.text(0));
  return all;
}

void check_spatial_index(const std::filesystem::path& file, std::int64_t located) {
  Connection connection = Connection::open(file, Connection::Mode::read_write);
  CHECK(connection.query_int64("SELECT rtreecheck('idx_photos_geom') = 'ok'") == 1);
  CHECK(connection.query_int64("SELECT CheckSpatialIndex('photos', 'geom')") == 1);
  CHECK(connection.query_int64("SELECT count(*) FROM idx_photos_geom") == located);
  CHECK(connection.query_int64(
            "SELECT count(*) FROM idx_photos_geom i JOIN photos p ON p.id = i.pkid "
            "WHERE ST_X(p.geom) BETWEEN i.xmin AND i.xmax AND ST_Y(p.geom) BETWEEN i.ymin AND i.ymax") ==
        located);
  CHECK(connection.query_int64("SELECT count(*) FROM pragma_foreign_key_check") == 0);
}

// Photos of some essays, most of which have a position.
std::string many_photos(int first, int count) {
  std::string csv = "caption,essay,date,lon,lat,uncertainty_m\n";
  for (int i = first; i < first + count; ++i) {
    csv += fmt::format("Photo {} of a kite,Essay {},2023-05-12,{:.4f},{:.4f},{}\n", i, i % 7,
                       60 + i % 200 * 0.1, 36 + i % 130 * 0.1, i % 3 == 0 ? "" : "25");
  }
  return csv;
}

}  // namespace

TEST_CASE("a text that is read in bulk gives the same photos") {
  PhotoStore whole = PhotoStore::open_in_memory();
  PhotoStore bulk = PhotoStore::open_in_memory();
  const Files essays{project_file("data/essays/digisilk.txt")};
  import(whole, essays);
  CHECK(import_in_bulk(bulk, essays).added == 66);
  CHECK(exported(bulk) == exported(whole));
  const auto version = bulk.dataset_version();
  CHECK(import_in_bulk(bulk, essays).unchanged == 66);
  CHECK(import(bulk, essays).unchanged == 66);
  CHECK(bulk.dataset_version() == version);
}

TEST_CASE("a position given by the source is taken in bulk, and what lacks one is placed by its essay") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "week.csv";
  write_file(file,
             "essay,intro,caption,lon,lat\nA week,In Samarkand.,A kite,66.9,39.6\nA week,,Bread at the Siab "
             "Bazaar,,\n"
             "A week,,A kite,,\nA week,,The Registan in Samarkand,66.975,39.654\nA week,,\"A "
             "\"\"kite\"\"\",66.8,39.5\n");
  PhotoStore whole = PhotoStore::open_in_memory();
  PhotoStore bulk = PhotoStore::open_in_memory();
  import(whole, {file});
  const ImportReport report = import_in_bulk(bulk, {file});
  CHECK(report.added == 5);
  CHECK(report.unplaced == 0);
  REQUIRE(bulk.count_photos({}) == 5);
  const auto by_position = [](const PhotoStore& store, int position) -> Photo {
    for (const Photo& photo : store.find_photos({})) {
      if (photo.position == position) return photo;
    }
    return {};
  };
  for (const int without_position : {2, 3})
    CHECK(to_text(georeference_json(by_position(bulk, without_position).where)) ==
          to_text(georeference_json(by_position(whole, without_position).where)));
  for (const int with_position : {1, 4, 5}) {
    CHECK(by_position(bulk, with_position).where.location ==
          by_position(whole, with_position).where.location);
    CHECK(by_position(bulk, with_position).where.uncertainty == Meters{100});
    CHECK(by_position(bulk, with_position).where.reason ==
          "position given by the source, its precision not; 100 m assumed");
  }
  // The same photos to either way: only what is said of places changes.
  const ImportReport again = import(bulk, {file});
  CHECK(again.added == 0);
  CHECK(again.missing.empty());
  CHECK(exported(bulk) == exported(whole));
}

TEST_CASE("many photos make a database like any other, its spatial index whole") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "photos.db";
  const auto csv = directory.path() / "many.csv";
  write_file(csv, many_photos(0, 3000));
  std::int64_t first_version = 0;
  std::set<std::string> empty_schema;
  {
    PhotoStore store = PhotoStore::open_read_write(file);
    empty_schema = schema(file);
    const ImportReport report = import(store, {csv}, {.most_read_whole = 1000});
    CHECK(report.read == 3000);
    CHECK(report.added == 3000);
    first_version = store.dataset_version();
    CHECK(store.essays().size() == 7);
    CHECK(store.find_photos({.bbox = {}, .essays = {"essay-3"}, .limit = {}}).at(4).position == 5);
    CHECK(store.count_photos({.bbox = Bbox{60, 36, 61, 37}, .essays = {}, .limit = {}}) ==
          store.count_photos({.bbox = Bbox{59, 35, 61, 37}, .essays = {}, .limit = {}}));
  }
  CHECK(schema(file) == empty_schema);
  check_spatial_index(file, 3000);

  SECTION("the same again changes nothing") {
    PhotoStore store = PhotoStore::open_read_write(file);
    const auto before = load_file(file);
    CHECK(import_in_bulk(store, {csv}).unchanged == 3000);
    CHECK(store.dataset_version() == first_version);
    CHECK(load_file(file) == before);
  }
  SECTION("some more are added one by one, many more at once") {
    for (const int more : {100, 6000}) {
      PhotoStore store = PhotoStore::open_read_write(file);
      write_file(csv, many_photos(0, 3000 + more));
      const ImportReport report = import_in_bulk(store, {csv});
      CHECK(report.added + report.unchanged == 3000 + more);
      CHECK(store.dataset_version() > first_version);
      check_spatial_index(file, 3000 + more);
    }
    CHECK(schema(file) == empty_schema);
  }
  SECTION("what is gone is missing, and removed when asked") {
    PhotoStore store = PhotoStore::open_read_write(file);
    write_file(csv, many_photos(10, 2990));
    CHECK(import_in_bulk(store, {csv}).missing.size() == 10);
    CHECK(store.count_photos({}) == 3000);
    CHECK(import_in_bulk(store, {csv}, {.prune = true}).missing.size() == 10);
    CHECK(store.count_photos({}) == 2990);
    check_spatial_index(file, 2990);
  }
  SECTION("a source that breaks off leaves all as it was") {
    write_file(csv, many_photos(5000, 3000) + "no UTF-8 \xff,Essay 1,,1,2,3\n");
    PhotoStore store = PhotoStore::open_read_write(file);
    CHECK_THROWS_WITH(import_in_bulk(store, {csv}), Catch::Contains("many.csv:3002: not UTF-8"));
    CHECK(store.count_photos({}) == 3000);
    CHECK(store.dataset_version() == first_version);
    CHECK(schema(file) == empty_schema);
    check_spatial_index(file, 3000);
  }
  SECTION("an edit by hand afterwards still makes a new version") {
    Connection connection = Connection::open(file, Connection::Mode::read_write);
    connection.execute(
        "INSERT INTO photos (essay_id, identity, position, caption, confidence, reason, geom) "
        "VALUES (1, 1, 1, 'by hand', 1, '', MakePoint(1, 2, 4326))");
    CHECK(connection.query_int64("SELECT version FROM dataset") > first_version);
    check_spatial_index(file, 3001);
    CHECK_THROWS(connection.execute("UPDATE photos SET geom = MakePoint(1, 2, 3857) WHERE id = 1"));
    CHECK_THROWS(
        connection.execute("INSERT INTO photos SELECT NULL, essay_id, identity, position, caption, "
                           "NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, '', NULL, NULL, NULL, NULL, "
                           "NULL, NULL FROM photos LIMIT 1"));
  }
}

TEST_CASE("the first photos become the indexes that their database would give") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "photos.db";
  const auto csv = directory.path() / "many.csv";
  const auto index = directory.path() / "photos.db.points";
  const auto words = word_index_file(file);
  write_file(csv, many_photos(0, 3000));
  {
    PhotoStore store = PhotoStore::open_read_write(file);
    import(store, {csv, project_file("data/essays/digisilk.txt")},
           {.indexes = {.points = index, .words = words}, .most_read_whole = 1000});
  }
  const std::string made_by_import = load_file(index);
  const std::string words_by_import = load_file(words);
  const PhotoStore store = PhotoStore::open_read_only(file);
  CHECK(PointIndex(index).dataset_version() == store.dataset_version());
  build_point_index(store, index);
  CHECK(load_file(index) == made_by_import);
  CHECK(find_word_index(words, store.dataset_version()));
  std::filesystem::remove(words);
  REQUIRE(build_word_index(file));
  CHECK(load_file(words) == words_by_import);
}

TEST_CASE("places that nobody needs any more go with their names, in bulk too") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "photos.db";
  const auto csv = directory.path() / "notes.csv";
  PhotoStore store = PhotoStore::open_read_write(file);
  const auto count = [&](const char* table) {
    return Connection::open(file, Connection::Mode::read_only)
        .query_int64(fmt::format("SELECT count(*) FROM {}", table));
  };
  write_file(csv, "caption,essay\nA street in Samarkand.,Notes\nA street in Almaty.,Notes\n");
  import_in_bulk(store, {csv});
  const auto places = count("places");
  const auto names = count("place_names");
  write_file(csv, "caption,essay\nA street in Almaty.,Notes\n");
  CHECK(import_in_bulk(store, {csv}, {.prune = true}).missing.size() == 1);
  CHECK(count("places") < places);
  CHECK(count("place_names") < names);
  CHECK(count("pragma_foreign_key_check") == 0);
}

TEST_CASE("the first photos become indexes of the state that their import ends in") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "photos.db";
  const auto csv = directory.path() / "many.csv";
  const auto words = word_index_file(file);
  write_file(csv, many_photos(0, 200));
  PhotoStore store = PhotoStore::open_read_write(file);
  // That nobody needs any more, so that it goes at the end.
  Connection::open(file, Connection::Mode::read_write)
      .execute("INSERT INTO essays (slug, title, intro) VALUES ('empty', 'Empty', '')");
  import_in_bulk(store, {csv},
                 {.indexes = {.points = directory.path() / "photos.db.points", .words = words}});
  CHECK(store.essays().size() == 7);
  CHECK(PointIndex(directory.path() / "photos.db.points").dataset_version() == store.dataset_version());
  CHECK(find_word_index(words, store.dataset_version()));
}

TEST_CASE("photos are stored also where no index of words can be") {
  const TemporaryDirectory directory;
  const auto csv = directory.path() / "many.csv";
  const auto words = directory.path() / "photos.db.words";
  std::filesystem::create_directory(words.string() + ".partial");
  write_file(csv, many_photos(0, 300));
  PhotoStore store = PhotoStore::open_in_memory();
  CHECK(import_in_bulk(store, {csv}, {.indexes = {.words = words}}).added == 300);
  CHECK_FALSE(std::filesystem::exists(words));
}

TEST_CASE("indexes are left to others where it would not hold all, and where nothing is kept") {
  const TemporaryDirectory directory;
  const auto csv = directory.path() / "many.csv";
  const auto index = directory.path() / "photos.db.points";
  const auto words = directory.path() / "photos.db.words";
  PhotoStore store = PhotoStore::open_in_memory();
  write_file(csv, many_photos(0, 300));
  import_in_bulk(store, {csv}, {.dry_run = true, .indexes = {.points = index, .words = words}});
  CHECK_FALSE(std::filesystem::exists(index));
  CHECK_FALSE(std::filesystem::exists(words));
  import_in_bulk(store, {csv});
  write_file(csv, many_photos(200, 300));
  CHECK(import_in_bulk(store, {csv}, {.indexes = {.points = index, .words = words}}).added == 200);
  CHECK_FALSE(std::filesystem::exists(index));
  CHECK_FALSE(std::filesystem::exists(words));
}

TEST_CASE("an import in bulk tells how much of its files has been read") {
  const TemporaryDirectory directory;
  const auto csv = directory.path() / "many.csv";
  write_file(csv, many_photos(0, 20'000));
  PhotoStore store = PhotoStore::open_in_memory();
  ImportProgress last;
  bool is_on_the_way = false;
  ImportOptions options;
  options.on_progress = [&](const ImportProgress& progress) {
    if (progress.bytes > 0 && progress.bytes < progress.of_bytes) is_on_the_way = true;
    last = progress;
  };
  import_in_bulk(store, {csv}, options);
  CHECK(is_on_the_way);
  CHECK(last.photos == 20'000);
  CHECK(last.bytes == static_cast<std::int64_t>(std::filesystem::file_size(csv)));
}

TEST_CASE("positions finer than those that are kept lie in their boxes of the spatial index") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "photos.db";
  const auto csv = directory.path() / "fine.csv";
  std::string text = "caption,essay,lon,lat\n";
  for (int i = 0; i < 2000; ++i)
    text += fmt::format("Photo {},Essay,{:.12f},{:.12f}\n", i, 60 + i / 211.0, 36 + i / 97.0);
  write_file(csv, text);
  PhotoStore store = PhotoStore::open_read_write(file);
  CHECK(import_in_bulk(store, {csv}).added == 2000);
  check_spatial_index(file, 2000);
}

TEST_CASE("photos of several files are told apart in bulk as they are otherwise") {
  const TemporaryDirectory directory;
  const auto one = directory.path() / "one.csv";
  const auto two = directory.path() / "two.csv";
  write_file(one, "caption,essay,id,lon,lat\nA kite,E,,1,2\na KITE!,E,,1,3\nBread,E,b,1,4\nTea,E,b,1,5\n");
  write_file(two, "caption,essay,id,lon,lat\nA kite,E,,5,5\nA horse,E,,1,6\nA kite,,,1,7\n,E,,1,8\n");
  PhotoStore whole = PhotoStore::open_in_memory();
  PhotoStore bulk = PhotoStore::open_in_memory();
  std::vector<std::string> remarks;
  const ImportReport expected = import(whole, {one, two, one});
  const ImportReport report = import_in_bulk(
      bulk, {one, two, one},
      {.on_remark = [&](const SourceRemark& what) { remarks.push_back(what.rejection.reason); }});
  CHECK(report.read == expected.read);
  CHECK(report.added == expected.added);
  CHECK(report.unchanged == expected.unchanged);
  CHECK(report.rejected == expected.rejected);
  CHECK(report.read == report.added + report.unchanged + report.rejected);
  CHECK(exported(bulk) == exported(whole));
  REQUIRE(remarks.size() == 3);
  CHECK_THAT(remarks[0], Catch::Contains("id \"b\" stands already"));
  CHECK_THAT(remarks[1], Catch::Contains("caption is empty"));
}

TEST_CASE("a correction stands when its photo comes again in bulk") {
  const TemporaryDirectory directory;
  const auto csv = directory.path() / "many.csv";
  write_file(csv, many_photos(0, 20));
  PhotoStore store = PhotoStore::open_in_memory();
  import_in_bulk(store, {csv});
  {
    StoreTransaction transaction(store);
    transaction.put_correction(
        3, {.location = {1, 2}, .uncertainty = {5}, .note = "seen", .who = "A B", .at = {}});
    transaction.commit();
  }
  const auto version = store.dataset_version();
  const ImportReport report = import_in_bulk(store, {csv});
  CHECK(report.unchanged == 20);
  CHECK(report.corrected == 1);
  CHECK(store.dataset_version() == version);
  CHECK(store.find_photo(3)->where.location == LonLat{1, 2});
}

}  // namespace photomap
