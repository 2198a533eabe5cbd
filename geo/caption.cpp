#include "geo/caption.hpp"

#include "geo/caption_words.hpp"
#include "geo/text.hpp"
#include "geo/utf8.hpp"

#include <algorithm>

namespace photomap {

namespace {

constexpr std::size_t kLookBack =
    7;  // words between a rule and its place: "at the 15-th century summer mosque"
constexpr double kTitleShare = 0.6;  // of the longer words, from which on a heading capitalises them all
// English names of places have none: "at the West Gate" is no town.
constexpr std::array<std::string_view, 4> kFrenchArticles = {"l", "le", "la", "les"};

template <typename Table>
bool contains(const Table& table, std::string_view key) {
  return std::find(table.begin(), table.end(), key) != table.end();
}

class Reader {
 public:
  Reader(std::string_view text, TextKind kind) : words_(text), kind_(kind) {
    capitalises_all_ = kind_ == TextKind::title ? looks_like_title() : is_in_capitals();
  }

  CaptionReading read(const NameTests& tests) {
    places_ = find_names(words_, tests);
    return read_places();
  }

  std::vector<Mention> read_marked(const std::vector<TextSpan>& spans) {
    std::vector<bool> has_words;
    for (const TextSpan& span : spans) {
      const WordRange range = words_within(span);
      has_words.push_back(range.begin < range.end);
      if (has_words.back()) places_.push_back({.words = range, .key = words_.key(range), .role = {}});
    }
    std::vector<Mention> read = read_places().mentions;
    std::vector<Mention> mentions;
    auto next = read.begin();
    for (std::size_t i = 0; i < spans.size(); ++i) {
      mentions.push_back(has_words[i] ? std::move(*next++) : Mention{});
      mentions.back().begin = spans[i].begin;
      mentions.back().end = spans[i].end;
      mentions.back().text = words_.text().substr(spans[i].begin, spans[i].end - spans[i].begin);
      mentions.back().key = fold(mentions.back().text);
    }
    return mentions;
  }

 private:
  CaptionReading read_places() {
    for (std::size_t i = 0; i < places_.size(); ++i) reading_.mentions.push_back(describe(i));
    apply_camera_phrases();
    apply_pictures();
    apply_datelines();
    find_events();
    find_unknown_names();
    reading_.speaks_of_country = std::any_of(words_.all().begin(), words_.all().end(), [](const Word& word) {
      return !word.capitalised && contains(kCountryWords, word.key);
    });
    find_sides();
    reading_.has_unread_names = has_unread_names();
    return std::move(reading_);
  }

  // The words that overlap a span.
  WordRange words_within(TextSpan span) const {
    WordRange range{0, 0};
    while (range.begin < words_.size() && words_[range.begin].end <= span.begin) ++range.begin;
    range.end = range.begin;
    while (range.end < words_.size() && words_[range.end].begin < span.end) ++range.end;
    return range;
  }

  bool looks_like_title() const {
    std::size_t longer = 0;
    std::size_t capitalised = 0;
    for (const Word& word : words_.all()) {
      if (word.key.size() < 4) continue;
      ++longer;
      capitalised += word.capitalised ? 1 : 0;
    }
    return longer > 1 && static_cast<double>(capitalised) >= kTitleShare * static_cast<double>(longer);
  }

  // "THE MARKET OF KUTAISI": every word, the small ones too.
  bool is_in_capitals() const {
    return words_.size() > 2 && std::all_of(words_.all().begin(), words_.all().end(), [&](const Word& word) {
             return word.capitalised &&
                    (word.end - word.begin < 2 || !is_lower(words_.text()[word.begin + 1]));
           });
  }
  static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

  Mention describe(std::size_t place) const {
    const FoundName& found = places_[place];
    const WordRange range = found.words;
    Mention mention{.begin = words_[range.begin].begin,
                    .end = words_[range.end - 1].end,
                    .text = words_.written(range),
                    .key = found.key,
                    .role = Role::named,
                    .trigger = {},
                    .within = {},
                    .may_be_word = !found.role && !words_[range.begin].caseless &&
                                   is_first_word_alone_big(range) && capital_says_nothing(range.begin),
                    .lower_case = !words_.any_capital() && !words_[range.begin].caseless,
                    .names_facility = followed_by(range, kFacilityWords),
                    .lies_beside = followed_by(range, kNaturalWords) || follows_natural_word(range.begin) ||
                                   followed_by(range, kOutlyingFacilities) ||
                                   belongs_to_outlying_thing(range.begin) || speaks_of_airport(),
                    .is_whole_text = range.size() == words_.size(),
                    .in_title = kind_ == TextKind::title,
                    .is_attribute = is_attribute(range) || followed_by(range, kNamedFacilities),
                    .has_article = has_article(range),
                    .spelt_otherwise = found.spelt_otherwise};
    if (const WordRange name = longer_name(found); name.size() > range.size()) {
      mention.role = Role::embedded;
      mention.within = words_.written(name);
    } else {
      apply_rule(place, mention);
    }
    return mention;
  }

  template <typename Table>
  bool followed_by(WordRange range, const Table& table) const {
    return joined(range.end) && contains(table, words_[range.end].key);
  }

  // "On the Zócalo": the name is that of a thing. "The Samarkand bazaar" is not.
  bool has_article(WordRange range) const {
    return joined(range.begin) && words_[range.begin - 1].key == "the" && !joined(range.end);
  }

  // "Lake Tolbo", "озеро Толбо"
  bool follows_natural_word(std::size_t begin) const {
    return joined(begin) && contains(kNaturalWordsBefore, words_[begin - 1].key);
  }

  // "the gas crater at Darvaza": before the name, and what joins the two.
  bool belongs_to_outlying_thing(std::size_t begin) const {
    std::size_t i = begin;
    if (joined(i) && (words_[i - 1].key == "the" || contains(kFrenchArticles, words_[i - 1].key))) --i;
    return joined(i) && contains(kBelonging, words_[i - 1].key) && joined(i - 1) &&
           contains(kOutlyingThings, words_[i - 2].key);
  }

  // "The new terminal of the airport, Samarkand", but not "the metro to the airport".
  bool speaks_of_airport() const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (contains(kOutlyingFacilities, words_[i].key) && !is_headed_for(i)) return true;
    }
    return false;
  }
  bool is_headed_for(std::size_t word) const {
    constexpr std::size_t kNearby = 3;  // words: "to Diwopu airport"
    for (std::size_t i = word; i > 0 && word - i < kNearby && joined(i); --i) {
      if (const RoleRule* rule = find_rule_before(words_, i)) return rule->role == Role::towards;
    }
    return false;
  }

  // "Сосновый бор" at the start of a sentence is a wood, not the town.
  bool is_first_word_alone_big(WordRange range) const {
    return std::none_of(words_.all().begin() + static_cast<std::ptrdiff_t>(range.begin) + 1,
                        words_.all().begin() + static_cast<std::ptrdiff_t>(range.end),
                        [](const Word& word) { return word.capitalised; });
  }

  // "Uzgen rice", "Yengisar knives": what is called so may be anywhere. "Almaty and", "Almaty at night" are
  // not.
  bool is_attribute(WordRange range) const {
    if (!joined(range.end) || words_[range.end].capitalised || words_[range.end - 1].possessive) return false;
    const std::string& next = words_[range.end].key;
    return count_code_points(next) > 3 && !contains(kTransparentWords, next) &&
           !contains(kFacilityWords, next) && find_rule_before(words_, range.end + 1) == nullptr;
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
    const std::string_view word = words_.text().substr(words_[i].begin, words_[i].end - words_[i].begin);
    return word == "a" || word == "an";
  }

  // The proper name around a place: capitalised words next to it, also over "of the".
  WordRange longer_name(const FoundName& found) const {
    const WordRange place = found.words;
    WordRange name = place;
    if (is_named_after(place) || is_quoted(place)) return {place.begin - 1, place.end};
    if (capitalises_all_ || !words_.any_capital() || words_[place.begin].caseless) return name;
    while (extends_left(name) && !(name.begin == place.begin && only_begins_sentence(found))) --name.begin;
    // "Karachi's Saddar" is in Karachi.
    const bool ends_here = words_[place.end - 1].possessive || case_parts(place);
    while (!ends_here && joined(name.end) && !words_[name.end - 1].possessive &&
           words_[name.end].capitalised && !is_transparent(name.end))
      ++name.end;
    // "Cathedral of the Kazan Icon": lower-case connectors count where a capital stands before them.
    if (name.end > place.end) return name;
    if (const std::size_t head = head_of_name(name.begin); head < name.begin) name.begin = head;
    return name;
  }

  // "Marg'ilondagi Yodgorlik", "Toshkentdan Samarqandga": after a case that says where, another name begins.
  bool case_parts(WordRange place) const {
    return std::any_of(places_.begin(), places_.end(), [&](const FoundName& name) {
      return name.words.begin == place.begin && name.role.has_value();
    });
  }
  bool case_ends_at(std::size_t end) const {
    return std::any_of(places_.begin(), places_.end(),
                       [&](const FoundName& name) { return name.words.end == end && name.role.has_value(); });
  }

  // "Шашлычная «Ташкент»", "the restaurant 'Old Baku'": a thing's name in quotes, after the thing.
  bool is_quoted(WordRange place) const {
    const std::size_t first = place.begin > 1 && joined(place.begin) ? place.begin - 1 : place.begin;
    if (place.begin == 0 || words_[place.begin].after_stop || (first == 0 && first != place.begin))
      return false;
    const auto opens = [&](std::size_t i) {
      return i > 0 && !words_[i].after_stop &&
             is_quote(last_code_point(words_.text().substr(0, words_[i].begin)).value);
    };
    const bool closes = is_quote(first_code_point(words_.text().substr(words_[place.end - 1].end)).value);
    const std::size_t quote = opens(place.begin) ? place.begin : first;
    return closes && opens(quote) && (!words_[quote - 1].capitalised || words_[quote - 1].after_stop) &&
           find_rule_before(words_, quote) == nullptr;
  }
  static bool is_quote(char32_t c) {
    return c == U'"' || c == U'\'' || c == U'«' || c == U'»' || (c >= 0x2018 && c <= 0x201F);
  }

  bool is_named_after(WordRange place) const {
    const std::size_t i = place.begin;
    // Quotes stand between: «Самарканд».
    if (i == 0 || words_[i].after_stop) return false;
    return contains(kNamedAfterPlaces, words_[i - 1].key) ||
           (i > 1 && joined(i) && contains(kNamedAfterPlaces, words_.key({i - 2, i}))) ||
           (joined(i) && contains(kPersonWords, words_[i - 1].key));
  }

  bool is_transparent(std::size_t i) const {
    return contains(kTransparentWords, words_[i].key) || contains(kFacilityWords, words_[i].key);
  }
  bool extends_left(WordRange name) const {
    const Word& before = words_[name.begin - 1];
    return joined(name.begin) && before.capitalised && !before.possessive &&
           !is_transparent(name.begin - 1) && !case_ends_at(name.begin);
  }

  // "From Almaty", "Улицы Самарканда": the word before has its capital from the sentence, and the name a case
  // or that word a rule which says how they belong together.
  bool only_begins_sentence(const FoundName& found) const {
    const std::size_t begin = found.words.begin;
    return words_[begin - 1].after_stop &&
           (found.key != words_.key(found.words) || find_rule_before(words_, begin) != nullptr);
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
    if (const RoleRule* rule = find_rule_after(places_[place].words)) {
      mention.role = rule->role;
      mention.trigger = rule->words;
      mention.lies_beside = mention.lies_beside || rule->is_beside;
      return;
    }
    if (places_[place].role) {
      // "Toshkentda", "в Москву"
      mention.role = *places_[place].role;
      mention.trigger = "its case";
      mention.trigger_is_near = true;
      return;
    }
    const std::size_t begin = places_[place].words.begin;
    const std::size_t previous_end = place > 0 ? places_[place - 1].words.end : 0;
    if (place > 0 && continues_list(previous_end, begin)) {
      mention.role = reading_.mentions.back().role;
      mention.trigger = reading_.mentions.back().trigger;
      mention.trigger_is_near = reading_.mentions.back().trigger_is_near;
      mention.lies_beside = mention.lies_beside || reading_.mentions.back().lies_beside;
      return;
    }
    for (std::size_t i = begin; i > previous_end && begin - i < kLookBack && joined(i); --i) {
      if (const RoleRule* rule = find_rule_before(words_, i)) {
        mention.role = is_direction(*rule, place) ? Role::towards : rule->role;
        mention.trigger = rule->words;
        mention.lies_beside = mention.lies_beside || rule->is_beside;
        // "View of X from Y"
        if (rule->role == Role::from && place > 0 && reading_.mentions.back().role == Role::backdrop &&
            !stop_between(previous_end, begin))
          mention.role = Role::camera;
        // "On Lenin Square" says that the square is a place, not that Lenin is.
        const std::size_t end = places_[place].words.end;
        mention.trigger_is_near =
            (i == begin || (i + 1 == begin && contains(kFrenchArticles, words_[i].key))) &&
            !(joined(end) && contains(kFacilityWords, words_[end].key));
        return;
      }
    }
  }

  // "в Ташкент", not "в Ташкенте": names that end in a consonant tell it. After an origin those that have no
  // cases are directions too: "из Ташкента в Алматы".
  bool is_direction(const RoleRule& rule, std::size_t place) const {
    const FoundName& name = places_[place];
    if (!contains(kPrepositionsOfTwoCases, rule.words)) return false;
    if (follows_origin(place) && is_accusative(name)) return true;
    if (name.key != words_.key(name.words)) return false;
    if (follows_origin(place)) return true;
    const bool speaks_of_motion = std::any_of(words_.all().begin(), words_.all().end(), [](const Word& word) {
      return contains(kMotionWords, word.key);
    });
    if (!speaks_of_motion) return false;
    constexpr std::u32string_view kConsonants = U"бвгджзклмнпрстфхцчшщьй";
    return kConsonants.find(last_code_point(name.key).value) != std::u32string_view::npos;
  }

  // "в Бухару", not "в Бухаре"
  bool is_accusative(const FoundName& name) const {
    const std::string written = words_.key(name.words);
    return name.key != written && (written.ends_with("у") || written.ends_with("ю"));
  }

  // Nothing but the preposition stands between it and an origin.
  bool follows_origin(std::size_t place) const {
    if (place == 0 || reading_.mentions.back().role != Role::from) return false;
    const std::size_t begin = places_[place].words.begin;
    return places_[place - 1].words.end + 1 == begin && joined(begin) && joined(begin - 1);
  }

  const RoleRule* find_rule_after(WordRange place) const {
    for (const RoleRule& rule : kRolesAfter) {
      for (std::size_t size = 1; size <= 2 && place.end + size <= words_.size(); ++size) {
        if (joined(place.end) && words_.key({place.end, place.end + size}) == rule.words) return &rule;
      }
    }
    return nullptr;
  }

  bool stop_between(std::size_t from, std::size_t to) const {
    return std::any_of(words_.all().begin() + static_cast<std::ptrdiff_t>(from),
                       words_.all().begin() + static_cast<std::ptrdiff_t>(to) + 1,
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

  // "Sunset over X, viewed from Y": the camera stood in Y.
  void apply_camera_phrases() {
    for (std::size_t i = 1; i < words_.size(); ++i) {
      if (!joined(i) || !contains(kCameraPhrases, words_.key({i - 1, i + 1}))) continue;
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
          mention.trigger = words_.key({i - 1, i + 1});
        } else if (mention.begin >= words_[i].end && mention.role != Role::embedded &&
                   mention.role != Role::towards) {
          mention.role = Role::camera;
          mention.trigger = words_.key({i - 1, i + 1});
        }
      }
    }
  }

  // "The mosaic shows the fishermen sending fish to Lenin in Moscow": all after the verb is in the picture.
  void apply_pictures() {
    for (std::size_t i = 1; i < words_.size(); ++i) {
      if (words_[i].after_stop || !contains(kShowing, words_[i].key)) continue;
      const auto [first, last] = sentence_around(i);
      const auto begin = words_.all().begin();
      const bool is_picture =
          std::any_of(begin + static_cast<std::ptrdiff_t>(first), begin + static_cast<std::ptrdiff_t>(i),
                      [](const Word& word) { return !word.caseless && contains(kPictures, word.key); });
      if (!is_picture) continue;
      for (Mention& mention : reading_.mentions) {
        if (mention.begin < words_[i].end || mention.end > words_[last - 1].end ||
            mention.role == Role::embedded)
          continue;
        mention.role = Role::backdrop;
        mention.trigger = words_[i].key;
      }
    }
  }

  // "Traders at the Bay bazaar, Samarkand", "Chimneys of the plant, Oskemen, January": the names that end a
  // sentence, each for itself between its commas, are where the photo was taken.
  void apply_datelines() {
    if (kind_ != TextKind::caption) return;
    for (std::size_t last = 0; last < places_.size(); ++last) {
      if (!ends_sentence(places_[last].words.end)) continue;
      std::size_t first = last;
      while (first > 0 && continues_dateline(first)) --first;
      const std::size_t begin = places_[first].words.begin;
      if (begin == 0 || (!words_[begin].after_comma && !words_[begin].after_stop)) continue;
      for (std::size_t i = first; i <= last; ++i) set_dateline(i, i == first);
    }
  }
  void set_dateline(std::size_t place, bool is_first) {
    Mention& mention = reading_.mentions[place];
    const bool is_beside_direction = is_first && mention.role == Role::towards && !places_[place].role &&
                                     !has_rule(places_[place].words.begin);
    if (mention.role != Role::named && !is_beside_direction) return;
    mention.role = Role::at;
    mention.trigger = "its end";
    mention.ends_sentence = true;
    mention.may_be_word = false;
  }
  bool has_rule(std::size_t begin) const {
    return joined(begin) && find_rule_before(words_, begin) != nullptr;
  }
  // Right after the place before it, which is not itself "to Kucha" in "the road to Kucha, Dushanzi".
  bool continues_dateline(std::size_t place) const {
    const WordRange before = places_[place - 1].words;
    if (before.end != places_[place].words.begin || words_[before.end].after_stop) return false;
    return !(has_rule(before.begin) && reading_.mentions[place - 1].role == Role::towards);
  }
  // But for a date at the caption's end.
  bool ends_sentence(std::size_t end) const {
    constexpr std::size_t kLongestDate = 2;  // words
    if (end == words_.size() || words_[end].after_stop) return true;
    return words_[end].after_comma && words_.size() - end <= kLongestDate;
  }

  WordRange sentence_around(std::size_t i) const {
    WordRange sentence{i, i + 1};
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
      if (end - i >= 2)
        reading_.events.push_back({words_.written({i, end}), words_.key({i, end}), words_[end - 1].end});
    }
  }

  // "trees of Arslanbob", "just above Sary-Tash": a place, it seems, that no source has.
  void find_unknown_names() {
    for (std::size_t i = 1; i < words_.size(); ++i) {
      if (!words_[i].capitalised || words_[i].after_stop || !joined(i) || is_in_mention(i)) continue;
      const RoleRule* rule = find_rule_before(words_, i);
      std::size_t end = i + 1;
      while (joined(end) && words_[end].capitalised && !is_in_mention(end)) ++end;
      const bool is_name_of_place = rule != nullptr && (rule->role == Role::at || is_of_country(i)) &&
                                    end - i <= 2 &&
                                    words_.written({i, end}).find_first_of("0123456789") == std::string::npos;
      const bool goes_on =
          joined(end) && count_code_points(words_[end].key) > 3 && !contains(kNaturalWords, words_[end].key);
      if (is_name_of_place && !goes_on && kind_ == TextKind::caption)
        reading_.unknown_names.push_back(words_.written({i, end}));
      i = end - 1;
    }
  }

  // "the holy mount of Grabarka", "the lake of X"
  bool is_of_country(std::size_t name) const {
    return name > 1 && joined(name - 1) && contains(kBelonging, words_[name - 1].key) &&
           contains(kCountryWords, words_[name - 2].key) && !words_[name - 2].capitalised;
  }

  bool has_unread_names() const {
    for (std::size_t i = 1; i < words_.size(); ++i) {
      if (words_[i].capitalised && !words_[i].after_stop && !is_in_mention(i)) return true;
    }
    return false;
  }

  bool is_in_mention(std::size_t i) const {
    return std::any_of(places_.begin(), places_.end(),
                       [i](const FoundName& name) { return name.words.begin <= i && i < name.words.end; });
  }

  static bool is_number(const std::string& word) {
    return word.find_first_not_of("0123456789") == std::string::npos;
  }

  bool opens_event(std::size_t i) const {
    return contains(kEventOpeners, words_[i - 1].key) ||
           (i > 1 && joined(i - 1) && contains(kEventOpeners, words_.key({i - 2, i})));
  }

  void find_sides() {
    for (std::size_t i = 1; i < words_.size(); ++i) {
      if (words_[i].key == "side" && joined(i) && words_[i - 1].capitalised)
        reading_.sides.push_back(words_[i - 1].key);
    }
  }

  bool joined(std::size_t i) const { return words_.joined(i); }

  CaptionWords words_;
  TextKind kind_;
  bool capitalises_all_ = false;
  std::vector<FoundName> places_;
  CaptionReading reading_;
};

}  // namespace

CaptionReading read_caption(std::string_view text, const NameTests& tests, TextKind kind) {
  return Reader(text, kind).read(tests);
}

std::vector<Mention> read_marked_names(std::string_view text, const std::vector<TextSpan>& spans) {
  return Reader(text, TextKind::caption).read_marked(spans);
}

}  // namespace photomap
