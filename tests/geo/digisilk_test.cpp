// The essays of data/essays/digisilk.txt, photo by photo, as a careful reader places them.
#include "geo/geocoder.hpp"
#include "geo/import.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace photomap {

namespace {

const std::vector<std::vector<std::string>>& careful_reading() {
  static const std::vector<std::vector<std::string>> places = {
      {"almaty", "almaty", "almaty", "almaty", "almaty", "almaty", "almaty", "almaty"},
      {"bibi_khanym", "gur_e_amir", "shah_i_zinda", "siab_bazaar", "siab_bazaar", "registan", "registan",
       "chorsu_tashkent", "besh_qozon", "chorsu_tashkent", "tashkent", "tashkent_city_park", "samarkand"},
      {"almaty", "almaty", "almaty", "astana", "nqz_airport", "almaty", "almaty", "almaty|astana", "almaty",
       "kazan_cathedral_almaty", "shymbulak"},
      {"nur_alem", "astana", "astana", "astana", "almaty", "almaty", "almaty|astana", "almaty|astana",
       "almaty", "restopark_almaty"},
      {"aqkol", "aqkol", "aqkol", "aqkol", "aqkol", "aqkol", "aqkol", "aqkol", "aqkol", "aqkol"},
      {"icbc_kz", "icbc_kz", "khorgos_kz|khorgos_cn", "khorgos_kz|khorgos_cn", "icbc_cn", "icbc_cn",
       "icbc_cn", "icbc_cn", "icbc_cn", "khorgos_kz", "khorgos_gateway", "khorgos_kz|khorgos_cn",
       "khorgos_kz|khorgos_cn", "khorgos_gateway"}};
  return places;
}

// The best place, and after it the others that remain possible.
std::string places_of(const Georeference& where) {
  std::string places = where.place_id;
  for (std::size_t i = 1; i < where.candidates.size(); ++i) places += "|" + where.candidates[i].place_id;
  return places;
}

const SourceDocument& digisilk() {
  static const LoadedSource source = load_source(project_file("data/essays/digisilk.txt"));
  return source.document;
}

void check_careful_reading(const Gazetteer& gazetteer) {
  REQUIRE(digisilk().essays.size() == careful_reading().size());
  Geocoder geocoder(gazetteer);
  for (std::size_t e = 0; e < digisilk().essays.size(); ++e) {
    const auto answers = geocoder.locate_essay(digisilk().essays[e]);
    REQUIRE(answers.size() == careful_reading()[e].size());
    for (std::size_t i = 0; i < answers.size(); ++i) {
      CAPTURE(digisilk().essays[e].title, i + 1, digisilk().essays[e].photos[i].caption, answers[i].reason);
      CHECK(places_of(answers[i]) == careful_reading()[e][i]);
      CHECK(answers[i].uncertainty.value > 0);
      CHECK(answers[i].confidence > 0.3);
      CHECK_FALSE(answers[i].country.empty());
      CHECK_FALSE(answers[i].reason.empty());
    }
  }
}

}  // namespace

TEST_CASE("all 66 photos come out where a careful reader puts them") {
  check_careful_reading(test_gazetteer());
}

TEST_CASE("with all the world's places in the gazetteer too") {
  if (built_gazetteer() != nullptr) check_careful_reading(*built_gazetteer());
}

TEST_CASE("without the venues of data/places.csv every photo still reaches its city") {
  const std::map<std::string, std::string> city_of = {{"bibi_khanym", "samarkand"},
                                                      {"gur_e_amir", "samarkand"},
                                                      {"shah_i_zinda", "samarkand"},
                                                      {"siab_bazaar", "samarkand"},
                                                      {"registan", "samarkand"},
                                                      {"chorsu_tashkent", "tashkent"},
                                                      {"besh_qozon", "tashkent"},
                                                      {"tashkent_city_park", "tashkent"},
                                                      {"nqz_airport", "astana"},
                                                      {"shymbulak", "almaty"},
                                                      {"kazan_cathedral_almaty", "almaty"},
                                                      {"nur_alem", "astana"},
                                                      {"restopark_almaty", "almaty"}};
  Geocoder geocoder(test_gazetteer_without_venues());
  for (std::size_t e = 0; e < digisilk().essays.size(); ++e) {
    const auto answers = geocoder.locate_essay(digisilk().essays[e]);
    for (std::size_t i = 0; i < answers.size(); ++i) {
      CAPTURE(digisilk().essays[e].photos[i].caption, answers[i].reason);
      const std::string& expected = careful_reading()[e][i];
      if (e == 5) {
        CHECK((answers[i].place_id == "khorgos_kz" || answers[i].place_id == "khorgos_cn"));
      } else {
        CHECK(answers[i].place_id ==
              (city_of.contains(expected) ? city_of.at(expected) : expected.substr(0, expected.find('|'))));
      }
    }
  }
}

}  // namespace photomap
