#include "geo/gazetteer_sources.hpp"

#include "geo/csv.hpp"
#include "geo/json.hpp"
#include "geo/source_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string_view>

namespace photomap {

namespace {

constexpr std::string_view kOwnLicence =
    "photomap places: compiled from public sources named in each row of data/places.csv, among them "
    "Wikipedia, "
    "SimpleMaps World Cities (CC BY 4.0) and OurAirports (public domain)";
constexpr std::string_view kCountriesLicence =
    "world-countries by Mohammed Le Doze, ODbL 1.0, github.com/mledoze/countries";
constexpr std::string_view kGeoNamesLicence = "GeoNames (cities500), CC BY 4.0, www.geonames.org";

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::optional<double> parse_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

// Cells of a record by the name of their column.
class Row {
 public:
  Row(const std::map<std::string, std::size_t>& columns, const CsvRecord& record, const std::string& file)
      : columns_(columns), record_(record), file_(file) {}

  const std::string& cell(const std::string& column) const { return record_.fields.at(columns_.at(column)); }

  double number(const std::string& column) const {
    if (const auto value = parse_number(cell(column))) return *value;
    throw SourceError(file_, record_.line, fmt::format("{} \"{}\" is no number", column, cell(column)));
  }

 private:
  const std::map<std::string, std::size_t>& columns_;
  const CsvRecord& record_;
  const std::string& file_;
};

std::map<std::string, std::size_t> read_columns(const CsvRecord& header, const std::string& file) {
  std::map<std::string, std::size_t> columns;
  for (std::size_t i = 0; i < header.fields.size(); ++i) columns[header.fields[i]] = i;
  for (const char* needed : {"id", "name", "aliases", "lat", "lon", "uncertainty_m", "feature_type",
                             "parent_place", "country", "source"}) {
    if (!columns.contains(needed))
      throw SourceError(file, header.line, fmt::format("the column \"{}\" is missing", needed));
  }
  return columns;
}

// "KZ/CN" lies in both: the country of a photo there is not known.
std::string single_country(const std::string& code) {
  return code.size() == 2 ? code : "";
}

NamedPlace read_own_place(const Row& row, int line, const std::string& file) {
  Place place{.id = row.cell("id"),
              .name = row.cell("name"),
              .feature_type = row.cell("feature_type"),
              .country = single_country(row.cell("country")),
              .location = {row.number("lon"), row.number("lat")},
              .uncertainty = {row.number("uncertainty_m")},
              .parent_id = row.cell("parent_place"),
              .population = 0,
              .source = row.cell("source"),
              .licence = std::string(kOwnLicence)};
  if (place.id.empty() || place.name.empty()) throw SourceError(file, line, "a place needs an id and a name");
  if (!is_on_earth(place.location) || place.uncertainty.value <= 0) {
    throw SourceError(file, line,
                      fmt::format("\"{}\": lon, lat or uncertainty_m is out of range", place.name));
  }
  NamedPlace named{.place = place, .names = {place.name}, .demonyms = {}};
  for (std::string& alias : split(row.cell("aliases"), '|')) named.names.push_back(std::move(alias));
  return named;
}

// The file names a parent as people do; a parent that has no row of its own is the country, if that has one.
void resolve_parents(std::vector<NamedPlace>& places) {
  std::map<std::string, std::string> id_by_name;
  std::map<std::string, std::string> id_of_country;
  for (const NamedPlace& named : places) {
    id_by_name.emplace(named.place.name, named.place.id);
    if (named.place.feature_type == "country") id_of_country.emplace(named.place.country, named.place.id);
  }
  for (NamedPlace& named : places) {
    const auto parent = id_by_name.find(named.place.parent_id);
    const auto country = id_of_country.find(named.place.country);
    named.place.parent_id.clear();
    if (parent != id_by_name.end()) {
      named.place.parent_id = parent->second;
    } else if (country != id_of_country.end() && country->second != named.place.id) {
      named.place.parent_id = country->second;
    }
  }
}

void add_country_names(const Json& json, std::vector<std::string>& names) {
  for (const char* form : {"common", "official"}) names.push_back(json.at(form));
}

void collect_corners(const Json& coordinates, std::vector<LonLat>& corners) {
  if (!coordinates.empty() && coordinates[0].is_number()) {
    corners.push_back({coordinates[0], coordinates[1]});
    return;
  }
  for (const Json& part : coordinates) collect_corners(part, corners);
}

// Enough for Kosovo and the small islands; an outline only makes it larger.
constexpr Meters kReachWithoutOutline = Meters::kilometers(100);

Meters reach_of_outline(const std::filesystem::path& geojson, LonLat centre) {
  const Json collection = Json::parse(load_file(geojson));
  std::vector<LonLat> corners;
  for (const Json& feature : collection.at("features")) {
    // One outline, Kosovo's, has no geometry.
    if (feature.contains("geometry")) collect_corners(feature["geometry"].at("coordinates"), corners);
  }
  Meters reach = kReachWithoutOutline;
  for (const LonLat corner : corners) reach = std::max(reach, distance(centre, corner));
  return {std::ceil(reach.value / 1000) * 1000};
}

std::string lower_ascii(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return text;
}

NamedPlace read_country(const Json& json, const std::filesystem::path& directory) {
  NamedPlace named;
  const Json& name = json.at("name");
  add_country_names(name, named.names);
  for (const Json& native : name.at("native")) add_country_names(native, named.names);
  for (const Json& translation : json.at("translations")) add_country_names(translation, named.names);
  for (const std::string spelling : json.at("altSpellings")) {
    if (spelling.size() > 2) named.names.push_back(spelling);
  }
  for (const Json& language : json.at("demonyms")) {
    for (const std::string demonym : language) named.demonyms.push_back(demonym);
  }
  const LonLat centre{json.at("latlng").at(1), json.at("latlng").at(0)};
  const std::string code = json.at("cca2");
  named.place = {.id = "country:" + code,
                 .name = name.at("common"),
                 .feature_type = "country",
                 .country = code,
                 .location = centre,
                 .uncertainty = reach_of_outline(
                     directory / "data" / (lower_ascii(json.at("cca3")) + ".geo.json"), centre),
                 .parent_id = "",
                 .population = 0,
                 .source = "world-countries " + code,
                 .licence = std::string(kCountriesLicence)};
  return named;
}

// Columns of GeoNames' "geoname" table that are used here.
enum CityColumn : std::size_t {
  kId,
  kName,
  kAsciiName,
  kAlternateNames,
  kLat,
  kLon,
  kClass,
  kCode,
  kCountry,
  kPopulation = 14,
  kCityColumns = 19
};

std::vector<std::string_view> split_fields(std::string_view line) {
  std::vector<std::string_view> fields;
  while (true) {
    const auto end = line.find('\t');
    fields.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

const char* settlement_type(std::int64_t population) {
  if (population >= 100'000) return "city";
  return population >= 5'000 ? "town" : "village";
}

// GeoNames gives a point, to two or three decimals, somewhere in the built-up area. Checked against towns of
// known extent (a town of 14,000 reaches 3 km, a city of half a million 9 km, one of two millions 16 km).
Meters settlement_radius(std::int64_t population) {
  if (population == 0) return Meters::kilometers(4);
  return {2000 + 10 * std::sqrt(static_cast<double>(population))};
}

// Codes of airports and the like are no names: "ALA", "TSE".
bool is_code(std::string_view name) {
  return name.size() <= 3 &&
         std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '.'; });
}

NamedPlace read_city(const std::vector<std::string_view>& fields, double lon, double lat) {
  const auto population = static_cast<std::int64_t>(parse_number(fields[kPopulation]).value_or(0));
  NamedPlace named{.place = {.id = fmt::format("geonames:{}", fields[kId]),
                             .name = std::string(fields[kName]),
                             .feature_type = settlement_type(population),
                             .country = std::string(fields[kCountry]),
                             .location = {lon, lat},
                             .uncertainty = settlement_radius(population),
                             .parent_id = "",
                             .population = population,
                             .source = fmt::format("GeoNames {}", fields[kId]),
                             .licence = std::string(kGeoNamesLicence)},
                   .names = {std::string(fields[kName]), std::string(fields[kAsciiName])},
                   .demonyms = {}};
  for (std::string& name : split(fields[kAlternateNames], ',')) {
    if (!is_code(name)) named.names.push_back(std::move(name));
  }
  return named;
}

}  // namespace

std::string load_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream.is_open() || !std::filesystem::is_regular_file(file)) {
    throw std::runtime_error(
        fmt::format("{}: can't be read; check the path and its permissions", file.string()));
  }
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<NamedPlace> load_own_places(const std::filesystem::path& csv) {
  const std::string name = csv.string();
  std::vector<NamedPlace> places;
  std::map<std::string, std::size_t> columns;
  for_each_csv_record(load_file(csv), [&](const CsvRecord& record) {
    if (columns.empty()) {
      columns = read_columns(record, name);
    } else if (!record.well_formed || record.fields.size() != columns.size()) {
      throw SourceError(name, record.line,
                        fmt::format("{} cells where the header has {}, or a quote left open",
                                    record.fields.size(), columns.size()));
    } else {
      places.push_back(read_own_place(Row(columns, record, name), record.line, name));
    }
  });
  resolve_parents(places);
  return places;
}

// "Republic of Turkey" is Turkey, the only English name that the package has for it; but that of China is not
// what China is.
void add_short_names(std::vector<NamedPlace>& countries) {
  constexpr std::string_view kRepublic = "Republic of ";
  std::set<std::string> taken;
  for (const NamedPlace& country : countries) taken.insert(country.place.name);
  for (NamedPlace& country : countries) {
    for (std::size_t i = country.names.size(); i-- > 0;) {
      if (!country.names[i].starts_with(kRepublic)) continue;
      const std::string name = country.names[i].substr(kRepublic.size());
      if (!taken.contains(name)) country.names.push_back(name);
    }
  }
}

std::vector<NamedPlace> load_countries(const std::filesystem::path& directory) {
  std::vector<NamedPlace> countries;
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

void for_each_city(const std::filesystem::path& tsv, const std::function<void(const NamedPlace&)>& visit) {
  const std::string text = load_file(tsv);
  int line_number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto fields = split_fields(std::string_view(text).substr(at, end - at));
    at = end + 1;
    ++line_number;
    const auto lon = fields.size() == kCityColumns ? parse_number(fields[kLon]) : std::nullopt;
    const auto lat = fields.size() == kCityColumns ? parse_number(fields[kLat]) : std::nullopt;
    if (!lon || !lat)
      throw SourceError(tsv.string(), line_number, "is no row of GeoNames' geoname table (19 columns)");
    if (fields[kClass] == "P") visit(read_city(fields, *lon, *lat));
  }
}

}  // namespace photomap
