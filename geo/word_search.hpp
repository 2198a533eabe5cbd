// Photos by the words in their texts.
#pragma once

#include "geo/sqlite.hpp"
#include "geo/word_query.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace photomap {

/// What is searched of a photo: its caption, its credit, its essay's title and its place's name.
struct PhotoTexts {
  std::int64_t id = 0;
  std::array<std::string_view, 4> texts;  ///< views
};

/// Rows for read_texts: of photos above parameter 1, by ascending id; of the one that it names.
extern const std::string_view kSelectTextsAfter;
extern const std::string_view kSelectTextsOf;
PhotoTexts read_texts(const Statement& row);

/// Finds ids in ascending order: in the index beside the database, where that is of the same version of the
/// data; else, and from where that turns out to be damaged, looks at the texts of every photo, with the same
/// result. Not thread safe.
class WordSearch {
 public:
  /// On a connection to a photo database; it and `query` must live longer. `budget` is for what the index
  /// takes.
  WordSearch(Connection& photos, const WordQuery& query, std::int64_t after_id,
             std::chrono::milliseconds budget);

  /// So many as there are, up to `most`; none at the end. Throws QueryTooSlow.
  std::vector<std::int64_t> next(std::size_t most);

 private:
  void look_into_index(std::chrono::milliseconds budget);
  void look_at_all();
  std::optional<std::int64_t> next_id();
  std::optional<std::int64_t> next_indexed();
  bool has_words(std::int64_t id);

  Connection& photos_;
  const WordQuery& query_;
  std::int64_t after_id_;  ///< the last one that was found
  // Order matters: what is of a connection ends before it does.
  std::optional<Connection> index_;
  std::optional<QueryBudget> index_budget_;
  std::optional<Statement> found_;  ///< of the index
  std::optional<Statement> all_;    ///< where there is none
  std::optional<Statement> one_;    ///< to look at what the index found, where that is not exact
};

}  // namespace photomap
