#include "geo/word_query.hpp"

#include "geo/text.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace photomap {

namespace {

using Words = std::vector<std::string>;

bool matches(std::string_view query, std::string_view text) {
  const auto words = WordQuery::parse(query);
  REQUIRE(words);
  const std::array<std::string_view, 1> texts{text};
  return words->matches(texts);
}

std::string tokens_of(std::string_view text) {
  std::string tokens;
  append_tokens(text, tokens);
  return tokens;
}

}  // namespace

TEST_CASE("a text is searched by its words, folded, and by single characters where it has no spaces") {
  CHECK(search_words("Bread at the Siab-Bazaar!") == Words{"bread", "at", "the", "siab", "bazaar"});
  CHECK(search_words("Almaty's café, D’Ouarzazate") == Words{"almaty", "cafe", "d", "ouarzazate"});
  CHECK(search_words("Oʻzbekiston АЛМАТЫ Ürgüp") == Words{"ozbekiston", "алматы", "urgup"});
  CHECK(search_words("撒马尔罕") == Words{"撒", "马", "尔", "罕"});
  CHECK(search_words("2022年 Tokyo タワー") == Words{"2022", "年", "tokyo", "タ", "ワ", "ー"});
  CHECK(search_words("東京、大阪") == Words{"東", "京", "", "大", "阪"});
  CHECK(search_words(" \t-*\"'").empty());
  CHECK(search_words("").empty());
}

TEST_CASE("an index gets words as they are, and pairs of characters, so that each of them begins one") {
  CHECK(tokens_of("Siab Bazaar") == "siab bazaar ");
  CHECK(tokens_of("在撒马尔罕 x") == "在撒 撒马 马尔 尔罕 罕 x ");
  CHECK(tokens_of("東京、大阪") == "東京 京 大阪 阪 ");
  CHECK(tokens_of("年") == "年 ");
}

TEST_CASE("a photo is found by all words of a query, whatever their case and accents") {
  for (const auto& [query, text, is_found] : std::vector<std::tuple<std::string, std::string, bool>>{
           {"bazaar siab", "Bread at the Siab Bazaar", true},
           {"bazaar", "Bazaars", false},
           {"bazaar*", "Bazaars", true},
           {"baz* bread", "Bread at the bazaar", true},
           {"baz* melons", "Bread at the bazaar", false},
           {"URGUP", "Ürgüp", true},
           {"Ürgüp", "urgup", true},
           {"cafe", "Café", true},
           {"алматы", "АЛМАТЫ", true},
           {"алмат*", "В Алматы", true},
           {"қазақ", "Қазақ жері", true},
           {"йод", "иод", true},
           {"سمرقند", "مدينة سمرقند", true},
           {"ozbekiston", "Oʻzbekiston", true},
           {"o'zbekiston", "Oʻzbekiston", true},
           {"almaty", "Almaty's roofs", true},
           {"ouarzazate", "Près d’Ouarzazate", true},
           {"l'aquila", "L'Aquila", true},
           {"aquila", "L'Aquila", true},
           {"撒马尔罕", "在撒马尔罕的市场", true},
           {"撒马罕", "在撒马尔罕的市场", false},
           {"罕", "在撒马尔罕", true},
           {"马", "在撒马尔罕", true},
           {"市场 撒马", "在撒马尔罕的市场", true},
           {"京大", "東京、大阪", false},
           {"タワー", "東京タワーの夜", true},
           {"กรุงเทพ", "ในกรุงเทพมหานคร", true},
           {"2022年", "摄于2022年", true},
           {"\"silk road\"", "Along the Silk-Road", true},
           {"\"road silk\"", "Along the silk road", false},
           {"\"silk ro\"*", "Along the silk road", true},
           {"silk-road", "Along the silk road", true},
           {"silk-road", "Silk on the road", false},
           {"\"silk road", "Along the silk road", true},
           {"silk -road", "Along the silk road", false},
           {"silk -roads", "Along the silk road", true},
           {"silk -roa*", "Along the silk road", false},
           {"silk -\"road silk\"", "Along the silk road", true},
           {"silk - road", "Along the silk road", true},
       }) {
    CAPTURE(query, text);
    CHECK(matches(query, text) == is_found);
  }
}

TEST_CASE("each term is in one of the texts, and not half in another") {
  const std::array<std::string_view, 3> texts{"A boy", "Silk", "Road to Samarkand"};
  CHECK(WordQuery::parse("boy samarkand")->matches(texts));
  CHECK_FALSE(WordQuery::parse("\"silk road\"")->matches(texts));
  CHECK_FALSE(WordQuery::parse("boy -samarkand")->matches(texts));
}

TEST_CASE("a query without a word to look for is none") {
  for (const std::string query :
       {"", " ", "*", "\"", "\"\"", "-", "--", "!?", "-word", "-\"two words\"", "\t\n", "。"}) {
    CAPTURE(query);
    CHECK_FALSE(WordQuery::parse(query));
  }
}

TEST_CASE("the same words have the same key") {
  const auto key = [](std::string_view query) { return WordQuery::parse(query)->key(); };
  CHECK(key("Bazaar  SIAB") == key("siab bazaar siab"));
  CHECK(key("silk-road") == key("\"Silk Road\""));
  const std::vector<std::string> different{"a b", "\"a b\"", "a* b", "a b*", "a -b", "\"a b\"*", "a"};
  for (const std::string& one : different) {
    for (const std::string& other : different) CHECK((key(one) == key(other)) == (one == other));
  }
}

TEST_CASE("scripts without spaces are known") {
  for (const char* text : {"撒", "あ", "ア", "ー", "々", "ก", "ລ", "ក", "မ"}) CHECK(begins_unspaced(text));
  for (const char* text : {"", "a", "я", "ع", "한", "1", " ", "अ"}) CHECK_FALSE(begins_unspaced(text));
}

}  // namespace photomap
