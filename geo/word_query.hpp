// Full-text search: what is looked for, and how a text is taken apart so that it is found. Both sides are
// folded as the geocoder folds names (geo/text.hpp).
#pragma once

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace photomap {

/// Words as fold() has them, in their order. Of scripts without spaces each character is one by itself, and
/// an empty one stands between two characters that do not touch.
std::vector<std::string> search_words(std::string_view text);

/// Puts what an index keeps of a text behind `tokens`, a space after each: words as they are, and of scripts
/// without spaces all pairs of neighbours and the last character, so that each begins a token.
void append_tokens(std::string_view text, std::string& tokens);

/// What photos must have in their texts. All terms must be met, in any of the texts each.
class WordQuery {
 public:
  struct Term {
    std::vector<std::string> words;  ///< side by side; see search_words
    bool is_beginning = false;       ///< of the last one the beginning will do
    bool is_excluded = false;        ///< photos that have it are left out
    friend auto operator<=>(const Term&, const Term&) = default;
  };

  /// "words all of which are there", "beginn*", "\"side by side\"", "-left_out". Empty where it names no word
  /// that is looked for.
  static std::optional<WordQuery> parse(std::string_view text);

  /// In an order of their own, each once.
  const std::vector<Term>& terms() const { return terms_; }
  bool matches(std::span<const std::string_view> texts) const;
  /// The same for queries that mean the same in the same words.
  std::string key() const;

 private:
  explicit WordQuery(std::vector<Term> terms) : terms_(std::move(terms)) {}

  std::vector<Term> terms_;
};

}  // namespace photomap
