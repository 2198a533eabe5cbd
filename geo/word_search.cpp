#include "geo/word_search.hpp"

#include "geo/word_index.hpp"

namespace photomap {

// CROSS: photos first, in their order.
const std::string_view kSelectTextsAfter = R"(
  SELECT p.id, p.caption, p.credit, e.title, p.place_name FROM photos p CROSS JOIN essays e ON e.id = p.essay_id
  WHERE p.id > ?1 ORDER BY p.id)";
const std::string_view kSelectTextsOf = R"(
  SELECT p.id, p.caption, p.credit, e.title, p.place_name FROM photos p CROSS JOIN essays e ON e.id = p.essay_id
  WHERE p.id = ?1)";

PhotoTexts read_texts(const Statement& row) {
  return {.id = row.int64(0), .texts = {row.bytes(1), row.bytes(2), row.bytes(3), row.bytes(4)}};
}

WordSearch::WordSearch(Connection& photos, const WordQuery& query, std::int64_t after_id,
                       std::chrono::milliseconds budget)
    : photos_(photos),
      query_(query),
      after_id_(after_id),
      index_(find_word_index(word_index_file(photos.name()),
                             photos.query_int64("SELECT version FROM dataset"))) {
  if (index_) {
    look_into_index(budget);
  } else {
    look_at_all();
  }
}

void WordSearch::look_into_index(std::chrono::milliseconds budget) {
  index_budget_.emplace(*index_, budget);
  const WordMatch match = to_match(query_);
  if (!match.is_exact) one_ = photos_.prepare(kSelectTextsOf);
  try {
    found_ = index_->prepare(
        "SELECT rowid FROM photo_words WHERE photo_words MATCH ?1 AND rowid > ?2 ORDER BY rowid");
    found_->bind_all(match.expression, after_id_);
  } catch (const DatabaseError&) {
    look_at_all();
  }
}

void WordSearch::look_at_all() {
  found_.reset();
  all_ = photos_.prepare(kSelectTextsAfter);
  all_->bind_all(after_id_);
}

std::vector<std::int64_t> WordSearch::next(std::size_t most) {
  std::vector<std::int64_t> ids;
  while (ids.size() < most) {
    const auto id = next_id();
    if (!id) break;
    ids.push_back(*id);
    after_id_ = *id;
  }
  return ids;
}

std::optional<std::int64_t> WordSearch::next_indexed() {
  try {
    while (found_ && found_->step()) {
      const std::int64_t id = found_->int64(0);
      if (!one_ || has_words(id)) return id;
    }
  } catch (const DatabaseError&) {
    look_at_all();
  }
  return std::nullopt;
}

std::optional<std::int64_t> WordSearch::next_id() {
  if (const auto id = next_indexed()) return id;
  while (all_ && all_->step()) {
    const PhotoTexts photo = read_texts(*all_);
    if (query_.matches(photo.texts)) return photo.id;
  }
  found_.reset();  // a step beyond the end would begin anew
  all_.reset();
  return std::nullopt;
}

bool WordSearch::has_words(std::int64_t id) {
  const bool is_there = one_->bind_all(id).step();
  const bool matches = is_there && query_.matches(read_texts(*one_).texts);
  one_->reset();
  return matches;
}

}  // namespace photomap
