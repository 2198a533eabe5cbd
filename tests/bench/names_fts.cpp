#include "tests/bench/names_fts.hpp"

#include "geo/text.hpp"

#include <cstdint>

namespace photomap {

namespace {

Connection build(const Gazetteer& gazetteer, const std::filesystem::path& file) {
  Connection connection = Connection::open(file, Connection::Mode::create);
  connection.execute(R"(
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE VIRTUAL TABLE names USING fts5(name, place UNINDEXED, prefix = '1 2 3');
    CREATE TABLE keys (key TEXT, place INTEGER);)");
  Transaction transaction(connection);
  Statement put = connection.prepare("INSERT INTO names (name, place) VALUES (?, ?)");
  Statement put_key = connection.prepare("INSERT INTO keys (key, place) VALUES (?, ?)");
  for (PlaceNumber place = 0; place < gazetteer.place_count(); ++place) {
    for (const PlaceName& name : gazetteer.names(place)) {
      const std::string key = fold(name.text);
      put.run(key, static_cast<std::int64_t>(place));
      put_key.run(key, static_cast<std::int64_t>(place));
    }
  }
  transaction.commit();
  connection.execute(R"(
    CREATE INDEX keys_by_key ON keys (key, place);
    INSERT INTO names (names) VALUES ('optimize');
    PRAGMA mmap_size = 1000000000;)");
  return connection;
}

std::size_t count_rows(Statement& statement) {
  std::size_t rows = 0;
  while (statement.step()) rows += statement.int64(0) >= 0 ? 1 : 0;
  statement.reset();
  return rows;
}

std::string phrase(const std::string& key) {
  return '"' + key + '"';
}

}  // namespace

NamesFts::NamesFts(const Gazetteer& gazetteer, const std::filesystem::path& file)
    : connection_(build(gazetteer, file)),
      find_(connection_.prepare("SELECT place FROM names WHERE names MATCH ? AND name = ?")),
      find_phrase_(connection_.prepare("SELECT place FROM names WHERE names MATCH ? LIMIT 10")),
      find_by_index_(connection_.prepare("SELECT place FROM keys WHERE key = ?")),
      complete_(connection_.prepare("SELECT place FROM names WHERE names MATCH ? ORDER BY rank LIMIT 10")) {}

std::size_t NamesFts::find(const std::string& key) {
  return count_rows(find_.bind_all(phrase(key), key));
}

std::size_t NamesFts::find_phrase(const std::string& key) {
  return count_rows(find_phrase_.bind_all(phrase(key)));
}

std::size_t NamesFts::find_by_index(const std::string& key) {
  return count_rows(find_by_index_.bind_all(key));
}

std::size_t NamesFts::complete(const std::string& key) {
  return count_rows(complete_.bind_all(phrase(key) + " *"));
}

}  // namespace photomap
