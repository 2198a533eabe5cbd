#include "geo/caption.hpp"

#include "geo/text.hpp"

#include <algorithm>
#include <span>

namespace photomap {

namespace {

constexpr std::size_t kLongestName = 10;  // words
constexpr std::size_t kLookBack =
    7;  // words between a rule and its place: "at the 15-th century summer mosque"
constexpr double kTitleShare = 0.6;  // of the longer words, from which on a heading capitalises them all
constexpr std::array<std::string_view, 8> kArticles = {"the", "a", "an", "l", "le", "la", "les", "un"};

template <typename Table>
bool contains(const Table& table, std::string_view key) {
  return std::find(table.begin(), table.end(), key) != table.end();
}

// The words [begin, end) of a text.
struct Range {
  std::size_t begin;
  std::size_t end;
};

class Reader {
 public:
  Reader(std::string_view text, const std::function<bool(const std::string&)>& is_name, TextKind kind)
      : text_(text), words_(split_words(text)), kind_(kind), is_name_(is_name) {
    any_capital_ =
        std::any_of(words_.begin(), words_.end(), [](const Word& word) { return word.capitalised; });
    capitalises_all_ = kind_ == TextKind::title ? looks_like_title() : is_in_capitals();
  }

  CaptionReading read() {
    find_places();
    return read_places();
  }

  std::vector<Mention> read_marked(const std::vector<TextSpan>& spans) {
    std::vector<bool> has_words;
    for (const TextSpan& span : spans) {
      const Range range = words_within(span);
      has_words.push_back(range.begin < range.end);
      if (has_words.back()) places_.push_back(range);
    }
    std::vector<Mention> read = read_places().mentions;
    std::vector<Mention> mentions;
    auto next = read.begin();
    for (std::size_t i = 0; i < spans.size(); ++i) {
      mentions.push_back(has_words[i] ? std::move(*next++) : Mention{});
      mentions.back().begin = spans[i].begin;
      mentions.back().end = spans[i].end;
      mentions.back().text = text_.substr(spans[i].begin, spans[i].end - spans[i].begin);
      mentions.back().key = fold(mentions.back().text);
    }
    return mentions;
  }

 private:
  CaptionReading read_places() {
    for (std::size_t i = 0; i < places_.size(); ++i) reading_.mentions.push_back(describe(i));
    apply_camera_phrases();
    find_events();
    find_sides();
    return std::move(reading_);
  }

  // The words that overlap a span.
  Range words_within(TextSpan span) const {
    Range range{0, 0};
    while (range.begin < words_.size() && words_[range.begin].end <= span.begin) ++range.begin;
    range.end = range.begin;
    while (range.end < words_.size() && words_[range.end].begin < span.end) ++range.end;
    return range;
  }

  bool looks_like_title() const {
    std::size_t longer = 0;
    std::size_t capitalised = 0;
    for (const Word& word : words_) {
      if (word.key.size() < 4) continue;
      ++longer;
      capitalised += word.capitalised ? 1 : 0;
    }
    return longer > 1 && static_cast<double>(capitalised) >= kTitleShare * static_cast<double>(longer);
  }

  // "THE MARKET OF KUTAISI": every word, the small ones too.
  bool is_in_capitals() const {
    return words_.size() > 2 && std::all_of(words_.begin(), words_.end(), [&](const Word& word) {
             return word.capitalised && (word.end - word.begin < 2 || !is_lower(text_[word.begin + 1]));
           });
  }
  static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

  std::string key(Range range) const {
    return joined_key(std::span(words_).subspan(range.begin, range.end - range.begin));
  }
  std::string written(Range range) const {
    const std::size_t begin = words_[range.begin].begin;
    return std::string(text_.substr(begin, words_[range.end - 1].end - begin));
  }
  // Whether the word and the one before it stand together, with nothing but space or a hyphen between.
  bool joined(std::size_t i) const {
    return i > 0 && i < words_.size() && !words_[i].after_stop && !words_[i].after_comma;
  }

  // A name starts with a capital where the text uses any. Names of one letter, or of digits, are noise.
  bool may_start_name(std::size_t i) const {
    return words_[i].capitalised || words_[i].caseless || !any_capital_;
  }
  bool may_be_name(Range range, const std::string& name) const {
    const bool one_word = range.end - range.begin == 1;
    if (one_word && words_[range.begin].end - words_[range.begin].begin < 3) return false;
    return name.find_first_not_of("0123456789 ") != std::string::npos;
  }

  // Greedy, from the left, the longest name first.
  void find_places() {
    for (std::size_t i = 0; i < words_.size();) {
      const std::size_t end = may_start_name(i) ? end_of_name(i) : i;
      if (end > i) places_.push_back({i, end});
      i = std::max(end, i + 1);
    }
  }

  std::size_t end_of_name(std::size_t begin) const {
    std::size_t limit = begin + 1;
    while (limit < words_.size() && limit - begin < kLongestName && joined(limit)) ++limit;
    for (std::size_t end = limit; end > begin; --end) {
      // A name ends on a capital as well, but for words like the "dry port" of "Khorgos Gateway dry port".
      const std::string name = key({begin, end});
      if (may_be_name({begin, end}, name) && is_name_(name)) return end;
    }
    return begin;
  }

  Mention describe(std::size_t place) const {
    const Range range = places_[place];
    Mention mention{.begin = words_[range.begin].begin,
                    .end = words_[range.end - 1].end,
                    .text = written(range),
                    .key = key(range),
                    .role = Role::named,
                    .trigger = {},
                    .within = {},
                    .may_be_word = range.end - range.begin == 1 && !words_[range.begin].caseless &&
                                   capital_says_nothing(range.begin),
                    .lower_case = !any_capital_ && !words_[range.begin].caseless,
                    .names_facility = joined(range.end) && contains(kFacilityWords, words_[range.end].key),
                    .is_natural = joined(range.end) && contains(kNaturalWords, words_[range.end].key),
                    .is_whole_text = range.end - range.begin == words_.size(),
                    .in_title = kind_ == TextKind::title};
    if (const Range name = longer_name(range); name.end - name.begin > range.end - range.begin) {
      mention.role = Role::embedded;
      mention.within = written(name);
    } else {
      apply_rule(place, mention);
    }
    return mention;
  }

  // At the start of a sentence, but for "Reading, Pennsylvania"; and in "in front
  // of a Carrefour in Urumqi's Tianshan district".
  bool capital_says_nothing(std::size_t i) const {
    if (words_[i].after_stop) {
      const bool before_name = i + 1 < words_.size() && words_[i + 1].after_comma &&
                               !words_[i + 1].after_stop && words_[i + 1].capitalised;
      return !before_name;
    }
    return joined(i) && (is_indefinite_article(i - 1) || words_[i - 1].possessive);
  }
  // English "a", which folds to the same as French "à".
  bool is_indefinite_article(std::size_t i) const {
    const std::string_view word = text_.substr(words_[i].begin, words_[i].end - words_[i].begin);
    return word == "a" || word == "an";
  }

  // The proper name around a place: capitalised words next to it, also over "of the".
  Range longer_name(Range place) const {
    Range name = place;
    if (capitalises_all_ || !any_capital_ || words_[place.begin].caseless) return name;
    while (extends_left(name)) --name.begin;
    // "Karachi's Saddar" is in Karachi.
    while (joined(name.end) && !words_[name.end - 1].possessive && words_[name.end].capitalised &&
           !is_transparent(name.end))
      ++name.end;
    // "Cathedral of the Kazan Icon": lower-case connectors count where a capital stands before them.
    if (name.end > place.end) return name;
    if (const std::size_t head = head_of_name(name.begin); head < name.begin) name.begin = head;
    return name;
  }

  bool is_transparent(std::size_t i) const {
    return contains(kTransparentWords, words_[i].key) || contains(kFacilityWords, words_[i].key);
  }
  bool extends_left(Range name) const {
    const Word& before = words_[name.begin - 1];
    return joined(name.begin) && before.capitalised && !before.possessive && !is_transparent(name.begin - 1);
  }

  // For a place after "of the": where the name it belongs to starts; `begin` where it belongs to none. The
  // first word of a sentence has its capital anyhow ("Streets of Almaty"), and "City of" names nothing else.
  std::size_t head_of_name(std::size_t begin) const {
    std::size_t i = begin;
    while (joined(i) && contains(kNameConnectors, words_[i - 1].key) && !words_[i - 1].capitalised) --i;
    if (i == begin || !joined(i) || !words_[i - 1].capitalised || words_[i - 1].after_stop ||
        is_transparent(i - 1))
      return begin;
    // "the State Revenue Committee of the Almaty city": the word after says that a place is meant.
    const std::size_t after = begin + 1;
    if (joined(after) && !words_[after].capitalised && contains(kTransparentWords, words_[after].key))
      return begin;
    return i - 1;
  }

  // The rule whose words stand nearest before the place, in its own part of the sentence.
  void apply_rule(std::size_t place, Mention& mention) const {
    const std::size_t begin = places_[place].begin;
    const std::size_t previous_end = place > 0 ? places_[place - 1].end : 0;
    if (place > 0 && continues_list(previous_end, begin)) {
      mention.role = reading_.mentions.back().role;
      mention.trigger = reading_.mentions.back().trigger;
      mention.trigger_is_near = reading_.mentions.back().trigger_is_near;
      return;
    }
    for (std::size_t i = begin; i > previous_end && begin - i < kLookBack && joined(i); --i) {
      if (const RoleRule* rule = rule_ending_at(i)) {
        mention.role = rule->role;
        mention.trigger = rule->words;
        // "View of X from Y"
        if (rule->role == Role::from && place > 0 && reading_.mentions.back().role == Role::backdrop &&
            !stop_between(previous_end, begin))
          mention.role = Role::camera;
        // "On Lenin Square" says that the square is a place, not that Lenin is.
        const std::size_t end = places_[place].end;
        mention.trigger_is_near = (i == begin || (i + 1 == begin && contains(kArticles, words_[i].key))) &&
                                  !(joined(end) && contains(kFacilityWords, words_[end].key));
        return;
      }
    }
  }

  bool stop_between(std::size_t from, std::size_t to) const {
    return std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(from),
                       words_.begin() + static_cast<std::ptrdiff_t>(to) + 1,
                       [](const Word& word) { return word.after_stop; });
  }

  // "Almaty and Astana", "Registan Square, Samarkand": the second is what the first is.
  bool continues_list(std::size_t previous_end, std::size_t begin) const {
    if (words_[begin].after_stop || reading_.mentions.empty() ||
        reading_.mentions.back().role == Role::embedded)
      return false;
    if (begin == previous_end) return true;
    return begin == previous_end + 1 && !words_[previous_end].after_stop &&
           (words_[previous_end].key == "and" || words_[previous_end].key == "et" ||
            words_[previous_end].key == "и");
  }

  // Whether these are the words of a rule. "à" is told from "a" by the text, as its key has no accent.
  bool stands(std::string_view rule, Range range) const {
    if (rule == "à") return key(range) == "a" && written(range).size() > 1;
    return key(range) == rule;
  }

  // The longest rule whose last word is the one before `end`. Its words may be names as well: "Vue de Dakar".
  const RoleRule* rule_ending_at(std::size_t end) const {
    const RoleRule* longest = nullptr;
    for (const RoleRule& rule : kRoleRules) {
      const auto size = static_cast<std::size_t>(std::count(rule.words.begin(), rule.words.end(), ' ')) + 1;
      if (end < size || !stands(rule.words, {end - size, end})) continue;
      if (longest == nullptr || rule.words.size() > longest->words.size()) longest = &rule;
    }
    return longest;
  }

  // "Sunset over X, viewed from Y": the camera stood in Y.
  void apply_camera_phrases() {
    for (std::size_t i = 1; i < words_.size(); ++i) {
      if (!joined(i) || !contains(kCameraPhrases, key({i - 1, i + 1}))) continue;
      const auto [first, last] = sentence_around(i);
      const auto in_sentence = [&, first = first, last = last](const Mention& mention) {
        return mention.begin >= words_[first].begin && mention.end <= words_[last - 1].end;
      };
      // "photographed from the train" says nothing against the place seen from it.
      const bool names_stand =
          std::any_of(reading_.mentions.begin(), reading_.mentions.end(), [&](const Mention& mention) {
            return in_sentence(mention) && mention.begin >= words_[i].end && mention.role != Role::embedded;
          });
      for (Mention& mention : reading_.mentions) {
        if (!names_stand || !in_sentence(mention)) continue;
        if (mention.end <= words_[i - 1].begin && mention.role != Role::embedded) {
          mention.role = Role::backdrop;
          mention.trigger = key({i - 1, i + 1});
        } else if (mention.begin >= words_[i].end && mention.role != Role::embedded &&
                   mention.role != Role::towards) {
          mention.role = Role::camera;
          mention.trigger = key({i - 1, i + 1});
        }
      }
    }
  }

  Range sentence_around(std::size_t i) const {
    Range sentence{i, i + 1};
    while (sentence.begin > 0 && !words_[sentence.begin].after_stop) --sentence.begin;
    while (sentence.end < words_.size() && !words_[sentence.end].after_stop) ++sentence.end;
    return sentence;
  }

  void find_events() {
    if (capitalises_all_) return;
    for (std::size_t i = 1; i < words_.size(); ++i) {
      if (!words_[i].capitalised || !joined(i) || !opens_event(i)) continue;
      std::size_t end = i + 1;
      while (joined(end) && (words_[end].capitalised || is_number(words_[end].key))) ++end;
      // One capitalised word alone is too little to know an event again by.
      if (end - i >= 2) reading_.events.push_back({written({i, end}), key({i, end}), words_[end - 1].end});
    }
  }

  static bool is_number(const std::string& word) {
    return word.find_first_not_of("0123456789") == std::string::npos;
  }

  bool opens_event(std::size_t i) const {
    return contains(kEventOpeners, words_[i - 1].key) ||
           (i > 1 && joined(i - 1) && contains(kEventOpeners, key({i - 2, i})));
  }

  void find_sides() {
    for (std::size_t i = 1; i < words_.size(); ++i) {
      if (words_[i].key == "side" && joined(i) && words_[i - 1].capitalised)
        reading_.sides.push_back(words_[i - 1].key);
    }
  }

  std::string_view text_;
  std::vector<Word> words_;
  TextKind kind_;
  const std::function<bool(const std::string&)>& is_name_;
  bool any_capital_ = false;
  bool capitalises_all_ = false;
  std::vector<Range> places_;
  CaptionReading reading_;
};

}  // namespace

CaptionReading read_caption(std::string_view text, const std::function<bool(const std::string& key)>& is_name,
                            TextKind kind) {
  return Reader(text, is_name, kind).read();
}

std::vector<Mention> read_marked_names(std::string_view text, const std::vector<TextSpan>& spans) {
  const auto is_name = [](const std::string&) { return false; };
  const std::function<bool(const std::string&)> none = is_name;
  return Reader(text, none, TextKind::caption).read_marked(spans);
}

}  // namespace photomap
