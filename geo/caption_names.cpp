#include "geo/caption_names.hpp"

#include "geo/caption_words.hpp"
#include "geo/case_endings.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>

namespace photomap {

namespace {

constexpr std::size_t kLongestName = 10;   // words
constexpr std::size_t kShortestStem = 2;   // letters that an ending leaves of a name
constexpr std::size_t kShortestSound = 5;  // letters of a name that is recognised by its sound
constexpr std::size_t kLongestRule = 4;    // words

// Words that only English and French captions have: there nothing is a case ending.
constexpr std::array<std::string_view, 12> kWordsWithoutCases = {"the", "of", "in", "at",  "and", "with",
                                                                 "de",  "la", "le", "les", "et",  "des"};

template <typename Table>
bool contains(const Table& table, std::string_view key) {
  return std::find(table.begin(), table.end(), key) != table.end();
}

class NameFinder {
 public:
  NameFinder(const CaptionWords& words, const NameTests& tests) : words_(words), tests_(tests) {
    has_cases_ = std::none_of(words.all().begin(), words.all().end(),
                              [](const Word& word) { return contains(kWordsWithoutCases, word.key); });
  }

  std::vector<FoundName> find() {
    std::vector<FoundName> names;
    for (std::size_t i = 0; i < words_.size();) {
      const auto name = may_start_name(i) ? find_at(i) : std::nullopt;
      i = name ? name->words.end : i + 1;
      if (name) names.push_back(*name);
    }
    return names;
  }

 private:
  // A name starts with a capital where the text uses any.
  bool may_start_name(std::size_t i) const {
    return words_[i].capitalised || words_[i].caseless || !words_.any_capital();
  }

  // Names of one letter, of digits, and words like "Bank" and "Station" are none.
  bool may_be_name(WordRange range, const std::string& name) const {
    if (range.size() == 1) {
      const Word& word = words_[range.begin];
      if (word.end - word.begin < 3 || contains(kFacilityWords, name)) return false;
    }
    if (contains(kChineseNouns, name)) return false;
    return name.find_first_not_of("0123456789 ") != std::string::npos;
  }

  std::optional<FoundName> find_at(std::size_t begin) const {
    std::size_t limit = begin + 1;
    while (limit < words_.size() && limit - begin < kLongestName && words_.joined(limit)) ++limit;
    for (std::size_t end = limit; end > begin; --end) {
      const WordRange range{begin, end};
      std::string name = words_.key(range);
      if (!may_be_name(range, name)) continue;
      if (tests_.is_name(name)) return FoundName{.words = range, .key = std::move(name), .role = {}};
      if (auto inflected = without_ending(range, name)) return inflected;
    }
    return by_sound(begin, limit);
  }

  std::optional<FoundName> without_ending(WordRange range, const std::string& name) const {
    // A preposition before it says more than an ending that another language has too: "из Ташкента".
    const bool has_preposition =
        words_.joined(range.begin) && find_rule_before(words_, range.begin) != nullptr;
    // The name is what the shortest ending leaves: "Коканда" is Kokand in the genitive, not Koka in a
    // locative.
    std::optional<FoundName> longest;
    std::size_t stem_size = 0;
    for (const CaseEnding& ending : kCaseEndings) {
      const bool is_turkic = ending.role && ending.restored.empty();
      if (!name.ends_with(ending.ending) || (ending.is_latin && !has_cases_) ||
          (is_turkic && has_preposition))
        continue;
      const std::string_view stem = std::string_view(name).substr(0, name.size() - ending.ending.size());
      if (count_code_points(stem) < (ending.is_latin ? kShortestStem + 1 : kShortestStem)) continue;
      if (stem.size() <= stem_size) continue;
      std::string restored = std::string(stem) + std::string(ending.restored);
      if (!may_be_name(range, restored) || !tests_.is_name(restored)) continue;
      longest = FoundName{.words = range, .key = std::move(restored), .role = ending.role};
      stem_size = stem.size();
    }
    return longest;
  }

  // Right after "in" and the like, after "Lake" and where a caption says last where it was something is
  // named: "à Ourgout", "the potters' street, Khynalyg", though the gazetteer writes it otherwise.
  std::optional<FoundName> by_sound(std::size_t begin, std::size_t limit) const {
    if (!words_[begin].capitalised || words_[begin].after_stop) return std::nullopt;
    std::size_t end = begin;
    while (end < limit && words_[end].capitalised) ++end;
    const RoleRule* rule = find_rule_before(words_, begin);
    const bool is_dateline = words_[begin].after_comma && (end == words_.size() || words_[end].after_stop);
    const bool follows_lake = words_.joined(begin) && contains(kNaturalWordsBefore, words_[begin - 1].key);
    const bool is_ruled = rule != nullptr && rule->role != Role::named;
    if (!is_ruled && !is_dateline && !follows_lake) return std::nullopt;
    std::string name = words_.key({begin, end});
    if (count_code_points(name) < kShortestSound || !tests_.sounds_like_name(name)) return std::nullopt;
    return FoundName{.words = {begin, end}, .key = std::move(name), .role = {}, .spelt_otherwise = true};
  }

  const CaptionWords& words_;
  const NameTests& tests_;
  bool has_cases_ = false;
};

}  // namespace

CaptionWords::CaptionWords(std::string_view text) : text_(text), words_(split_words(text)) {
  any_capital_ = std::any_of(words_.begin(), words_.end(), [](const Word& word) { return word.capitalised; });
}

std::string CaptionWords::key(WordRange range) const {
  return joined_key(std::span(words_).subspan(range.begin, range.size()));
}

std::string CaptionWords::written(WordRange range) const {
  const std::size_t begin = words_[range.begin].begin;
  return std::string(text_.substr(begin, words_[range.end - 1].end - begin));
}

bool CaptionWords::joined(std::size_t i) const {
  return i > 0 && i < words_.size() && !words_[i].after_stop && !words_[i].after_comma;
}

std::vector<FoundName> find_names(const CaptionWords& words, const NameTests& tests) {
  return NameFinder(words, tests).find();
}

const RoleRule* find_rule_before(const CaptionWords& words, std::size_t end) {
  static const std::unordered_map<std::string_view, const RoleRule*> by_words = [] {
    std::unordered_map<std::string_view, const RoleRule*> map;
    for (const RoleRule& rule : kRoleRules) map.emplace(rule.words, &rule);
    return map;
  }();
  for (std::size_t size = std::min(end, kLongestRule); size > 0; --size) {
    std::string key = words.key({end - size, end});
    // "à" is told from "a" by the text, as its key has no accent.
    if (key == "a" && words.written({end - 1, end}).size() > 1) key = "à";
    const auto rule = by_words.find(key);
    if (rule != by_words.end()) return rule->second;
  }
  return nullptr;
}

}  // namespace photomap
