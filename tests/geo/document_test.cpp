#include "geo/document.hpp"

#include "geo/utf8.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace photomap {

namespace {

const std::string kParisTexas = "geonames:4717560";
const std::string kParisFrance = "geonames:2988507";

// Where each of the words stands, one after the other.
std::vector<TextSpan> spans_of(const std::string& text, const std::vector<std::string>& words) {
  std::vector<TextSpan> spans;
  std::size_t from = 0;
  for (const std::string& word : words) {
    const std::size_t at = text.find(word, from);
    REQUIRE(at != std::string::npos);
    spans.push_back({at, at + word.size()});
    from = at + word.size();
  }
  return spans;
}

std::vector<ResolvedMention> resolve(const std::string& text) {
  return resolve_document(test_gazetteer_with_divisions(), text, {});
}

std::vector<ResolvedMention> resolve_spans(const std::string& text, const std::vector<TextSpan>& spans,
                                           const char* written = "") {
  return resolve_document(test_gazetteer_with_divisions(), text,
                          {.spans = spans, .written = parse_date(written)});
}

std::vector<ResolvedMention> resolve_marked(const std::string& text, const std::vector<std::string>& words,
                                            const char* written = "") {
  return resolve_spans(text, spans_of(text, words), written);
}

std::string id_of(const ResolvedMention& resolved) {
  return resolved.meanings.empty() ? "none" : resolved.best().id;
}

std::vector<std::string> ids_of(const std::vector<ResolvedMention>& resolved) {
  std::vector<std::string> ids;
  for (const ResolvedMention& mention : resolved) ids.push_back(id_of(mention));
  return ids;
}

double share_of(const ResolvedMention& resolved, const std::string& id) {
  for (const Meaning& meaning : resolved.meanings) {
    if (meaning.place.id == id) return meaning.share;
  }
  return 0;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("every marked name is answered, in its order, whatever it is") {
  const std::string text = "Almaty, Xyzzyqwert, Samarkand and Almaty";
  const auto answers = resolve_marked(text, {"Almaty", "Xyzzyqwert", "Samarkand", "Almaty"});
  CHECK(ids_of(answers) == Ids{"almaty", "none", "samarkand", "almaty"});
  for (const ResolvedMention& answer : answers) {
    const Mention& mention = answer.mention;
    CHECK(mention.text == text.substr(mention.begin, mention.end - mention.begin));
    double sum = 0;
    for (const Meaning& meaning : answer.meanings) sum += meaning.share;
    CHECK(sum <= Approx(1));
    CHECK(std::is_sorted(answer.meanings.begin(), answer.meanings.end(),
                         [](const Meaning& a, const Meaning& b) { return a.share > b.share; }));
  }
}

TEST_CASE("marks in any order are answered in that order") {
  const std::string text = "From Almaty to Samarkand";
  auto spans = spans_of(text, {"Almaty", "Samarkand"});
  std::swap(spans[0], spans[1]);
  CHECK(ids_of(resolve_spans(text, spans)) == Ids{"samarkand", "almaty"});
}

TEST_CASE("empty, overlapping and odd marks are answered one by one") {
  const std::string text = "In Paris, Texas.";
  const std::vector<TextSpan> spans = {{0, 0}, {3, 8}, {3, 15}, {10, 15}, {3, 8}, {8, 9}, {16, 16}, {0, 16}};
  const auto answers = resolve_spans(text, spans);
  REQUIRE(answers.size() == spans.size());
  for (std::size_t i = 0; i < spans.size(); ++i) {
    CAPTURE(i);
    CHECK(answers[i].mention.begin == spans[i].begin);
    CHECK(answers[i].mention.end == spans[i].end);
    CHECK(answers[i].mention.text == text.substr(spans[i].begin, spans[i].end - spans[i].begin));
  }
  for (const std::size_t empty : {0U, 5U, 6U}) CHECK(answers[empty].meanings.empty());
  CHECK(id_of(answers[1]) == id_of(answers[4]));
  CHECK(id_of(answers[3]) == "admin1:US.TX");
  CHECK(resolve_spans(text, {}).empty());
}

TEST_CASE("marks cut through words and letters do no harm") {
  const std::string text = "Зима в Алматы, 霍尔果斯 \xff";
  for (std::size_t begin = 0; begin <= text.size(); ++begin) {
    for (std::size_t end = begin; end <= text.size(); ++end) {
      const auto answers = resolve_spans(text, {{begin, end}});
      if (answers.size() != 1) FAIL(begin << " to " << end);
    }
  }
}

TEST_CASE("an empty text, and one of nothing but noise, name no place") {
  for (const char* text : {"", " ", "\n\n", "...", "12 34", "\xff\xfe\xff"}) {
    CHECK(resolve(text).empty());
    CHECK(resolve_spans(text, {}).empty());
    CHECK(ids_of(resolve_spans(text, {{0, 0}})) == Ids{"none"});
  }
}

TEST_CASE("what contains a name, named after it, says which it is") {
  CHECK(id_of(resolve_marked("He left Paris.", {"Paris"})[0]) == kParisFrance);
  CHECK(ids_of(resolve_marked("He left Paris, Texas.", {"Paris", "Texas"})) ==
        Ids{kParisTexas, "admin1:US.TX"});
  CHECK(ids_of(resolve_marked("He left Paris, Illinois.", {"Paris", "Illinois"})) ==
        Ids{"geonames:4246659", "admin1:US.IL"});
  CHECK(ids_of(resolve("He left Paris, Texas, for good.")) == Ids{kParisTexas, "admin1:US.TX"});
}

TEST_CASE("a neighbouring town says which of its namesakes a name is") {
  const std::string text = "Fire crews from Paris, Blossom and Powderly came to Honey Grove.";
  const auto answers = resolve_marked(text, {"Paris", "Blossom", "Powderly", "Honey Grove"});
  CHECK(ids_of(answers) == Ids{kParisTexas, "geonames:4675059", "geonames:4720327", "geonames:4698610"});
}

TEST_CASE("places of one state support each other") {
  const auto alone = resolve_marked("In Reno.", {"Reno"});
  const auto together = resolve_marked("From Reno to Blossom in Texas.", {"Reno", "Blossom", "Texas"});
  CHECK(id_of(alone[0]) == "geonames:5511077");
  CHECK(id_of(together[0]) == "geonames:4722241");
  CHECK(share_of(together[0], "geonames:4722241") > share_of(alone[0], "geonames:4722241"));
}

TEST_CASE("a name means the same place throughout a text") {
  const std::string text = "Paris is small. They left Paris, Texas, at dawn. Nobody comes back to Paris.";
  const auto answers = resolve_marked(text, {"Paris", "Paris", "Texas", "Paris"});
  CHECK(ids_of(answers) == Ids{kParisTexas, kParisTexas, "admin1:US.TX", kParisTexas});
  CHECK(answers[0].meanings.front().share == answers[3].meanings.front().share);
}

TEST_CASE("demonyms and abbreviations are places only where somebody marks them") {
  CHECK(ids_of(resolve_marked("The French army", {"French"})) == Ids{"country:FR"});
  CHECK(ids_of(resolve_marked("A Kazakhstani singer", {"Kazakhstani"})) == Ids{"kazakhstan"});
  CHECK(ids_of(resolve_marked("Paris, Tex.", {"Paris", "Tex."})) == Ids{kParisTexas, "admin1:US.TX"});
  CHECK(resolve("The French army had a Kazakhstani singer.").empty());
}

TEST_CASE("misspelt names are places only where somebody marks them") {
  CHECK(ids_of(resolve_marked("off to Samarkqand now", {"Samarkqand"})) == Ids{"samarkand"});
  CHECK(ids_of(resolve_marked("Самаркандд", {"Самаркандд"})) == Ids{"samarkand"});
  CHECK(ids_of(resolve_marked("xqzzvwpk", {"xqzzvwpk"})) == Ids{"none"});
}

TEST_CASE("a former name finds its place at any time, but with more trust in its own") {
  for (const char* written : {"", "1900", "1930", "1960", "2010"})
    CHECK(ids_of(resolve_marked("In Przhevalsk.", {"Przhevalsk"}, written)) == Ids{"geonames:1528121"});
  // Unmarked, a word that was no name at the time is likelier no place.
  const auto names = [](const char* written) {
    return ids_of(resolve_document(test_gazetteer_with_divisions(), "Leaving Verny for Frunze.",
                                   {.spans = std::nullopt, .written = parse_date(written)}));
  };
  CHECK(names("1919").size() >= names("2019").size());
}

TEST_CASE("that a name was not in use is among the reasons") {
  const auto tells_of_time = [](const char* written) {
    const auto answers = resolve_marked("In Przhevalsk.", {"Przhevalsk"}, written);
    const auto& factors = answers.front().meanings.front().factors;
    return std::any_of(factors.begin(), factors.end(),
                       [](const Factor& factor) { return factor.why == "a name not in use at the time"; });
  };
  CHECK(tells_of_time("2010"));
  CHECK_FALSE(tells_of_time(""));
}

TEST_CASE("the unit written behind a marked name belongs to it") {
  CHECK(ids_of(resolve_marked("The sheriff of Lamar County said", {"Lamar"})) == Ids{"admin2:US.TX.277"});
}

TEST_CASE("positions in a text are bytes, behind letters of any plane") {
  const std::string text = "😀😀 Алматы 𠀀 and Samarkand";
  const auto answers = resolve(text);
  REQUIRE(ids_of(answers) == Ids{"almaty", "samarkand"});
  CHECK(text.substr(answers[0].mention.begin, answers[0].mention.end - answers[0].mention.begin) == "Алматы");
  CHECK(text.substr(answers[1].mention.begin) == "Samarkand");
  CHECK(ids_of(resolve_marked(text, {"😀", "Алматы", "𠀀", "Samarkand"})) ==
        Ids{"none", "almaty", "none", "samarkand"});
  CHECK(byte_offset(text, 3) == answers[0].mention.begin);
}

TEST_CASE("the same text is answered the same way") {
  const std::string text = "From Paris, Springfield and Reading to Springfield, Moscow and Central.";
  const auto once = resolve(text);
  const auto again = resolve(text);
  REQUIRE(ids_of(once) == ids_of(again));
  for (std::size_t i = 0; i < once.size(); ++i)
    CHECK(once[i].meanings.front().share == again[i].meanings.front().share);
}

TEST_CASE("a long text is answered") {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "From Springfield to Paris, Texas, and Central. ";
  CHECK(resolve(text).size() >= 900);
}

}  // namespace photomap
