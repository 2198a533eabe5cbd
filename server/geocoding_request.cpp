#include "server/geocoding_request.hpp"

#include "geo/utf8.hpp"
#include "server/errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

namespace photomap {

namespace {

constexpr std::size_t kDefaultNominatimLimit = 10;
constexpr std::size_t kDefaultPhotonLimit = 15;

struct AddressPart {
  std::string_view name;
  std::optional<PlaceKind> kind;
};
// From the inside out. There are no streets, so whatever bears the name will do.
constexpr std::array<AddressPart, 6> kAddressParts = {{{"amenity", std::nullopt},
                                                       {"street", std::nullopt},
                                                       {"city", PlaceKind::settlement},
                                                       {"county", PlaceKind::district},
                                                       {"state", PlaceKind::division},
                                                       {"country", PlaceKind::country}}};

std::optional<std::string_view> find_text(const Parameters& parameters, std::string_view name) {
  const auto text = parameters.find(name);
  return text && !text->empty() ? text : std::nullopt;
}

bool parse_flag(const Parameters& parameters, std::string_view name, bool fallback) {
  const auto text = parameters.find(name);
  return text ? *text != "0" : fallback;
}

std::string parse_query_text(std::string_view name, std::string text) {
  if (count_code_points(text) > kLongestQuery) {
    throw HttpError(400, fmt::format("{} has {} characters; give {} at most", name, count_code_points(text),
                                     kLongestQuery));
  }
  return text;
}

/// "kz,UZ"; what is no code is left out, as Nominatim does.
std::vector<std::string> parse_country_codes(std::string_view text) {
  std::vector<std::string> codes;
  for (const std::string_view part : split(text, ',')) {
    std::string code;
    for (const char c : trim(part)) {
      if (c >= 'a' && c <= 'z') code += static_cast<char>(c - ('a' - 'A'));
      if (c >= 'A' && c <= 'Z') code += c;
    }
    if (code.size() == 2 && trim(part).size() == 2) codes.push_back(code == "UK" ? "GB" : std::move(code));
  }
  return codes;
}

std::vector<double> parse_four_numbers(std::string_view name, std::string_view text) {
  std::vector<double> numbers;
  for (const std::string_view part : split(text, ',')) {
    if (const auto number = parse_number(trim(part))) numbers.push_back(*number);
  }
  if (numbers.size() != 4 || split(text, ',').size() != 4) {
    throw HttpError(400, fmt::format("{}={}: give longitude and latitude of two opposite corners in degrees, "
                                     "such as 66.8,39.5,67.1,39.8",
                                     name, clipped(text)));
  }
  return numbers;
}

/// Two opposite corners, in any order; what lies off the earth is brought back to its edge.
Bbox parse_corners(std::string_view name, std::string_view text) {
  const std::vector<double> corners = parse_four_numbers(name, text);
  const auto clamped = [&](std::size_t i, double most) { return std::clamp(corners[i], -most, most); };
  const auto [west, east] = std::minmax({clamped(0, 180), clamped(2, 180)});
  const auto [south, north] = std::minmax({clamped(1, 90), clamped(3, 90)});
  return {.west = west, .south = south, .east = east, .north = north};
}

double parse_degrees(const Parameters& parameters, std::string_view name, double most) {
  const auto text = parameters.find(name);
  if (!text) throw HttpError(400, fmt::format("{0} is missing; give {0}=DEGREES", name));
  const auto degrees = parse_number(trim(*text));
  if (!degrees || std::abs(*degrees) > most) {
    throw HttpError(400, fmt::format("{}={}: give degrees from {} to {}", name, clipped(*text), -most, most));
  }
  return *degrees;
}

std::optional<std::int64_t> find_integer(const Parameters& parameters, std::string_view name) {
  const auto text = parameters.find(name);
  if (!text) return std::nullopt;
  if (const auto number = parse_integer(trim(*text))) return number;
  throw HttpError(400, fmt::format("{}={}: give an integer", name, clipped(*text)));
}

/// "43.25, 76.95", the latitude first as in a search for it; empty for any other text.
std::optional<LonLat> find_position(std::string_view text) {
  const auto parts = split(text, ',');
  if (parts.size() != 2 || text.find('.') == text.npos) return std::nullopt;
  const auto lat = parse_number(trim(parts[0]));
  const auto lon = parse_number(trim(parts[1]));
  if (!lat || !lon || !is_on_earth({*lon, *lat})) return std::nullopt;
  return LonLat{*lon, *lat};
}

/// An address in parts, as the text that one would type, and the kind of its finest part.
NominatimSearch parse_address(const Parameters& parameters) {
  NominatimSearch search;
  std::string text;
  for (const auto& [name, kind] : kAddressParts) {
    const auto part = find_text(parameters, name);
    if (!part) continue;
    if (text.empty()) search.kind = kind;
    if (const auto codes = parse_country_codes(*part); name == "country" && codes.size() == 1) {
      search.places.countries = codes;
    } else {
      text.append(text.empty() ? "" : ", ").append(*part);
    }
  }
  search.places.text = parse_query_text("the address", std::move(text));
  return search;
}

NominatimSearch parse_text_or_address(const Parameters& parameters) {
  const auto text = parameters.find("q");
  if (!text) return parse_address(parameters);
  for (const std::string_view name :
       {"amenity", "street", "city", "county", "state", "country", "postalcode"}) {
    if (!find_text(parameters, name)) continue;
    throw HttpError(400,
                    fmt::format("q and {} are given; give q, or an address in parts (street, city, county, "
                                "state, country, postalcode)",
                                name));
  }
  NominatimSearch search;
  search.places.text = parse_query_text("q", std::string(*text));
  search.position = find_position(*text);
  return search;
}

}  // namespace

NominatimSearch parse_nominatim_search(const Parameters& parameters) {
  NominatimSearch search = parse_text_or_address(parameters);
  PlaceQuery& places = search.places;
  if (const auto text = find_text(parameters, "countrycodes")) {
    if (auto codes = parse_country_codes(*text); !codes.empty()) places.countries = std::move(codes);
  }
  if (const auto text = find_text(parameters, "viewbox")) places.viewbox = parse_corners("viewbox", *text);
  places.bounded = parse_flag(parameters, "bounded", false);
  places.limit = parse_place_limit(parameters, kDefaultNominatimLimit);
  search.dedupe = parse_flag(parameters, "dedupe", true);
  return search;
}

NominatimOutput parse_nominatim_output(const Parameters& parameters, bool has_address) {
  constexpr std::array<std::pair<std::string_view, NominatimFormat>, 4> kFormats = {
      {{"json", NominatimFormat::json},
       {"jsonv2", NominatimFormat::jsonv2},
       {"geojson", NominatimFormat::geojson},
       {"geocodejson", NominatimFormat::geocodejson}}};
  const std::string_view name = parameters.find("format").value_or("jsonv2");
  const auto format =
      std::find_if(kFormats.begin(), kFormats.end(), [&](const auto& known) { return known.first == name; });
  if (format == kFormats.end()) {
    throw HttpError(400, fmt::format("format={}: give json, jsonv2, geojson or geocodejson", clipped(name)));
  }
  return {.format = format->second,
          .address = parse_flag(parameters, "addressdetails", has_address),
          .names = parse_flag(parameters, "namedetails", false),
          .further = parse_flag(parameters, "extratags", false)};
}

PlaceQuery parse_photon_search(const Parameters& parameters) {
  PlaceQuery query;
  query.text = parse_query_text("q", std::string(parameters.find("q").value_or("")));
  if (trim(query.text).empty()) throw HttpError(400, "q is missing; give q=NAME, such as q=berlin");
  if (parameters.find("lat") || parameters.find("lon")) query.near = parse_position(parameters);
  if (const auto text = find_text(parameters, "bbox")) {
    query.viewbox = parse_corners("bbox", *text);
    query.bounded = true;
  }
  query.is_unfinished = true;
  query.limit = parse_place_limit(parameters, kDefaultPhotonLimit);
  return query;
}

LonLat parse_position(const Parameters& parameters) {
  return {.lon = parse_degrees(parameters, "lon", 180), .lat = parse_degrees(parameters, "lat", 90)};
}

PlaceKind parse_finest_kind(const Parameters& parameters) {
  const std::int64_t zoom = find_integer(parameters, "zoom").value_or(18);
  if (zoom <= 4) return PlaceKind::country;
  if (zoom <= 7) return PlaceKind::division;
  if (zoom <= 9) return PlaceKind::district;
  if (zoom <= 12) return PlaceKind::settlement;
  if (zoom <= 15) return PlaceKind::quarter;
  return PlaceKind::venue;
}

std::size_t parse_place_limit(const Parameters& parameters, std::size_t fallback) {
  const auto limit = find_integer(parameters, "limit");
  if (!limit) return fallback;
  return static_cast<std::size_t>(std::clamp<std::int64_t>(*limit, 1, kMostPlaces));
}

Languages languages_of(const HttpRequest& request, const Parameters& parameters, std::string_view name) {
  if (const auto text = find_text(parameters, name)) return parse_languages(*text);
  return parse_languages(request.header("Accept-Language"));
}

}  // namespace photomap
