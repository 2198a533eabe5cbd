// The files a gazetteer is made from, read into places and names.
#pragma once

#include "geo/photo.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace photomap {

/// A place with all its names, the main one included.
struct NamedPlace {
  Place place;
  std::vector<std::string> names;
  std::vector<std::string> demonyms;  ///< of a country, in any language
};

/// data/places.csv; its columns are described in data/README.md. Throws SourceError.
std::vector<NamedPlace> load_own_places(const std::filesystem::path& csv);

/// The package world-countries: names in some 25 languages, demonyms; the circle around a country reaches its
/// outline.
std::vector<NamedPlace> load_countries(const std::filesystem::path& directory);

/// GeoNames cities500.txt, tab-separated as in the GeoNames readme, a row at a time. Throws SourceError.
void for_each_city(const std::filesystem::path& tsv, const std::function<void(const NamedPlace&)>& visit);

/// The bytes of a file; throws std::runtime_error naming it where it can't be read.
std::string load_file(const std::filesystem::path& file);

}  // namespace photomap
