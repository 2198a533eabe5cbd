#include "server/place_description.hpp"

#include "geo/search.hpp"
#include "server/place_ids.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace photomap {

namespace {

OsmTags tags_of(const Gazetteer& gazetteer, PlaceNumber place) {
  const PlaceRow& row = gazetteer.row(place);
  return osm_tags_of(row.kind, gazetteer.text(row.feature_type));
}

Bbox box_of(const PlaceRow& row) {
  const bool crosses = row.west > row.east;
  return {.west = crosses ? -180 : row.west,
          .south = row.south,
          .east = crosses ? 180 : row.east,
          .north = row.north};
}

std::string country_code_of(const PlaceRow& row) {
  std::string code;
  for (const char c : row.country) {
    if (c >= 'A' && c <= 'Z') code += static_cast<char>(c + ('a' - 'A'));
  }
  return code;
}

// A division may stand by itself: its country is known by its code all the same.
std::optional<PlaceNumber> find_country(const Gazetteer& gazetteer, const PlaceRow& row) {
  if (row.country[0] == '\0') return std::nullopt;
  return gazetteer.find_number("country:" + std::string(row.country, 2));
}

// The place itself, then what contains it, from the inside out.
std::vector<PlaceNumber> with_ancestors(const Gazetteer& gazetteer, PlaceNumber place) {
  std::vector<PlaceNumber> places = gazetteer.ancestors(place);
  places.insert(places.begin(), place);
  const bool has_country = std::any_of(places.begin(), places.end(), [&](PlaceNumber p) {
    return gazetteer.row(p).kind == PlaceKind::country;
  });
  const auto country = has_country ? std::nullopt : find_country(gazetteer, gazetteer.row(place));
  if (country) places.push_back(*country);
  return places;
}

std::vector<AddressLine> address_of(const Gazetteer& gazetteer, const std::vector<PlaceNumber>& places,
                                    const Languages& languages) {
  std::vector<AddressLine> address;
  for (const PlaceNumber place : places)
    address.push_back({tags_of(gazetteer, place), std::string(name_in(gazetteer, place, languages))});
  return address;
}

// Each name once: "Singapore", not "Singapore, Singapore".
std::string full_name_of(const std::vector<AddressLine>& address) {
  std::string full = address.front().name;
  for (std::size_t i = 1; i < address.size(); ++i) {
    if (address[i].name != address[i - 1].name) full.append(", ").append(address[i].name);
  }
  return full;
}

std::string licence_of(const Gazetteer& gazetteer, const std::vector<PlaceNumber>& places) {
  const std::vector<Attribution> sources = gazetteer.attributions();
  std::set<std::size_t> told;
  std::string licence;
  for (const PlaceNumber place : places) {
    const std::size_t source = gazetteer.row(place).attribution;
    if (source >= sources.size() || !told.insert(source).second) continue;
    licence.append(licence.empty() ? "Data: " : "; ");
    licence.append(fmt::format("{}: {}", sources[source].name, sources[source].licence));
  }
  return licence;
}

std::string_view name_tag(NameKind kind) {
  switch (kind) {
    case NameKind::main: return "name";
    case NameKind::alternate: return "alt_name";
    case NameKind::historical: return "old_name";
    case NameKind::abbreviation:
    case NameKind::shortened: return "short_name";
    case NameKind::demonym: return "";
  }
  return "";
}

// One name a language, as OpenStreetMap has it; the others of a kind together, parted by semicolons.
TextMembers names_of(const Gazetteer& gazetteer, PlaceNumber place) {
  TextMembers names{{"name", std::string(gazetteer.text(gazetteer.row(place).name))}};
  const auto find = [&](const std::string& tag) {
    return std::find_if(names.begin(), names.end(), [&](const auto& member) { return member.first == tag; });
  };
  for (const PlaceName& name : gazetteer.names(place)) {
    if (name_tag(name.kind).empty() || name.text == names.front().second) continue;
    const bool is_current = name.kind == NameKind::main || name.kind == NameKind::alternate;
    const bool has_language = !name.language.empty();
    std::string tag(is_current && has_language ? "name" : name_tag(name.kind));
    if (has_language) tag.append(":").append(name.language);
    const auto known = find(tag);
    if (known == names.end())
      names.emplace_back(std::move(tag), name.text);
    else if (!is_current || !has_language)
      known->second.append(";").append(name.text);
  }
  return names;
}

TextMembers further_of(const Gazetteer& gazetteer, PlaceNumber place) {
  const PlaceRow& row = gazetteer.row(place);
  TextMembers members;
  if (row.population > 0) members.emplace_back("population", std::to_string(row.population));
  members.emplace_back("feature_type", gazetteer.text(row.feature_type));
  members.emplace_back("uncertainty_m", fmt::format("{:.0f}", row.uncertainty_m));
  if (!gazetteer.text(row.source).empty()) members.emplace_back("source", gazetteer.text(row.source));
  members.emplace_back("note", "osm_id is a number of photomap's and names nothing in OpenStreetMap");
  return members;
}

}  // namespace

PlaceDescription describe_place(const Gazetteer& gazetteer, PlaceNumber place,
                                const DescribeOptions& options) {
  const PlaceRow& row = gazetteer.row(place);
  const std::string_view id = gazetteer.text(row.id);
  const std::vector<PlaceNumber> places = with_ancestors(gazetteer, place);
  std::vector<AddressLine> address = address_of(gazetteer, places, options.languages);
  return {.place_id = std::int64_t{place} + 1,
          .osm_id = stand_in_number(id),
          .photomap_id = std::string(id),
          .location = {row.lon, row.lat},
          .uncertainty = {row.uncertainty_m},
          .box = box_of(row),
          .tags = tags_of(gazetteer, place),
          .importance = importance_of(row),
          .name = address.front().name,
          .full_name = full_name_of(address),
          .address = std::move(address),
          .country_code = country_code_of(row),
          .licence = licence_of(gazetteer, places),
          .names = options.all_names ? names_of(gazetteer, place) : TextMembers{},
          .further = further_of(gazetteer, place)};
}

}  // namespace photomap
