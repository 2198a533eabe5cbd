// What people might ask of a gazetteer, drawn from its own names of all scripts. Always the same draws.
#pragma once

#include "geo/gazetteer.hpp"

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace photomap {

class NameQueries {
 public:
  /// Must not outlive the gazetteer.
  explicit NameQueries(const Gazetteer& gazetteer);

  std::uint32_t name_count() const { return name_count_; }
  /// As somebody wrote them.
  std::vector<std::string> names(std::size_t count);
  /// The beginnings of folded names, 1 to 8 code points long.
  std::vector<std::string> beginnings(std::size_t count);
  /// Folded names of at least four code points with one of them inserted, left out, replaced or swapped.
  std::vector<std::string> typos(std::size_t count);
  /// Queries of 256 code points that make a search work hard: random letters of many scripts, in words of
  /// many lengths; the names that most places bear, repeated; names of many scripts in a row.
  std::vector<std::string> longest();

 private:
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_() % end); }
  std::string name();
  std::string key_of_length(std::size_t least);
  char32_t letter_like(char32_t letter);
  std::vector<std::string> most_borne(std::size_t count) const;

  const Gazetteer& gazetteer_;
  std::uint32_t name_count_ = 0;
  std::mt19937_64 random_{20261125};
};

}  // namespace photomap
