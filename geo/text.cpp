#include "geo/text.hpp"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

namespace photomap {

namespace {

bool is_word_char(UChar32 c) {
  constexpr std::uint32_t kWordMask = U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK;
  return c >= 0 && (U_GET_GC_MASK(c) & kWordMask) != 0;
}

bool is_apostrophe(UChar32 c) {
  switch (c) {
    case '\'':
    case '`':
    case 0x00B4:  // acute accent
    case 0x02B9:  // modifier prime, for the soft sign
    case 0x02BB:  // turned comma, Uzbek Oʻ
    case 0x02BC:  // modifier apostrophe
    case 0x2018:
    case 0x2019: return true;
    default: return false;
  }
}

// Letters that no normalisation form takes apart.
std::string_view undecomposed(UChar32 c) {
  switch (c) {
    case 0x00E6: return "ae";
    case 0x00F0: return "d";
    case 0x00F8: return "o";
    case 0x00FE: return "th";
    case 0x0111: return "d";
    case 0x0127: return "h";
    case 0x0131: return "i";
    case 0x0142: return "l";
    case 0x0153: return "oe";
    case 0x0167: return "t";
    default: return {};
  }
}

void append(std::string& out, UChar32 c) {
  std::array<char, U8_MAX_LENGTH> bytes;
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, c);
  out.append(bytes.data(), static_cast<std::size_t>(size));
}

constexpr std::string_view kPlainU = "у";
constexpr std::string_view kShortU = "ў";

// Marks separate nothing and are dropped where they only accent a Latin, Greek or Cyrillic letter; in Indic
// and Arabic scripts they are vowels but optional in names, so dropped as well.
void append_folded(std::string& key, UChar32 c) {
  constexpr UChar32 kBreve = 0x0306;
  if (c == kBreve && key.ends_with(kPlainU))
    key.replace(key.size() - kPlainU.size(), kPlainU.size(), kShortU);
  if (is_apostrophe(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0) return;
  if (!is_word_char(c)) {
    if (!key.empty() && key.back() != ' ') key += ' ';
  } else if (const std::string_view letters = undecomposed(c); !letters.empty()) {
    key += letters;
  } else {
    append(key, c);
  }
}

std::string fold_ascii(std::string_view text) {
  std::string key;
  key.reserve(text.size());
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9')) {
      key += lower;
    } else if (!is_apostrophe(c) && !key.empty() && key.back() != ' ') {
      key += ' ';
    }
  }
  return key;
}

std::string fold_unicode(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
  icu::UnicodeString folded =
      icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  folded = nfkd->normalize(folded.foldCase(), status);
  std::string key;
  for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1))
    append_folded(key, folded.char32At(i));
  return key;
}

UChar32 code_point_at(std::string_view text, std::size_t at, std::size_t& next) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  auto i = static_cast<std::int32_t>(at);
  UChar32 c = 0;
  U8_NEXT(bytes, i, static_cast<std::int32_t>(text.size()), c);
  next = static_cast<std::size_t>(i);
  return c;
}

// The Chinese characters of everyday, which no normalisation form changes.
bool is_plain_ideograph(UChar32 c) {
  return c >= 0x4E00 && c <= 0x9FA5;
}

// What characters become that nothing beside them changes: those before the Arabic script, and punctuation.
class FoldedCharacters {
 public:
  static const FoldedCharacters& get() {
    static const FoldedCharacters all;
    return all;
  }

  /// Null for others.
  const std::string* find(UChar32 c) const {
    constexpr UChar32 kBreve = 0x0306;  // makes another letter of the one before
    if (c >= 0 && c < kLetters && c != kBreve) return &folded_[static_cast<std::size_t>(c)];
    if (c >= kPunctuation && c < kPunctuationEnd)
      return &folded_[static_cast<std::size_t>(kLetters + c - kPunctuation)];
    return nullptr;
  }

 private:
  static constexpr UChar32 kLetters = 0x0600;
  static constexpr UChar32 kPunctuation = 0x2000;
  static constexpr UChar32 kPunctuationEnd = 0x2070;

  FoldedCharacters() {
    for (UChar32 c = 0; c < kLetters; ++c) add(c);
    for (UChar32 c = kPunctuation; c < kPunctuationEnd; ++c) add(c);
  }
  // A key never begins with a space, so a letter goes before.
  void add(UChar32 c) {
    std::string text = "x";
    append(text, c);
    folded_.push_back(fold_unicode(text).substr(1));
  }

  std::vector<std::string> folded_;
};

// The same as fold_unicode in a tenth of the time; empty where it takes that.
std::optional<std::string> fold_by_character(std::string_view text) {
  const FoldedCharacters& characters = FoldedCharacters::get();
  std::string key;
  for (std::size_t at = 0; at < text.size();) {
    const UChar32 c = code_point_at(text, at, at);
    if (is_plain_ideograph(c)) {
      append(key, c);
      continue;
    }
    const std::string* folded = characters.find(c);
    if (folded == nullptr) return std::nullopt;
    for (const char byte : *folded) {
      if (byte != ' ' || (!key.empty() && key.back() != ' ')) key += byte;
    }
  }
  return key;
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

bool is_ideograph(UChar32 c) {
  return is_plain_ideograph(c) || (c >= 0x2E80 && u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC));
}

bool joins_inside_word(std::string_view text, UChar32 c, std::size_t next) {
  if (c != '.' && !is_apostrophe(c)) return false;
  if (next >= text.size()) return false;
  std::size_t after = 0;
  return is_word_char(code_point_at(text, next, after));
}

// French elision: "d’Ouarzazate", "jusqu’à" are two words; "L'Aquila" and "Oʻzbekiston" are one.
bool is_elided_article(std::string_view prefix) {
  return prefix == "d" || prefix == "l" || prefix == "qu" || prefix == "jusqu" || prefix == "s" ||
         prefix == "n";
}

// The end of the word that starts at `begin` with the character `c`, whose next one is at `next`.
std::size_t end_of_word(std::string_view text, std::size_t begin, UChar32 c, std::size_t next) {
  if (is_ideograph(c)) return next;
  std::size_t end = next;
  while (end < text.size()) {
    c = code_point_at(text, end, next);
    if (is_ideograph(c) || (!is_word_char(c) && !joins_inside_word(text, c, next))) break;
    if (is_apostrophe(c) && is_elided_article(text.substr(begin, end - begin))) break;
    end = next;
  }
  return end;
}

// Cuts off an English possessive.
bool eat_possessive(std::string_view& word) {
  for (const std::string_view possessive : {"'s", "’s"}) {
    if (word.size() > possessive.size() && word.ends_with(possessive)) {
      word.remove_suffix(possessive.size());
      return true;
    }
  }
  return false;
}

// Their full stop ends no sentence: "St. Petersburg", "Prof. London".
bool is_abbreviation(const Word& word) {
  constexpr std::array<std::string_view, 10> kAbbreviations = {"st",  "ste", "mt", "ft",   "mr",
                                                               "mrs", "ms",  "dr", "prof", "gen"};
  return word.capitalised &&
         std::find(kAbbreviations.begin(), kAbbreviations.end(), word.key) != kAbbreviations.end();
}

// What stands between two words, as far as reading needs it.
struct Gap {
  bool stop = true;  // the text starts with a new sentence
  bool comma = false;

  void add(UChar32 c) {
    if (c == '.' || c == '!' || c == '?' || c == '\n' || c == 0x3002 || c == 0x2026) {
      stop = true;
    } else if (c != '-' && c != '/' && c != '&' && !is_apostrophe(c) && !u_isUWhiteSpace(c)) {
      comma = true;
    }
  }
};

}  // namespace

std::string fold(std::string_view text) {
  std::string key;
  if (is_ascii(text)) {
    key = fold_ascii(text);
  } else if (auto folded = fold_by_character(text)) {
    key = std::move(*folded);
  } else {
    key = fold_unicode(text);
  }
  while (!key.empty() && key.back() == ' ') key.pop_back();
  return key;
}

std::string without_short_u(std::string key) {
  for (auto at = key.find(kShortU); at != std::string::npos; at = key.find(kShortU, at))
    key.replace(at, kShortU.size(), kPlainU);
  return key;
}

std::string to_latin(std::string_view text) {
  // Costly to make (some 80 ms), so one for all threads, and one thread at a time.
  static std::mutex in_use;
  const std::lock_guard lock(in_use);
  static const std::unique_ptr<icu::Transliterator> transliterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
    if (U_FAILURE(status))
      throw std::runtime_error("ICU has no transliteration; is its data (libicu72) whole?");
    return made;
  }();
  icu::UnicodeString letters =
      icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  transliterator->transliterate(letters);
  std::string latin;
  letters.toUTF8String(latin);
  std::string key = fold(latin);
  std::erase_if(key, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return key;
}

std::vector<Word> split_words(std::string_view text) {
  std::vector<Word> words;
  Gap gap;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t next = 0;
    const UChar32 c = code_point_at(text, at, next);
    if (!is_word_char(c)) {
      gap.add(c);
      at = next;
      continue;
    }
    const std::size_t end = end_of_word(text, at, c, next);
    std::string_view word = text.substr(at, end - at);
    const bool possessive = eat_possessive(word);
    if (gap.stop && !words.empty() && is_abbreviation(words.back())) gap.stop = false;
    words.push_back({.begin = at,
                     .end = at + word.size(),
                     .key = fold(word),
                     .possessive = possessive,
                     .capitalised = u_isupper(c) || u_istitle(c),
                     .caseless = u_charType(c) == U_OTHER_LETTER,
                     .after_stop = gap.stop,
                     .after_comma = gap.comma});
    gap = {.stop = false, .comma = false};
    at = end;
  }
  return words;
}

std::string joined_key(std::span<const Word> words) {
  std::string key;
  bool ideograph_before = false;
  for (const Word& word : words) {
    std::size_t next = 0;
    const bool ideograph = !word.key.empty() && is_ideograph(code_point_at(word.key, 0, next));
    if (!key.empty() && !word.key.empty() && !(ideograph && ideograph_before)) key += ' ';
    key += word.key;
    ideograph_before = ideograph;
  }
  return key;
}

bool begins_unspaced(std::string_view text) {
  constexpr unsigned char kFirstByte = 0xE0;  // of Thai, the first of them
  constexpr std::array<UScriptCode, 7> kScripts{USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_THAI,
                                                USCRIPT_LAO, USCRIPT_KHMER,    USCRIPT_MYANMAR};
  if (text.empty() || static_cast<unsigned char>(text[0]) < kFirstByte) return false;
  std::size_t next = 0;
  const UChar32 c = code_point_at(text, 0, next);
  return is_plain_ideograph(c) || std::any_of(kScripts.begin(), kScripts.end(), [c](UScriptCode script) {
           return uscript_hasScript(c, script);
         });
}

namespace {

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::string composed_utf8(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  std::string bytes;
  icu::Normalizer2::getNFCInstance(status)->normalize(text, status).toUTF8String(bytes);
  return bytes;
}

// Letters with a stroke, which no normalisation form takes apart.
UChar32 without_stroke(UChar32 c) {
  constexpr std::array<std::pair<UChar32, char>, 11> kStroked{{{0x00D8, 'O'},
                                                               {0x00F8, 'o'},
                                                               {0x0110, 'D'},
                                                               {0x0111, 'd'},
                                                               {0x0126, 'H'},
                                                               {0x0127, 'h'},
                                                               {0x0131, 'i'},
                                                               {0x0141, 'L'},
                                                               {0x0142, 'l'},
                                                               {0x0166, 'T'},
                                                               {0x0167, 't'}}};
  for (const auto& [stroked, plain] : kStroked) {
    if (stroked == c) return plain;
  }
  return c;
}

}  // namespace

std::string fold_case(std::string_view text) {
  return composed_utf8(from_utf8(text).foldCase());
}

std::string drop_accents(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString parts =
      icu::Normalizer2::getNFDInstance(status)->normalize(from_utf8(text), status);
  icu::UnicodeString plain;
  for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    const UChar32 c = parts.char32At(i);
    // They make another kana of a kana.
    const bool is_voicing_mark = c == 0x3099 || c == 0x309A;
    if (is_voicing_mark || (U_GET_GC_MASK(c) & U_GC_MN_MASK) == 0) plain.append(without_stroke(c));
  }
  return composed_utf8(plain);
}

std::string to_lower(std::string_view text) {
  return composed_utf8(from_utf8(text).toLower(icu::Locale::getRoot()));
}

std::string to_upper(std::string_view text) {
  return composed_utf8(from_utf8(text).toUpper(icu::Locale::getRoot()));
}

std::string slug(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  std::string name = without_short_u(fold(text));
  if (name.size() > kLongest) name.resize(std::min(name.rfind(' ', kLongest), kLongest));
  std::replace(name.begin(), name.end(), ' ', '-');
  return name.empty() ? "untitled" : name;
}

}  // namespace photomap
