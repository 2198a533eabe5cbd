#include "geo/search.hpp"

#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace photomap {

namespace {

const Gazetteer& gazetteer() {
  return test_gazetteer_with_divisions();
}

std::string id_of(PlaceNumber place) {
  return std::string(gazetteer().text(gazetteer().row(place).id));
}

std::vector<std::string> search(const PlaceQuery& query) {
  std::vector<std::string> ids;
  for (const FoundPlace& found : search_places(gazetteer(), query)) ids.push_back(id_of(found.place));
  return ids;
}

std::string first(const PlaceQuery& query) {
  const std::vector<std::string> ids = search(query);
  return ids.empty() ? "none" : ids.front();
}

std::vector<std::string> at(LonLat position, PlaceKind finest = PlaceKind::venue) {
  std::vector<std::string> ids;
  for (const PlaceNumber place : find_places_at(gazetteer(), position, finest)) ids.push_back(id_of(place));
  return ids;
}

bool contains(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

using Ids = std::vector<std::string>;

const std::string kParisTexas = "geonames:4717560";
const std::string kParisFrance = "geonames:2988507";
const Bbox kTexas{-106, 26, -94, 36};

}  // namespace

TEST_CASE("what people type finds the place") {
  struct Row {
    const char* text;
    std::string id;
  };
  const std::vector<Row> rows = {
      {"Almaty", "almaty"},
      {"  ALMATY!  ", "almaty"},
      {"алматы", "almaty"},
      {"阿拉木图", "almaty"},
      {"г. Алматы", "almaty"},
      {"Алматы қаласы", "almaty"},
      {"Siab bazaar", "siab_bazaar"},
      {"Siab Bazaar, Samarkand, Uzbekistan", "siab_bazaar"},
      {"samarkand siab bazaar", "siab_bazaar"},
      {"Paris", kParisFrance},
      {"Paris, Texas", kParisTexas},
      {"paris texas", kParisTexas},
      {"texas paris", kParisTexas},
      {"Paris TX", kParisTexas},
      {"Paris, Lamar County", kParisTexas},
      {"Paris, Lamar County, Texas, United States", kParisTexas},
      {"united states, texas, paris", kParisTexas},
      {"Paris, France", kParisFrance},
      {"Paris, Illinois", "geonames:4246659"},
      {"Springfield Illinois", "geonames:4250542"},
      {"Reno Texas", "geonames:4722241"},
      {"Reno", "geonames:5511077"},
      {"London Ontario", "geonames:6058560"},
      {"Texas", "admin1:US.TX"},
      {"Lamar County", "admin2:US.TX.277"},
      {"Kazakhstan", "kazakhstan"},
      {"Frunze", "geonames:1528675"},
      {"Przhevalsk", "geonames:1528121"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(first({.text = row.text}) == row.id);
  }
}

TEST_CASE("the words of a name may stand in another order") {
  for (const char* text : {"bazaar siab", "Bazaar, Siab", "bazar siab", "bazaar siab samarkand",
                           "samarkand bazaar siab", "zinda shah i", "i zinda shah"}) {
    CAPTURE(text);
    const std::string id =
        std::string(text).find("zinda") == std::string::npos ? "siab_bazaar" : "shah_i_zinda";
    CHECK(first({.text = text}) == id);
  }
  const auto found = search_places(gazetteer(), {.text = "bazaar siab"});
  CHECK(found.front().closeness < 1);
  CHECK(search_places(gazetteer(), {.text = "siab bazaar"}).front().closeness == 1);
}

TEST_CASE("a town comes before the district that is named after it, unless the district was asked for") {
  const TemporaryDirectory directory;
  const auto city = [](int id, const char* name, int people) {
    return std::to_string(id) + '\t' + name + '\t' + name + "\t\t" + std::to_string(50 + 0.1 * id) +
           "\t70\tP\tPPL\tKZ\t\t03\t" + (id < 4 ? "001" : "002") + "\t\t\t" + std::to_string(people) +
           std::string(4, '\t') + '\n';
  };
  std::filesystem::create_directory(directory.path() / "newer");
  write_file(directory.path() / "newer/cities.json", "[]");
  write_file(directory.path() / "newer/admin1.json", R"([{"code":"KZ.03","name":"Aqmola"}])");
  write_file(directory.path() / "newer/admin2.json",
             R"([{"code":"KZ.03.001","name":"Akkol"},{"code":"KZ.03.002","name":"Talap"}])");
  write_file(directory.path() / "cities.txt", city(1, "Akkol", 6000) + city(2, "Bozaygyr", 90'000) +
                                                  city(3, "Umit", 100) + city(4, "Talap", 500) +
                                                  city(5, "Birlik", 90'000));
  const Gazetteer places = Gazetteer::build_in_memory(
      {.cities = directory.path() / "cities.txt", .newer_cities = directory.path() / "newer"});
  const auto kinds = [&](const char* text) {
    std::vector<PlaceKind> found;
    for (const FoundPlace& place : search_places(places, {.text = text}))
      found.push_back(places.row(place.place).kind);
    return found;
  };
  using Kinds = std::vector<PlaceKind>;
  CHECK(kinds("Akkol") == Kinds{PlaceKind::settlement, PlaceKind::district});
  CHECK(kinds("Akkol, Kazakhstan") == Kinds{PlaceKind::settlement, PlaceKind::district});
  CHECK(kinds("Akkol district") == Kinds{PlaceKind::district, PlaceKind::settlement});
  CHECK(kinds("Akko").front() == PlaceKind::settlement);
  CHECK(kinds("Talap") ==
        Kinds{PlaceKind::district, PlaceKind::settlement});  // hardly anybody lives in the village
}

TEST_CASE("typos and other spellings are looked for where nobody is called so") {
  struct Row {
    const char* text;
    const char* id;
  };
  const std::vector<Row> rows = {
      {"Almatty", "almaty"},
      {"Samarcande", "samarkand"},
      {"Samarkqand", "samarkand"},
      {"Karakoll", "geonames:1528121"},
      {"Tashkant", "tashkent"},
      {"Dushambee", "geonames:1221874"},
      {"алмоты", "almaty"},
      {"Дўшанбе", "geonames:1221874"},
      {"Springfeild Illinois", "geonames:4250542"},
      {"Khojand", "geonames:1514879"},
      {"Siab bazar", "siab_bazaar"},
      {"Kazakstan", "kazakhstan"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(first({.text = row.text}) == row.id);
  }
  CHECK(search_places(gazetteer(), {.text = "Дўшанбе"}).front().closeness == 0.95);  // "у" there
  for (const FoundPlace& found : search_places(gazetteer(), {.text = "Almatty"})) {
    CHECK(found.closeness < 1);
    CHECK(found.closeness > 0);
  }
  CHECK(search_places(gazetteer(), {.text = "Almaty"}).front().closeness == 1);
}

TEST_CASE("an unfinished last word goes on") {
  for (const char* text :
       {"sia", "siab", "siab b", "siab bazaar", "siab bazaar sam", "siab bazaar samarkand uz"}) {
    CAPTURE(text);
    CHECK(contains(search({.text = text, .is_unfinished = true}), "siab_bazaar"));
  }
  CHECK(first({.text = "alma", .is_unfinished = true}) == "almaty");
  CHECK(first({.text = "paris, te", .is_unfinished = true}) == kParisTexas);
  CHECK(first({.text = "алма", .is_unfinished = true}) == "almaty");
  CHECK_FALSE(contains(search({.text = "siab baz"}), "tashkent"));
}

TEST_CASE("a view box puts what lies in it first, and bounded leaves out the rest") {
  CHECK(first({.text = "Paris", .viewbox = kTexas}) != "none");
  CHECK(contains(search({.text = "Paris", .viewbox = kTexas}), kParisFrance));
  CHECK(search({.text = "Paris", .viewbox = kTexas, .bounded = true}) == Ids{kParisTexas});
  CHECK(search({.text = "Samarkand", .viewbox = kTexas, .bounded = true}).empty());
  CHECK(contains(search({.text = "Samarkand", .viewbox = kTexas}), "samarkand"));
  CHECK(search({.text = "Springfield", .viewbox = Bbox{-90, 39, -89, 40}}).front() == "geonames:4250542");
  CHECK(search({.text = "Springfield", .near = LonLat{-89.6, 39.8}}).front() == "geonames:4250542");

  SECTION("over the antimeridian") {
    const Bbox pacific{170, -30, -170, 0};
    CHECK(search({.text = "Suva", .viewbox = pacific, .bounded = true}) == Ids{"geonames:2198148"});
    CHECK(search({.text = "Paris", .viewbox = pacific, .bounded = true}).empty());
  }
  SECTION("without a box bounded says nothing") {
    CHECK(first({.text = "Almaty", .bounded = true}) == "almaty");
  }
}

TEST_CASE("countries leave out all others") {
  for (const std::string& id : search({.text = "Paris", .countries = {"US"}, .limit = 50}))
    CHECK(gazetteer().find_place(id)->country == "US");
  CHECK(first({.text = "Paris", .countries = {"CA"}}) == "geonames:6942553");
  CHECK(first({.text = "Paris", .countries = {"CA", "FR"}}) == kParisFrance);
  CHECK(search({.text = "Paris", .countries = {"KZ"}}).empty());
  CHECK(search({.text = "Paris", .countries = {"XX"}}).empty());
}

TEST_CASE("no more than wanted, the best known first, each once") {
  CHECK(search({.text = "Springfield", .limit = 0}).empty());
  CHECK(search({.text = "Springfield", .limit = 1}).size() == 1);
  Ids all = search({.text = "Springfield", .limit = 1000});
  CHECK(all.size() > 20);
  CHECK(search({.text = "Springfield", .limit = 3}) == Ids(all.begin(), all.begin() + 3));
  std::sort(all.begin(), all.end());
  CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
  double least = 1;
  for (const FoundPlace& found : search_places(gazetteer(), {.text = "Springfield", .countries = {"US"}})) {
    CHECK(found.importance <= least);
    CHECK(found.importance >= 0);
    least = found.importance;
  }
}

TEST_CASE("nothing is found for nothing, and for what resembles no name") {
  for (const char* text : {"", " ", "...", "\t\n", "xqzzvwpk", "\xff", "\xff\xfe\xfd", "؟", "😀😀", "-"}) {
    CAPTURE(text);
    CHECK(search({.text = text}).empty());
    CHECK(search({.text = text, .is_unfinished = true}).empty());
  }
}

TEST_CASE("a name with very many bearers, typed over and over, is answered soon") {
  const TemporaryDirectory directory;
  std::string rows;
  for (int id = 0; id < 1500; ++id) {
    rows += std::to_string(id) + "\tSantiago\tSantiago\t\t" + std::to_string(-60 + 0.08 * id) + '\t' +
            std::to_string(0.01 * (id % 100)) + "\tP\tPPL\tMX" + std::string(6, '\t') +
            std::to_string(1000 + id) + std::string(4, '\t') + '\n';
  }
  write_file(directory.path() / "cities.txt", rows);
  const Gazetteer places = Gazetteer::build_in_memory({.cities = directory.path() / "cities.txt"});
  std::string text;
  while (text.size() < 256) text += "Santiago ";
  for (const bool is_unfinished : {false, true}) {
    const auto start = std::clock();
    CHECK_FALSE(search_places(places, {.text = text, .is_unfinished = is_unfinished}).empty());
    CHECK(std::clock() - start < CLOCKS_PER_SEC / 4);
  }
}

TEST_CASE("long and odd queries are answered soon") {
  std::vector<std::string> texts = {std::string(256, 'a'),    std::string(256, ' '),
                                    std::string(256, '\xff'), std::string(255, 'a') + "\xd0",
                                    std::string(10'000, 'x'), std::string("a\0b Almaty", 10)};
  std::string words, runs, cyrillic, chinese, commas, emoji;
  for (int i = 0; i < 128; ++i) words += "a ";
  for (int i = 0; i < 32; ++i) runs += "springf ";
  for (int i = 0; i < 256; ++i) cyrillic += "ш";
  for (int i = 0; i < 256; ++i) chinese += "尔";
  for (int i = 0; i < 60; ++i) commas += "a,\"';";
  for (int i = 0; i < 256; ++i) emoji += "😀";
  texts.insert(texts.end(), {words, runs, cyrillic, chinese, commas, emoji, runs + cyrillic + chinese});
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK_NOTHROW(search({.text = text}));
    CHECK_NOTHROW(search({.text = text, .is_unfinished = true}));
    CHECK_NOTHROW(search({.text = "Almaty " + text, .near = LonLat{180, 90}, .limit = 1000}));
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

TEST_CASE("a query of many names is cut, not refused") {
  std::string text = "Almaty";
  for (int i = 0; i < 40; ++i) text += " Kazakhstan";
  CHECK(contains(search({.text = text}), "almaty"));
}

TEST_CASE("a position on land is told from the finest to the country") {
  CHECK(at({66.9597, 39.6542}).back() == "uzbekistan");
  CHECK(contains(at({66.9597, 39.6542}), "samarkand"));
  CHECK(at({-95.55551, 33.66094}) == Ids{kParisTexas, "admin2:US.TX.277", "admin1:US.TX", "country:US"});
  CHECK(at({-95.55551, 33.66094}, PlaceKind::settlement) ==
        Ids{kParisTexas, "admin2:US.TX.277", "admin1:US.TX", "country:US"});
  CHECK(at({-95.55551, 33.66094}, PlaceKind::district) ==
        Ids{"admin2:US.TX.277", "admin1:US.TX", "country:US"});
  CHECK(at({-95.55551, 33.66094}, PlaceKind::division) == Ids{"admin1:US.TX", "country:US"});
  CHECK(at({-95.55551, 33.66094}, PlaceKind::country) == Ids{"country:US"});
}

TEST_CASE("a position in open country is told by the nearest settlement's surroundings") {
  CHECK(at({-95.6, 33.75}) == Ids{"admin2:US.TX.277", "admin1:US.TX", "country:US"});
}

TEST_CASE("far from all settlements there is nothing") {
  for (const LonLat position :
       {LonLat{-30, 45}, LonLat{0, 90}, LonLat{0, -90}, LonLat{180, 0}, LonLat{-180, 0}, LonLat{180, 90},
        LonLat{-180, -90}, LonLat{179.9999, 89.9999}, LonLat{-140, -40}}) {
    CAPTURE(position.lon, position.lat);
    for (const PlaceKind finest : {PlaceKind::country, PlaceKind::settlement, PlaceKind::venue})
      CHECK(at(position, finest).empty());
  }
}

TEST_CASE("what is near is found over the antimeridian and the poles") {
  const TemporaryDirectory directory;
  const auto row = [](int id, const char* name, double lon, double lat) {
    return std::to_string(id) + '\t' + name + '\t' + name + "\t\t" + std::to_string(lat) + '\t' +
           std::to_string(lon) + "\tP\tPPL\tXX" + std::string(6, '\t') + "900" + std::string(4, '\t') + '\n';
  };
  write_file(directory.path() / "cities.txt", row(1, "West", 179.95, -16) + row(2, "East", -179.95, -16) +
                                                  row(3, "Line", 180, -17) + row(4, "Pole", 100, 89.9) +
                                                  row(5, "South", -100, -90));
  const Gazetteer places = Gazetteer::build_in_memory({.cities = directory.path() / "cities.txt"});
  const auto near = [&](LonLat centre) {
    std::string names;
    for (const PlaceNumber place : places.nearby(centre, Meters::kilometers(60)))
      names += std::string(places.place(place).name) + ' ';
    return names;
  };
  CHECK(near({179.99, -16}) == "West East ");
  CHECK(near({-179.99, -16}) == "East West ");
  CHECK(near({180, -16}).size() == near({-180, -16}).size());
  CHECK(near({-179.9, -17}) == "Line ");
  CHECK(near({179.9, -17}) == "Line ");
  CHECK(near({-80, 89.9}) == "Pole ");
  CHECK(near({0, 90}) == "Pole ");
  CHECK(near({-80, 89.7}) == "Pole ");
  CHECK(near({80, -89.9}) == "South ");
  CHECK(near({0, 0}).empty());
}

TEST_CASE("importance is between 0 and 1, and grows with the people") {
  PlaceRow row{.kind = PlaceKind::settlement};
  double last = -1;
  for (const std::uint32_t people : {0U, 1U, 1000U, 1'000'000U, 4'000'000'000U}) {
    row.population = people;
    CHECK(importance_of(row) > last);
    CHECK(importance_of(row) <= 1);
    last = importance_of(row);
  }
}

}  // namespace photomap
