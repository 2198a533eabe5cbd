// Words and search keys of any script. Text is UTF-8; bytes that are none count as separators.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// The search key of a name: lower case, no accents, no apostrophes, everything that is no letter or digit a
/// single space; the script stays. "Shah-i-Zinda" is "shah i zinda", "Akkol'" is "akkol", "АҚКӨЛ" is "ақкөл".
/// Of the letters that an accent makes only "ў" stays, as Uzbek reads it as an o: "Қўқон" is "қўқон".
std::string fold(std::string_view text);

/// A folded key as those write it who have no "ў": "қўқон" is "қуқон". Databases that are written know photos
/// and essays again by such keys, so it must not change.
std::string without_short_u(std::string key);

/// Any script in the letters a to z, as ICU transliterates it, folded; what it can't is left out. Costly.
std::string to_latin(std::string_view text);

/// One word of a running text.
struct Word {
  std::size_t begin = 0;  ///< byte offsets into the text, [begin, end), without an English possessive 's
  std::size_t end = 0;
  std::string key;           ///< folded
  bool possessive = false;   ///< an English 's follows
  bool capitalised = false;  ///< starts with an upper-case letter
  bool caseless = false;     ///< written in a script without case
  bool after_stop = false;   ///< the first word of a sentence
  bool after_comma = false;  ///< a comma, colon, bracket, dash or quote stands between it and the word before
};

/// The words of a text in order. A hyphen parts words, a full stop or apostrophe inside one does not
/// ("SmArt.Point").
std::vector<Word> split_words(std::string_view text);

/// The search key of neighbouring words, as fold gives it for their text. Ideographs, each a word of its own,
/// are not parted.
std::string joined_key(std::span<const Word> words);

/// Whether a text begins with a character of a script that puts no spaces between words: Chinese characters,
/// kana, Thai, Lao, Khmer, Burmese.
bool begins_unspaced(std::string_view text);

/// The same text for all that differ in case only (Unicode 3.13, toCasefold), composed.
std::string fold_case(std::string_view text);
/// Without accents and other marks on its letters, composed: "København" is "Kobenhavn".
std::string drop_accents(std::string_view text);
std::string to_lower(std::string_view text);
std::string to_upper(std::string_view text);

/// A name for URLs: "Scan the Day: Almaty" is "scan-the-day-almaty". At most 80 bytes, cut between words;
/// never empty.
std::string slug(std::string_view text);

}  // namespace photomap
