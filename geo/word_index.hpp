// The index of the words in photos' texts: an SQLite file beside the database with a table of FTS5, which
// holds no text, only which words are in which photos.
#pragma once

#include "geo/sqlite.hpp"
#include "geo/word_query.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace photomap {

/// Beside the database.
std::filesystem::path word_index_file(const std::filesystem::path& db);

/// In an empty file. What is put into photo_words (rowid, tokens) is in it when the transaction is committed.
void create_word_index(Connection& connection, std::int64_t dataset_version);

/// The index that a file holds, if it is of that version of the dataset; empty where it is missing, stale or
/// none.
std::optional<Connection> find_word_index(const std::filesystem::path& file, std::int64_t dataset_version);

/// What FTS5 is asked for. Where it is not exact, photos that do not match may be found too, but none is
/// missed.
struct WordMatch {
  std::string expression;
  bool is_exact = true;
};
WordMatch to_match(const WordQuery& query);

}  // namespace photomap
