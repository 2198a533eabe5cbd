#include "geo/word_query.hpp"

#include "geo/text.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace photomap {

namespace {

// "'" and "’"; 0 where the text begins with neither.
std::size_t apostrophe_size(std::string_view text) {
  constexpr std::string_view kTypographic = "’";
  if (text.starts_with('\'')) return 1;
  return text.starts_with(kTypographic) ? kTypographic.size() : 0;
}

bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Whether a text ends in one: "près d" of "près d'Ouarzazate".
bool ends_in_elided_article(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && is_ascii_letter(text[begin - 1])) --begin;
  if (begin > 0 && ends_in_word(text.substr(0, begin))) return false;
  std::string_view word = text.substr(begin);
  return eat_any(word, {"d", "l", "qu", "jusqu", "s", "n"}) && word.empty();
}

bool is_possessive_ending(std::string_view rest) {
  return (rest.starts_with('s') || rest.starts_with('S')) &&
         !is_letter_or_digit(first_code_point(rest.substr(1)).value);
}

// What stands before or after an apostrophe is looked for by itself where it is a word: "Almaty's",
// "d'Ouarzazate". In all others it goes: "Oʻzbekiston".
std::string part_at_apostrophes(std::string_view text) {
  std::string parted;
  while (!text.empty()) {
    const std::size_t size = apostrophe_size(text);
    if (size == 0) {
      parted += text.front();
      text.remove_prefix(1);
      continue;
    }
    text.remove_prefix(size);
    if (ends_in_elided_article(parted)) {
      parted += ' ';
    } else if (ends_in_word(parted) && is_possessive_ending(text)) {
      parted += ' ';
      text.remove_prefix(1);
    }
  }
  return parted;
}

// Words with a space between each two.
std::string fold_words(std::string_view text) {
  const bool has_apostrophe = text.find('\'') != text.npos || text.find("’") != text.npos;
  return has_apostrophe ? fold(part_at_apostrophes(text)) : fold(text);
}

// All scripts without spaces have characters of three bytes or more.
bool has_short_characters(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char byte) { return static_cast<unsigned char>(byte) < 0xE0; });
}

void append_word(std::string_view word, std::vector<std::string>& words) {
  if (has_short_characters(word)) {
    words.emplace_back(word);
    return;
  }
  bool is_first = true;
  bool was_unspaced = true;  // or nothing
  for (; !word.empty(); is_first = false) {
    const std::string_view character = word.substr(0, first_code_point(word).size);
    const bool is_unspaced = begins_unspaced(character);
    if (is_first && is_unspaced && !words.empty() && begins_unspaced(words.back())) words.emplace_back();
    if (is_unspaced || was_unspaced) words.emplace_back();
    words.back() += character;
    was_unspaced = is_unspaced;
    word.remove_prefix(character.size());
  }
}

std::vector<std::string> split_folded(std::string_view key) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < key.size();) {
    const std::size_t end = std::min(key.find(' ', begin), key.size());
    append_word(key.substr(begin, end - begin), words);
    begin = end + 1;
  }
  return words;
}

// One term as somebody wrote it, stepped over: -word* or -"several words"*.
WordQuery::Term read_term(std::string_view& rest) {
  WordQuery::Term term;
  const auto eat = [&rest](char sign) {
    const bool is_there = rest.starts_with(sign);
    if (is_there) rest.remove_prefix(1);
    return is_there;
  };
  term.is_excluded = eat('-');
  std::size_t end = 0;
  if (eat('"')) {
    end = std::min(rest.find('"'), rest.size());
    term.words = search_words(rest.substr(0, end));
    rest.remove_prefix(end);
    eat('"');
    term.is_beginning = eat('*');
  } else {
    while (end < rest.size() && !is_space(first_code_point(rest.substr(end)).value))
      end += first_code_point(rest.substr(end)).size;
    term.words = search_words(rest.substr(0, end));
    term.is_beginning = rest.substr(0, end).ends_with('*');
    rest.remove_prefix(end);
  }
  return term;
}

bool is_at(const WordQuery::Term& term, std::span<const std::string> words) {
  const std::size_t last = term.words.size() - 1;
  for (std::size_t i = 0; i < last; ++i) {
    if (words[i] != term.words[i]) return false;
  }
  return term.is_beginning ? words[last].starts_with(term.words[last]) : words[last] == term.words[last];
}

bool is_in(const WordQuery::Term& term, std::span<const std::string> words) {
  for (std::size_t begin = 0; begin + term.words.size() <= words.size(); ++begin) {
    if (is_at(term, words.subspan(begin))) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> search_words(std::string_view text) {
  return split_folded(fold_words(text));
}

void append_tokens(std::string_view text, std::string& tokens) {
  const std::string key = fold_words(text);
  if (has_short_characters(key)) {
    if (!key.empty()) tokens.append(key).append(" ");
    return;
  }
  const std::vector<std::string> words = split_folded(key);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].empty()) continue;
    tokens += words[i];
    if (begins_unspaced(words[i]) && i + 1 < words.size() && begins_unspaced(words[i + 1]))
      tokens += words[i + 1];
    tokens += ' ';
  }
}

std::optional<WordQuery> WordQuery::parse(std::string_view text) {
  std::vector<Term> terms;
  for (std::string_view rest = trim(text); !rest.empty(); rest = trim_start(rest)) {
    Term term = read_term(rest);
    if (!term.words.empty()) terms.push_back(std::move(term));
  }
  const auto is_wanted = [](const Term& term) { return !term.is_excluded; };
  if (std::none_of(terms.begin(), terms.end(), is_wanted)) return std::nullopt;
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return WordQuery(std::move(terms));
}

bool WordQuery::matches(std::span<const std::string_view> texts) const {
  std::vector<std::vector<std::string>> words;
  for (const std::string_view text : texts) words.push_back(search_words(text));
  return std::all_of(terms_.begin(), terms_.end(), [&](const Term& term) {
    const bool is_there =
        std::any_of(words.begin(), words.end(), [&](const auto& of_text) { return is_in(term, of_text); });
    return is_there != term.is_excluded;
  });
}

std::string WordQuery::key() const {
  std::string key;
  for (const Term& term : terms_) {
    if (term.is_excluded) key += '-';
    for (const std::string& word : term.words) key.append(word).append(" ");
    if (term.is_beginning) key += '*';
    key += '\n';
  }
  return key;
}

}  // namespace photomap
