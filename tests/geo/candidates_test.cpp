#include "geo/candidates.hpp"

#include "geo/text.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace photomap {

namespace {

const Gazetteer& gazetteer() {
  return test_gazetteer_with_divisions();
}

// How far the place is believed in under this name, at a date.
double factor_of_time(const std::string& name, const std::string& id, const char* date) {
  for (const NameMatch& match : gazetteer().find(fold(name))) {
    if (gazetteer().place(match.place).id == id)
      return factor_of_time(gazetteer(), match, parse_date(date)).value;
  }
  FAIL(id << " is not called " << name);
  return 0;
}

std::vector<std::string> ids_of(const char* name, const NameLookup& lookup) {
  std::vector<std::string> ids;
  for (const NameCandidate& candidate : find_candidates(gazetteer(), fold(name), lookup))
    ids.push_back(gazetteer().place(candidate.match.place).id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

const std::string kAstana = "astana";
const std::string kBishkek = "geonames:1528675";
const std::string kKarakol = "geonames:1528121";

}  // namespace

TEST_CASE("a name is believed while it was used, be it once, twice or until today") {
  struct Row {
    const char* name;
    std::string id;
    const char* date;
    bool is_used;
  };
  const std::vector<Row> rows = {
      {"Tselinograd", kAstana, "1961-03-19", false},
      {"Tselinograd", kAstana, "1961-03-20", true},
      {"Tselinograd", kAstana, "1992-07-06", true},
      {"Tselinograd", kAstana, "1992-07-07", false},
      {"Tselinograd", kAstana, "1992", true},  // some day of that year
      {"Tselinograd", kAstana, "2010", false},
      {"Целиноград", kAstana, "2010", false},
      {"Nur-Sultan", kAstana, "2020", true},
      {"Nur-Sultan", kAstana, "2024", false},
      {"Astana", kAstana, "2010", true},
      {"Astana", kAstana, "2024", true},
      {"Verny", "almaty", "1900", true},
      {"Verny", "almaty", "2000", false},
      {"Almaty", "almaty", "1900", true},  // a main name is what people look up
      {"Frunze", kBishkek, "1950", true},
      {"Frunze", kBishkek, "2022", false},
      {"Bishkek", kBishkek, "2022", true},
      {"Przhevalsk", kKarakol, "1900", true},
      {"Przhevalsk", kKarakol, "1930", false},
      {"Przhevalsk", kKarakol, "1960", true},
      {"Przhevalsk", kKarakol, "2010", false},
      {"Karakol", kKarakol, "2010", true},
      {"Samarkand", "samarkand", "1900", true},  // nobody knows dates
  };
  for (const Row& row : rows) {
    CAPTURE(row.name, row.date);
    CHECK((factor_of_time(row.name, row.id, row.date) == 1) == row.is_used);
    CHECK(factor_of_time(row.name, row.id, row.date) > 0);
    CHECK(factor_of_time(row.name, row.id, "no date") == 1);
  }
}

TEST_CASE("each place that bears a name is one candidate") {
  CHECK(ids_of("Paris", {}).size() > 8);
  const std::vector<std::string> ids = ids_of("Paris", {});
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
  CHECK(ids_of("Przhevalsk", {}) == std::vector<std::string>{kKarakol});
  CHECK(ids_of("", {}).empty());
  CHECK(ids_of("xqzzvwpk", {.spelt_otherwise = true, .is_given = true}).empty());
}

TEST_CASE("demonyms and misspellings count only where a name is given") {
  CHECK(ids_of("Kazakhstani", {}).empty());
  CHECK(ids_of("Kazakhstani", {.is_given = true}) == std::vector<std::string>{"kazakhstan"});
  CHECK(ids_of("Samarkqand", {}).empty());
  CHECK(ids_of("Samarkqand", {.is_given = true}) == std::vector<std::string>{"samarkand"});
  CHECK(ids_of("Samarcande", {.spelt_otherwise = true}) == std::vector<std::string>{"samarkand"});
}

TEST_CASE("a name with a short u is also one that is written with a u") {
  CHECK(ids_of("Дўшанбе", {}) == ids_of("Душанбе", {}));
  CHECK_FALSE(ids_of("Дўшанбе", {}).empty());
  CHECK(name_tests(gazetteer()).is_name(fold("Дўшанбе")));
}

TEST_CASE("a candidate's belief is the product of its factors") {
  for (const char* name : {"Paris", "Springfield", "Samarkand", "Texas", "Frunze"}) {
    for (const NameCandidate& candidate : find_candidates(gazetteer(), fold(name), {})) {
      double product = 1;
      for (const Factor& factor : candidate.factors) product *= factor.value;
      CHECK(candidate.belief == Approx(product));
      CHECK(candidate.belief > 0);
    }
  }
}

}  // namespace photomap
