#include "geo/gazetteer.hpp"

#include "geo/romanise.hpp"
#include "geo/text.hpp"
#include "geo/utf8.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace photomap {

namespace {

constexpr std::size_t kShortestSpelling = 3;  // of a spelling key: below it everything resembles everything
constexpr std::size_t kOneTypo = 4;           // the shortest spelling key in which a letter may be wrong
constexpr std::size_t kTwoTypos = 7;          // and two
constexpr double kLeastCloseness = 0.6;

bool is_in_script_of(std::string_view text, std::string_view language) {
  if (text.empty()) return false;
  const auto lead = static_cast<unsigned char>(text.front());
  const bool is_cyrillic = lead == 0xD0 || lead == 0xD1 || lead == 0xD2 || lead == 0xD3;
  if (language == "ru") {
    // Letters of its neighbours tell that a name is theirs.
    constexpr std::array<std::string_view, 14> kForeign = {"ә", "ғ", "қ", "ң", "ө", "ұ", "ү",
                                                           "һ", "і", "ў", "ҳ", "ҷ", "ї", "ј"};
    return is_cyrillic && std::none_of(kForeign.begin(), kForeign.end(), [&](std::string_view letter) {
             return fold(text).find(letter) != std::string::npos;
           });
  }
  if (language == "kk" || language == "ky" || language == "tg") return is_cyrillic;
  if (language == "zh") return lead >= 0xE3 && lead <= 0xE9;
  if (language == "ar" || language == "fa" || language == "ug") return lead >= 0xD8 && lead <= 0xDB;
  return false;
}

}  // namespace

Gazetteer::Gazetteer(std::unique_ptr<GazetteerStorage> storage)
    : storage_(std::move(storage)), folded_(arrays().folded), spelling_(arrays().spelling) {}

Gazetteer Gazetteer::open(const std::filesystem::path& file) {
  return Gazetteer(map_gazetteer(file));
}

bool Gazetteer::has_name(std::string_view key) const {
  const auto postings = folded_.find(key);
  return std::any_of(postings.begin(), postings.end(),
                     [&](const NamePosting& posting) { return names_alone(posting.name); });
}

bool Gazetteer::names_alone(std::uint32_t number) const {
  if (name(number).kind == NameKind::demonym || name(number).kind == NameKind::shortened) return false;
  if (name(number).kind != NameKind::abbreviation) return true;
  const std::string_view written = text(name(number).text);
  const auto stop = written.find('.');
  return stop == std::string_view::npos || stop + 1 < written.size();
}

std::vector<NameMatch> Gazetteer::find(std::string_view key) const {
  const auto postings = folded_.find(key);
  std::vector<NameMatch> matches;
  matches.reserve(postings.size());
  for (const NamePosting& p : postings) matches.push_back({.place = p.place, .name = p.name});
  return matches;
}

std::vector<NameMatch> Gazetteer::closest(std::string_view key, std::string_view romanised,
                                          std::span<const NamePosting> postings) const {
  std::vector<NameMatch> matches;
  for (const auto& [number, place] : postings) {
    const std::string_view written = text(name(number).text);
    // Arabic leaves out vowels, Chinese turns names into syllables: what resembles them is chance.
    if (is_romanised_loosely(written) && !is_romanised_loosely(key)) continue;
    const double closeness = similarity(romanised, romanise(fold(written)));
    if (closeness >= kLeastCloseness)
      matches.push_back({.place = place, .name = number, .closeness = closeness});
  }
  return matches;
}

namespace {

// Each place once, by its closest name; the closest first, the better known before its equals.
std::vector<NameMatch> best_of_each(std::vector<NameMatch> matches) {
  std::stable_sort(matches.begin(), matches.end(),
                   [](const NameMatch& a, const NameMatch& b) { return a.closeness > b.closeness; });
  std::vector<NameMatch> best;
  std::unordered_map<PlaceNumber, bool> seen;
  for (const NameMatch& match : matches) {
    if (seen.emplace(match.place, true).second) best.push_back(match);
  }
  return best;
}

}  // namespace

std::vector<NameMatch> Gazetteer::find_spelling(std::string_view key) const {
  const std::string romanised = romanise(key);
  const std::string spelling = spelling_key(romanised);
  if (spelling.size() < kShortestSpelling) return {};
  return best_of_each(closest(key, romanised, spelling_.find(spelling)));
}

std::vector<NameMatch> Gazetteer::find_similar(std::string_view key, std::size_t typos) const {
  const std::string romanised = romanise(key);
  const std::string spelling = spelling_key(romanised);
  const auto allowed = [typos](std::size_t letters) {
    return std::min<std::size_t>(typos, letters >= kTwoTypos ? 2 : letters >= kOneTypo ? 1 : 0);
  };
  std::vector<NameMatch> matches;
  const auto look_in = [&](const NameTable& table, std::string_view wanted) {
    for (const NameTable::Similar& similar : table.find_similar(wanted, allowed(count_code_points(wanted)))) {
      const auto here = closest(key, romanised, table.postings(similar.key));
      matches.insert(matches.end(), here.begin(), here.end());
    }
  };
  look_in(spelling_, spelling);
  // A typo may break what the spelling key takes for one letter: "Toulosue".
  look_in(folded_, key);
  std::erase_if(matches, [&](const NameMatch& m) { return !names_alone(m.name); });
  return best_of_each(std::move(matches));
}

std::vector<NameMatch> Gazetteer::complete(std::string_view key, std::size_t limit) const {
  std::vector<NameMatch> matches;
  // A place has several names that start alike.
  for (const std::uint32_t k : folded_.complete(key, 4 * limit)) {
    for (const auto& [number, place] : folded_.postings(k)) {
      const bool is_new = std::none_of(matches.begin(), matches.end(),
                                       [place = place](const NameMatch& m) { return m.place == place; });
      if (is_new) matches.push_back({.place = place, .name = number});
      if (matches.size() == 4 * limit) break;
    }
  }
  std::stable_sort(matches.begin(), matches.end(), [&](const NameMatch& a, const NameMatch& b) {
    return prominence(row(a.place)) > prominence(row(b.place));
  });
  if (matches.size() > limit) matches.resize(limit);
  return matches;
}

Place Gazetteer::place(PlaceNumber number) const {
  const PlaceRow& r = row(number);
  std::vector<std::string> ancestor_ids;
  for (const PlaceNumber outer : ancestors(number)) ancestor_ids.emplace_back(text(row(outer).id));
  return {.id = std::string(text(r.id)),
          .name = std::string(text(r.name)),
          .feature_type = std::string(text(r.feature_type)),
          .country = r.country[0] == '\0' ? std::string() : std::string(r.country, 2),
          .location = {r.lon, r.lat},
          .uncertainty = {r.uncertainty_m},
          .parent_id = ancestor_ids.empty() ? std::string() : ancestor_ids.front(),
          .ancestor_ids = ancestor_ids,
          .population = r.population,
          .source = std::string(text(r.source)),
          .licence = std::string(text(arrays().attributions[r.attribution].licence))};
}

std::optional<PlaceNumber> Gazetteer::find_number(std::string_view id) const {
  const auto by_id = arrays().by_id;
  const auto found = std::lower_bound(
      by_id.begin(), by_id.end(), id,
      [&](PlaceNumber number, std::string_view wanted) { return text(row(number).id) < wanted; });
  if (found == by_id.end() || text(row(*found).id) != id) return std::nullopt;
  return *found;
}

std::optional<Place> Gazetteer::find_place(std::string_view id) const {
  const auto number = find_number(id);
  return number ? std::optional(place(*number)) : std::nullopt;
}

std::vector<PlaceName> Gazetteer::names(PlaceNumber number) const {
  std::vector<PlaceName> names;
  const PlaceRow& r = row(number);
  for (std::uint32_t n = r.first_name; n < r.first_name + r.name_count; ++n)
    names.push_back({text(name(n).text), text(name(n).language), name(n).kind});
  return names;
}

std::string_view Gazetteer::display_name(PlaceNumber number, std::string_view language) const {
  const std::string_view main = text(row(number).name);
  if (language.empty()) return main;
  std::string_view by_script;
  for (const PlaceName& name : names(number)) {
    if (name.kind != NameKind::main && name.kind != NameKind::alternate) continue;
    if (name.language == language) return name.text;
    if (by_script.empty() && name.language.empty() && is_in_script_of(name.text, language))
      by_script = name.text;
  }
  return by_script.empty() ? main : by_script;
}

std::vector<PlaceNumber> Gazetteer::ancestors(PlaceNumber number) const {
  std::vector<PlaceNumber> above;
  for (PlaceNumber parent = row(number).parent; parent != kNoPlace; parent = row(parent).parent)
    above.push_back(parent);
  return above;
}

bool Gazetteer::is_within(PlaceNumber inner, PlaceNumber outer) const {
  for (PlaceNumber place = inner; place != kNoPlace; place = row(place).parent) {
    if (place == outer) return true;
  }
  return false;
}

std::vector<PlaceNumber> Gazetteer::nearby(LonLat centre, Meters radius) const {
  constexpr double kMetersPerDegree = 111'000;
  const double tall = radius.value / kMetersPerDegree;
  // A circle around a pole has all longitudes.
  const double most_polar = std::abs(centre.lat) + tall;
  const double wide =
      most_polar > 89.9 ? 180 : std::min(tall / std::cos(most_polar * 3.14159265358979 / 180), 180.0);
  std::vector<std::pair<double, PlaceNumber>> found;
  // The degrees at the south and west edge; in this order std::max takes what is no number for none.
  const auto south = static_cast<int>(std::floor(std::max(-90.0, centre.lat - tall)));
  const auto west = static_cast<int>(std::floor(std::max(-360.0, centre.lon - wide)));
  for (int lat = south; lat <= std::min(centre.lat + tall, 89.999); ++lat) {
    for (int x = west; x <= centre.lon + wide && x < west + 360; ++x) {
      const int lon = x < -180 ? x + 360 : x >= 180 ? x - 360 : x;
      const std::size_t cell = degree_cell({static_cast<double>(lon), static_cast<double>(lat)});
      for (std::uint32_t i = arrays().cells[cell]; i < arrays().cells[cell + 1]; ++i) {
        const PlaceNumber number = arrays().by_cell[i];
        const double apart = distance(centre, {row(number).lon, row(number).lat}).value;
        if (apart <= radius.value) found.emplace_back(apart, number);
      }
    }
  }
  std::sort(found.begin(), found.end());
  std::vector<PlaceNumber> places;
  places.reserve(found.size());
  for (const auto& [apart, number] : found) places.push_back(number);
  return places;
}

std::optional<std::string> Gazetteer::find_country_of_demonym(std::string_view key) const {
  for (const auto& [number, place] : folded_.find(key)) {
    const PlaceRow& r = row(place);
    if (name(number).kind == NameKind::demonym && r.country[0] != '\0') return std::string(r.country, 2);
  }
  return std::nullopt;
}

std::vector<Attribution> Gazetteer::attributions() const {
  std::vector<Attribution> all;
  for (const AttributionRow& a : arrays().attributions)
    all.push_back({text(a.name), text(a.licence), text(a.url)});
  return all;
}

double prominence(const PlaceRow& row) {
  const double population = row.population;
  switch (row.kind) {
    case PlaceKind::country: return 2e6 + 5 * population;
    case PlaceKind::division: return 2e5 + population;
    case PlaceKind::district: return 1e3 + 0.2 * population;
    case PlaceKind::settlement: return 500 + population;
    case PlaceKind::quarter: return 200 + 0.3 * population;
    case PlaceKind::airport: return 500 + population;
    case PlaceKind::region: return 3e4 + row.uncertainty_m / 40;
    case PlaceKind::venue: return 5e4;
  }
  return 0;
}

}  // namespace photomap
