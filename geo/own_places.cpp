// The project's own data: places, regions and further names.
#include "geo/csv.hpp"
#include "geo/gazetteer_sources.hpp"
#include "geo/source_error.hpp"
#include "geo/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
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

// Cells of a record by the name of their column.
class Row {
 public:
  Row(const std::map<std::string, std::size_t>& columns, const CsvRecord& record, const std::string& file)
      : columns_(columns), record_(record), file_(file) {}

  const std::string& cell(const std::string& column) const { return record_.fields.at(columns_.at(column)); }

  double number(const std::string& column) const {
    const std::string& text = cell(column);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size() && std::isfinite(value)) return value;
    throw complaint(fmt::format("{} \"{}\" is no number", column, text));
  }

  // A bound of an interval: of a year or month its first or its last day.
  std::optional<std::chrono::sys_days> day(const std::string& column,
                                           std::chrono::sys_days DateInterval::*end) const {
    const std::string& text = cell(column);
    if (text.empty()) return std::nullopt;
    if (const auto date = parse_period(text)) return (*date).*end;
    throw complaint(fmt::format("{} \"{}\" is no year, month or day", column, text));
  }

  SourceError complaint(const std::string& what) const { return {file_, record_.line, what}; }
  int line() const { return record_.line; }

 private:
  const std::map<std::string, std::size_t>& columns_;
  const CsvRecord& record_;
  const std::string& file_;
};

void for_each_row(const std::filesystem::path& csv, std::span<const char* const> needed,
                  const std::function<void(const Row&)>& visit) {
  const std::string name = csv.string();
  std::map<std::string, std::size_t> columns;
  const std::string bytes = load_file(csv);
  for_each_csv_record(require_utf8(bytes, name), [&](const CsvRecord& record) {
    if (!columns.empty()) {
      if (!record.well_formed || record.fields.size() != columns.size()) {
        throw SourceError(name, record.line,
                          fmt::format("{} cells where the header has {}, or a quote left open",
                                      record.fields.size(), columns.size()));
      }
      visit(Row(columns, record, name));
      return;
    }
    for (std::size_t i = 0; i < record.fields.size(); ++i) columns[record.fields[i]] = i;
    for (const char* column : needed) {
      if (!columns.contains(column))
        throw SourceError(name, record.line, fmt::format("the column \"{}\" is missing", column));
    }
  });
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

SourcePlace read_own_place(const Row& row, Origin origin) {
  Place place{.id = row.cell("id"),
              .name = row.cell("name"),
              .feature_type = row.cell("feature_type"),
              .country = single_country(row.cell("country")),
              .location = {row.number("lon"), row.number("lat")},
              .uncertainty = {row.number("uncertainty_m")},
              .parent_id = row.cell("parent_place"),
              .population = 0,
              .source = row.cell("source"),
              .licence = std::string(terms_of(origin).licence)};
  if (place.id.empty() || place.name.empty()) throw row.complaint("a place needs an id and a name");
  if (!is_on_earth(place.location) || place.uncertainty.value <= 0)
    throw row.complaint(fmt::format("\"{}\": lon, lat or uncertainty_m is out of range", place.name));
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
  constexpr const char* kColumns[] = {"id",      "name",          "aliases",      "lat",
                                      "lon",     "uncertainty_m", "feature_type", "parent_place",
                                      "country", "source"};
  std::vector<SourcePlace> places;
  for_each_row(csv, kColumns, [&](const Row& row) { places.push_back(read_own_place(row, origin)); });
  resolve_parents(places);
  return places;
}

std::vector<FurtherName> load_further_names(const std::filesystem::path& csv, NameKind kind) {
  constexpr const char* kColumns[] = {"name", "language", "valid_from", "valid_to", "place"};
  std::vector<FurtherName> names;
  for_each_row(csv, kColumns, [&](const Row& row) {
    if (row.cell("name").empty() || row.cell("place").empty())
      throw row.complaint("a name and a place are needed");
    names.push_back({.place_id = row.cell("place"),
                     .name = {.text = row.cell("name"),
                              .language = row.cell("language"),
                              .kind = kind,
                              .valid_from = row.day("valid_from", &DateInterval::first),
                              .valid_to = row.day("valid_to", &DateInterval::last)},
                     .line = row.line()});
  });
  return names;
}

}  // namespace photomap
