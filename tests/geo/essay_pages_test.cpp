#include "geo/essay_text.hpp"
#include "tests/geo/essay_summary.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
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
      if (photo.taken) dates.push_back(iso(photo.taken));
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
    for (const auto& photo : essay.photos) dates.push_back(iso(photo.taken));
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
  CHECK(iso(photos[2].taken) == "2022-08-01/2022-08-31");
  CHECK(iso(photos[4].taken) == "2023-02-01/2023-02-01");
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

}  // namespace photomap
