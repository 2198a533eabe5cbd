#include "geo/store.hpp"

#include "geo/place_tables.hpp"
#include "geo/sqlite.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>

#include <chrono>
#include <fstream>
#include <set>
#include <thread>

namespace photomap {

namespace {

PhotoRecord record(const std::string& caption) {
  PhotoRecord photo;
  photo.caption = caption;
  return photo;
}

Georeference at(LonLat location) {
  Georeference where;
  where.location = location;
  where.uncertainty = Meters{100};
  where.confidence = 0.5;
  where.reason = "a test";
  return where;
}

// As photomap made it before there were corrections, with a photo.
void create_file_of_schema_1(const std::filesystem::path& file) {
  Connection connection = Connection::open(file, Connection::Mode::create);
  create_spatial_metadata(connection);
  create_place_tables(connection);
  connection.execute(R"(
    CREATE TABLE dataset (version INTEGER NOT NULL);
    INSERT INTO dataset VALUES (7);
    CREATE TABLE essays (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, title TEXT NOT NULL UNIQUE, intro TEXT NOT NULL);
    INSERT INTO essays VALUES (1, 'old', 'Old', '');
    CREATE TABLE photos (id INTEGER PRIMARY KEY AUTOINCREMENT, essay_id INTEGER NOT NULL REFERENCES essays (id),
      identity BIGINT NOT NULL, position INTEGER NOT NULL, caption TEXT NOT NULL, credit TEXT, taken_start DATE,
      taken_end DATE, place_id TEXT REFERENCES places (id), place_name TEXT, country TEXT, uncertainty_m REAL,
      confidence REAL NOT NULL, reason TEXT NOT NULL, candidates TEXT, source_id TEXT, licence TEXT, source_url TEXT,
      image_url TEXT, UNIQUE (essay_id, identity));
    SELECT AddGeometryColumn('photos', 'geom', 4326, 'POINT', 'XY');
    SELECT CreateSpatialIndex('photos', 'geom');
    INSERT INTO photos (essay_id, identity, position, caption, uncertainty_m, confidence, reason, geom)
      VALUES (1, 2, 3, 'An old photo', 100, 0.5, 'old', MakePoint(1, 2, 4326));
    PRAGMA application_id = 0x70686d70;
    PRAGMA user_version = 1;
  )");
}

std::set<std::int64_t> ids(const std::vector<Photo>& photos) {
  std::set<std::int64_t> found;
  for (const Photo& photo : photos) found.insert(photo.id);
  return found;
}

}  // namespace

TEST_CASE("a photo comes back as it was put") {
  PhotoStore store = PhotoStore::open_in_memory();
  PhotoRecord photo = record("Ein „Foto“ mit 霍尔果斯");
  photo.credit = "A. Person";
  photo.taken = DateInterval{*parse_day("2022-06-01"), *parse_day("2022-06-30")};
  photo.licence = "CC BY 4.0";
  photo.source_url = "https://example.org/essay";
  photo.source_id = "x-1";
  Georeference where = at({80.38, 44.22});
  where.country = "KZ";
  where.place_name = "Khorgos";
  where.candidates = {{"a", "A", "KZ", {80.38, 44.22}, {3000}, 0.4},
                      {"b", "B", "", {80.4, 44.21}, {5000}, 0.3}};
  {
    StoreTransaction transaction(store);
    const auto essay = transaction.put_essay("An Essay", "Its intro");
    CHECK(transaction.put_photo(essay, 7, 3, photo, where) == PutOutcome::added);
    transaction.commit();
  }
  const auto found = store.find_photo(1);
  REQUIRE(found);
  CHECK(found->essay_slug == "an-essay");
  CHECK(found->position == 3);
  CHECK(found->record.caption == photo.caption);
  CHECK(found->record.credit == photo.credit);
  CHECK(found->record.taken == photo.taken);
  CHECK(found->record.source_id == "x-1");
  CHECK(found->record.source_url == photo.source_url);
  CHECK(found->where.location == where.location);
  CHECK(found->where.country == "KZ");
  REQUIRE(found->where.candidates.size() == 2);
  CHECK(found->where.candidates[1].place_id == "b");
  CHECK(found->where.candidates[1].country.empty());
  CHECK_FALSE(store.find_photo(2));
}

TEST_CASE("every change makes a new dataset version, putting the same again none") {
  PhotoStore store = PhotoStore::open_in_memory();
  const auto put = [&](const std::string& caption, const std::string& intro) {
    StoreTransaction transaction(store);
    const auto outcome =
        transaction.put_photo(transaction.put_essay("E", intro), 1, 1, record(caption), at({1, 2}));
    transaction.commit();
    return outcome;
  };
  const auto empty = store.dataset_version();
  CHECK(put("one", "") == PutOutcome::added);
  const auto first = store.dataset_version();
  CHECK(first > empty);
  CHECK(put("one", "") == PutOutcome::unchanged);
  CHECK(store.dataset_version() == first);
  CHECK(put("two", "") == PutOutcome::changed);
  const auto second = store.dataset_version();
  CHECK(second > first);
  CHECK(put("two", "new intro") == PutOutcome::unchanged);
  CHECK(store.dataset_version() > second);
}

TEST_CASE("of many photos, too, one that is put twice is one") {
  PhotoStore store = PhotoStore::open_in_memory();
  const auto put = [&](StoreTransaction& transaction, std::int64_t identity) {
    return transaction.put_photo(transaction.put_essay("E", ""), identity, 1, record("x"), at({1, 2}));
  };
  {
    StoreTransaction transaction(store);
    put(transaction, 1);
    transaction.commit();
  }
  StoreTransaction transaction(store, {});
  CHECK(put(transaction, 2) == PutOutcome::added);
  CHECK(put(transaction, 2) == PutOutcome::unchanged);
  CHECK(put(transaction, 1) == PutOutcome::unchanged);
  transaction.commit();
  CHECK(store.count_photos({}) == 2);
}

TEST_CASE("photos are refused an essay that is not there, also after an import of many") {
  PhotoStore store = PhotoStore::open_in_memory();
  { const StoreTransaction transaction(store, {}); }
  StoreTransaction transaction(store);
  CHECK_THROWS_WITH(transaction.put_photo(99, 1, 1, record("x"), at({1, 2})), Catch::Contains("FOREIGN KEY"));
}

TEST_CASE("what is not committed never was") {
  PhotoStore store = PhotoStore::open_in_memory();
  const auto before = store.dataset_version();
  {
    StoreTransaction transaction(store);
    transaction.put_photo(transaction.put_essay("E", ""), 1, 1, record("x"), at({1, 2}));
  }
  CHECK(store.dataset_version() == before);
  CHECK(store.essays().empty());
  CHECK(store.count_photos({}) == 0);
}

TEST_CASE("queries find by box, essay and id, each photo once") {
  PhotoStore store = PhotoStore::open_in_memory();
  {
    StoreTransaction transaction(store);
    const auto one = transaction.put_essay("One", "");
    const auto two = transaction.put_essay("Two", "");
    const std::vector<LonLat> places = {{179.5, 10}, {-179.5, 10}, {0, 0}, {60, 40}, {60.0000001, 40}};
    for (std::size_t i = 0; i < places.size(); ++i) {
      transaction.put_photo(i < 3 ? one : two, static_cast<int>(i), 1, record("photo"), at(places[i]));
    }
    transaction.put_photo(two, 99, 6, record("nowhere"), {});
    transaction.commit();
  }
  CHECK(ids(store.find_photos({})) == std::set<std::int64_t>{1, 2, 3, 4, 5, 6});
  CHECK(ids(store.find_photos({.bbox = Bbox{170, 0, -170, 20}, .essays = {}, .limit = {}})) ==
        std::set<std::int64_t>{1, 2});
  CHECK(ids(store.find_photos({.bbox = Bbox{0, 0, 60, 40}, .essays = {}, .limit = {}})) ==
        std::set<std::int64_t>{3, 4});
  CHECK(ids(store.find_photos({.bbox = {}, .essays = {"two"}, .limit = {}})) ==
        std::set<std::int64_t>{4, 5, 6});
  CHECK(ids(store.find_photos({.bbox = {}, .essays = {"one", "two"}, .after_id = 4, .limit = {}})) ==
        std::set<std::int64_t>{5, 6});
  CHECK(ids(store.find_photos({.bbox = {}, .essays = {}, .limit = 2})) == std::set<std::int64_t>{1, 2});
  CHECK(store.count_photos({.bbox = Bbox{-180, -90, 180, 90}, .essays = {}, .after_id = 3, .limit = 1}) == 5);
  CHECK(store.find_photos({.bbox = {}, .essays = {"no-such'; DROP TABLE photos; --"}, .limit = {}}).empty());
  CHECK(store.extent() == Bbox{-179.5, 0, 179.5, 40});
}

TEST_CASE("places that no photo needs any more are forgotten, those that one needs stay") {
  PhotoStore store = PhotoStore::open_in_memory();
  const Place city{.id = "city",
                   .name = "City",
                   .feature_type = "city",
                   .country = "KZ",
                   .location = {1, 2},
                   .uncertainty = {1000},
                   .parent_id = "",
                   .population = 0,
                   .source = "s",
                   .licence = "Source A"};
  Place bazaar = city;
  bazaar.id = "bazaar";
  bazaar.parent_id = "city";
  bazaar.licence = "Source B";
  Georeference where = at({1, 2});
  where.place_id = "bazaar";
  const auto put = [&](const Georeference& georeference) {
    StoreTransaction transaction(store);
    transaction.put_place(city, {"City", "Город"});
    transaction.put_place(bazaar, {"Bazaar"});
    transaction.put_photo(transaction.put_essay("E", ""), 1, 1, record("x"), georeference);
    transaction.commit();
  };
  put(where);
  CHECK(store.attributions() == std::vector<std::string>{"Source A", "Source B"});
  where.place_id = "city";
  put(where);
  CHECK(store.attributions() == std::vector<std::string>{"Source A"});
}

TEST_CASE("a photo can't refer to a place or an essay that is not there") {
  PhotoStore store = PhotoStore::open_in_memory();
  StoreTransaction transaction(store);
  Georeference where = at({1, 2});
  where.place_id = "nowhere";
  const auto essay = transaction.put_essay("E", "");
  CHECK_THROWS_WITH(transaction.put_photo(essay, 1, 1, record("x"), where), Catch::Contains("FOREIGN KEY"));
  CHECK_THROWS_AS(transaction.put_photo(essay + 1, 1, 1, record("x"), at({1, 2})), DatabaseError);
}

TEST_CASE("two titles with one slug keep apart") {
  PhotoStore store = PhotoStore::open_in_memory();
  StoreTransaction transaction(store);
  CHECK(transaction.put_essay("Almaty!", "") != transaction.put_essay("Almaty?", ""));
  transaction.put_photo(transaction.put_essay("Almaty!", ""), 1, 1, record("x"), {});
  transaction.put_photo(transaction.put_essay("Almaty?", ""), 1, 1, record("x"), {});
  transaction.commit();
  CHECK(store.essays().at(1).slug == "almaty-2");
}

TEST_CASE("a file that is no whole photo database of this version is refused by name") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "photos.db";
  CHECK_THROWS_WITH(PhotoStore::open_read_only(file),
                    Catch::Contains("photos.db: no such database; run \"photomap import FILE --db"));
  write_file(file, "");
  CHECK_THROWS_WITH(PhotoStore::open_read_only(file), Catch::Contains("is no photomap database"));
  write_file(file, std::string(8192, 'x'));
  CHECK_THROWS_WITH(PhotoStore::open_read_write(file), Catch::Contains("is no database"));
  std::filesystem::remove(file);
  { Connection::open(file, Connection::Mode::create).execute("CREATE TABLE other (x)"); }
  CHECK_THROWS_WITH(PhotoStore::open_read_write(file), Catch::Contains("is no photomap database"));
  std::filesystem::remove(file);

  { PhotoStore::open_read_write(file); }
  const auto whole = std::filesystem::file_size(file);
  SECTION("half written") {
    std::filesystem::resize_file(file, whole / 2);
    CHECK_THROWS_WITH(PhotoStore::open_read_only(file), Catch::Contains("damaged or half written"));
    CHECK_THROWS_WITH(PhotoStore::open_read_write(file), Catch::Contains("damaged or half written"));
  }
  SECTION("from a newer version") {
    { Connection::open(file, Connection::Mode::read_write).execute("PRAGMA user_version = 99"); }
    CHECK_THROWS_WITH(PhotoStore::open_read_only(file), Catch::Contains("newer photomap (schema 99"));
  }
  SECTION("in a directory that is not there") {
    CHECK_THROWS_WITH(PhotoStore::open_read_write(directory.path() / "none" / "photos.db"),
                      Catch::Contains("can't be opened"));
  }
}

TEST_CASE("a database of schema 1 is read as it is, and brought forward when it is written to") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "old.db";
  create_file_of_schema_1(file);
  const PhotoStore reader = PhotoStore::open_read_only(file);
  REQUIRE(reader.find_photo(1));
  CHECK_FALSE(reader.find_photo(1)->correction);
  CHECK(reader.find_photos({.bbox = {}, .essays = {}, .corrected = true, .limit = {}}).empty());

  PhotoStore writer = PhotoStore::open_read_write(file);
  CHECK(writer.dataset_version() == 7);
  {
    StoreTransaction transaction(writer);
    transaction.put_correction(
        1, {.location = {5, 6}, .uncertainty = {10}, .note = "seen", .who = "A B", .at = {}});
    transaction.commit();
  }
  CHECK(writer.dataset_version() > 7);
  CHECK(reader.find_photo(1)->correction->note == "seen");
  CHECK(reader.find_photo(1)->where.reason == "corrected by A B on 1970-01-01: seen; old");
  CHECK(PhotoStore::open_read_only(file).count_photos({}) == 1);
  CHECK(Connection::open(file, Connection::Mode::read_only).query_int64("PRAGMA user_version") == 3);
}

TEST_CASE("a connection waits a minute for others who have the file locked, and says that it was in vain") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "photos.db";
  Connection one = Connection::open(file, Connection::Mode::create);
  Connection other = Connection::open(file, Connection::Mode::read_write);
  CHECK(other.query_int64("PRAGMA busy_timeout") == 60'000);
  one.execute("BEGIN EXCLUSIVE");
  other.set_patience(std::chrono::milliseconds(10));
  CHECK_THROWS_AS(other.execute("BEGIN EXCLUSIVE"), DatabaseBusy);
  CHECK(other.is_sound());
  CHECK_THROWS_AS(other.execute("nonsense"), DatabaseError);
  CHECK_FALSE(other.is_sound());
}

TEST_CASE("the versions of a database and of its copy do not meet when both go on") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "photos.db";
  const auto copy = directory.path() / "copy.db";
  SECTION("of this schema") {
    PhotoStore::open_read_write(file);
  }
  SECTION("that was brought forward") {
    create_file_of_schema_1(file);
    PhotoStore::open_read_write(file);
  }
  std::filesystem::copy_file(file, copy);
  const auto versions_of = [](const std::filesystem::path& db) {
    PhotoStore store = PhotoStore::open_read_write(db);
    std::set<std::int64_t> versions;
    for (int i = 0; i < 20; ++i) {
      const auto transaction = i % 2 == 0 ? std::make_unique<StoreTransaction>(store, IndexFiles{})
                                          : std::make_unique<StoreTransaction>(store);
      transaction->put_photo(transaction->put_essay("Essay", ""), i, 1, record("A photo"), at({1, 2}));
      transaction->commit();
      CHECK(store.dataset_version() > (versions.empty() ? 0 : *versions.rbegin()));
      CHECK(store.dataset_version() < std::int64_t{1} << 50);
      versions.insert(store.dataset_version());
    }
    return versions;
  };
  const std::set<std::int64_t> versions = versions_of(file);
  std::set<std::int64_t> common;
  for (const std::int64_t version : versions_of(copy)) {
    if (versions.contains(version)) common.insert(version);
  }
  CHECK(versions.size() == 20);
  CHECK(common.size() <= 1);  // two may be the same by chance, but hardly ever
}

TEST_CASE("a full disk stores nothing and says so") {
  const TemporaryDirectory directory;
  Connection connection = Connection::open(directory.path() / "full.db", Connection::Mode::create);
  connection.execute("CREATE TABLE t (x)");
  connection.execute("PRAGMA max_page_count = 10");
  {
    Transaction transaction(connection);
    CHECK_THROWS_WITH(connection.execute("INSERT INTO t VALUES (zeroblob(200000))"),
                      Catch::Contains("no space left on the disk"));
  }
  CHECK(connection.query_int64("SELECT count(*) FROM t") == 0);
}

TEST_CASE("a snapshot keeps to one state of the data") {
  const TemporaryDirectory directory;
  PhotoStore writer = PhotoStore::open_read_write(directory.path() / "photos.db");
  const PhotoStore reader = PhotoStore::open_read_only(directory.path() / "photos.db");
  const auto put = [&](int identity) {
    StoreTransaction transaction(writer);
    transaction.put_photo(transaction.put_essay("E", ""), identity, 1, record("x"), at({1, 2}));
    transaction.commit();
  };
  put(1);
  std::thread waits_for_the_reader;
  {
    const PhotoStore::Snapshot snapshot(reader);
    const auto version = reader.dataset_version();
    waits_for_the_reader = std::thread([&] { put(2); });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    CHECK(reader.count_photos({}) == 1);
    CHECK(reader.dataset_version() == version);
  }
  waits_for_the_reader.join();
  CHECK(reader.count_photos({}) == 2);
}

TEST_CASE("a reader sees the old state while an import writes, then the new one") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "photos.db";
  PhotoStore writer = PhotoStore::open_read_write(file);
  const PhotoStore reader = PhotoStore::open_read_only(file);
  const auto before = reader.dataset_version();
  {
    StoreTransaction transaction(writer);
    transaction.put_photo(transaction.put_essay("E", ""), 1, 1, record("x"), at({1, 2}));
    CHECK(reader.count_photos({}) == 0);
    CHECK(reader.dataset_version() == before);
    transaction.commit();
  }
  CHECK(reader.count_photos({}) == 1);
  CHECK(reader.dataset_version() > before);
}

}  // namespace photomap
