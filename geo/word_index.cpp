#include "geo/word_index.hpp"

#include "geo/text.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <vector>

namespace photomap {

namespace {

// Raise it where the same texts give other tokens.
constexpr std::int64_t kFormat = 1;
constexpr std::int64_t kApplicationId = 0x70686d77;  // "phmw", in the file's header

using Words = std::vector<std::string>;

bool is_unspaced(const Words& words, std::size_t at) {
  return at < words.size() && begins_unspaced(words[at]);
}

// The index holds pairs of characters and words, and not where they stand.
bool is_exact(const Words& words) {
  return words.size() == 1 || (words.size() == 2 && is_unspaced(words, 0) && is_unspaced(words, 1));
}

// Words are letters and digits, so that quotes hold them together as one token.
std::string term_expression(const WordQuery::Term& term) {
  const Words& words = term.words;
  std::string all;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_pair = is_unspaced(words, i) && is_unspaced(words, i + 1);
    const bool is_told = is_unspaced(words, i) && i > 0 && is_unspaced(words, i - 1);  // by the pair before
    if (words[i].empty() || (is_told && !is_pair)) continue;
    const bool is_beginning = is_unspaced(words, i) ? !is_pair : term.is_beginning && i + 1 == words.size();
    all += fmt::format("{}\"{}{}\"{}", all.empty() ? "" : " AND ", words[i], is_pair ? words[i + 1] : "",
                       is_beginning ? "*" : "");
  }
  return all;
}

}  // namespace

std::filesystem::path word_index_file(const std::filesystem::path& db) {
  std::filesystem::path file = db;
  file += ".words";
  return file;
}

// All that costs room is left out: texts, positions and lengths. The tokens come apart at spaces; all else
// that is ASCII is a letter or digit. New ones are gathered in memory and written 32 MB at a time; such parts
// are not merged later, as that would leave their room empty in the file.
void create_word_index(Connection& connection, std::int64_t dataset_version) {
  connection.execute(fmt::format(R"(
    PRAGMA application_id = {};
    PRAGMA user_version = {};
    CREATE TABLE dataset (version INTEGER NOT NULL);
    CREATE VIRTUAL TABLE photo_words
      USING fts5 (tokens, content = '', detail = none, columnsize = 0, tokenize = 'ascii');
    INSERT INTO photo_words (photo_words, rank) VALUES ('hashsize', 33554432), ('automerge', 0), ('crisismerge', 1999);
  )",
                                 kApplicationId, kFormat));
  connection.prepare("INSERT INTO dataset VALUES (?)").run(dataset_version);
}

std::optional<Connection> find_word_index(const std::filesystem::path& file, std::int64_t dataset_version) {
  if (!std::filesystem::is_regular_file(file)) return std::nullopt;
  try {
    Connection connection = Connection::open(file, Connection::Mode::read_only);
    const bool is_it = connection.query_int64("PRAGMA application_id") == kApplicationId &&
                       connection.query_int64("PRAGMA user_version") == kFormat &&
                       connection.query_int64("SELECT version FROM dataset") == dataset_version;
    if (is_it) return connection;
  } catch (const DatabaseError&) {
    // It is made anew, and until then each photo is looked at.
  }
  return std::nullopt;
}

WordMatch to_match(const WordQuery& query) {
  WordMatch match;
  std::string excluded;
  for (const WordQuery::Term& term : query.terms()) {
    match.is_exact &= is_exact(term.words);
    if (!term.is_excluded) {
      match.expression += match.expression.empty() ? "(" : " AND ";
      match.expression += term_expression(term);
    } else if (is_exact(term.words)) {
      excluded += fmt::format("{}{}", excluded.empty() ? "" : " OR ", term_expression(term));
    }
  }
  match.expression += ')';
  if (!excluded.empty()) match.expression += fmt::format(" NOT ({})", excluded);
  return match;
}

}  // namespace photomap
