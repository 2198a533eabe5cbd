#include "geo/gazetteer.hpp"

#include "geo/source_error.hpp"
#include "geo/text.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace photomap {

namespace {
std::vector<std::string> ids_of(const std::string& name) {
  std::vector<std::string> ids;
  for (const NameMatch& match : test_gazetteer().find(fold(name)))
    ids.push_back(test_gazetteer().place(match.place).id);
  std::sort(ids.begin(), ids.end());
  return ids;
}
}  // namespace

TEST_CASE("names in any script find their places") {
  CHECK(ids_of("АЛМАТЫ") == std::vector<std::string>{"almaty"});
  CHECK(ids_of("alma-ata") == std::vector<std::string>{"almaty"});
  CHECK(ids_of("阿拉木图") == std::vector<std::string>{"almaty"});
  CHECK(ids_of("Samarqand") == std::vector<std::string>{"samarkand"});
  CHECK(ids_of("霍尔果斯") == std::vector<std::string>{"khorgos_cn", "khorgos_kz"});
  CHECK(ids_of("Ouzbékistan") == std::vector<std::string>{"uzbekistan"});
  CHECK(ids_of("no such place").empty());
}

TEST_CASE("a town of GeoNames and of data/places.csv is one place, its namesakes are others") {
  CHECK(ids_of("Aqkol") == std::vector<std::string>{"aqkol", "geonames:1526797", "geonames:610764"});
  const auto aqkol = test_gazetteer().find_place("aqkol");
  REQUIRE(aqkol);
  CHECK(aqkol->population == 2605);  // of GeoNames 1526443, which it took in
  CHECK_FALSE(test_gazetteer().find_place("geonames:1526443"));
  CHECK(test_gazetteer().find_place("geonames:1526797")->parent_id == "kazakhstan");
}

TEST_CASE("a place keeps what contains it, its source and its licence") {
  const auto bazaar = test_gazetteer().find_place("siab_bazaar");
  REQUIRE(bazaar);
  CHECK(bazaar->parent_id == "samarkand");
  CHECK(bazaar->country == "UZ");
  CHECK(bazaar->uncertainty == Meters{400});
  CHECK_FALSE(bazaar->source.empty());
  CHECK(test_gazetteer().find_place("icbc")->country.empty());  // on both sides of the border
  CHECK(test_gazetteer().find_place("country:CN")->licence.find("ODbL") != std::string::npos);
  CHECK(test_gazetteer().find_place("geonames:551487")->licence.find("CC BY 4.0") != std::string::npos);
}

TEST_CASE("the circle of a country reaches its outline") {
  CHECK(test_gazetteer().find_place("country:GE")->uncertainty > Meters::kilometers(150));
  CHECK(test_gazetteer().find_place("country:GE")->uncertainty < Meters::kilometers(500));
  CHECK(test_gazetteer().find_place("country:RU")->uncertainty > Meters::kilometers(3000));
}

TEST_CASE("demonyms know their country") {
  CHECK(test_gazetteer().find_country_of_demonym("chinese") == "CN");
  CHECK(test_gazetteer().find_country_of_demonym("kazakhstani") == "KZ");
  CHECK_FALSE(test_gazetteer().find_country_of_demonym("huawei"));
}

TEST_CASE("codes of airports are no names") {
  CHECK_FALSE(test_gazetteer().has_name("ala"));
}

TEST_CASE("a built gazetteer opens again, a failed build leaves nothing") {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "gazetteer.bin";
  build_gazetteer({.places = project_file("data/places.csv")}, file);
  CHECK(Gazetteer::open(file).place_count() == 27);

  write_file(directory.path() / "bad.csv",
             "id,name,aliases,lat,lon,uncertainty_m,feature_type,parent_place,country,source\nx,X,,north,1,1,"
             "city,,KZ,s\n");
  CHECK_THROWS_WITH(build_gazetteer({.places = directory.path() / "bad.csv"}, directory.path() / "new.bin"),
                    Catch::Contains("bad.csv:2: lat \"north\" is no number"));
  CHECK_FALSE(std::filesystem::exists(directory.path() / "new.bin"));
  CHECK_FALSE(std::filesystem::exists(directory.path() / "new.bin.partial"));
}

TEST_CASE("what is no gazetteer is refused by name") {
  const TemporaryDirectory directory;
  write_file(directory.path() / "notes.txt", std::string(5000, 'x'));
  CHECK_THROWS_WITH(Gazetteer::open(directory.path() / "none.bin"),
                    Catch::Contains("none.bin: no such gazetteer"));
  CHECK_THROWS_WITH(Gazetteer::open(directory.path() / "notes.txt"),
                    Catch::Contains("notes.txt: is no photomap gazetteer"));
}

}  // namespace photomap
