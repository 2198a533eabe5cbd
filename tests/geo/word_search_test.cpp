#include "geo/word_search.hpp"

#include "geo/file_descriptor.hpp"
#include "geo/store.hpp"
#include "geo/word_index.hpp"
#include "geo/word_index_build.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

namespace {

using Ids = std::vector<std::int64_t>;

struct Row {
  const char* caption;
  const char* credit;
  const char* place;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all{
      {"Bread at the Siab Bazaar", "Oyuna Baldakova", "Siab Bazaar"},
      {"Melons at a bazaar in Ташкент", "Jane O'Hara", "Tashkent"},
      {"Базар в Ташкенте", "Jane O'Hara", ""},
      {"在撒马尔罕的市场", "王伟", "Samarkand"},
      {"马尔代夫和尔罕", "", ""},
      {"The road was made of silk", "", ""},
      {"Қазақ даласы: көне жол", "Zoë", "Kazakhstan"},
      {"", "", ""},
      {"OR AND NOT NEAR rowid tokens", "", ""},
      {"東京、大阪", "", ""},
  };
  return all;
}

void fill(PhotoStore& store) {
  StoreTransaction transaction(store);
  const std::int64_t essays[] = {transaction.put_essay("Along the Silk Road", "An intro about camels"),
                                 transaction.put_essay("Città del Capo", "")};
  int number = 0;
  for (const Row& row : rows()) {
    PhotoRecord record;
    record.caption = row.caption;
    record.credit = row.credit;
    Georeference where;
    where.location = LonLat{66.9 + number * 0.01, 39.6};
    where.uncertainty = Meters{100};
    where.place_name = row.place;
    ++number;
    transaction.put_photo(essays[number > 5 ? 1 : 0], number, number, record, where);
  }
  transaction.commit();
}

PhotoQuery query_for(std::string_view words) {
  PhotoQuery query;
  query.words = std::make_shared<const WordQuery>(*WordQuery::parse(words));
  return query;
}

Ids ids_in(const PhotoStore& store, const PhotoQuery& query) {
  Ids ids;
  for (const Photo& photo : store.find_photos(query)) ids.push_back(photo.id);
  return ids;
}

class Database {
 public:
  Database() {
    PhotoStore store = PhotoStore::open_read_write(file());
    fill(store);
  }
  std::filesystem::path file() const { return directory_.path() / "photos.db"; }
  std::filesystem::path index() const { return word_index_file(file()); }

  /// As from somebody who knows nothing of an index.
  void change(const std::string& sql) const {
    Connection::open(file(), Connection::Mode::read_write).execute(sql);
  }
  bool has_index() const {
    return find_word_index(index(), PhotoStore::open_read_only(file()).dataset_version()).has_value();
  }

 private:
  TemporaryDirectory directory_;
};

const std::vector<std::string>& queries() {
  static const std::vector<std::string> all{
      "bazaar", "baz*", "bazaar -melons", "bazaar bread", "ташкент", "ташкент*", "TASHKENT", "o'hara",
      "ohara jane", "baldakova", "silk", "\"silk road\"", "\"road silk\"", "silk -\"silk road\"",
      "\"made of si\"*", "citta", "capo silk", "camels", "撒马尔罕", "马尔罕", "撒", "罕", "马尔", "尔罕",
      "王", "撒马 市场", "大阪", "京大", "қазақ", "kazakhstan", "қаз* -жол", "zoe", "silk-road", "a", "the*",
      // What is no more than words to us, though FTS5 and SQL have a meaning for them.
      "\" OR 1=1 --", "NEAR(", "NEAR(silk road, 2)", "or", "AND", "not", "tokens:bazaar", "rowid",
      "tokens : silk", "{tokens}: silk", "^silk", "silk + road", "silk* OR bazaar",
      "'); DROP TABLE photos; --", "a\"b", "%", "silk\"\"road", "\\ silk"};
  return all;
}

}  // namespace

TEST_CASE("with an index and without one the same photos have the words") {
  const Database database;
  const PhotoStore store = PhotoStore::open_read_only(database.file());
  std::vector<Ids> scanned;
  std::vector<std::string> asked;
  for (const std::string& text : queries()) {
    if (!WordQuery::parse(text)) continue;
    asked.push_back(text);
    scanned.push_back(ids_in(store, query_for(text)));
  }
  REQUIRE(build_word_index(database.file()));
  REQUIRE(database.has_index());
  std::set<Ids> results;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    CAPTURE(asked[i]);
    const PhotoQuery query = query_for(asked[i]);
    CHECK(ids_in(store, query) == scanned[i]);
    CHECK(store.find_photo_ids(query) == scanned[i]);
    CHECK(store.count_photos(query) == static_cast<std::int64_t>(scanned[i].size()));
    results.insert(scanned[i]);
  }
  CHECK(results.size() > 10);
}

TEST_CASE("words are looked for in caption, credit, title of the essay and name of the place") {
  const Database database;
  build_word_index(database.file());
  const PhotoStore store = PhotoStore::open_read_only(database.file());
  CHECK(ids_in(store, query_for("bazaar")) == Ids{1, 2});
  CHECK(ids_in(store, query_for("o'hara")) == Ids{2, 3});
  CHECK(ids_in(store, query_for("silk road")) == Ids{1, 2, 3, 4, 5, 6});
  CHECK(ids_in(store, query_for("\"silk road\"")) == Ids{1, 2, 3, 4, 5});
  CHECK(ids_in(store, query_for("samarkand")) == Ids{4});
  CHECK(ids_in(store, query_for("撒马尔罕")) == Ids{4});
  CHECK(ids_in(store, query_for("camels")).empty());
  CHECK(ids_in(store, query_for("citta -road -or")) == Ids{7, 8, 10});
  CHECK(ids_in(store, query_for("\" OR 1=1 --")).empty());
}

TEST_CASE("all other conditions hold as well as the words") {
  const Database database;
  const PhotoStore store = PhotoStore::open_read_only(database.file());
  for (const bool is_indexed : {false, true}) {
    CAPTURE(is_indexed);
    if (is_indexed) build_word_index(database.file());
    PhotoQuery query = query_for("silk");
    query.ids = {{2, 4, 7, 99}};
    CHECK(ids_in(store, query) == Ids{2, 4});
    CHECK(store.count_photos(query) == 2);
    query.ids.reset();
    query.bbox = Bbox{66.905, 39, 66.935, 40};
    CHECK(ids_in(store, query) == Ids{2, 3, 4});
    query.limit = 2;
    CHECK(ids_in(store, query) == Ids{2, 3});
    CHECK(store.count_photos(query) == 3);
    query.after_id = 3;
    CHECK(ids_in(store, query) == Ids{4});
    query.essays = {"citta-del-capo"};
    CHECK(ids_in(store, query).empty());
    query = query_for("silk");
    query.photographers = {"Jane O'Hara"};
    CHECK(ids_in(store, query) == Ids{2, 3});
  }
}

TEST_CASE("an index that is stale, damaged, missing or another's is not asked") {
  const Database database;
  REQUIRE(build_word_index(database.file()));
  const auto found = [&](std::string_view words) {
    return ids_in(PhotoStore::open_read_only(database.file()), query_for(words));
  };
  SECTION("the data has changed") {
    database.change("UPDATE photos SET caption = 'Horses' WHERE id = 1");
  }
  SECTION("it is no database") {
    database.change("UPDATE photos SET caption = 'Horses' WHERE id = 1");
    write_file(database.index(),
               "no database at all, but as long as the header of one. ................................");
  }
  SECTION("it is missing") {
    database.change("UPDATE photos SET caption = 'Horses' WHERE id = 1");
    std::filesystem::remove(database.index());
  }
  SECTION("it is another database's") {
    const Database other;
    build_word_index(other.file());
    database.change("UPDATE photos SET caption = 'Horses' WHERE id = 1");
    std::filesystem::rename(other.index(), database.index());
  }
  CHECK_FALSE(database.has_index());
  CHECK(found("horses") == Ids{1});
  CHECK(found("bread").empty());
  REQUIRE(build_word_index(database.file()));
  CHECK(database.has_index());
  CHECK(found("horses") == Ids{1});
  CHECK(found("bread").empty());
}

TEST_CASE("what a damaged index can't tell, the texts do") {
  const Database database;
  std::map<std::string, Ids> expected;
  for (const char* words : {"bread", "bazaar", "ташк*", "撒马尔罕", "\"silk road\" -camels"})
    expected[words] = ids_in(PhotoStore::open_read_only(database.file()), query_for(words));
  REQUIRE(build_word_index(database.file()));
  constexpr std::size_t kPage = 4096;
  const std::size_t pages = std::filesystem::file_size(database.index()) / kPage;
  REQUIRE(pages > 2);
  for (std::size_t page = 1; page < pages; ++page) {
    CAPTURE(page);
    const auto whole = database.index().string() + ".whole";
    std::filesystem::copy_file(database.index(), whole, std::filesystem::copy_options::overwrite_existing);
    std::fstream file(database.index(), std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(page * kPage));
    file << std::string(kPage, '\xA5') << std::flush;
    for (const auto& [words, ids] : expected) {
      CAPTURE(words);
      CHECK(ids_in(PhotoStore::open_read_only(database.file()), query_for(words)) == ids);
    }
    std::filesystem::rename(whole, database.index());
  }
}

TEST_CASE("an index of words is made once, whole, and by one program at a time") {
  const Database database;
  int begun = 0;
  const auto build = [&] { return build_word_index(database.file(), {}, [&begun] { ++begun; }); };
  const std::filesystem::path partial = database.index().string() + ".partial";
  SECTION("what a killed program has left is written over") {
    write_file(partial, "garbage");
  }
  SECTION("another is at it") {
    write_file(partial, "");
    const FileDescriptor other(open(partial.c_str(), O_RDWR | O_CLOEXEC));
    REQUIRE(flock(other.get(), LOCK_EX) == 0);
    CHECK_FALSE(build());
    CHECK(begun == 0);
    CHECK(std::filesystem::exists(partial));
  }
  SECTION("told to stop, it leaves nothing") {
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(build_word_index(database.file(), stop.get_token()));
    CHECK_FALSE(std::filesystem::exists(database.index()));
  }
  SECTION("it goes through no link that somebody has put there") {
    write_file(database.file().string() + ".other", "kept");
    std::filesystem::create_symlink(database.file().string() + ".other", partial);
    CHECK_THROWS_WITH(build(), Catch::Contains(".words.partial: can't be written"));
    CHECK(std::filesystem::file_size(database.file().string() + ".other") == 4);
    std::filesystem::remove(partial);
  }
  CHECK(build());
  CHECK(build());
  CHECK(begun == 1);
  CHECK(database.has_index());
  CHECK_FALSE(std::filesystem::exists(partial));
}

TEST_CASE("who has words looked for without an index is told when it takes too long") {
  PhotoStore store = PhotoStore::open_in_memory();
  {
    StoreTransaction transaction(store);
    const std::int64_t essay = transaction.put_essay("Many", "");
    for (int i = 1; i <= 3000; ++i) {
      PhotoRecord record;
      record.caption = "Photo " + std::to_string(i) + " of Ташкент";
      transaction.put_photo(essay, i, i, record, {});
    }
    transaction.commit();
  }
  CHECK(store.count_photos(query_for("ташкент")) == 3000);
  CHECK(ids_in(store, query_for("2999")) == Ids{2999});
  store.set_budget(std::chrono::milliseconds(0));
  CHECK_THROWS_AS(store.count_photos(query_for("ташкент")), QueryTooSlow);
  CHECK_THROWS_AS(store.find_photos(query_for("2999")), QueryTooSlow);
}

}  // namespace photomap
