// Which words of a caption are names of the gazetteer, in whatever case its language puts them. Step of
// geo/caption.
#pragma once

#include "geo/caption_rules.hpp"
#include "geo/text.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// Words [begin, end) of a text.
struct WordRange {
  std::size_t begin = 0;
  std::size_t end = 0;

  std::size_t size() const { return end - begin; }
};

/// A text and its words.
class CaptionWords {
 public:
  explicit CaptionWords(std::string_view text);

  std::string_view text() const { return text_; }
  const std::vector<Word>& all() const { return words_; }
  const Word& operator[](std::size_t i) const { return words_[i]; }
  std::size_t size() const { return words_.size(); }
  bool any_capital() const { return any_capital_; }

  std::string key(WordRange range) const;
  std::string written(WordRange range) const;
  /// Whether the word and the one before it stand together, with nothing but space or a hyphen between.
  bool joined(std::size_t i) const;

 private:
  std::string_view text_;
  std::vector<Word> words_;
  bool any_capital_ = false;
};

/// What a gazetteer knows of a folded key.
struct NameTests {
  std::function<bool(const std::string& key)> is_name;
  std::function<bool(const std::string& key)> sounds_like_name = [](const std::string&) { return false; };
};

struct FoundName {
  WordRange words;
  std::string key;           ///< to look up: the written one, or that without its case ending
  std::optional<Role> role;  ///< what the case ending says: "Toshkentda" is in Tashkent
  bool spelt_otherwise = false;
};

/// From the left, the longest name first, none inside another.
std::vector<FoundName> find_names(const CaptionWords& words, const NameTests& tests);

/// The rule whose last word is the one before `end`, the longest if several are; null if none is.
const RoleRule* find_rule_before(const CaptionWords& words, std::size_t end);

}  // namespace photomap
