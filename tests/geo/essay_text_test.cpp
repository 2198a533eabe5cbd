#include "geo/essay_text.hpp"

#include "geo/source_error.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace photomap {

namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

std::string load_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::vector<std::string> kFiles{"data/essays/digisilk.txt", "tests/data/essays/senegal_markets.txt",
                                      "tests/data/essays/georgia_railway.txt",
                                      "tests/data/essays/maroc_ateliers.txt"};

SourceDocument load(const std::string& file) {
  return parse_essay_text(load_text(PHOTOMAP_SOURCE_DIR "/" + file), file);
}

SourceDocument parse(const std::string& text) {
  return parse_essay_text(text, "dir/walk.txt");
}

std::vector<int> lines_of(const std::vector<Rejection>& rejections) {
  std::vector<int> lines;
  for (const auto& rejection : rejections) lines.push_back(rejection.line);
  return lines;
}

std::string taken(const PhotoRecord& photo) {
  return photo.taken ? format_day(photo.taken->first) + "/" + format_day(photo.taken->last) : "";
}

// The only photo of a text.
PhotoRecord parse_photo(const std::string& text) {
  const auto document = parse("Title\nIntro.\n" + text);
  CHECK(document.rejected.empty());
  REQUIRE(document.essays.size() == 1);
  REQUIRE(document.essays[0].photos.size() == 1);
  return document.essays[0].photos[0];
}

std::vector<std::pair<std::string, std::size_t>> titles_of(const SourceDocument& document) {
  std::vector<std::pair<std::string, std::size_t>> titles;
  for (const auto& essay : document.essays) titles.emplace_back(essay.title, essay.photos.size());
  return titles;
}

using Titles = std::vector<std::pair<std::string, std::size_t>>;

}  // namespace

TEST_CASE("the six essays of the DIGISILK page are read whole") {
  const auto document = load("data/essays/digisilk.txt");
  CHECK(titles_of(document) == Titles{{"Encountering Almaty: Technology, People, and Everyday Life", 8},
                                      {"Along the Silk Road: heritage and hospitality in Uzbekistan", 13},
                                      {"Scan the Day: Digital Living in Almaty and Astana", 11},
                                      {"Halls of tech: industry networking in Kazakhstan", 10},
                                      {"Aqkol: A Smart-City of Contrasts in Kazakhstan", 10},
                                      {"East-West Gateway: Khorgos and the promise of trade at scale", 14}});
  const std::vector<std::pair<std::string, std::string>> intros{
      {"Kazakhstan's largest city", "facilitated by smartphones"},
      {"During a visit", "hospitality of its people."},
      {"Life in Kazakhstan's", "through QR codes"},
      {"Experience the country's", "Russia and China"},
      {"Selected as a prototype", "utility consumption."},
      {"Situated on the border", "rail and road networks"}};
  for (std::size_t i = 0; i < intros.size(); ++i) {
    CHECK_THAT(document.essays.at(i).intro, StartsWith(intros[i].first) && EndsWith(intros[i].second));
  }
  CHECK(document.rejected.empty());
  CHECK(lines_of(document.notes) == std::vector<int>{2, 3, 4, 6, 129});
}

TEST_CASE("the DIGISILK photos have their photographers and months") {
  std::map<std::string, int> by_credit;
  std::vector<std::string> dates;
  for (const auto& essay : load("data/essays/digisilk.txt").essays) {
    for (const auto& photo : essay.photos) {
      ++by_credit[photo.credit];
      if (photo.taken) dates.push_back(taken(photo));
      CHECK_THAT(photo.caption, EndsWith(".") && !Contains("Photo:"));
    }
  }
  CHECK(by_credit == std::map<std::string, int>{{"Oyuna Baldakova", 60}, {"Shalen Fu", 6}});
  REQUIRE(dates.size() == 58);
  CHECK(*std::min_element(dates.begin(), dates.end()) == "2022-06-01/2022-06-30");
  CHECK(*std::max_element(dates.begin(), dates.end()) == "2023-07-01/2023-07-31");
}

TEST_CASE("an undated page with a preamble, three paragraphs of intro and a lost credit") {
  const auto document = load("tests/data/essays/senegal_markets.txt");
  CHECK(titles_of(document) ==
        Titles{{"Saint-Louis after the rain", 5}, {"What a market sells: an hour at Sandaga, Dakar", 5}});
  CHECK_THAT(document.essays[0].intro, EndsWith("the river takes a week"));
  CHECK_THAT(document.essays[1].intro,
             Contains("never stopped.\n\nWe asked five") && EndsWith("\n\nNobody was told where to stand."));
  for (const auto& photo : document.essays[0].photos) CHECK(photo.credit == "Awa Ndiaye");
  std::vector<std::string> credits;
  for (const auto& photo : document.essays[1].photos) credits.push_back(photo.credit);
  CHECK(credits == std::vector<std::string>{"Moussa Diop/Le Quartier", "Fatou Sarr", "Jean-Luc Mendy",
                                            "Khady Faye", "Ibrahima Ba"});
  CHECK(lines_of(document.rejected) == std::vector<int>{26});
  CHECK(lines_of(document.notes) == std::vector<int>{1, 2, 29, 30});
}

TEST_CASE("a page with full dates in many forms") {
  const auto document = load("tests/data/essays/georgia_railway.txt");
  CHECK(titles_of(document) ==
        Titles{{"The slow line to Batumi: a day on train 812", 6}, {"Gardens of the Railwaymen", 3}});
  std::vector<std::string> dates;
  for (const auto& essay : document.essays) {
    for (const auto& photo : essay.photos) dates.push_back(taken(photo));
  }
  const std::string day = "2023-05-12/2023-05-12";
  CHECK(dates == std::vector<std::string>{day, day, day, day, "2023-05-13/2023-05-13",
                                          "2023-05-13/2023-05-14", "2022-09-03/2022-09-03",
                                          "2022-01-01/2022-12-31", "2022-10-01/2022-10-31"});
  CHECK(document.essays[0].photos[4].credit == "Anna Kowalska/EPA");
  CHECK(document.essays[0].photos[5].caption == "Sunset over the shunting yard at Batumi");
  CHECK(document.essays[1].photos[2].caption ==
        "Grapes grow over a siding of the Borjomi narrow-gauge line.");
  CHECK(document.essays[1].photos[2].line == 20);
  CHECK(lines_of(document.rejected) == std::vector<int>{13, 22});
  CHECK(lines_of(document.notes) == std::vector<int>{1, 2, 23});
}

TEST_CASE("a French page with a byte order mark, CRLF and spaces before its colons") {
  const auto document = load("tests/data/essays/maroc_ateliers.txt");
  CHECK(titles_of(document) == Titles{{"Les ateliers de Fès", 5}, {"Ouarzazate, l’autre atelier", 2}});
  CHECK(document.essays[1].intro == "Les studios ont quitté la ville, les décors sont restés");
  const auto& photos = document.essays[0].photos;
  CHECK(photos[1].caption ==
        "«\u00A0Ici, le bruit est une langue\u00A0» : dinandiers sur la place Seffarine.");
  CHECK(photos[2].caption == "L’apprenti porte quarante kilos de laine jusqu’à la teinturerie.");
  CHECK(photos[2].credit == "Youssef Amrani");
  CHECK(taken(photos[2]) == "2022-08-01/2022-08-31");
  CHECK(taken(photos[4]) == "2023-02-01/2023-02-01");
  CHECK(lines_of(document.rejected) == std::vector<int>{15});
  CHECK(document.notes.empty());
}

TEST_CASE("no line of a page is lost or used twice") {
  for (const auto& file : kFiles) {
    const auto document = load(file);
    std::vector<std::string> kept;
    for (const auto& essay : document.essays) {
      kept.insert(kept.end(), {essay.title, essay.intro});
      for (const auto& photo : essay.photos) kept.push_back(photo.caption + " Photo");
    }
    auto left_out = lines_of(document.notes);
    for (const int line : lines_of(document.rejected)) left_out.push_back(line);
    const std::string text = load_text(PHOTOMAP_SOURCE_DIR "/" + file);
    int number = 0;
    for (std::size_t at = 0; at < text.size();) {
      const auto end = std::min(text.find('\n', at), text.size());
      auto line = text.substr(at, end - at);
      at = end + 1;
      ++number;
      while (line.ends_with('\r') || line.ends_with(' ')) line.pop_back();
      if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
      if (line.empty()) continue;
      for (const auto* mark : {" (Photo", "Crédit photo", "Photo"}) {
        if (const auto credit = line.rfind(mark); credit != line.npos) line.erase(credit);
      }
      while (line.ends_with(' ')) line.pop_back();
      CAPTURE(file, number, line);
      const auto uses =
          std::count_if(kept.begin(), kept.end(), [&](const auto& k) { return k.find(line) != k.npos; }) +
          std::count(left_out.begin(), left_out.end(), number);
      CHECK(uses == 1);
    }
  }
}

TEST_CASE("a credit is the last of its kind in a caption, in several languages") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"A. Photo: X", "X"},
      {"A. photo: X", "X"},
      {"A. PHOTO: X", "X"},
      {"A. Photo : X", "X"},
      {"A. Photo\u00A0: X", "X"},
      {"A. Photo\u202F:\u00A0X\t ", "X"},
      {"A. Photos: X and Y", "X and Y"},
      {"A. Photo by X", "X"},
      {"A. Photo credit: X", "X"},
      {"A. Photo Credits: X", "X"},
      {"A. Crédit photo : X", "X"},
      {"A. Crédits photos : X", "X"},
      {"A. CRÉDIT PHOTO : X", "X"},
      {"A. Фото: Иван Петров", "Иван Петров"},
      {"A. ФОТО: X", "X"},
      {"A. Foto: X", "X"},
      {"A. (Photo: X)", "X"},
      {"A. [Photo: X].", "X"},
      {"A. – Photo: X", "X"},
      {"A. | Photo: X /", "X"},
      {"A.Photo:X", "X"},
      {"A. Photo: Jane Doe.", "Jane Doe"},
      {"A. Photo: Doe J.", "Doe J."},
      {"A. Photo: Jane Doe/AFP", "Jane Doe/AFP"},
      {"A. Photo: Jane Doe, AFP", "Jane Doe, AFP"},
      {"A. Photo: Jane Doe (AFP)", "Jane Doe (AFP)"},
  };
  for (const auto& [text, credit] : rows) {
    CAPTURE(text);
    const auto photo = parse_photo(text);
    CHECK(photo.caption == "A.");
    CHECK(photo.credit == credit);
    CHECK_FALSE(photo.taken);
  }
  CHECK(parse_photo("Sign: 'Photo: 5 som'. Photo: X").caption == "Sign: 'Photo: 5 som'.");
  CHECK(parse_photo("Group photo at the gate. She holds a photo by her mother. Photo: X").credit == "X");
  CHECK(parse_photo("A telephoto: of the gate, open 24/7. Photo: X").credit == "X");
}

TEST_CASE("a date stands after a slash, after a comma or in brackets") {
  const std::string month = "2023-05-01/2023-05-31";
  const std::string day = "2023-05-12/2023-05-12";
  const std::vector<std::pair<std::string, std::string>> rows{{"X/May-2023", month},
                                                              {"X /May-2023", month},
                                                              {"X/ May-2023", month},
                                                              {"X / May-2023.", month},
                                                              {"X/05/2023", month},
                                                              {"X, May 2023", month},
                                                              {"X (май 2023)", month},
                                                              {"X / 12 mai 2023", day},
                                                              {"X, 12 May 2023", day},
                                                              {"X (2023-05-12)", day},
                                                              {"X (2023-05-12).", day},
                                                              {"X/ May 12, 2023", day},
                                                              {"X, May 12, 2023", day},
                                                              {"X/12.05.2023", day},
                                                              {"X/2023-05-12", day},
                                                              {"X, 2023/05/12", day},
                                                              {"X/2023-05-12/2023-05-12", day},
                                                              {"X/2023", "2023-01-01/2023-12-31"}};
  for (const auto& [credit, date] : rows) {
    CAPTURE(credit);
    const auto photo = parse_photo("A. Photo: " + credit);
    CHECK(photo.credit == "X");
    CHECK(taken(photo) == date);
  }
  CHECK(parse_photo("A. Photo: X/AFP/May-2023").credit == "X/AFP");
  CHECK(parse_photo("A. Photo: X, Studio 54/May-2023").credit == "X, Studio 54");
}

TEST_CASE("a caption that can't be read is rejected with its line and what is wrong") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"B. Photo: X/Foo-2023", "\"Foo-2023\""},
      {"B. Photo: X/May", "\"May\""},
      {"B. Photo: X, 31 February 2023", "\"31 February 2023\""},
      {"B. Photo: X (2023-02-30)", "\"2023-02-30\""},
      {"B. Photo: X/12/05/2023", "\"12/05/2023\""},
      {"B. Photo:", "no name"},
      {"B. Photo: /May-2023", "no name"},
      {"Photo: X/May-2023", "no caption"},
      {"B without its credit.", "no \"Photo: NAME\""},
  };
  for (const auto& [line, reason] : rows) {
    CAPTURE(line);
    const auto document = parse("T\n\nA. Photo: X\n" + line + "\n\nC. Photo: X\n");
    CHECK(titles_of(document) == Titles{{"T", 2}});
    REQUIRE(lines_of(document.rejected) == std::vector<int>{4});
    CHECK_THAT(document.rejected[0].reason, Contains(reason) && Contains("Photo: Jane Doe/May-2023"));
    CHECK(document.notes.empty());
  }
}

TEST_CASE("a text with only bad captions is a document of rejections") {
  const auto document = parse("T\nIntro.\nA. Photo: X/May\nB. Photo:\n");
  CHECK(document.essays.empty());
  CHECK(lines_of(document.rejected) == std::vector<int>{3, 4});
  CHECK(lines_of(document.notes) == std::vector<int>{1, 2});
}

TEST_CASE("titles and intros come in many shapes") {
  const std::string photo = "A. Photo: X\n";
  const std::vector<std::tuple<std::string, std::string, std::string>> rows{
      {"T\n", "T", ""},
      {"T\nIntro.\n", "T", "Intro."},
      {"T\n\nIntro.\n\nMore.\n\n", "T", "Intro.\n\nMore."},
      {"T\nA few words as intro\n", "T", "A few words as intro"},
      {"T:\nsecond half\nIntro.\n", "T: second half", "Intro."},
      {"T -\nSecond half\nIntro.\n", "T - Second half", "Intro."},
      {"T,\nSecond half\n", "T, Second half", ""},
      {"First half\nsecond half\nIntro.\n", "First half second half", "Intro."},
      {"ALMATY\nT\nIntro.\n", "T", "Intro."},
      {"T\nVISUAL ESSAYS\nIntro.\n", "T", "Intro."},
      {"ALMATY\nIntro.\n", "ALMATY", "Intro."},
      {"АЛМАТЫ\nГород\nО городе.\n", "Город", "О городе."},
      {"Who owns the city?\nIntro.\n", "Who owns the city?", "Intro."},
      {"", "walk", ""},
      {"Intro.\n", "walk", "Intro."},
  };
  for (const auto& [heading, title, intro] : rows) {
    CAPTURE(heading);
    const auto first = parse(heading + photo);
    REQUIRE(first.essays.size() == 1);
    CHECK(first.essays[0].title == title);
    CHECK(first.essays[0].intro == intro);
    if (title == "walk") continue;
    const auto second = parse(photo + heading + photo);
    REQUIRE(titles_of(second) == Titles{{"walk", 1}, {title, 1}});
    CHECK(second.essays[1].intro == intro);
    CHECK(second.essays[0].line == 1);
  }
}

TEST_CASE("a caption may be broken over lines or have its credit below") {
  const std::vector<std::tuple<std::string, std::string, int>> rows{
      {"Market in the\nold town. Photo: X", "Market in the old town.", 3},
      {"Melons, apples,\nTamara and her son. Photo: X", "Melons, apples, Tamara and her son.", 3},
      {"Market in the\nold\ntown.\nPhoto: X", "Market in the old town.", 3},
      {"Market in Osh\nPhoto: X", "Market in Osh", 3},
      {"iPhone stall in Osh. Photo: X", "iPhone stall in Osh.", 3},
      {"Market in Osh.\n\nPhoto: X", "Market in Osh.", 3},
      {"\n\tMarket in Osh.\u00A0\nPhoto by X", "Market in Osh.", 4},
  };
  for (const auto& [text, caption, line] : rows) {
    CAPTURE(text);
    const auto photo = parse_photo(text);
    CHECK(photo.caption == caption);
    CHECK(photo.credit == "X");
    CHECK(photo.line == line);
  }
}

TEST_CASE("a page wrapped to a width is put together again") {
  const auto document = parse(
      "Markets of Osh\n"
      "\n"
      "The bazaar of Osh has stood on both banks of the Ak-Buura river\n"
      "for two thousand years. It sells all that goes over the Pamir:\n"
      "flour, boots, batteries, and the telephones that need them.\n"
      "\n"
      "A blacksmith shows the horseshoes that he made before sunrise.\n"
      "His son sells them on a site of his own, with a QR code. Photo:\n"
      "Jane Doe/May-2023\n"
      "\n"
      "Two porters rest beside the river, on the stairs which lead to\n"
      "the rows of the cloth sellers and the money changers. Photo: Jane\n"
      "Doe/June-2023\n");
  CHECK(titles_of(document) == Titles{{"Markets of Osh", 2}});
  const auto& photos = document.essays[0].photos;
  CHECK_THAT(photos[0].caption,
             StartsWith("A blacksmith") &&
                 EndsWith("sunrise. His son sells them on a site of his own, with a QR code."));
  CHECK(photos[0].credit == "Jane Doe");
  CHECK(taken(photos[0]) == "2023-05-01/2023-05-31");
  CHECK(photos[1].credit == "Jane Doe");
  CHECK(photos[1].line == 11);
  CHECK(document.rejected.empty());
}

TEST_CASE("a text that is no essay is an error with file and line") {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"", "dir/walk.txt:1: no photo caption"},
      {"Only text, a photo of it, and \"Photo\" without a colon.", "dir/walk.txt:1: no photo caption"},
      {"A. Photo: X\r\n\r\nB\xFF. Photo: X\n", "dir/walk.txt:3: not UTF-8"},
      {"A. Photo: X\nB\xC0\xAF\n", "dir/walk.txt:2: not UTF-8"},
      {"A. Photo: X\rB\xED\xA0\x80", "dir/walk.txt:2: not UTF-8"},
      {"\xC3", "dir/walk.txt:1: not UTF-8"},
      {std::string("A. Photo: X\nB\0", 14), "dir/walk.txt:2: a NUL byte"},
  };
  for (const auto& [text, message] : rows) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse(text), SourceError);
    CHECK_THROWS_WITH(parse(text), Contains(message));
  }
}

TEST_CASE("large and hostile texts are read in linear time") {
  const std::size_t size = 5'000'000;
  CHECK_THROWS_AS(parse(std::string(size, 'a')), SourceError);
  CHECK(parse(std::string(size, 'a') + " Photo: X").essays.at(0).photos.size() == 1);
  CHECK(parse("A. Photo: X\n" + std::string(size, '\n')).essays.size() == 1);
  CHECK_THROWS_AS(parse("A. Photo: " + std::string(size, '/')), SourceError);
  CHECK(parse("A. Photo: X\n" + std::string(size, '"') + "\nB. Photo: X").rejected.size() == 1);
  std::string many = "T\n";
  for (int i = 0; i < 100'000; ++i) many += "Caption " + std::to_string(i) + ". Photo: X/May-2023\n\n";
  CHECK(parse(many).essays.at(0).photos.size() == 100'000);
  std::string small_lines = "A. Photo: X\n";
  for (int i = 0; i < 200'000; ++i) small_lines += "photo by a\n";
  CHECK_FALSE(parse(small_lines + "B. Photo: X\n").essays.empty());
}

TEST_CASE("random text is read without harm, and every caption counted") {
  std::mt19937 random(5);
  const std::vector<std::string> pieces{
      "Photo: ", "Photo", ":", " X",     "/May",  "-2023",          "\n",    "\n\n", ".", "(",  ")", "[", "A",
      "b",       "É",     "é", "\u00A0", "TITLE", "Crédit photo :", "Фото:", " by ", ",", "\"", "’"};
  for (int i = 0; i < 5'000; ++i) {
    std::string text = "Start. Photo: X\n\n";
    for (auto n = random() % 40; n > 0; --n) text += pieces[random() % pieces.size()];
    const auto document = parse(text);
    for (const auto& essay : document.essays) {
      REQUIRE_FALSE(essay.photos.empty());
      REQUIRE_FALSE(essay.title.empty());
      for (const auto& photo : essay.photos) REQUIRE_FALSE((photo.caption.empty() || photo.credit.empty()));
    }
  }
}

}  // namespace photomap
