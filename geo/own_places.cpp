// The project's own data: places, regions and further names.
#include "geo/csv_table.hpp"
#include "geo/gazetteer_sources.hpp"
#include "geo/source_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>

namespace photomap {

namespace {

std::vector<std::string> split_aliases(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find('|'), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

// Calls back for every row. These are the project's own files: one row that can't be read fails all.
void for_each_row(const std::filesystem::path& csv, std::span<const std::string_view> columns,
                  std::span<const std::string_view> required, const std::function<void(CsvRow&)>& visit) {
  const std::string name = csv.string();
  CsvTable(load_file(csv), name, columns, required).for_each_row([&](CsvRow& row) {
    if (row.fault().empty()) visit(row);
    if (!row.fault().empty()) throw SourceError(name, row.line(), row.fault());
  });
}

std::string text_of(const CsvRow& row, std::string_view column) {
  return std::string(row.cell(column));
}

// A bound of an interval: of a year or month its first or its last day.
std::optional<std::chrono::sys_days> read_day(CsvRow& row, std::string_view column,
                                              std::chrono::sys_days DateInterval::*end) {
  const std::string_view text = row.cell(column);
  if (text.empty()) return std::nullopt;
  if (const auto period = parse_period(text)) return (*period).*end;
  row.fail(fmt::format("{} \"{}\" is no year, month or day", column, text));
  return std::nullopt;
}

// "KZ/CN" lies in both: the country of a photo there is not known.
std::string single_country(const std::string& code) {
  return code.size() == 2 ? code : "";
}

PlaceKind kind_of(const std::string& feature_type, Origin origin) {
  if (feature_type == "country") return PlaceKind::country;
  if (feature_type == "city" || feature_type == "town" || feature_type == "village")
    return PlaceKind::settlement;
  if (feature_type == "airport") return PlaceKind::airport;
  if (feature_type == "admin1") return PlaceKind::division;
  if (feature_type == "admin2") return PlaceKind::district;
  if (feature_type == "neighbourhood" || feature_type == "borough") return PlaceKind::quarter;
  if (feature_type == "mountain_range" || feature_type == "river" || feature_type == "lake")
    return PlaceKind::region;
  return origin == Origin::regions ? PlaceKind::region : PlaceKind::venue;
}

constexpr std::string_view kPreferred = "preferred";

NameKind read_kind(CsvRow& row) {
  const std::string_view kind = row.cell("kind");
  if (kind.empty()) return NameKind::historical;
  if (kind == "alternate" || kind == kPreferred) return NameKind::alternate;
  if (kind == "abbreviation") return NameKind::abbreviation;
  if (kind != "demonym")
    row.fail(fmt::format("kind \"{}\" is none of preferred, alternate, abbreviation and demonym", kind));
  return NameKind::demonym;
}

SourcePlace read_own_place(CsvRow& row, Origin origin) {
  constexpr double kWidest = 20'100'000;  // half around the earth
  const auto number = [&](std::string_view column, double least, double most) {
    const auto value = row.read_number(column, least, most);
    if (!value) row.fail(fmt::format("{} is missing", column));
    return value.value_or(0);
  };
  Place place{.id = text_of(row, "id"),
              .name = text_of(row, "name"),
              .feature_type = text_of(row, "feature_type"),
              .country = single_country(text_of(row, "country")),
              .location = {number("lon", -180, 180), number("lat", -90, 90)},
              .uncertainty = {number("uncertainty_m", 1, kWidest)},
              .parent_id = text_of(row, "parent_place"),
              .population = 0,
              .source = text_of(row, "source"),
              .licence = std::string(terms_of(origin).licence)};
  if (place.id.empty() || place.name.empty()) row.fail("a place needs an id and a name");
  SourcePlace named{.place = place,
                    .kind = kind_of(place.feature_type, origin),
                    .origin = origin,
                    .names = {{.text = place.name, .kind = NameKind::main}}};
  for (std::string& alias : split_aliases(row.cell("aliases")))
    named.names.push_back({.text = std::move(alias)});
  return named;
}

// The file names a parent as people do; what has no row of its own is for people only.
void resolve_parents(std::vector<SourcePlace>& places) {
  std::map<std::string, std::string> id_by_name;
  for (const SourcePlace& named : places) id_by_name.emplace(named.place.name, named.place.id);
  for (SourcePlace& named : places) {
    const auto parent = id_by_name.find(named.place.parent_id);
    named.place.parent_id = parent != id_by_name.end() ? parent->second : "";
  }
}

}  // namespace

std::vector<SourcePlace> load_own_places(const std::filesystem::path& csv, Origin origin) {
  constexpr std::array<std::string_view, 10> kColumns = {
      "id",           "name",         "aliases", "lat",   "lon", "uncertainty_m",
      "feature_type", "parent_place", "country", "source"};
  std::vector<SourcePlace> places;
  for_each_row(csv, kColumns, kColumns, [&](CsvRow& row) { places.push_back(read_own_place(row, origin)); });
  resolve_parents(places);
  return places;
}

std::vector<FurtherName> load_further_names(const std::filesystem::path& csv) {
  constexpr std::array<std::string_view, 6> kColumns = {"name",     "language", "valid_from",
                                                        "valid_to", "place",    "kind"};
  const auto required = std::span(kColumns).first(5);
  std::vector<FurtherName> names;
  for_each_row(csv, kColumns, required, [&](CsvRow& row) {
    if (row.cell("name").empty() || row.cell("place").empty()) row.fail("a name and a place are needed");
    names.push_back({.place_id = text_of(row, "place"),
                     .name = {.text = text_of(row, "name"),
                              .language = text_of(row, "language"),
                              .kind = read_kind(row),
                              .valid_from = read_day(row, "valid_from", &DateInterval::first),
                              .valid_to = read_day(row, "valid_to", &DateInterval::last)},
                     .is_preferred = row.cell("kind") == kPreferred,
                     .line = row.line()});
  });
  return names;
}

}  // namespace photomap
