#include "geo/romanise.hpp"

#include "geo/text.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace photomap {

namespace {

struct Letter {
  char32_t cyrillic;
  std::string_view latin;
};

// Folded letters only: "й" has become "и", "ё" "е". "ў" is not here: see short_u.
constexpr std::array kLetters = std::to_array<Letter>({
    {U'а', "a"},  {U'б', "b"},  {U'в', "v"},  {U'г', "g"},    {U'д', "d"},  {U'е', "e"}, {U'ж', "zh"},
    {U'з', "z"},  {U'и', "i"},  {U'к', "k"},  {U'л', "l"},    {U'м', "m"},  {U'н', "n"}, {U'о', "o"},
    {U'п', "p"},  {U'р', "r"},  {U'с', "s"},  {U'т', "t"},    {U'у', "u"},  {U'ф', "f"}, {U'х', "kh"},
    {U'ц', "ts"}, {U'ч', "ch"}, {U'ш', "sh"}, {U'щ', "shch"}, {U'ъ', ""},   {U'ы', "y"}, {U'ь', ""},
    {U'э', "e"},  {U'ю', "yu"}, {U'я', "ya"}, {U'ә', "a"},    {U'ғ', "gh"}, {U'қ', "q"}, {U'ң', "ng"},
    {U'ө', "o"},  {U'ұ', "u"},  {U'ү', "u"},  {U'һ', "h"},    {U'і', "i"},  {U'ҳ', "h"}, {U'ҷ', "j"},
    {U'ҙ', "z"},  {U'ҫ', "s"},  {U'є', "ye"}, {U'ґ', "g"},    {U'ђ', "dj"}, {U'ј', "j"}, {U'љ', "lj"},
    {U'њ', "nj"}, {U'ћ', "c"},  {U'џ', "dz"}, {U'ѕ', "dz"},   {U'җ', "j"},  {U'ӣ', "i"},
});

bool is_cyrillic(char32_t c) {
  return c >= 0x0400 && c <= 0x052F;
}
bool is_plain(char32_t c) {
  return c < 0x80;
}

std::string_view latin_letters(char32_t c) {
  const auto letter =
      std::find_if(kLetters.begin(), kLetters.end(), [c](const Letter& l) { return l.cyrillic == c; });
  return letter == kLetters.end() ? std::string_view{} : letter->latin;
}

// "ў" after that letter. Uzbek has it for oʻ, hardly ever after a vowel, but after "й", which has become "и";
// Belarusian for a short u, after vowels only, and has no "и": "Қўқон" is Qoʻqon, "Магілёў" Mahilioŭ.
std::string_view short_u(char32_t before) {
  constexpr std::u32string_view kVowels = U"аеоуыэюяі";
  return kVowels.find(before) == std::u32string_view::npos ? "o" : "u";
}

// The letters of several languages that stand for one sound of the region. The longest come first.
struct Sound {
  std::string_view letters;
  std::string_view key;
};
constexpr std::array kSounds = std::to_array<Sound>({
    {"shch", "s"}, {"tsch", "s"}, {"dsch", "j"}, {"dzh", "j"}, {"sch", "s"}, {"tch", "s"},  {"dsh", "j"},
    {"sh", "s"},   {"ch", "s"},   {"cz", "s"},   {"sz", "s"},  {"zh", "j"},  {"dj", "j"},   {"dz", "j"},
    {"kh", "k"},   {"gh", "k"},   {"ck", "k"},   {"ph", "f"},  {"th", "t"},  {"ex", "iks"}, {"ou", "u"},
    {"ce", "si"},  {"ci", "si"},  {"cy", "si"},  {"ya", "ia"}, {"yu", "iu"}, {"ts", "s"},   {"q", "k"},
    {"g", "k"},    {"h", "k"},    {"x", "k"},    {"c", "k"},   {"o", "a"},   {"e", "i"},    {"y", "i"},
    {"w", "v"},    {" ", ""},
});

}  // namespace

std::string romanise(std::string_view folded) {
  std::string latin;
  bool is_foreign = false;
  char32_t before = 0;
  for (std::string_view rest = folded; !rest.empty() && !is_foreign;) {
    const CodePoint c = first_code_point(rest);
    rest.remove_prefix(c.size);
    if (is_plain(c.value)) {
      latin += static_cast<char>(c.value);
    } else if (is_cyrillic(c.value)) {
      latin += c.value == U'ў' ? short_u(before) : latin_letters(c.value);
    } else {
      is_foreign = true;
    }
    before = c.value;
  }
  return is_foreign ? to_latin(folded) : latin;
}

bool is_romanised_loosely(std::string_view text) {
  return first_code_point(text).value >= 0x0530 &&
         first_code_point(text).value / 0x100 != 0x1E;  // Latin has U+1E00 too
}

std::string spelling_key(std::string_view romanised) {
  if (romanised.size() > 3 && romanised.back() == 'e') romanised.remove_suffix(1);
  std::string key;
  while (!romanised.empty()) {
    const auto sound = std::find_if(kSounds.begin(), kSounds.end(),
                                    [&](const Sound& s) { return romanised.starts_with(s.letters); });
    const bool known = sound != kSounds.end();
    for (const char c : known ? sound->key : romanised.substr(0, 1)) {
      if (key.empty() || key.back() != c) key += c;
    }
    romanised.remove_prefix(known ? sound->letters.size() : 1);
  }
  return key;
}

std::size_t edit_distance(std::u32string_view a, std::u32string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

double similarity(std::string_view romanised_a, std::string_view romanised_b) {
  const auto compact = [](std::string_view text) {
    std::u32string letters;
    for (const char c : text) {
      if (c != ' ') letters += static_cast<unsigned char>(c);
    }
    return letters;
  };
  const std::u32string a = compact(romanised_a);
  const std::u32string b = compact(romanised_b);
  if (a == b) return 1;
  const auto longer = static_cast<double>(std::max(a.size(), b.size()));
  return 1 - static_cast<double>(edit_distance(a, b)) / longer;
}

}  // namespace photomap
