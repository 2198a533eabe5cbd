// Reading a caption: which of its words name places, and what it says of each.
#pragma once

#include "geo/caption_names.hpp"
#include "geo/caption_rules.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// Some words of a text that may name a place.
struct Mention {
  std::size_t begin = 0;  ///< byte offsets into the text, [begin, end)
  std::size_t end = 0;
  std::string text;  ///< as written
  std::string key;   ///< folded, to look up
  Role role = Role::named;
  std::string
      trigger;  ///< the words of the rule that gave the role, as written in the table; empty where none did
  bool trigger_is_near = false;  ///< nothing but an article stands between those words and the mention
  std::string within;            ///< the longer name that an embedded one is part of, as written
  bool may_be_word = false;      ///< a single word that its capital letter does not make a name
  bool lower_case = false;       ///< in a text without any capital letter
  bool names_facility = false;   ///< a word like "bazaar" follows it
  bool lies_beside = false;      ///< the photo was taken beside it: a reservoir, an airport, ten km from it
  bool is_whole_text = false;    ///< there is nothing but the name
  bool in_title = false;         ///< named in a heading
  bool is_attribute = false;     ///< a common noun follows it: "Uzgen rice"
  bool ends_sentence = false;    ///< after a comma, as a dateline: "Men at tea, Kashgar."
  bool has_article = false;      ///< "on the Zócalo", which no town has
  bool spelt_otherwise = false;  ///< no name is written so, but some sound alike
};

/// A name that may be that of an event: capitalised words after "during the", "at the" and the like.
struct EventName {
  std::string text;  ///< as written
  std::string key;
  std::size_t end = 0;  ///< byte offset just after it
};

struct CaptionReading {
  std::vector<Mention> mentions;  ///< in the order of the text, none inside another
  std::vector<EventName> events;
  std::vector<std::string> unknown_names;  ///< as written: "in Arslanbob", where no name is written so
  bool has_unread_names = false;           ///< words with a capital of their own that are in no mention
  bool speaks_of_country = false;          ///< of villages, passes, lakes, dams: not of a town
  std::vector<std::string> sides;  ///< folded adjectives before "side": "Chinese side" gives "chinese"
};

/// Running text, or a heading, which may capitalise every word.
enum class TextKind { caption, title };

/// The longest name wins: "Khorgos Gateway" over "Khorgos".
CaptionReading read_caption(std::string_view text, const NameTests& tests, TextKind kind = TextKind::caption);

/// Bytes [begin, end) of a text.
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// As read_caption, where somebody has marked the names: one mention for each span, in their order. A span
/// without a letter has an empty key.
std::vector<Mention> read_marked_names(std::string_view text, const std::vector<TextSpan>& spans);

}  // namespace photomap
