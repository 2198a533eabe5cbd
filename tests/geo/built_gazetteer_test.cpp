// The gazetteer that scripts/build made, with all its sources.
#include "geo/candidates.hpp"
#include "geo/geocoder.hpp"
#include "geo/search.hpp"
#include "geo/text.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>

namespace photomap {

namespace {

LonLat location(const PlaceRow& row) {
  return {row.lon, row.lat};
}

std::string_view country(const PlaceRow& row) {
  return row.country[0] == '\0' ? std::string_view() : std::string_view(row.country, 2);
}

std::optional<PlaceRow> first_answer(const PlaceQuery& query) {
  const auto found = search_places(*built_gazetteer(), query);
  return found.empty() ? std::nullopt : std::optional(built_gazetteer()->row(found.front().place));
}

// The first answer that is no district or region of the same name.
std::optional<PlaceRow> first_settlement(const PlaceQuery& query) {
  for (const FoundPlace& found : search_places(*built_gazetteer(), query)) {
    if (built_gazetteer()->row(found.place).kind == PlaceKind::settlement)
      return built_gazetteer()->row(found.place);
  }
  return std::nullopt;
}

constexpr LonLat kAkkol{70.94, 51.99};
constexpr LonLat kKhorgosKz{80.24, 44.21};
constexpr LonLat kKhorgosCn{80.41, 44.21};

}  // namespace

TEST_CASE("the built gazetteer: no town of the five republics stands there twice") {
  if (built_gazetteer() == nullptr) return;
  const std::set<std::string_view> republics = {"KZ", "UZ", "KG", "TJ", "TM"};
  std::size_t looked_at = 0;
  for (PlaceNumber p = 0; p < built_gazetteer()->place_count(); ++p) {
    const PlaceRow& row = built_gazetteer()->row(p);
    if (row.kind != PlaceKind::settlement || !republics.contains(country(row))) continue;
    ++looked_at;
    for (const PlaceNumber q : built_gazetteer()->nearby(location(row), Meters::kilometers(5))) {
      const PlaceRow& other = built_gazetteer()->row(q);
      if (q <= p || other.kind != PlaceKind::settlement || country(other) != country(row) ||
          other.attribution == row.attribution)
        continue;
      if (fold(built_gazetteer()->text(row.name)) == fold(built_gazetteer()->text(other.name)))
        FAIL_CHECK(built_gazetteer()->text(row.id) << " and " << built_gazetteer()->text(other.id) << ", "
                                                   << built_gazetteer()->text(row.name));
    }
  }
  CHECK(looked_at > 1'000);
}

TEST_CASE("the built gazetteer: what contains a place ends with a country or nothing") {
  if (built_gazetteer() == nullptr) return;
  std::size_t in_circles = 0;
  std::size_t looked_at = 0;
  for (PlaceNumber p = 0; p < built_gazetteer()->place_count(); ++p) {
    std::size_t steps = 0;
    PlaceNumber outer = built_gazetteer()->row(p).parent;
    for (; outer != kNoPlace && steps < 20; ++steps) outer = built_gazetteer()->row(outer).parent;
    if (outer != kNoPlace) ++in_circles;
    const PlaceNumber parent = built_gazetteer()->row(p).parent;
    if (parent == kNoPlace) continue;
    ++looked_at;
    const PlaceKind kind = built_gazetteer()->row(p).kind;
    const bool is_odd =
        kind == PlaceKind::country ||
        (kind == PlaceKind::division && built_gazetteer()->row(parent).kind != PlaceKind::country);
    if (is_odd)
      FAIL_CHECK(built_gazetteer()->text(built_gazetteer()->row(p).id)
                 << " lies in " << built_gazetteer()->text(built_gazetteer()->row(parent).id));
  }
  CHECK(in_circles == 0);
  CHECK(looked_at > 200'000);
}

TEST_CASE("the built gazetteer: every place has a source, an attribution, a position and a radius") {
  if (built_gazetteer() == nullptr) return;
  const std::vector<Attribution> attributions = built_gazetteer()->attributions();
  std::size_t bad = 0;
  for (PlaceNumber p = 0; p < built_gazetteer()->place_count(); ++p) {
    const PlaceRow& row = built_gazetteer()->row(p);
    const bool is_good = !built_gazetteer()->text(row.source).empty() &&
                         row.attribution < attributions.size() &&
                         !attributions[row.attribution].licence.empty() && is_on_earth(location(row)) &&
                         row.uncertainty_m > 0 && !built_gazetteer()->text(row.id).empty() &&
                         !built_gazetteer()->text(row.name).empty() &&
                         built_gazetteer()->find_number(built_gazetteer()->text(row.id)) == p;
    if (!is_good && ++bad < 20)
      FAIL_CHECK(built_gazetteer()->text(row.id) << ", " << built_gazetteer()->text(row.name));
  }
  CHECK(bad == 0);
  CHECK(built_gazetteer()->place_count() > 200'000);
}

TEST_CASE("the built gazetteer: both sides of Khorgos are found by every spelling") {
  if (built_gazetteer() == nullptr) return;
  for (const char* text : {"Khorgos", "Horgos", "Qorghas", "Korgas", "Хоргос", "霍尔果斯"}) {
    std::set<std::string_view> sides;
    for (const FoundPlace& found : search_places(*built_gazetteer(), {.text = text})) {
      const PlaceRow& row = built_gazetteer()->row(found.place);
      for (const LonLat side : {kKhorgosKz, kKhorgosCn}) {
        if (distance(location(row), side) < Meters::kilometers(20)) sides.insert(country(row));
      }
    }
    CAPTURE(text);
    CHECK(sides.contains("KZ"));
    CHECK(sides.contains("CN"));
  }
}

TEST_CASE("the built gazetteer: every spelling finds Aqkol, the first town there") {
  if (built_gazetteer() == nullptr) return;
  for (const char* text : {"Aqkol", "Akkol", "Akkol'", "Ақкөл", "Аккөл", "Акколь", "Aqköl"}) {
    CAPTURE(text);
    const auto found = search_places(*built_gazetteer(), {.text = text});
    CHECK(std::any_of(found.begin(), found.end(), [](const FoundPlace& f) {
      return distance(location(built_gazetteer()->row(f.place)), kAkkol) < Meters::kilometers(20);
    }));
    const auto town = first_settlement({.text = text, .viewbox = Bbox{69, 50, 73, 53}});
    REQUIRE(town);
    CHECK(distance(location(*town), kAkkol) < Meters::kilometers(20));
  }
}

TEST_CASE("the built gazetteer: a town named like its district is the first answer") {
  if (built_gazetteer() == nullptr) return;
  for (const char* text : {"Aqkol", "Akkol", "Аккөл", "Акколь"}) {
    CAPTURE(text);
    const auto found = first_answer({.text = text});
    REQUIRE(found);
    CHECK(found->kind == PlaceKind::settlement);
    // Another town that GeoNames calls Akkol' is larger.
    if (std::string_view(text) != "Akkol") CHECK(distance(location(*found), kAkkol) < Meters::kilometers(20));
  }
}

TEST_CASE("the built gazetteer: Kokand is found by every way to write its vowels") {
  if (built_gazetteer() == nullptr) return;
  for (const char* text : {"Қўқон", "Қуқон", "Qoʻqon", "Qo'qon", "Qoqon", "Kokand", "Коканд"}) {
    CAPTURE(text);
    const auto found = first_answer({.text = text});
    REQUIRE(found);
    CHECK(distance(location(*found), {70.94, 40.53}) < Meters::kilometers(20));
  }
}

namespace {

struct FormerName {
  const char* name;
  LonLat city;
  const char* used;      // a date at which it was called so
  const char* not_used;  // and one at which it was not; empty where the name is still used
};

const std::vector<FormerName> kFormerNames = {
    {"Akmolinsk", {71.43, 51.15}, "1950", "1975"},   {"Tselinograd", {71.43, 51.15}, "1975", "2010"},
    {"Aqmola", {71.43, 51.15}, "1995", "2010"},      {"Astana", {71.43, 51.15}, "2010", ""},
    {"Nur-Sultan", {71.43, 51.15}, "2020", "2010"},  {"Alma-Ata", {76.95, 43.25}, "1960", "2010"},
    {"Verny", {76.95, 43.25}, "1900", "1960"},       {"Frunze", {74.59, 42.87}, "1950", "2010"},
    {"Pishpek", {74.59, 42.87}, "1900", "1950"},     {"Leninabad", {69.62, 40.28}, "1960", "2010"},
    {"Stalinabad", {68.78, 38.54}, "1950", "1970"},  {"Panfilov", {80.0, 44.17}, "1970", "2010"},
    {"Dzharkent", {80.0, 44.17}, "1900", "1970"},    {"Semipalatinsk", {80.23, 50.43}, "1960", "2015"},
    {"Gurev", {51.88, 47.12}, "1960", "2010"},       {"Shevchenko", {51.16, 43.65}, "1980", "2010"},
    {"Ust-Kamenogorsk", {82.61, 49.97}, "1980", ""}, {"Dzhambul", {71.37, 42.9}, "1960", "2010"},
    {"Aulie-Ata", {71.37, 42.9}, "1900", "1960"},    {"Chimkent", {69.6, 42.3}, "1960", "2010"},
    {"Krasnovodsk", {52.97, 40.02}, "1960", "2010"}, {"Przhevalsk", {78.39, 42.49}, "1960", "2010"},
};

double factor_at(const FormerName& row, const char* date) {
  for (const NameMatch& match : built_gazetteer()->find(fold(row.name))) {
    if (distance(location(built_gazetteer()->row(match.place)), row.city) < Meters::kilometers(20) &&
        built_gazetteer()->row(match.place).kind == PlaceKind::settlement)
      return factor_of_time(*built_gazetteer(), match, parse_date(date)).value;
  }
  return -1;
}

}  // namespace

TEST_CASE("the built gazetteer: places of the essays are told by today's name in each language of the page") {
  if (built_gazetteer() == nullptr) return;
  const auto name = [](const char* id, const char* language) {
    return built_gazetteer()->display_name(built_gazetteer()->find_number(id).value(), language);
  };
  CHECK(name("astana", "ru") == "Астана");
  CHECK(name("astana", "kk") == "Астана");
  CHECK(name("astana", "en") == "Astana");
  CHECK(name("almaty", "kk") == "Алматы");
  CHECK(name("almaty", "uz") == "Olmaota");
  CHECK(name("almaty", "zh") == "阿拉木图");
  CHECK(name("siab_bazaar", "uz") == "Siyob bozori");
}

TEST_CASE("the built gazetteer: former names find their city first") {
  if (built_gazetteer() == nullptr) return;
  for (const FormerName& row : kFormerNames) {
    CAPTURE(row.name);
    // Aqmola is the region's name still.
    const auto found = std::string_view(row.name) == "Aqmola" ? first_settlement({.text = row.name})
                                                              : first_answer({.text = row.name});
    REQUIRE(found);
    CAPTURE(built_gazetteer()->text(found->id), built_gazetteer()->text(found->name));
    CHECK(distance(location(*found), row.city) < Meters::kilometers(20));
  }
}

TEST_CASE("the built gazetteer: former names are believed in their time, and not out of it") {
  if (built_gazetteer() == nullptr) return;
  for (const FormerName& row : kFormerNames) {
    CAPTURE(row.name, row.used, row.not_used);
    CHECK(factor_at(row, row.used) == 1);
    const std::string not_used = row.not_used;
    if (!not_used.empty()) {
      const double factor = factor_at(row, row.not_used);
      CHECK(factor > 0);
      CHECK(factor < 1);
    }
  }
}

TEST_CASE("the built gazetteer: what is no place alone is none, on either side of the border both") {
  if (built_gazetteer() == nullptr) return;
  Geocoder geocoder(*built_gazetteer());
  for (const char* text : {"Departure to Astana", "ER10 Media", "Senior Vice President", "Silk Road",
                           "Tech Garden", "Coffee Boom", "Love", "5G", "Cathedral of the Kazan Icon"}) {
    CAPTURE(text);
    CHECK_FALSE(geocoder.locate_text(text).location);
  }
  for (const char* name : {"Khorgos", "Horgos", "Qorghas", "Korgas", "Хоргос", "霍尔果斯"}) {
    CAPTURE(name);
    std::set<std::string> ids;
    for (const Candidate& candidate : geocoder.locate_text(name).candidates) ids.insert(candidate.place_id);
    CHECK(ids.contains("khorgos_kz"));
    CHECK(ids.contains("khorgos_cn"));
  }
  CHECK(geocoder.locate_text("Viewed from Kok Tobe, Almaty").place_id == "kok_tobe_almaty");
}

}  // namespace photomap
